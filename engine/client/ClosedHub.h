// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Result.h"
#include "engine/store/CheckReport.h"
#include "engine/store/DatabaseSalvage.h"

namespace perdura {

// What can be done with a workspace's hub only while no process runs it. Each takes the workspace's lock,
// reads and writes the disk and waits for it; any thread. Besides their own errors: Busy (a hub runs),
// NotFound (the workspace has none).

/// See checkDatabaseFile().
[[nodiscard]] Result<CheckReport> checkClosedHub(const QString &workspace);
/// See restoreDatabase(); gives the name under which the old database is kept.
[[nodiscard]] Result<QString> restoreHub(const QString &workspace, const QString &backup);
/// See salvageDatabase().
[[nodiscard]] Result<SalvageReport> salvageHub(const QString &workspace, const QString &folder);

} // namespace perdura
