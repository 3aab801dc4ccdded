// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/orchestration/Action.h"
#include "engine/orchestration/ExternalEvents.h"
#include "engine/orchestration/OrchestrationContext.h"
#include "engine/orchestration/OrchestrationLimits.h"

#include <deque>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

namespace perdura {

/// The context that an OrchestrationExecutor gives to the orchestrator: numbers what the code asks for, keeps
/// the tasks that are open, and completes them as the executor hands in what happened.
class ExecutionContext final : public OrchestrationContext,
                               public std::enable_shared_from_this<ExecutionContext>
{
public:
    explicit ExecutionContext(const OrchestrationLimits &limits)
        : m_limits(limits)
    {}

    // What the orchestrator sees.
    const InstanceId &instanceId() const override { return m_started.instance; }
    const std::string &name() const override { return m_started.name; }
    const VersionId &version() const override { return m_started.version; }
    const Json &input() const override { return m_started.input; }
    const std::optional<ParentInstance> &parent() const override { return m_started.parent; }
    const Tags &tags() const override { return m_started.tags; }
    Instant now() const override { return m_now; }
    bool isReplaying() const override { return m_isReplaying; }
    std::string newGuid() override;
    Task<Json> callActivity(std::string activity, Json input, ActivityOptions options) override;
    TimerTask createTimer(Instant fireAt, std::string purpose, Origin origin) override;
    Task<Json> waitForEvent(std::string eventName, Origin origin) override;
    void abandonWait(const Task<Json> &event) override { m_events.abandon(event); }
    HumanTask createHumanTask(HumanTaskRequest request, Origin origin) override;
    void setCustomStatus(Json status) override;
    void log(std::string level, std::string text, Origin origin) override;
    Task<Json> callSubOrchestration(std::string orchestrator, Json input,
                                    SubOrchestrationOptions options) override;
    InstanceId startOrchestration(std::string orchestrator, Json input,
                                  SubOrchestrationOptions options) override;
    void sendEvent(InstanceId instance, std::string eventName, Json input, Origin origin) override;
    void terminateInstance(InstanceId instance, std::string reason, Origin origin) override;
    void continueAsNew(Json input, bool keepEvents, VersionId version) override;
    Task<Json> callEntity(EntityId entity, std::string operation, Json input, Origin origin) override;
    void signalEntity(EntityId entity, std::string operation, Json input, std::optional<Instant> due,
                      Origin origin) override;
    void abandonLock() override;
    Task<EntityLock> lockEntities(std::vector<EntityId> entities, Origin origin) override;

    // What the executor hands in. Each of these runs the orchestrator on until it waits again.
    void setStarted(ExecutionStarted started) { m_started = std::move(started); }
    void setClock(Instant time) { m_now = std::max(m_now, time); }
    void setReplaying(bool replaying) { m_isReplaying = replaying; }
    /// An activity, a child or an entity has answered.
    void completeCall(SequenceNumber id, Json result);
    void failCall(SequenceNumber id, FailureDetails failure);
    void grantLock(SequenceNumber id);
    void fireTimer(SequenceNumber id);
    void raiseEvent(const std::string &name, Json input);
    void answerHumanTask(const HumanTaskAnswered &answer);
    /// The code has returned: external events find no waiter any more, locked entities are free.
    void codeReturned();

    // What the orchestrator decided since the last commit.
    [[nodiscard]] std::deque<Action> &pending() { return m_pending; }
    [[nodiscard]] std::vector<SequenceNumber> &cancelledTimers() { return m_cancelledTimers; }
    [[nodiscard]] std::vector<SequenceNumber> &closedHumanTasks() { return m_closedHumanTasks; }
    [[nodiscard]] std::vector<SequenceNumber> &givenUpCalls() { return m_givenUpCalls; }
    [[nodiscard]] std::optional<Json> takeChangedStatus();
    [[nodiscard]] std::vector<LogEntry> takeLog() { return std::exchange(m_log, {}); }
    [[nodiscard]] SequenceNumber takeNumber() { return m_nextNumber++; }
    /// Set when the code broke a limit that ends the execution.
    [[nodiscard]] const std::optional<FailureDetails> &limitFailure() const { return m_limitFailure; }

    /// Set when the code asked to begin anew.
    [[nodiscard]] const std::optional<ContinuedAsNew> &continuation() const { return m_continuation; }
    [[nodiscard]] std::vector<EventRaised> takeUnprocessedEvents() { return m_events.takeBuffered(); }

    /// Activities, children, entity calls and timers; they keep an execution open that has returned.
    [[nodiscard]] std::size_t blockingTasks() const
    {
        return m_calls.size() + m_timers.size() + m_lockRequests.size();
    }
    /// What is waited for without an event in the history.
    [[nodiscard]] WaitState waits() const;
    [[nodiscard]] std::size_t openHumanTasks() const { return m_humanTasks.size(); }

    /// Destroys all code that waits. Open timers and human tasks with numbers below `committed` count as
    /// cancelled and closed; what was asked for since is forgotten.
    void drop(SequenceNumber committed);

private:
    SequenceNumber decide(Origin origin, decltype(Action::data) data);
    /// Makes the call for that attempt.
    using Attempt = std::function<Task<Json>(int attempt)>;
    using Stop = std::shared_ptr<CallStop>;
    Task<Json> scheduleActivity(const ScheduleTask &request, const Origin &origin, const Stop &stop);
    Task<Json> createChild(const SubOrchestrationCreated &request, const Origin &origin);
    using RetryWhen = std::function<bool(const FailureDetails &)>;
    Task<Json> callWithRetry(Attempt attempt, RetryPolicy retry, RetryWhen retryWhen, Origin origin,
                             Stop stop);
    void giveUpCall(SequenceNumber id);
    InstanceId childId(const ExecutionId &execution) const;
    static TaskFailedException lockingRulesViolation(const std::string &rule);
    void checkPayload(const Json &payload, const std::string &what) const;
    void checkEntityCall(const EntityId &entity) const;
    void releaseLock(SequenceNumber lock);
    void cancelTimer(SequenceNumber id);
    void closeHumanTask(SequenceNumber id);

    OrchestrationLimits m_limits;
    ExecutionStarted m_started;
    Instant m_now{};
    bool m_isReplaying = false;
    bool m_isDropped = false;
    SequenceNumber m_nextNumber = 0;
    int m_guidCounter = 0;
    std::deque<Action> m_pending;
    std::unordered_map<SequenceNumber, TaskSource<Json>> m_calls; ///< activities, children, entity calls
    std::unordered_map<SequenceNumber, TaskSource<void>> m_timers;
    std::unordered_map<SequenceNumber, TaskSource<void>>
        m_silentTimers; ///< cancelled: their tasks stay open for ever
    std::unordered_map<SequenceNumber, TaskSource<HumanTaskAnswer>> m_humanTasks;
    std::unordered_map<SequenceNumber, TaskSource<HumanTaskAnswer>> m_silentHumanTasks;
    std::unordered_map<SequenceNumber, TaskSource<EntityLock>> m_lockRequests;
    std::optional<SequenceNumber> m_lock;             ///< asked for or held; there is at most one
    std::vector<EntityId> m_locked;                   ///< of m_lock, sorted
    std::map<SequenceNumber, EntityId> m_lockedCalls; ///< under way to locked entities
    ExternalEvents m_events;
    std::optional<Instant> m_returned; ///< when the code came to its end
    std::optional<ContinuedAsNew> m_continuation;
    std::vector<SequenceNumber> m_cancelledTimers;
    std::vector<SequenceNumber> m_closedHumanTasks;
    std::vector<SequenceNumber> m_givenUpCalls;
    Json m_customStatus;
    Json m_reportedStatus;
    std::vector<LogEntry> m_log;
    std::optional<FailureDetails> m_limitFailure;
};

} // namespace perdura
