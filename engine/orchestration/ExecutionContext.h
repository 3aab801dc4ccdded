// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/orchestration/Action.h"
#include "engine/orchestration/ExternalEvents.h"
#include "engine/orchestration/OrchestrationContext.h"

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
    static constexpr SequenceNumber maxDecisions = 100'000;
    static constexpr std::size_t maxCustomStatusBytes = 16'384; ///< as UTF-16 text

    // What the orchestrator sees.
    const InstanceId &instanceId() const override { return m_started.instance; }
    const std::string &name() const override { return m_started.name; }
    const VersionId &version() const override { return m_started.version; }
    const Json &input() const override { return m_started.input; }
    Instant now() const override { return m_now; }
    bool isReplaying() const override { return m_isReplaying; }
    std::string newGuid() override;
    Task<Json> callActivity(std::string activity, Json input, ActivityOptions options) override;
    TimerTask createTimer(Instant fireAt, std::string purpose, Origin origin) override;
    Task<Json> waitForEvent(std::string eventName, Origin origin) override;
    void abandonWait(const Task<Json> &event) override { m_events.abandon(event); }
    HumanTask createHumanTask(HumanTaskRequest request, Origin origin) override;
    void setCustomStatus(Json status) override;

    // What the executor hands in. Each of these runs the orchestrator on until it waits again.
    void setStarted(ExecutionStarted started) { m_started = std::move(started); }
    void setClock(Instant time) { m_now = std::max(m_now, time); }
    void setReplaying(bool replaying) { m_isReplaying = replaying; }
    void completeActivity(SequenceNumber id, Json result);
    void failActivity(SequenceNumber id, FailureDetails failure);
    void fireTimer(SequenceNumber id);
    void raiseEvent(const std::string &name, Json input);
    void answerHumanTask(const HumanTaskAnswered &answer);

    // What the orchestrator decided since the last commit.
    [[nodiscard]] std::deque<Action> &pending() { return m_pending; }
    [[nodiscard]] std::vector<SequenceNumber> &cancelledTimers() { return m_cancelledTimers; }
    [[nodiscard]] std::vector<SequenceNumber> &closedHumanTasks() { return m_closedHumanTasks; }
    [[nodiscard]] std::optional<Json> takeChangedStatus();
    [[nodiscard]] SequenceNumber takeNumber() { return m_nextNumber++; }
    /// Set when the code broke a limit that ends the execution.
    [[nodiscard]] const std::optional<FailureDetails> &limitFailure() const { return m_limitFailure; }

    /// Activities and timers; they keep an execution open that has returned.
    [[nodiscard]] std::size_t blockingTasks() const { return m_activities.size() + m_timers.size(); }
    [[nodiscard]] std::size_t openHumanTasks() const { return m_humanTasks.size(); }

    /// Destroys all code that waits. Open timers and human tasks with numbers below `committed` count as
    /// cancelled and closed; what was asked for since is forgotten.
    void drop(SequenceNumber committed);

private:
    SequenceNumber decide(Origin origin, decltype(Action::data) data);
    Task<Json> scheduleActivity(std::string activity, Json input, int attempt, Origin origin);
    Task<Json> callWithRetry(std::string activity, Json input, RetryPolicy retry, Origin origin);
    void cancelTimer(SequenceNumber id);
    void closeHumanTask(SequenceNumber id);

    ExecutionStarted m_started;
    Instant m_now{};
    bool m_isReplaying = false;
    bool m_isDropped = false;
    SequenceNumber m_nextNumber = 0;
    int m_guidCounter = 0;
    std::deque<Action> m_pending;
    std::unordered_map<SequenceNumber, TaskSource<Json>> m_activities;
    std::unordered_map<SequenceNumber, TaskSource<void>> m_timers;
    std::unordered_map<SequenceNumber, TaskSource<void>>
        m_silentTimers; ///< cancelled: their tasks stay open for ever
    std::unordered_map<SequenceNumber, TaskSource<HumanTaskAnswer>> m_humanTasks;
    std::unordered_map<SequenceNumber, TaskSource<HumanTaskAnswer>> m_silentHumanTasks;
    ExternalEvents m_events;
    std::vector<SequenceNumber> m_cancelledTimers;
    std::vector<SequenceNumber> m_closedHumanTasks;
    Json m_customStatus;
    Json m_reportedStatus;
    std::optional<FailureDetails> m_limitFailure;
};

} // namespace perdura
