// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Ids.h"
#include "engine/core/Json.h"
#include "engine/core/Time.h"
#include "engine/orchestration/FailureDetails.h"

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace perdura {

/// The number of a decision within one execution, from 0, in the order in which the orchestrator asked for
/// things.
using SequenceNumber = int;

/// Which part of the drawing caused an event: the node and, inside containers, the iteration path ("3",
/// "3/0"). Both are empty for orchestrators that are not drawn.
struct Origin
{
    std::string node = {};
    std::string iteration = {};
    bool operator==(const Origin &) const = default;
};

enum class OrchestrationStatus {
    Running = 0,
    Completed = 1,
    ContinuedAsNew = 2,
    Failed = 3,
    Canceled = 4,
    Terminated = 5,
    Pending = 6,
    Suspended = 7
};

/// A form that a person fills in and the outcomes to choose from; part of HumanTaskCreated.
struct HumanTaskRequest
{
    std::string title = {};
    std::string description = {};
    std::string assignee = {};
    std::optional<Instant> due = {};
    std::vector<std::string> outcomes = {}; ///< at least one, e.g. Approve, Reject
    Json form = nullptr; ///< JSON Schema subset of the fields to fill in; null when there are none
    bool operator==(const HumanTaskRequest &) const = default;
};

// One struct per kind of event. Decisions ("…Scheduled", "…Created", ExecutionCompleted) carry their number
// in HistoryEvent::eventId; answers point back at it. Source: shared rule book of the field, Durable Task's
// history events.

struct OrchestratorStarted
{
    bool operator==(const OrchestratorStarted &) const = default;
};
struct OrchestratorCompleted
{
    bool operator==(const OrchestratorCompleted &) const = default;
};
struct ExecutionStarted
{
    std::string name = {};
    VersionId version = {};
    Json input = nullptr;
    InstanceId instance = {};
    ExecutionId execution = {};
    bool operator==(const ExecutionStarted &) const = default;
};
struct ExecutionCompleted
{
    OrchestrationStatus status = OrchestrationStatus::Completed; ///< Completed or Failed
    Json result = nullptr;
    std::optional<FailureDetails> failure = {};
    bool operator==(const ExecutionCompleted &) const = default;
};
struct ExecutionTerminated
{
    std::string reason = {};
    bool operator==(const ExecutionTerminated &) const = default;
};
struct TaskScheduled
{
    std::string name = {};
    Json input = nullptr;
    int attempt = 1; ///< 1 for the first try
    bool operator==(const TaskScheduled &) const = default;
};
struct TaskCompleted
{
    SequenceNumber taskId = -1;
    Json result = nullptr;
    bool operator==(const TaskCompleted &) const = default;
};
struct TaskFailed
{
    SequenceNumber taskId = -1;
    FailureDetails failure = {};
    bool operator==(const TaskFailed &) const = default;
};
struct TimerCreated
{
    Instant fireAt = {};
    std::string
        purpose; ///< what is waited for, in a few words ("Wait 72 h", "Retry 2 of 3"); for people only
    bool operator==(const TimerCreated &) const = default;
};
struct TimerFired
{
    SequenceNumber timerId = -1;
    Instant fireAt = {};
    bool operator==(const TimerFired &) const = default;
};
struct EventRaised
{
    std::string name = {};
    Json input = nullptr;
    bool operator==(const EventRaised &) const = default;
};
/// A human task was opened; Perdura's own kind of event (exported as activity + external event).
struct HumanTaskCreated
{
    HumanTaskRequest request = {};
    bool operator==(const HumanTaskCreated &) const = default;
};
struct HumanTaskAnswered
{
    SequenceNumber taskId = -1;
    std::string outcome = {};
    Json form = nullptr; ///< the fields as filled in, an object
    std::string comment = {};
    std::string answeredBy = {};
    bool operator==(const HumanTaskAnswered &) const = default;
};

using EventData =
    std::variant<OrchestratorStarted, OrchestratorCompleted, ExecutionStarted, ExecutionCompleted,
                 ExecutionTerminated, TaskScheduled, TaskCompleted, TaskFailed, TimerCreated, TimerFired,
                 EventRaised, HumanTaskCreated, HumanTaskAnswered>;

/// One fact of an instance's history. A value; never changes once committed.
struct HistoryEvent
{
    SequenceNumber eventId = -1; ///< the decision's number; -1 for events that record no decision
    Instant timestamp = {};
    Origin origin = {}; ///< set on decisions; answers are traced through the decision that they answer
    EventData data = {};
    bool operator==(const HistoryEvent &) const = default;

    template <typename T>
    [[nodiscard]] const T *as() const
    {
        return std::get_if<T>(&data);
    }
};

using History = std::vector<HistoryEvent>;

/// The name of an event's kind as stored and shown: "TaskScheduled". Stable.
[[nodiscard]] std::string_view eventTypeName(const EventData &data);
[[nodiscard]] std::string_view statusName(OrchestrationStatus status);
[[nodiscard]] std::optional<OrchestrationStatus> statusFromName(std::string_view name);
/// Completed, Failed, Terminated, Canceled: such an instance takes no further message.
[[nodiscard]] bool isTerminal(OrchestrationStatus status);

/// The stored form: {"type", "id", "time", "node"?, "iteration"?, then the fields of the kind}. Unset fields
/// are left out.
[[nodiscard]] Json toJson(const HistoryEvent &event);
/// Error Damaged when the JSON is not an event, Unsupported for a kind that this version does not know.
[[nodiscard]] Result<HistoryEvent> historyEventFromJson(const Json &json);

} // namespace perdura
