// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Result.h"
#include "engine/orchestration/EntityMessage.h"
#include "engine/orchestration/WaitState.h"
#include "engine/store/AuditValues.h"
#include "engine/store/StoredValues.h"

#include <functional>
#include <memory>
#include <variant>

namespace perdura {

struct InstanceArchive;

/// The database's own number of an instance. Grows with every start and is never used again, so a message for
/// an instance that was replaced under the same id finds nothing.
enum class InstanceKey : qint64 {};
/// The database's own number of an entity's record; a record that went and came again has another one.
enum class EntityKey : qint64 {};
/// The number of an accepted message, in the order of acceptance.
enum class MessageNumber : qint64 {};

/// A piece of history as it is stored (HistoryCodec.h); packed by whoever sends it, off the storage thread.
struct HistoryChunk
{
    int first = 0; ///< place of its first event in the history, from 0
    QByteArray events;
};

/// An activity that has to run, with what its call needs to know.
struct ScheduledActivity
{
    InstanceKey instance{};
    InstanceId instanceId;
    ExecutionId execution;
    SequenceNumber taskId = -1;
    Origin origin;
    TaskScheduled task;
};

struct PendingTimer
{
    InstanceKey instance{};
    SequenceNumber number = startTimer;
    Instant fireAt;
    /// Not a timer of the orchestrator: the instance starts when it is due.
    static constexpr SequenceNumber startTimer = -1;
    auto operator<=>(const PendingTimer &) const = default;
};

struct PendingHumanTask
{
    SequenceNumber number = -1;
    HistoryEvent created; ///< HumanTaskCreated
};

// What the store can be asked to write. Each is applied whole or not at all.

/// Stores a definition; nothing happens when the version is there.
struct PublishDefinition
{
    VersionId version;
    std::string name;
    QByteArray text;
    Instant published;
};

/// A new instance, Pending. Errors: InvalidArgument (id), AlreadyExists (in use by an instance whose status
/// is not among the replaceable ones), NotFound (version not published).
struct CreateInstance
{
    InstanceId id;
    std::string name; ///< for a published version its name is used instead
    VersionId version;
    ExecutionId execution;
    QByteArray input; ///< JSON text
    Instant created;
    std::optional<ParentInstance> parent = {};
    Tags tags = {};
    std::optional<Instant> startAt = {}; ///< not before; at once when absent
    /// An instance with the same id and one of these statuses goes, with its history; any other refuses the
    /// start. Source: the field's reuse policy, whose default this is.
    std::vector<OrchestrationStatus> replaceable = {
        OrchestrationStatus::Completed, OrchestrationStatus::Failed, OrchestrationStatus::Terminated,
        OrchestrationStatus::Canceled};
    std::optional<OperatorNote> note = {}; ///< for the audit log, when an operator asks
};

/// Puts a message into an instance's inbox. Errors: NotFound, NotAllowed (already finished).
struct AddMessage
{
    InstanceId instance;
    HistoryEvent event; ///< EventRaised, ExecutionTerminated, ExecutionSuspended, ExecutionResumed or
                        ///< ExecutionMoved
    /// Also to all instances that it is waiting for, and theirs.
    bool includesChildren = false;
    std::optional<OperatorNote> note = {}; ///< for the audit log, when an operator asks
};

/// Closes an open human task and puts its answer into the inbox. Errors: NotFound (no such open task, or
/// answered before), NotAllowed (instance already finished), InvalidArgument (outcome not offered), Damaged,
/// those of the check.
struct AnswerHumanTask
{
    HumanTaskId task;
    HumanTaskAnswer answer;
    Instant answered;
    /// What else must hold for the answer to be taken; may be null. Called on the storage thread.
    std::function<Result<void>(const HumanTaskRequest &, const HumanTaskAnswer &)> check = {};
    std::optional<OperatorNote> note = {}; ///< for the audit log, when an operator asks
};

/// An event for another instance; dropped when there is no such live one.
struct SentEvent
{
    InstanceId to;
    HistoryEvent event; ///< EventRaised
};

/// The end of a child, for whoever waits for it; dropped when its parent is gone or in another execution.
struct ParentAnswer
{
    ParentInstance parent;
    HistoryEvent event; ///< SubOrchestrationCompleted or SubOrchestrationFailed
};

/// The instance begins anew: its history goes, as does all that the execution waited for.
struct NextExecution
{
    ExecutionId execution;
    std::string name; ///< the orchestrator's; changes only when the version does
    VersionId version;
    QByteArray input;    ///< JSON text
    QByteArray leftOver; ///< EventRaised, packed; may be empty
};

/// The version that an instance was moved to.
struct MovedInstance
{
    std::string name; ///< the orchestrator's
    VersionId version;
};

/// Everything that one turn changes. Error: NotFound when the instance is gone; nothing is written then.
struct CommitTurn
{
    InstanceKey instance{};
    OrchestrationStatus statusBefore = OrchestrationStatus::Running;
    OrchestrationStatus status = OrchestrationStatus::Running;
    Instant updated;
    std::optional<Json> customStatus; ///< when it changed; null clears it
    std::optional<WaitState> waits;   ///< when they changed
    std::string failureMessage;
    int historyLength = 0;  ///< number of events after this turn
    int openActivities = 0; ///< after this turn
    /// Status and number of open activities are as before, and it is not a first turn (of the execution, or
    /// after a rewind): nothing changes by which instances are found.
    bool isOrdinary = false;
    std::vector<HistoryChunk> history;

    std::vector<MessageNumber> consumedMessages;
    std::vector<SequenceNumber> finishedTimers; ///< fired or cancelled
    std::vector<SequenceNumber> closedHumanTasks;
    std::vector<PendingTimer> timers;
    std::vector<PendingHumanTask> humanTasks;
    // When the execution ends: whether it may have rows of that kind, which then go.
    bool leavesTimers = true;
    bool leavesHumanTasks = true;

    std::vector<LogLine> log;           ///< what the orchestrator wrote in this turn
    std::optional<MovedInstance> moved; ///< when it goes on with another version

    /// A child that cannot be started answers its parent as failed.
    std::vector<CreateInstance> starts;
    std::vector<SentEvent> sentEvents;
    std::vector<EntityMessage> entityMessages;
    std::optional<ParentAnswer> parentAnswer;
    std::optional<NextExecution> next; ///< history and waits of this turn are then empty
};

/// A failed instance as it goes on: its history is replaced and what it waits for is there again.
struct RewindInstance
{
    InstanceKey instance{};
    InstanceId id;
    ExecutionId before; ///< nothing is written when it has another one by now
    ExecutionId after;
    std::optional<ParentInstance> parent;
    Instant updated;
    int historyLength = 0;
    int openActivities = 0;
    std::vector<HistoryChunk> history;
    std::vector<PendingTimer> timers;
    std::vector<PendingHumanTask> humanTasks;
    std::vector<ScheduledActivity> activities; ///< for the hub, which runs them after the commit
};

/// All or none. Error NotAllowed: one of them has changed since the rewind was prepared.
struct RewindInstances
{
    std::vector<RewindInstance> instances;
    std::optional<OperatorNote> note = {}; ///< for the audit log, when an operator asks
};

/// Removes a finished instance with all that belongs to it. The receipt tells when `limit` ended it
/// early: ask again then. Errors: NotFound, NotAllowed (not finished).
struct PurgeInstance
{
    InstanceId instance;
    /// Also those that it started and that have finished, and theirs; the others stay.
    bool includesChildren = false;
    int limit = 500; ///< how many instances go at most, so that others can write in between
    std::optional<OperatorNote> note = {}; ///< for the audit log, when an operator asks
};

/// An instance that was exported, under that id. Errors: InvalidArgument (id), AlreadyExists.
struct ImportInstance
{
    InstanceId id;
    std::shared_ptr<const InstanceArchive> archive;
    std::optional<OperatorNote> note = {}; ///< for the audit log, when an operator asks
};

struct StoreSetting
{
    std::string name;
    QByteArray value;                      ///< JSON text
    std::optional<OperatorNote> note = {}; ///< for the audit log, when an operator asks
};

/// Only writes down what was done.
struct RecordAudit
{
    OperatorNote note;
    QString refusal = {}; ///< why it was not done; empty when it was
};

/// A client's signal to an entity, which begins to exist in the store when it does not.
struct SignalEntity
{
    EntityMessage message;
};

/// Rows of an entity's inbox, from one number to another.
struct MessageRange
{
    MessageNumber first{};
    MessageNumber last{};
};

/// A signal that was not to be delivered before its time.
struct DelayedSignal
{
    Instant due;
    MessageNumber number{};
    auto operator<=>(const DelayedSignal &) const = default;
};

/// Everything that one turn of an entity changes. A record that is left without state, lock and messages
/// goes. Error: NotFound when the record is gone; nothing is written then.
struct CommitEntityTurn
{
    EntityKey entity{};
    EntityId id = {};
    std::optional<QByteArray> state = {}; ///< JSON text when it changed; empty: deleted
    bool hasState = false;                ///< after this turn
    std::optional<EntityLockHolder> lock = {};
    std::optional<Instant> lastOperation = {}; ///< when there was one
    std::vector<MessageRange> finished = {};
    std::vector<DelayedSignal> finishedDelayed = {};
    std::vector<ParentAnswer> answers = {};
    std::vector<EntityMessage> messages = {};
    std::vector<CreateInstance> starts = {}; ///< those whose id is in use are left out
};

/// Removes records without state, lock and messages, and sends an unlock to entities whose owner does not run
/// any more.
struct CleanEntities
{};

/// A line for an instance's log; dropped when the instance is gone.
struct AppendLog
{
    InstanceKey instance{};
    LogLine line;
};

using WriteRequest = std::variant<PublishDefinition, CreateInstance, AddMessage, AnswerHumanTask, CommitTurn,
                                  RewindInstances, AppendLog, SignalEntity, CommitEntityTurn, CleanEntities,
                                  PurgeInstance, StoreSetting, RecordAudit, ImportInstance>;

/// A message as it was put into an inbox.
struct Delivery
{
    InstanceKey instance{};
    MessageNumber message{};
    HistoryEvent event;
};

/// Messages as they were put into an entity's inbox: all of one row.
struct EntityDelivery
{
    EntityKey entity{};
    MessageNumber number{};
    std::vector<EntityMessage> messages = {};
};

/// When an entity has a signal to deliver.
struct EntityTimer
{
    EntityKey entity{};
    Instant due;
};

/// An instance whose execution may have its first turn at once.
struct StartedInstance
{
    InstanceKey key{};
    std::shared_ptr<const CreateInstance> row = {}; ///< of a new instance: it need not be read back
};

/// What a request that was applied led to.
struct WriteReceipt
{
    InstanceKey instance{}; ///< of all but PublishDefinition
    std::vector<Delivery> deliveries = {};
    std::vector<StartedInstance> started = {};
    std::vector<PendingTimer> timers = {}; ///< of instances that start later
    std::vector<InstanceId> changed = {};  ///< other instances than the request's own that changed
    std::vector<EntityDelivery> entityDeliveries = {};
    std::vector<EntityTimer> entityTimers = {};
    bool isEntityRemoved = false; ///< of CommitEntityTurn
    EntityCleanUp cleanUp = {};   ///< of CleanEntities
    std::vector<InstanceId> purged = {};
    bool isPartial = false; ///< a purge that reached its limit
};

} // namespace perdura
