// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/orchestration/HistoryEvent.h"

#include <variant>
#include <vector>

namespace perdura {

// What an orchestrator wants next. Every action with a number becomes one history event (toEvent); the hub
// then carries out its effect after the commit.

struct ScheduleTask
{
    std::string name = {};
    Json input = nullptr;
    int attempt = 1;
    std::optional<Duration> timeout = {};
    std::vector<SecretReference> secrets = {};
    bool operator==(const ScheduleTask &) const = default;
};
struct CreateTimer
{
    Instant fireAt = {};
    std::string purpose = {};
    bool operator==(const CreateTimer &) const = default;
};
struct CreateHumanTask
{
    HumanTaskRequest request = {};
    bool operator==(const CreateHumanTask &) const = default;
};
struct CompleteExecution
{
    OrchestrationStatus status = OrchestrationStatus::Completed; ///< Completed or Failed
    Json result = nullptr;
    std::optional<FailureDetails> failure = {};
    bool operator==(const CompleteExecution &) const = default;
};

/// A numbered decision. Those that say nothing more than the event that records them are that event.
struct Action
{
    SequenceNumber id = 0;
    Origin origin = {};
    std::variant<ScheduleTask, CreateTimer, CreateHumanTask, CompleteExecution, ContinuedAsNew,
                 SubOrchestrationCreated, EventSent, EntityOperationSignaled, EntityOperationCalled,
                 EntityLockRequested, EntityUnlockSent>
        data = {};
    bool operator==(const Action &) const = default;
};

/// The history event that records the decision.
[[nodiscard]] HistoryEvent toEvent(Action action, Instant timestamp);

/// What an orchestrator wrote to its instance's log.
struct LogEntry
{
    Origin origin = {};
    std::string level = {}; ///< "info", "warning", "error"
    std::string text = {};
    bool operator==(const LogEntry &) const = default;
};

/// Everything that one turn decided.
struct TurnResult
{
    /// In order of their numbers.
    std::vector<Action> actions = {};
    /// Their pending firing can be dropped; leaves no event. May name a timer of this very turn's actions.
    std::vector<SequenceNumber> cancelledTimers = {};
    /// No longer wanted (a time-out won, or the execution ended). May name a task of this very turn's
    /// actions.
    std::vector<SequenceNumber> closedHumanTasks = {};
    /// Activities that nobody waits for any more; leaves no event, their end does. May name one of this very
    /// turn's actions.
    std::vector<SequenceNumber> givenUpCalls = {};
    /// Set when it changed in this turn.
    std::optional<Json> customStatus = {};
    std::vector<LogEntry> log = {};
    /// With a ContinuedAsNew that keeps events: those that nobody took, in the order in which they came.
    std::vector<EventRaised> unprocessedEvents = {};
    /// The last action is a CompleteExecution or a ContinuedAsNew: the execution is over.
    [[nodiscard]] bool isFinished() const;
    /// The last action, when it is a ContinuedAsNew.
    [[nodiscard]] const ContinuedAsNew *continuation() const;
    bool operator==(const TurnResult &) const = default;
};

} // namespace perdura
