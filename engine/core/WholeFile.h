// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Result.h"

#include <QByteArray>

#include <functional>

class QSaveFile;

namespace perdura {

/// Puts a file with these bytes in the place of the one of that name, if any. It appears whole and on disk,
/// or nothing has changed. Any thread. Errors: NoSpace, AccessDenied, NotFound (no such folder), Io; the
/// message is only the system's reason, for the caller to put into a sentence.
[[nodiscard]] Result<void> writeWhole(const QString &path, const QByteArray &bytes);

/// The same for content that does not fit into memory: `fill` writes it into the file that is open for it.
/// When it gives an error, nothing changes and the error is handed on.
[[nodiscard]] Result<void> writeWhole(const QString &path,
                                      const std::function<Result<void>(QSaveFile &)> &fill);

} // namespace perdura
