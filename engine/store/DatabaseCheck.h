// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/CheckReport.h"
#include "engine/store/SqliteConnection.h"

namespace perdura {

/// Reads the whole database, of the current version, and compares it with what must hold: SQLite's own check,
/// references, every history, the counters, pending work. The caller holds a snapshot when a hub may write
/// meanwhile. An error means that the check could not even begin.
[[nodiscard]] Result<CheckReport> checkDatabase(SqliteConnection &connection);

/// The same for the file of a hub that does not run. Writes nothing. Errors: NotFound, Unsupported, Damaged
/// (not a database at all), AccessDenied, Busy, Io.
[[nodiscard]] Result<CheckReport> checkDatabaseFile(const QString &path);

} // namespace perdura
