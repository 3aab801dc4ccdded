// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitor/detail/timeline/LaneRows.h"

namespace perdura {

std::vector<LaneRow> laneRows(const TimelineModel &model, const std::set<NodeId> &expanded,
                              const std::set<NodeId> &collapsed)
{
    std::vector<LaneRow> rows;
    int hiddenBelow = -1; // depth of the collapsed container that we are in; -1: none
    for (std::size_t i = 0; i < model.lanes.size(); ++i) {
        const TimelineLane &lane = model.lanes[i];
        if (hiddenBelow >= 0 && lane.depth > hiddenBelow)
            continue;
        hiddenBelow = -1;
        const bool hasInner = lane.isContainer && !lane.node.isEmpty() && i + 1 < model.lanes.size() &&
                              model.lanes[i + 1].depth > lane.depth;
        const bool hasIterations = !lane.isContainer && !lane.iterations.empty();
        const bool isOpen =
            hasInner ? !collapsed.contains(lane.node) : hasIterations && expanded.contains(lane.node);
        rows.push_back({&lane, lane.depth, hasInner || hasIterations, isOpen});
        if (hasInner && !isOpen)
            hiddenBelow = lane.depth;
        if (hasIterations && isOpen) {
            for (const TimelineLane &iteration : lane.iterations)
                rows.push_back({&iteration, lane.depth + 1, false, false});
        }
    }
    return rows;
}

} // namespace perdura
