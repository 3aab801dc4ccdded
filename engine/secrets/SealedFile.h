// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Result.h"

#include <QByteArray>

namespace perdura {

// Bytes that only the key opens, and that show every change: XChaCha20-Poly1305. Pure but for the random
// source; any thread.

/// 32 bytes from the system's random source.
[[nodiscard]] QByteArray newSealKey();
/// Whether these bytes can be a key.
[[nodiscard]] bool isSealKey(const QByteArray &key);

/// `purpose` is not in the result, but has to be the same at opening. Asserts that the key is one.
[[nodiscard]] QByteArray seal(const QByteArray &content, const QByteArray &key, const QByteArray &purpose);

/// Why sealed bytes do not open.
enum class SealFault {
    NotSealed, ///< something else, or of a newer version
    OtherKey,  ///< whole as it seems, but made with another key
    Damaged    ///< cut short or changed, or sealed for another purpose
};
[[nodiscard]] tl::expected<QByteArray, SealFault> unseal(const QByteArray &sealed, const QByteArray &key,
                                                         const QByteArray &purpose);

} // namespace perdura
