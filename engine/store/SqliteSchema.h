// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/SqliteConnection.h"

namespace perdura {

/// The version of the database's layout that this program writes (PRAGMA user_version).
constexpr int currentSchemaVersion = 2;

/// Creates the tables of an empty database and brings older ones up to date, each step in one transaction.
/// Errors: Unsupported when a newer program wrote it, Damaged when the file is something else.
[[nodiscard]] Result<void> migrate(SqliteConnection &connection);

} // namespace perdura
