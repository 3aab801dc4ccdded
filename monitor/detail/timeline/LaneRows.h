// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "monitor/detail/timeline/TimelineModel.h"

#include <set>
#include <vector>

namespace perdura {

/// One lane as it stands on screen. The lane belongs to the model that it was made from.
struct LaneRow
{
    const TimelineLane *lane = nullptr;
    int depth = 0;
    bool canExpand = false;
    bool isExpanded = false;
};

/// The lanes that are shown when the nodes in `expanded` show their iterations and the containers in
/// `collapsed` hide their inner lanes.
[[nodiscard]] std::vector<LaneRow> laneRows(const TimelineModel &model, const std::set<NodeId> &expanded,
                                            const std::set<NodeId> &collapsed);

} // namespace perdura
