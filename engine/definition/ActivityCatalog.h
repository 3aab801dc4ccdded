// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Json.h"

#include <QString>

#include <functional>
#include <string>
#include <vector>

namespace perdura {

/// What a drawing needs to know of an activity; says nothing of how it runs.
struct ActivityInfo
{
    std::string name; ///< "file.read"
    QString title;
    QString description;
    Json inputSchema; ///< as Activity::inputSchema
    std::function<QString(const Json &input)> summary;
    Json outputSchema = {}; ///< of what it gives; null: that depends on the input
};

/// The activities that a drawing may use, in the order of their names. A value; engine/activities makes it
/// from its registry, so that editor and validator do not depend on the side that runs them.
class ActivityCatalog
{
public:
    ActivityCatalog() = default;
    explicit ActivityCatalog(std::vector<ActivityInfo> activities);
    /// Null when there is none of that name.
    [[nodiscard]] const ActivityInfo *find(const std::string &name) const;
    [[nodiscard]] const std::vector<ActivityInfo> &all() const { return m_activities; }

private:
    std::vector<ActivityInfo> m_activities;
};

} // namespace perdura
