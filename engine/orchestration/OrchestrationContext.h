// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/orchestration/HistoryEvent.h"
#include "engine/orchestration/RetryPolicy.h"
#include "engine/orchestration/TaskCombinators.h"

#include <functional>

namespace perdura {

/// Gives up an activity that nobody waits for any more: it is told to stop, and makes no further attempt.
/// Made by the caller and handed in with the options; the context says what stopping means at the moment.
class CallStop
{
public:
    /// Does nothing before the call and after its end.
    void stop() const
    {
        if (m_stop)
            m_stop();
    }
    void set(std::function<void()> function) { m_stop = std::move(function); }

private:
    std::function<void()> m_stop;
};

/// Not an aggregate on purpose: g++ 12 corrupts aggregate temporaries within co_await expressions, so options
/// are named variables.
struct ActivityOptions
{
    ActivityOptions() = default;
    explicit ActivityOptions(Origin cause, std::optional<RetryPolicy> policy = std::nullopt)
        : retry(std::move(policy))
        , origin(std::move(cause))
    {}

    std::optional<RetryPolicy> retry;
    Origin origin;
    std::optional<Duration> timeout = std::nullopt; ///< of each attempt; it then fails as ActivityTimedOut
    /// Whether a failure is worth another attempt, asked before the wait and after it; null: every one that
    /// may be retried. Must be deterministic.
    std::function<bool(const FailureDetails &)> retryWhen = nullptr;
    std::vector<SecretReference> secrets = {}; ///< those whose placeholders stand in the input
    std::shared_ptr<CallStop> stop = nullptr;  ///< null: it is never given up
};

struct SubOrchestrationOptions
{
    SubOrchestrationOptions() = default;

    std::optional<RetryPolicy> retry = std::nullopt;                 ///< not for detached ones
    std::function<bool(const FailureDetails &)> retryWhen = nullptr; ///< as for activities
    Origin origin = {};
    InstanceId id = {}; ///< empty: made from the execution and the decision's number, new for each attempt
    VersionId version = {}; ///< of a drawn workflow; empty: the hub's choice by name
};

struct HumanTaskAnswer
{
    std::string outcome;
    Json form = nullptr;
    std::string comment = {};
    std::string answeredBy = {};
};

/// A durable timer: wait for `task`, or cancel() it. Cancelling one that has fired does nothing.
struct TimerTask
{
    Task<void> task;
    std::function<void()> drop = nullptr; ///< set by the context
    void cancel() const
    {
        if (drop)
            drop();
    }
};

/// A task that lies with a person: wait for `task`, or close() it when the answer is no longer wanted (a late
/// answer is then ignored). Closing an answered one does nothing.
struct HumanTask
{
    Task<HumanTaskAnswer> task;
    std::function<void()> drop = nullptr; ///< set by the context
    void close() const
    {
        if (drop)
            drop();
    }
};

/// Entities that this execution has for itself, from lockEntities() until release() or the end of the
/// execution.
struct EntityLock
{
    std::function<void()> drop = nullptr; ///< set by the context
    void release() const
    {
        if (drop)
            drop();
    }
};

/// What an orchestrator may ask of the hub; the same for coroutines, drawn workflows and scripts. Each call
/// takes the next sequence number at once, whether or not its task is awaited. Used on one thread, by one
/// execution; does no I/O and reads no clock. A task that fails throws TaskFailedException where it is
/// awaited.
class OrchestrationContext
{
public:
    virtual ~OrchestrationContext() = default;

    [[nodiscard]] virtual const InstanceId &instanceId() const = 0;
    [[nodiscard]] virtual const std::string &name() const = 0;
    [[nodiscard]] virtual const VersionId &version() const = 0;
    [[nodiscard]] virtual const Json &input() const = 0;
    /// Nothing when it was started from outside, or detached.
    [[nodiscard]] virtual const std::optional<ParentInstance> &parent() const = 0;
    [[nodiscard]] virtual const Tags &tags() const = 0;
    /// The time of the turn that is being played: the same on every replay, constant between waits.
    [[nodiscard]] virtual Instant now() const = 0;
    /// True while recorded history is being played again; log only when it is false.
    [[nodiscard]] virtual bool isReplaying() const = 0;
    /// RFC 4122 version 5, the same on every replay.
    [[nodiscard]] virtual std::string newGuid() = 0;

    /// Runs an activity, again after failures as the retry policy says (each attempt is an event of its own,
    /// the waits between are durable timers). Throws the last failure.
    [[nodiscard]] virtual Task<Json> callActivity(std::string activity, Json input,
                                                  ActivityOptions options) = 0;
    /// Completes at `fireAt`, at once when that has passed. `handle.cancel()` drops it: it never completes
    /// then.
    [[nodiscard]] virtual TimerTask createTimer(Instant fireAt, std::string purpose, Origin origin) = 0;
    /// The next event of that name (case-insensitive), first in, first out; buffered ones count. With several
    /// waiters the newest is served first.
    [[nodiscard]] virtual Task<Json> waitForEvent(std::string eventName, Origin origin) = 0;
    /// Gives up a wait for an event that lost a race: what comes later is kept for the next wait of that
    /// name. Whoever still awaits the task is destroyed. Does nothing when the task has ended.
    virtual void abandonWait(const Task<Json> &event) = 0;
    /// Opens a task for a person. It is closed when the returned handle is closed or the execution ends.
    [[nodiscard]] virtual HumanTask createHumanTask(HumanTaskRequest request, Origin origin) = 0;

    /// Runs another orchestrator as a child instance. Its failure, or its termination, is thrown here.
    [[nodiscard]] virtual Task<Json> callSubOrchestration(std::string orchestrator, Json input,
                                                          SubOrchestrationOptions options) = 0;
    /// Starts an instance and leaves it alone; an id in use is only logged. Gives the id.
    virtual InstanceId startOrchestration(std::string orchestrator, Json input,
                                          SubOrchestrationOptions options) = 0;
    /// Raises an external event for another instance; nothing happens when there is no such live one.
    virtual void sendEvent(InstanceId instance, std::string eventName, Json input, Origin origin) = 0;
    /// Asks that another instance is terminated; nothing happens when there is no such live one.
    virtual void terminateInstance(InstanceId instance, std::string reason, Origin origin) = 0;
    /// When the orchestrator returns, the instance begins anew with that input instead of completing. With
    /// `keepEvents` external events that nobody took go over; an empty version leaves it as it is. What is
    /// still open is forgotten.
    virtual void continueAsNew(Json input, bool keepEvents, VersionId version) = 0;

    /// Takes back the request for a lock that has not been granted yet; does nothing when there is none.
    virtual void abandonLock() = 0;
    /// Waits for an entity's answer; its failure is thrown here. Within a lock only locked entities may be
    /// called, each by one call at a time.
    [[nodiscard]] virtual Task<Json> callEntity(EntityId entity, std::string operation, Json input,
                                                Origin origin) = 0;
    /// Sends an operation that nobody waits for, not before `due`. Not to entities that this execution has
    /// locked.
    virtual void signalEntity(EntityId entity, std::string operation, Json input, std::optional<Instant> due,
                              Origin origin) = 0;
    /// Waits until all of them belong to this execution alone. Throws LockingRulesViolation within another
    /// lock and for an empty list.
    [[nodiscard]] virtual Task<EntityLock> lockEntities(std::vector<EntityId> entities, Origin origin) = 0;

    // The same for orchestrators that are not drawn. Overloads and not default arguments, for these would be
    // temporaries within co_await expressions (see Task.h).
    [[nodiscard]] Task<Json> callActivity(std::string activity, Json input)
    {
        return callActivity(std::move(activity), std::move(input), ActivityOptions());
    }
    [[nodiscard]] TimerTask createTimer(Instant fireAt, std::string purpose = {})
    {
        return createTimer(fireAt, std::move(purpose), Origin());
    }
    [[nodiscard]] Task<Json> waitForEvent(std::string eventName)
    {
        return waitForEvent(std::move(eventName), Origin());
    }
    [[nodiscard]] HumanTask createHumanTask(HumanTaskRequest request)
    {
        return createHumanTask(std::move(request), Origin());
    }
    [[nodiscard]] Task<Json> callSubOrchestration(std::string orchestrator, Json input)
    {
        return callSubOrchestration(std::move(orchestrator), std::move(input), SubOrchestrationOptions());
    }
    void sendEvent(InstanceId instance, std::string eventName, Json input)
    {
        sendEvent(std::move(instance), std::move(eventName), std::move(input), Origin());
    }
    void continueAsNew(Json input) { continueAsNew(std::move(input), true, VersionId()); }
    [[nodiscard]] Task<Json> callEntity(EntityId entity, std::string operation, Json input)
    {
        return callEntity(std::move(entity), std::move(operation), std::move(input), Origin());
    }
    void signalEntity(EntityId entity, std::string operation, Json input)
    {
        signalEntity(std::move(entity), std::move(operation), std::move(input), std::nullopt, Origin());
    }
    [[nodiscard]] Task<EntityLock> lockEntities(std::vector<EntityId> entities)
    {
        return lockEntities(std::move(entities), Origin());
    }

    /// Any JSON value within OrchestrationLimits::customStatusBytes; null clears it. Throws
    /// TaskFailedException past the limit.
    virtual void setCustomStatus(Json status) = 0;
    /// A line for the instance's log, stored with the turn: once, however often the history is played.
    virtual void log(std::string level, std::string text, Origin origin) = 0;
};

/// An orchestrator: a coroutine that gets everything from its context. Its result completes the instance, an
/// escaping TaskFailedException fails it.
using Orchestrator = std::function<Task<Json>(OrchestrationContext &)>;

} // namespace perdura
