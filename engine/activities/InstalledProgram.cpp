// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/activities/InstalledProgram.h"

#include <QStandardPaths>

namespace perdura {

QString installedProgram(const QString &name, const QStringList &moreFolders)
{
    const QString found = QStandardPaths::findExecutable(name);
    // An empty list of folders would mean the search path again.
    return found.isEmpty() && !moreFolders.isEmpty() ? QStandardPaths::findExecutable(name, moreFolders)
                                                     : found;
}

} // namespace perdura
