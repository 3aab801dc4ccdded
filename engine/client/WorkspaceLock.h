// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/client/WorkspacePaths.h"

#include <QLockFile>

#include <memory>
#include <optional>

namespace perdura {

/// Who runs a workspace's hub and where to reach it.
struct HubOwner
{
    qint64 pid = 0;
    QString server; ///< name of its local server
    bool operator==(const HubOwner &) const = default;
};

/// Makes sure that one process at a time runs a workspace's hub. Given back when destroyed; the lock of a
/// process that was killed counts for nothing.
class WorkspaceLock
{
public:
    /// Busy: another process holds it (see owner()). AccessDenied, NoSpace, Io.
    [[nodiscard]] static Result<std::unique_ptr<WorkspaceLock>> take(const WorkspacePaths &paths);
    ~WorkspaceLock();
    WorkspaceLock(const WorkspaceLock &) = delete;
    WorkspaceLock &operator=(const WorkspaceLock &) = delete;

    /// Writes down where the holder can be reached.
    [[nodiscard]] Result<void> announce(const HubOwner &owner) const;
    /// What the holder wrote down, if there is a holder.
    [[nodiscard]] static std::optional<HubOwner> owner(const WorkspacePaths &paths);

private:
    explicit WorkspaceLock(const WorkspacePaths &paths);
    [[nodiscard]] bool tryTake();

    WorkspacePaths m_paths;
    QLockFile m_file;
};

} // namespace perdura
