// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/Expression.h"
#include "engine/definition/WorkflowDefinition.h"
#include "engine/orchestration/HistoryEvent.h"

#include <map>
#include <span>
#include <vector>

namespace perdura {

enum class NodeRunState { NotReached, Running, Waiting, Completed, Failed, Terminated };

/// One pass through a node. `end` is unset while it is under way.
struct NodeVisit
{
    NodeId node;
    std::string iteration; ///< "" in the outermost flow; "3", "3/0" inside containers
    NodeRunState state = NodeRunState::Running;
    Instant start;
    std::optional<Instant> end;
    std::string port;       ///< by which it was left
    int attempts = 0;       ///< tries of its activity
    std::string waitingFor; ///< in words, while waiting: "event Approved", "until 2026-11-25 08:30", "an
                            ///< answer from Ada"
    std::string failure;    ///< the sentence, when it failed
    Json output;
};

/// Summed up over all visits, for the overlay.
struct NodeTrace
{
    NodeRunState state =
        NodeRunState::NotReached; ///< of the latest visits: failed > waiting > running > completed
    int visits = 0;
    int completed = 0;
    int failed = 0;
    int attempts = 0;
    Duration busy{}; ///< sum over the ended visits, and up to the last event for open ones
};

/// What a run did, on its own drawing.
struct RunTrace
{
    std::map<NodeId, NodeTrace> nodes;
    std::map<std::pair<NodeId, std::string>, int> edges; ///< times taken, by (from, port)
    std::vector<NodeVisit> visits;                       ///< in order of their start
    std::string problem;                                 ///< when the history does not fit the drawing: why
};

/// Replays a history against the definition that it ran on. Pure; costs as much as a replay, so keep it off
/// the GUI thread. Also works on the first k events of a history (time travel).
[[nodiscard]] RunTrace traceRun(std::shared_ptr<const WorkflowDefinition> definition,
                                std::span<const HistoryEvent> history,
                                std::shared_ptr<ExpressionEvaluator> evaluator);

} // namespace perdura
