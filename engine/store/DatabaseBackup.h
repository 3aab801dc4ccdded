// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/SqliteConnection.h"

namespace perdura {

/// Writes a copy of the database, as the connection sees it now, into a new file, while others may go on
/// writing. The copy is read back whole before the file gets its name. Errors: AlreadyExists, NoSpace,
/// AccessDenied, Damaged (what was written cannot be read back), Io.
[[nodiscard]] Result<void> backUpDatabase(SqliteConnection &connection, const QString &file);

} // namespace perdura
