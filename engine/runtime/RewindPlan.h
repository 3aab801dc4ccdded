// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/orchestration/OrchestrationExecutor.h"

#include <functional>

namespace perdura {

/// A failed instance's history as a rewind leaves it, ending with ExecutionRewound.
struct RewoundHistory
{
    History events;
    /// Children whose failure was taken out and that have to be rewound as well.
    std::vector<InstanceId> children;
};

/// Takes the failures out of the history that ended it, so that the orchestrator asks for those activities
/// and children again and all else stays as it was. Tried, each on the orchestrator without any effect: all
/// failures; those that no later attempt followed; the last one. The first that fits the orchestrator is
/// taken. `canRewind` tells whether a failed child is there to be rewound; any other child is started anew.
/// Error NotAllowed: no activity or child failed, or the orchestrator does not fit the history without it.
/// Source: the field's rewind, which knows only the first of the three.
[[nodiscard]] Result<RewoundHistory> planRewind(const History &history, const Orchestrator &orchestrator,
                                                const std::string &reason, Instant now,
                                                const std::function<bool(const InstanceId &)> &canRewind,
                                                const OrchestrationLimits &limits = {});

} // namespace perdura
