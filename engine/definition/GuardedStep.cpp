// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/TimeLimit.h"

namespace perdura {

namespace {

/// Activities are told to stop by the engine; waits go on by a port of their own; a scope first undoes what
/// was done.
bool hasOwnTimeLimit(NodeKind kind)
{
    switch (kind) {
    case NodeKind::Activity:
    case NodeKind::HttpCall:
    case NodeKind::WaitForEvent:
    case NodeKind::Approval:
    case NodeKind::Scope:
        return true;
    default:
        return false;
    }
}

/// The engine knows these attempts as such; those of a child only when none of them has a time-out.
bool hasOwnRetry(const Node &node)
{
    return node.kind == NodeKind::Activity || node.kind == NodeKind::HttpCall ||
           (node.kind == NodeKind::SubWorkflow && !node.fields.contains("timeout"));
}

Task<Step> attempt(RunPtr run, ScopePtr scope, const Node &node, Json last)
{
    if (!node.fields.contains("timeout") || hasOwnTimeLimit(node.kind))
        return waitingStep(std::move(run), std::move(scope), node, std::move(last));
    const auto limit = run->fields(node, *scope).duration("timeout");
    if (!limit)
        return waitingStep(std::move(run), std::move(scope), node, std::move(last));
    const ScopePtr inner = limitedScope(scope);
    Task<Step> work = waitingStep(run, inner, node, std::move(last));
    return within(std::move(run), std::move(scope), inner, node, *limit, std::move(work));
}

Task<Step> retriedStep(RunPtr run, ScopePtr scope, const Node &node, Json last, RetryPolicy policy)
{
    OrchestrationContext &context = run->context();
    const Instant first = context.now();
    std::optional<FailureDetails> before;
    for (int number = 1;; ++number) {
        Step step;
        std::optional<FailureDetails> failure;
        try {
            const Task<Step> work = attempt(run, scope, node, last);
            step = co_await work;
        } catch (const TaskFailedException &exception) {
            failure = exception.failure();
        }
        if (!failure)
            co_return step;
        // A call that was given up is still under way where entities are locked: then that is what failed.
        if (before && failure->errorType == "LockingRulesViolation")
            throw TaskFailedException(std::move(*before));
        const auto wait = nextRetryDelay(policy, number, first, context.now(), *failure);
        if (!wait || scope->isStopped() || run->isRunaway())
            throw TaskFailedException(std::move(*failure));
        const std::string purpose = "Retry " + std::to_string(number + 1) + " of " +
                                    std::to_string(policy.maxAttempts) + " of “" + node.name + "”";
        const TimerTask pause =
            context.createTimer(context.now() + *wait, purpose, InterpreterRun::originOf(node, *scope));
        LaneStop::OnStop onStop;
        if (scope->laneStop())
            onStop = scope->laneStop()->onStop([pause] { pause.cancel(); });
        co_await pause.task;
        run->countWait();
        before = std::move(failure);
    }
}

} // namespace

FailureDetails timedOut(const Node &node, Duration limit)
{
    FailureDetails failure;
    failure.errorType = "TimedOut";
    failure.errorMessage =
        "“" + node.name + "” had not ended after " + describeDuration(limit).toStdString() + ".";
    return failure;
}

Task<Step> guardedStep(RunPtr run, ScopePtr scope, const Node &node, Json last)
{
    if (!node.fields.contains("retry") || hasOwnRetry(node))
        return attempt(std::move(run), std::move(scope), node, std::move(last));
    auto policy = retryOf(run->fields(node, *scope));
    if (!policy)
        return attempt(std::move(run), std::move(scope), node, std::move(last));
    return retriedStep(std::move(run), std::move(scope), node, std::move(last), *std::move(policy));
}

} // namespace perdura
