// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/orchestration/EventSamples.h"

#include "tests/support/orchestration/OrchestrationDriver.h"

namespace perdura::test {

using namespace std::chrono_literals;

namespace {

FailureDetails failure()
{
    const FailureDetails inner{.errorType = "Io", .errorMessage = "disk"};
    return {.errorType = "Http",
            .errorMessage = "Sorry — no",
            .isNonRetriable = true,
            .properties = {{"status", 503}},
            .inner = std::make_shared<const FailureDetails>(inner)};
}

EntityId counter()
{
    return {"counter", "a@b"};
}

} // namespace

HistoryEvent recorded(EventData data, SequenceNumber id, Origin origin)
{
    return {.eventId = id,
            .timestamp = driverEpoch() + 1us,
            .origin = std::move(origin),
            .data = std::move(data)};
}

std::vector<HistoryEvent> oneOfEachKind()
{
    ExecutionStarted started{.name = "Order", .version = VersionId(std::string("ab12")), .input = {{"n", 1}}};
    started.instance = InstanceId(std::string("order-1"));
    started.execution = ExecutionId(std::string("e1"));
    started.parent = ParentInstance{InstanceId(std::string("p")), ExecutionId(std::string("e0")), 4};
    started.tags = {{"team", "blue"}};
    HumanTaskRequest request{.title = "Approve", .description = "Please", .assignee = "Ada"};
    request.due = driverEpoch() + 72h;
    request.outcomes = {"Approve", "Reject"};
    request.form = {{"type", "object"}};
    request.group = "Leads";
    request.commentedOutcomes = {"Reject"};
    HumanTaskAnswered answered{.taskId = 3, .outcome = "Approve", .form = {{"note", "ok"}}};
    answered.comment = "fine";
    answered.answeredBy = "ada";
    return {recorded(OrchestratorStarted{}),
            recorded(started),
            recorded(TaskScheduled{"file.read", Json{{"path", "ä.txt"}}, 2, {}, {{"/path", "token"}}}, 0,
                     {"n1", "3/0"}),
            recorded(TimerCreated{driverEpoch() + 72h, "Wait 72 h"}, 1, {"n2", ""}),
            recorded(HumanTaskCreated{request}, 3),
            recorded(OrchestratorCompleted{}),
            recorded(TaskCompleted{0, Json{1, 2.5, "x", nullptr}}),
            recorded(TaskFailed{0, failure()}),
            recorded(TimerFired{1, driverEpoch()}),
            recorded(EventRaised{"Approved", true}),
            recorded(answered),
            recorded(ExecutionTerminated{"enough"}),
            recorded(ExecutionCompleted{OrchestrationStatus::Failed, nullptr, failure()}, 4),
            recorded(ExecutionSuspended{"lunch"}),
            recorded(ExecutionResumed{"back"}),
            recorded(ExecutionRewound{"again"}),
            recorded(ExecutionMoved{VersionId(std::string("cd34")), VersionId(std::string("ab12")), "fixed",
                                    "no"}),
            recorded(ContinuedAsNew{{{"round", 2}}, VersionId(std::string("cd34")), false}, 5),
            recorded(SubOrchestrationCreated{"Child", VersionId(std::string("ef56")),
                                             InstanceId(std::string("e1:6")), Json{1}, 2, true},
                     6),
            recorded(SubOrchestrationCompleted{6, "done"}),
            recorded(SubOrchestrationFailed{6, failure()}),
            recorded(EventSent{InstanceId(std::string("other")), "Go", true}, 7),
            recorded(EntityOperationSignaled{counter(), "add", 1, driverEpoch() + 1h}, 8),
            recorded(EntityOperationCalled{counter(), "get", nullptr}, 9),
            recorded(EntityOperationCompleted{9, 42}),
            recorded(EntityOperationFailed{9, failure()}),
            recorded(EntityLockRequested{{counter()}}, 10),
            recorded(EntityLockGranted{10}),
            recorded(EntityUnlockSent{10, {counter()}}, 11)};
}

} // namespace perdura::test
