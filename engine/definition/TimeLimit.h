// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/NodeSteps.h"

namespace perdura {

[[nodiscard]] FailureDetails timedOut(const Node &node, Duration limit);

/// A flow inside `scope` for work that ends when the time is up, without the flow around it.
[[nodiscard]] inline ScopePtr limitedScope(ScopePtr scope)
{
    auto inner = std::make_shared<FlowScope>(scope);
    inner->setLaneStop(std::make_shared<LaneStop>(scope->laneStop(), true));
    return inner;
}

/// Waits for work of a node that was begun in `inner`, a limitedScope(). After the limit the work is given
/// up, and the node fails (TimedOut). The variables that were set until then are taken over however it ends.
template <typename T>
[[nodiscard]] Task<T> within(RunPtr run, ScopePtr scope, ScopePtr inner, const Node &node, Duration limit,
                             Task<T> work)
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
    scope->adoptVariables(*inner);
    if (winner == 1) {
        inner->laneStop()->stop();
        throw TaskFailedException(timedOut(node, limit));
    }
    timer.cancel();
    T result = co_await work;
    co_return result;
}

} // namespace perdura
