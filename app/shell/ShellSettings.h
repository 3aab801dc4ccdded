// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/kit/Theme.h"

#include <QByteArray>
#include <QStringList>

namespace perdura {

/// What the window remembers of a person between runs, in QSettings. A value-like front: reads and writes go
/// through at once. GUI thread.
class ShellSettings
{
public:
    [[nodiscard]] Appearance appearance() const;
    void setAppearance(Appearance appearance);

    [[nodiscard]] QByteArray windowGeometry() const;
    void setWindowGeometry(const QByteArray &geometry);
    [[nodiscard]] QString lastPlace() const;
    void setLastPlace(const QString &place);

    /// The workspace that was open last, until it was closed on purpose; empty: none.
    [[nodiscard]] QString lastWorkspace() const;
    void setLastWorkspace(const QString &folder);

    /// Newest first, at most ten.
    [[nodiscard]] QStringList recentWorkspaces() const;
    void addRecentWorkspace(const QString &folder);
    void removeRecentWorkspace(const QString &folder);

    /// Where copies of samples and templates go; the home folder's "Perdura" until something else was chosen.
    [[nodiscard]] QString sampleFolder() const;
    void setSampleFolder(const QString &folder);

    /// Where the drawings of the workspace were exported to last; empty: they were not.
    [[nodiscard]] QString exportFolder(const QString &workspace) const;
    void setExportFolder(const QString &workspace, const QString &folder);

    /// Whether the monitor comes up once a run was started.
    [[nodiscard]] bool showRunInMonitor() const;
    void setShowRunInMonitor(bool show);
};

} // namespace perdura
