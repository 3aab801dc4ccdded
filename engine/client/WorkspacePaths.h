// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Result.h"

#include <QString>

namespace perdura {

/// Where a workspace keeps its hub.
class WorkspacePaths
{
public:
    explicit WorkspacePaths(const QString &workspace);

    [[nodiscard]] const QString &workspace() const { return m_workspace; } ///< absolute
    [[nodiscard]] QString hubFolder() const { return m_workspace + QStringLiteral("/.perdura"); }
    [[nodiscard]] QString database() const { return hubFolder() + QStringLiteral("/hub.db"); }
    [[nodiscard]] QString lock() const { return hubFolder() + QStringLiteral("/hub.lock"); }
    [[nodiscard]] QString owner() const { return hubFolder() + QStringLiteral("/hub.json"); } ///< who runs it

    /// Makes the hub folder. NotFound: the workspace is no folder; AccessDenied: it is read-only; NotAllowed:
    /// a file has the folder's name; NoSpace; Io.
    [[nodiscard]] Result<void> prepare() const;

private:
    QString m_workspace;
};

} // namespace perdura
