// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/client/HubTypes.h"

namespace perdura::samples {

// One value of each kind that a hub tells, with every field set to something of its own.

inline Instant at(int seconds)
{
    return Instant(std::chrono::microseconds(1'795'000'000'123'456LL) + std::chrono::seconds(seconds));
}

inline Json object(const char *key, Json value)
{
    Json json = Json::object();
    json[key] = std::move(value);
    return json;
}

inline InstanceSummary summary()
{
    InstanceSummary summary;
    summary.id = InstanceId(std::string("expense-7 “ä”"));
    summary.name = "Expense report";
    summary.version = VersionId(std::string(64, 'a'));
    summary.status = OrchestrationStatus::Terminated;
    summary.created = at(0);
    summary.lastUpdated = at(5);
    summary.completed = at(6);
    summary.historyLength = 42;
    summary.openHumanTasks = 3;
    summary.failureMessage = "Not needed any more.";
    summary.hasWork = true;
    summary.nextTimer = at(77);
    return summary;
}

inline FailureDetails failure()
{
    FailureDetails cause;
    cause.errorType = "Timeout";
    cause.errorMessage = "No answer within 10 s.";
    FailureDetails failure;
    failure.errorType = "HttpStatus";
    failure.errorMessage = "The server said 503.";
    failure.isNonRetriable = true;
    failure.properties = object("status", 503);
    failure.inner = std::make_shared<const FailureDetails>(cause);
    return failure;
}

inline InstanceDetail detail()
{
    InstanceDetail detail;
    detail.summary = summary();
    detail.execution = ExecutionId(std::string("e1"));
    detail.generation = 2;
    detail.input = object("amount", 1234.5);
    detail.output = Json::array();
    detail.customStatus = "halfway";
    detail.failure = failure();
    detail.parent = ParentInstance{InstanceId(std::string("trip-1")), ExecutionId(std::string("e0")), 3};
    detail.tags = {{"team", "blue"}};
    detail.activities = {{4, "http.request", 2, {"call", ""}, at(5), 3, 0.25, "1 of 4"}};
    return detail;
}

inline HumanTaskInfo task()
{
    HumanTaskInfo task;
    task.id = {InstanceId(std::string("expense-7")), 4};
    task.workflowName = "Expense report";
    task.origin = {"approve", "3/0"};
    task.request.title = "Approve the trip";
    task.request.description = "Costs more than 1,000.";
    task.request.assignee = "Ada";
    task.request.due = at(3600);
    task.request.outcomes = {"Approve", "Reject"};
    task.request.form = object("type", "object");
    task.created = at(2);
    return task;
}

inline History history()
{
    History history;
    history.push_back({-1, at(0), {}, OrchestratorStarted{}});
    history.push_back({0, at(1), {"read", ""}, TaskScheduled{"file.read", object("path", "a.csv"), 2}});
    history.push_back({-1, at(2), {}, TaskFailed{0, failure()}});
    history.push_back({1, at(2), {"wait", "1"}, TimerCreated{at(60), "Retry 2 of 3"}});
    history.push_back({2, at(2), {"approve", ""}, HumanTaskCreated{task().request}});
    history.push_back({-1, at(3), {}, HumanTaskAnswered{2, "Approve", object("sum", 5), "fine", "Ada"}});
    return history;
}

inline LogLine line()
{
    return {at(9), {"log", "2"}, "warning", "Only 3 lines."};
}

inline EntityInfo entity()
{
    EntityInfo info;
    info.id = {"counter", "a@/ü"};
    info.exists = true;
    info.state = object("value", 7);
    info.stateBytes = 11;
    info.queueLength = 3;
    info.lastOperation = at(8);
    info.lockedBy = InstanceId(std::string("expense-7"));
    info.lockedSince = at(9);
    return info;
}

inline InstanceQuery query()
{
    InstanceQuery query;
    query.statuses = {OrchestrationStatus::Running, OrchestrationStatus::Failed};
    query.nameContains = QStringLiteral("Ärger");
    query.name = "Expense report";
    query.idPrefix = "expense-";
    query.created = {at(1), at(2)};
    query.updated = {at(3), at(4)};
    query.tags = {{"team", "blue"}, {"vip", ""}};
    query.parent = InstanceId(std::string("trip-1"));
    query.text = QStringLiteral("100% “ä”");
    query.order = InstanceOrder::LastUpdatedFirst;
    query.limit = 17;
    query.after = QByteArray("\0\xff\x01", 3);
    return query;
}

inline InstanceExplanation explanation()
{
    InstanceExplanation explanation;
    explanation.instance = InstanceId(std::string("expense-7"));
    explanation.status = OrchestrationStatus::Running;
    explanation.since = at(5);
    explanation.reasons = {{.kind = InstanceReason::Kind::Retry,
                            .name = "mail.send",
                            .origin = {"mail", "3/0"},
                            .since = at(1),
                            .until = at(61),
                            .detail = "2 of 3",
                            .attempt = 2,
                            .count = 4,
                            .number = 9},
                           {.kind = InstanceReason::Kind::ExternalEvent, .name = "Paid"}};
    explanation.unnamed = 12;
    return explanation;
}

inline HubHealth health()
{
    HubHealth health;
    health.turnsPerSecond = 1234.5;
    health.commitsPerSecond = 67.25;
    health.commitP50 = Duration(850);
    health.commitP99 = Duration(12'345);
    health.queuedWrites = 3;
    health.queuedMessages = {4, 0};
    health.waitingActivities = 5;
    health.runningActivities = 6;
    health.openTimers = 7;
    health.oldestWait = Duration(1'500'000);
    health.unindexed = {40'000, false};
    health.databaseBytes = 5'000'000'000;
    return health;
}

} // namespace perdura::samples
