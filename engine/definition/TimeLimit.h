// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/NodeSteps.h"

namespace perdura {

[[nodiscard]] FailureDetails timedOut(const Node &node, Duration limit);

/// Waits for work of a node that was begun in a flow which `stop` gives up. After the limit that happens, and
/// the node fails (TimedOut).
template <typename T>
[[nodiscard]] Task<T> within(RunPtr run, ScopePtr scope, const Node &node, Duration limit,
                             std::shared_ptr<LaneStop> stop, Task<T> work)
{
    OrchestrationContext &context = run->context();
    const TimerTask timer = context.createTimer(context.now() + limit, "Time-out of “" + node.name + "”",
                                                InterpreterRun::originOf(node, *scope));
    LaneStop::OnStop onStop;
    if (scope->laneStop())
        onStop = scope->laneStop()->onStop([timer] { timer.cancel(); });
    const std::vector<TaskBase> tasks{work, timer.task};
    const Task<std::size_t> race = whenAny(tasks);
    const std::size_t winner = co_await race;
    run->countWait();
    if (winner == 1) {
        stop->stop();
        throw TaskFailedException(timedOut(node, limit));
    }
    timer.cancel();
    T result = co_await work;
    co_return result;
}

} // namespace perdura
