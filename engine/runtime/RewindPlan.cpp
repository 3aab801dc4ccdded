// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/RewindPlan.h"

#include <QCoreApplication>

#include <algorithm>
#include <map>
#include <set>

namespace perdura {

namespace {

using Numbers = std::set<SequenceNumber>;

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::Hub", text);
}

std::optional<SequenceNumber> failedNumber(const HistoryEvent &event)
{
    if (const auto *failed = event.as<TaskFailed>())
        return failed->taskId;
    if (const auto *failed = event.as<SubOrchestrationFailed>())
        return failed->taskId;
    return {};
}

/// What a decision asked for, with the number of the attempt: the same for nothing else in the history.
std::string callName(const HistoryEvent &event, int attempt)
{
    const auto *task = event.as<TaskScheduled>();
    const auto *child = event.as<SubOrchestrationCreated>();
    const std::string &name = task ? task->name : child->name;
    return (task ? "a/" : "c/") + name + '/' + event.origin.node + '/' + event.origin.iteration + '/' +
           std::to_string(attempt);
}

int attemptOf(const HistoryEvent &event)
{
    if (const auto *task = event.as<TaskScheduled>())
        return task->attempt;
    const auto *child = event.as<SubOrchestrationCreated>();
    return child ? child->attempt : 0;
}

/// Failures that no further attempt at the same thing followed.
Numbers finalFailures(const History &history, const Numbers &failures)
{
    std::map<SequenceNumber, const HistoryEvent *> decisions;
    std::multimap<std::string, SequenceNumber> calls;
    for (const HistoryEvent &event : history) {
        if (attemptOf(event) == 0)
            continue;
        decisions.emplace(event.eventId, &event);
        calls.emplace(callName(event, attemptOf(event)), event.eventId);
    }
    Numbers finals;
    for (const SequenceNumber failure : failures) {
        const auto decision = decisions.find(failure);
        if (decision == decisions.end())
            continue;
        const HistoryEvent &event = *decision->second;
        const auto [first, last] = calls.equal_range(callName(event, attemptOf(event) + 1));
        if (std::none_of(first, last, [&](const auto &call) { return call.second > failure; }))
            finals.insert(failure);
    }
    return finals;
}

RewoundHistory without(const History &history, const Numbers &failures,
                       const std::function<bool(const InstanceId &)> &canRewind)
{
    RewoundHistory rewound;
    for (const HistoryEvent &event : history) {
        const auto failed = failedNumber(event);
        if ((failed && failures.contains(*failed)) || event.as<ExecutionCompleted>())
            continue;
        if (event.as<TaskScheduled>() && failures.contains(event.eventId))
            continue;
        const auto *child = event.as<SubOrchestrationCreated>();
        if (child && failures.contains(event.eventId)) {
            if (!canRewind(child->instance))
                continue;
            rewound.children.push_back(child->instance);
        }
        rewound.events.push_back(event);
    }
    return rewound;
}

void appendRewound(History &events, const std::string &reason, Instant now)
{
    const EventData frame[]{OrchestratorStarted{}, ExecutionRewound{reason}, OrchestratorCompleted{}};
    for (const EventData &data : frame) {
        HistoryEvent event;
        event.timestamp = now;
        event.data = data;
        events.push_back(std::move(event));
    }
}

/// The orchestrator fits the history and does not fail of itself.
bool goesOn(const History &history, const Orchestrator &orchestrator, Instant now,
            const OrchestrationLimits &limits)
{
    OrchestrationExecutor executor(orchestrator, limits);
    executor.replay(history);
    if (executor.mismatch())
        return false;
    HistoryEvent begin;
    begin.timestamp = now;
    begin.data = OrchestratorStarted{};
    const TurnResult turn = executor.turn({&begin, 1});
    const auto *end = turn.isFinished() ? std::get_if<CompleteExecution>(&turn.actions.back().data) : nullptr;
    return !end || end->status == OrchestrationStatus::Completed;
}

} // namespace

Result<RewoundHistory> planRewind(const History &history, const Orchestrator &orchestrator,
                                  const std::string &reason, Instant now,
                                  const std::function<bool(const InstanceId &)> &canRewind,
                                  const OrchestrationLimits &limits)
{
    Numbers failures;
    std::optional<SequenceNumber> last;
    for (const HistoryEvent &event : history) {
        if (const auto failed = failedNumber(event)) {
            failures.insert(*failed);
            last = failed;
        }
    }
    if (!last) {
        return fail(ErrorCode::NotAllowed,
                    tr("The instance did not fail because of an activity or a sub-orchestration, so there is "
                       "nothing to repeat; start it anew."));
    }
    for (const Numbers &chosen : {failures, finalFailures(history, failures), Numbers{*last}}) {
        RewoundHistory rewound = without(history, chosen, canRewind);
        appendRewound(rewound.events, reason, now);
        if (goesOn(rewound.events, orchestrator, now, limits))
            return rewound;
    }
    return fail(ErrorCode::NotAllowed,
                tr("The instance cannot be rewound: without its failures the workflow would take another way "
                   "than the history tells. Start it anew."));
}

} // namespace perdura
