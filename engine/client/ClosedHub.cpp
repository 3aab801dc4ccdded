// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/client/ClosedHub.h"

#include "engine/client/WorkspaceLock.h"
#include "engine/store/DatabaseCheck.h"
#include "engine/store/DatabaseRestore.h"

#include <functional>

namespace perdura {

namespace {

template <typename T>
Result<T> whileLocked(const QString &workspace, const std::function<Result<T>(const WorkspacePaths &)> &work)
{
    const WorkspacePaths paths(workspace);
    if (auto prepared = paths.prepare(); !prepared)
        return fail(prepared.error());
    const auto lock = WorkspaceLock::take(paths);
    return lock ? work(paths) : fail(lock.error());
}

} // namespace

Result<CheckReport> checkClosedHub(const QString &workspace)
{
    return whileLocked<CheckReport>(
        workspace, [](const WorkspacePaths &paths) { return checkDatabaseFile(paths.database()); });
}

Result<QString> restoreHub(const QString &workspace, const QString &backup)
{
    return whileLocked<QString>(workspace, [&backup](const WorkspacePaths &paths) {
        return restoreDatabase(backup, paths.database());
    });
}

Result<SalvageReport> salvageHub(const QString &workspace, const QString &folder)
{
    return whileLocked<SalvageReport>(workspace, [&folder](const WorkspacePaths &paths) {
        return salvageDatabase(paths.database(), folder);
    });
}

} // namespace perdura
