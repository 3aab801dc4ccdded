// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Result.h"

#include <QByteArray>

namespace perdura {

/// Puts a file with these bytes in the place of the one of that name, if any. It appears whole and on disk,
/// or nothing has changed. Any thread. Errors: NoSpace, AccessDenied, NotFound (no such folder), Io; the
/// message is only the system's reason, for the caller to put into a sentence.
[[nodiscard]] Result<void> writeWhole(const QString &path, const QByteArray &bytes);

} // namespace perdura
