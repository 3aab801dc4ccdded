// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/WorkspaceEvents.h"

#include <QStringList>

#include <map>

namespace perdura {

/// What drawings say about events, for checks of several files. Reads each file once; those that cannot be
/// read say nothing. One thread.
class WorkspaceDrawings
{
public:
    /// `files` belong together, wherever they are.
    explicit WorkspaceDrawings(const QStringList &files);
    /// What the others say: those of the workspace of the file (the folder above it in which something has
    /// run, else its own folder), and those that belong to it.
    [[nodiscard]] WorkspaceEvents othersOf(const QString &file);

private:
    const EventUses &usesOf(const QString &path);

    QStringList m_files; ///< canonical paths
    std::map<QString, EventUses> m_known;
};

} // namespace perdura
