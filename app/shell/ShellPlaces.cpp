// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/ShellPlaces.h"

#include "app/shell/DesignPlace.h"

namespace perdura {

MainWindow::Parts shellParts()
{
    MainWindow::Parts parts;
    parts.openHub = openHub;
    parts.activities = builtInActivities();
    parts.places.push_back(std::make_unique<DesignPlace>(activityCatalog(parts.activities)));
    return parts;
}

} // namespace perdura
