// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Result.h"

#include <QString>

namespace perdura {

// Files that are whole and on disk, or not there. Any thread.

/// On return the content is on disk. Errors: NotFound, NoSpace, Io.
[[nodiscard]] Result<void> syncFile(const QString &path);

/// Gives a synced file its final name, in the same folder, in place of a file that has that name already; on
/// return that is on disk. Errors: AccessDenied, NoSpace, Io.
[[nodiscard]] Result<void> renameDurably(const QString &from, const QString &to);

/// A new file beside `path` into which to write, to be renamed at the end.
[[nodiscard]] QString partialName(const QString &path);

} // namespace perdura
