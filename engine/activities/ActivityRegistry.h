// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/activities/Activity.h"
#include "engine/definition/ActivityCatalog.h"

#include <map>
#include <memory>
#include <vector>

namespace perdura {

/// The activities that a hub can run, by name. Filled once, then shared as const between threads.
class ActivityRegistry
{
public:
    /// Asserts that the name is new.
    void add(std::unique_ptr<Activity> activity);
    /// Null when there is none of that name (case-sensitive).
    [[nodiscard]] const Activity *find(const std::string &name) const;
    /// In the order of their names.
    [[nodiscard]] std::vector<const Activity *> all() const;

private:
    std::map<std::string, std::unique_ptr<Activity>> m_activities;
};

/// log, script, http.request, process.run,
/// file.read, file.write, file.list, file.copy, file.move, file.watch,
/// csv.read, csv.write, json.transform,
/// sql.query,
/// email.send, notify,
/// delay, random.fail.
[[nodiscard]] std::shared_ptr<const ActivityRegistry> builtInActivities();

/// What editor and validator may know of them. Keeps the registry alive.
[[nodiscard]] ActivityCatalog activityCatalog(const std::shared_ptr<const ActivityRegistry> &registry);

} // namespace perdura
