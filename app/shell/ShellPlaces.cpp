// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/ShellPlaces.h"

#include "app/shell/DesignPlace.h"
#include "app/shell/MonitorPlace.h"
#include "app/shell/TasksPlace.h"
#include "engine/script/JsExpressionEvaluator.h"

namespace perdura {

MainWindow::Parts shellParts()
{
    MainWindow::Parts parts;
    parts.openHub = openHub;
    parts.activities = builtInActivities();
    const ActivityCatalog catalog = activityCatalog(parts.activities);
    parts.places.push_back(std::make_unique<DesignPlace>(catalog, makeExpressionEvaluator()));
    parts.places.push_back(std::make_unique<MonitorPlace>(catalog));
    parts.places.push_back(std::make_unique<TasksPlace>());
    return parts;
}

} // namespace perdura
