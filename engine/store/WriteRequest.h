// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Result.h"
#include "engine/store/StoredValues.h"

#include <functional>
#include <variant>

namespace perdura {

/// The database's own number of an instance. Grows with every start and is never used again, so a message for
/// an instance that was replaced under the same id finds nothing.
enum class InstanceKey : qint64 {};
/// The number of an accepted message, in the order of acceptance.
enum class MessageNumber : qint64 {};

/// A piece of history as it is stored (HistoryCodec.h); packed by whoever sends it, off the storage thread.
struct HistoryChunk
{
    int first = 0; ///< place of its first event in the history, from 0
    QByteArray events;
};

struct PendingActivity
{
    InstanceKey instance{};
    SequenceNumber taskId = -1;
    std::string name;
    int attempt = 1;
    Origin origin;
    QByteArray input; ///< JSON text
};

struct PendingTimer
{
    InstanceKey instance{};
    SequenceNumber number = -1;
    Instant fireAt;
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

/// A new instance, Pending. Errors: InvalidArgument (id), AlreadyExists (in use by a live instance; a
/// finished one is replaced, its history goes), NotFound (version not published).
struct CreateInstance
{
    InstanceId id;
    std::string name; ///< for a published version its name is used instead
    VersionId version;
    ExecutionId execution;
    QByteArray input; ///< JSON text
    Instant created;
};

/// Puts a message into an instance's inbox. Errors: NotFound, NotAllowed (already finished).
struct AddMessage
{
    InstanceId instance;
    HistoryEvent event; ///< EventRaised or ExecutionTerminated
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
};

/// Everything that one turn changes. Error: NotFound when the instance is gone; nothing is written then.
struct CommitTurn
{
    InstanceKey instance{};
    OrchestrationStatus status = OrchestrationStatus::Running;
    Instant updated;
    std::optional<Json> customStatus; ///< when it changed; null clears it
    std::string failureMessage;
    int historyLength = 0; ///< number of events after this turn
    std::vector<HistoryChunk> history;

    std::vector<MessageNumber> consumedMessages;
    std::vector<SequenceNumber> finishedActivities;
    std::vector<SequenceNumber> finishedTimers; ///< fired or cancelled
    std::vector<SequenceNumber> closedHumanTasks;

    std::vector<PendingActivity> activities;
    std::vector<PendingTimer> timers;
    std::vector<PendingHumanTask> humanTasks;
};

/// A line for an instance's log; dropped when the instance is gone.
struct AppendLog
{
    InstanceKey instance{};
    LogLine line;
};

using WriteRequest =
    std::variant<PublishDefinition, CreateInstance, AddMessage, AnswerHumanTask, CommitTurn, AppendLog>;

/// What a request that was applied led to.
struct WriteReceipt
{
    InstanceKey instance{};                 ///< of all but PublishDefinition
    MessageNumber message{};                ///< AddMessage and AnswerHumanTask
    std::optional<HistoryEvent> inboxEvent; ///< the message as it was put into the inbox
};

} // namespace perdura
