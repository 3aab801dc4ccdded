// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/EntityId.h"
#include "engine/core/Ids.h"
#include "engine/core/Json.h"
#include "engine/core/Time.h"
#include "engine/orchestration/FailureDetails.h"

#include <map>
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

/// Who started an instance as its child and waits for its end.
struct ParentInstance
{
    InstanceId instance = {};
    ExecutionId execution = {};
    SequenceNumber taskId = -1; ///< the parent's decision that asked for the child
    bool operator==(const ParentInstance &) const = default;
};

/// What people and programs mark instances with; children inherit them.
using Tags = std::map<std::string, std::string>;

/// A form that a person fills in and the outcomes to choose from; part of HumanTaskCreated.
struct HumanTaskRequest
{
    std::string title = {};
    std::string description = {};
    std::string assignee = {};
    std::optional<Instant> due = {};
    std::vector<std::string> outcomes = {}; ///< at least one, e.g. Approve, Reject
    Json form = nullptr;    ///< JSON Schema subset of the fields to fill in; null when there are none
    std::string group = {}; ///< any of whose members may answer; empty: the assignee, or anyone
    std::vector<std::string> commentedOutcomes = {}; ///< those that are not taken without a comment
    /// One person before a group; empty: anyone.
    [[nodiscard]] const std::string &asked() const { return assignee.empty() ? group : assignee; }
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
    std::optional<ParentInstance> parent = {}; ///< none: started from outside, or detached
    Tags tags = {};
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
/// From here on events are recorded, but nothing takes effect until ExecutionResumed.
struct ExecutionSuspended
{
    std::string reason = {};
    bool operator==(const ExecutionSuspended &) const = default;
};
struct ExecutionResumed
{
    std::string reason = {};
    bool operator==(const ExecutionResumed &) const = default;
};
/// A failed instance was set going again: the failures that ended it were taken out of the history before
/// this event, and what had failed is asked for again.
struct ExecutionRewound
{
    std::string reason = {};
    bool operator==(const ExecutionRewound &) const = default;
};
/// The instance goes on with another version of its drawing, or an operator wanted it to and the drawing does
/// not fit what the instance has done.
struct ExecutionMoved
{
    VersionId version = {}; ///< the one that was asked for
    VersionId before = {};
    std::string reason = {};
    std::string refusal = {}; ///< why it stays on `before`; empty when it was moved
    bool operator==(const ExecutionMoved &) const = default;
};
/// The execution's last decision: the instance begins anew with that input and an empty history. Never found
/// in a stored history, which goes with the execution.
struct ContinuedAsNew
{
    Json input = nullptr;
    VersionId version = {};  ///< empty: as before
    bool keepsEvents = true; ///< external events that nobody took go over to the next execution
    bool operator==(const ContinuedAsNew &) const = default;
};
/// A secret that stands in an activity's input by name; its value is put in when the activity is called, and
/// nowhere else.
struct SecretReference
{
    std::string pointer = {}; ///< JSON pointer to the value in the input that holds its placeholder
    std::string name = {};
    bool operator==(const SecretReference &) const = default;
};
struct TaskScheduled
{
    std::string name = {};
    Json input = nullptr;
    int attempt = 1;                      ///< 1 for the first try
    std::optional<Duration> timeout = {}; ///< how long one attempt may run
    std::vector<SecretReference> secrets = {};
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
struct SubOrchestrationCreated
{
    std::string name = {};
    VersionId version = {};
    InstanceId instance = {};
    Json input = nullptr;
    int attempt = 1;
    bool isDetached = false; ///< started and left alone: no answer comes back
    bool operator==(const SubOrchestrationCreated &) const = default;
};
struct SubOrchestrationCompleted
{
    SequenceNumber taskId = -1;
    Json result = nullptr;
    bool operator==(const SubOrchestrationCompleted &) const = default;
};
struct SubOrchestrationFailed
{
    SequenceNumber taskId = -1;
    FailureDetails failure = {};
    bool operator==(const SubOrchestrationFailed &) const = default;
};
/// An external event for another instance, or the request that it ends.
struct EventSent
{
    InstanceId instance = {};
    std::string name = {}; ///< empty: the instance is to be terminated, and `input` says why
    Json input = nullptr;
    [[nodiscard]] bool asksToEnd() const { return name.empty(); }
    bool operator==(const EventSent &) const = default;
};
struct EntityOperationSignaled
{
    EntityId entity = {};
    std::string operation = {};
    Json input = nullptr;
    std::optional<Instant> due = {}; ///< not before; at once when absent
    bool operator==(const EntityOperationSignaled &) const = default;
};
struct EntityOperationCalled
{
    EntityId entity = {};
    std::string operation = {};
    Json input = nullptr;
    bool operator==(const EntityOperationCalled &) const = default;
};
struct EntityOperationCompleted
{
    SequenceNumber taskId = -1;
    Json result = nullptr;
    bool operator==(const EntityOperationCompleted &) const = default;
};
struct EntityOperationFailed
{
    SequenceNumber taskId = -1;
    FailureDetails failure = {};
    bool operator==(const EntityOperationFailed &) const = default;
};
struct EntityLockRequested
{
    std::vector<EntityId> entities =
        {}; ///< sorted, each once: one order for all, so nobody waits in a circle
    bool operator==(const EntityLockRequested &) const = default;
};
struct EntityLockGranted
{
    SequenceNumber taskId = -1;
    bool operator==(const EntityLockGranted &) const = default;
};
struct EntityUnlockSent
{
    SequenceNumber lockId = -1; ///< the EntityLockRequested that it ends
    std::vector<EntityId> entities = {};
    bool operator==(const EntityUnlockSent &) const = default;
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
                 EventRaised, HumanTaskCreated, HumanTaskAnswered, ExecutionSuspended, ExecutionResumed,
                 ExecutionRewound, ContinuedAsNew, SubOrchestrationCreated, SubOrchestrationCompleted,
                 SubOrchestrationFailed, EventSent, EntityOperationSignaled, EntityOperationCalled,
                 EntityOperationCompleted, EntityOperationFailed, EntityLockRequested, EntityLockGranted,
                 EntityUnlockSent, ExecutionMoved>;

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
