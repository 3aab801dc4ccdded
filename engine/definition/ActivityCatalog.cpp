// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/ActivityCatalog.h"

#include <algorithm>

namespace perdura {

ActivityCatalog::ActivityCatalog(std::vector<ActivityInfo> activities)
    : m_activities(std::move(activities))
{
    std::sort(m_activities.begin(), m_activities.end(),
              [](const ActivityInfo &a, const ActivityInfo &b) { return a.name < b.name; });
}

const ActivityInfo *ActivityCatalog::find(const std::string &name) const
{
    const auto found = std::lower_bound(
        m_activities.begin(), m_activities.end(), name,
        [](const ActivityInfo &activity, const std::string &wanted) { return activity.name < wanted; });
    return found != m_activities.end() && found->name == name ? &*found : nullptr;
}

} // namespace perdura
