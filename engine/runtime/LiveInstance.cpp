// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/LiveInstance.h"

#include <algorithm>

namespace perdura {

namespace {

/// Large turns are stored in several pieces, so that the end of a long history can be read without its whole.
constexpr std::size_t eventsPerChunk = 256;
/// Likewise with few, large events.
constexpr qsizetype bytesPerChunk = 1024 * 1024;
/// The first and the last piece hold input and result: the event that frames the turn stays with its
/// neighbour.
constexpr std::size_t leastEventsPerChunk = 2;

std::span<const HistoryEvent> firstOf(std::span<const HistoryEvent> events, std::size_t count)
{
    const bool leavesTooFew = events.size() < count + leastEventsPerChunk;
    return leavesTooFew ? events : events.first(count);
}

HistoryEvent fact(Instant time, EventData data)
{
    HistoryEvent event;
    event.timestamp = time;
    event.data = std::move(data);
    return event;
}

HistoryEvent resultEvent(const ActivityFinished &finished)
{
    if (finished.result)
        return fact(finished.finished, TaskCompleted{finished.taskId, *finished.result});
    return fact(finished.finished, TaskFailed{finished.taskId, finished.result.error()});
}

QByteArray jsonText(const Json &value)
{
    return QByteArray::fromStdString(dumpJson(value));
}

} // namespace

/// The messages of one turn as events, and what they use up.
struct LiveInstance::Intake
{
    History events; ///< begins with OrchestratorStarted
    std::vector<MessageNumber> consumed;
    std::vector<SequenceNumber> activities;
    std::vector<PendingTimer> timers;
    std::optional<std::string> terminationReason;
};

LiveInstance::LiveInstance(StoredInstance stored, const Result<Orchestrator> &orchestrator)
    : m_key(stored.key)
    , m_owner(std::move(stored.owner))
    , m_status(stored.status)
    , m_created(stored.created)
    , m_startInput(std::move(stored.startInput))
    , m_historyLength(int(stored.history.size()))
{
    for (const HistoryEvent &event : stored.history) {
        m_open.record(event);
        if (event.as<OrchestratorStarted>())
            m_lastTurn = event.timestamp;
    }
    if (orchestrator) {
        m_executor.emplace(*orchestrator);
        const ClosedWaits closed = m_executor->replay(stored.history);
        for (const SequenceNumber timer : closed.timers)
            m_open.closeTimer(timer);
        for (const SequenceNumber task : closed.humanTasks)
            m_open.closeHumanTask(task);
    } else {
        m_missing = orchestrator.error();
    }
}

std::unique_ptr<LiveInstance> LiveInstance::failing(StoredInstance stored, const Error &reason)
{
    auto instance =
        std::make_unique<LiveInstance>(std::move(stored), Result<Orchestrator>(tl::unexpected(reason)));
    instance->m_mustFail = true;
    return instance;
}

std::optional<DecidedTurn> LiveInstance::turn(std::span<const InstanceMessage> messages, Instant now)
{
    if (hasEnded())
        return {};
    // A clock that was set back must not turn back the time that the orchestrator sees.
    now = std::max(now, m_lastTurn);
    Intake intake;
    intake.events.push_back(fact(now, OrchestratorStarted{}));
    if (m_status == OrchestrationStatus::Pending) {
        intake.events.push_back(
            fact(m_created, ExecutionStarted{m_owner.name, m_owner.version, std::move(m_startInput),
                                             m_owner.instance, m_owner.execution}));
    }
    for (const InstanceMessage &message : messages)
        takeIn(message, intake);
    if (intake.events.size() == 1 && intake.consumed.empty() && !m_mustFail)
        return {};

    DecidedTurn turn;
    turn.commit.instance = m_key;
    turn.commit.updated = now;
    turn.commit.consumedMessages = std::move(intake.consumed);
    turn.commit.finishedActivities = std::move(intake.activities);
    for (const PendingTimer &timer : intake.timers)
        turn.commit.finishedTimers.push_back(timer.number);
    turn.endedTimers = std::move(intake.timers);
    m_lastTurn = now;
    m_status = OrchestrationStatus::Running;
    if (intake.terminationReason) {
        m_status = OrchestrationStatus::Terminated;
        turn.commit.failureMessage = *intake.terminationReason;
        m_executor.reset();
    } else {
        recordDecisions(decide(intake), now, turn, intake.events);
    }
    intake.events.push_back(fact(now, OrchestratorCompleted{}));
    if (hasEnded())
        finish(turn);
    store(intake.events, turn);
    return turn;
}

// What is late or double is used up, but does not become history.
void LiveInstance::takeIn(const InstanceMessage &message, Intake &intake)
{
    const bool isLate = intake.terminationReason.has_value();
    if (const auto *inbox = std::get_if<FromInbox>(&message.data)) {
        intake.consumed.push_back(inbox->number);
        const auto *answer = inbox->event.as<HumanTaskAnswered>();
        if (isLate || (answer && !m_open.hasHumanTask(answer->taskId)))
            return;
        if (const auto *termination = inbox->event.as<ExecutionTerminated>())
            intake.terminationReason = termination->reason;
        intake.events.push_back(inbox->event);
    } else if (const auto *finished = std::get_if<ActivityFinished>(&message.data)) {
        if (isLate || !m_open.hasActivity(finished->taskId))
            return;
        intake.activities.push_back(finished->taskId);
        intake.events.push_back(resultEvent(*finished));
    } else if (const auto *timer = std::get_if<TimerDue>(&message.data)) {
        if (isLate || !m_open.hasTimer(timer->number))
            return;
        intake.timers.push_back({m_key, timer->number, timer->fireAt});
        intake.events.push_back(
            fact(intake.events.front().timestamp, TimerFired{timer->number, timer->fireAt}));
    } else {
        return;
    }
    m_open.record(intake.events.back());
}

TurnResult LiveInstance::decide(const Intake &intake)
{
    return m_executor ? m_executor->turn(intake.events) : refuse();
}

TurnResult LiveInstance::refuse() const
{
    FailureDetails failure;
    failure.errorType = m_mustFail ? "TurnNotStored" : "OrchestratorTaskNotFound";
    failure.errorMessage = m_missing.message.toStdString();
    failure.isNonRetriable = true;
    Action end;
    end.id = m_open.nextNumber();
    end.data = CompleteExecution{OrchestrationStatus::Failed, nullptr, std::move(failure)};
    TurnResult result;
    result.actions.push_back(std::move(end));
    return result;
}

void LiveInstance::recordDecisions(const TurnResult &decided, Instant now, DecidedTurn &turn, History &events)
{
    CommitTurn &commit = turn.commit;
    commit.customStatus = decided.customStatus;
    for (const Action &action : decided.actions) {
        HistoryEvent event = toEvent(action, now);
        m_open.record(event);
        if (const auto *task = std::get_if<ScheduleTask>(&action.data)) {
            commit.activities.push_back(
                {m_key, action.id, task->name, task->attempt, action.origin, jsonText(task->input)});
        } else if (const auto *timer = std::get_if<CreateTimer>(&action.data)) {
            commit.timers.push_back({m_key, action.id, timer->fireAt});
        } else if (std::holds_alternative<CreateHumanTask>(action.data)) {
            commit.humanTasks.push_back({action.id, event});
        } else if (const auto *end = std::get_if<CompleteExecution>(&action.data)) {
            m_status = end->status;
            if (end->failure)
                commit.failureMessage = end->failure->errorMessage;
        }
        events.push_back(std::move(event));
    }
    closeWaits(decided, turn);
}

// A wait may have been opened and closed within the same turn: then it never gets a row.
void LiveInstance::closeWaits(const TurnResult &decided, DecidedTurn &turn)
{
    for (const SequenceNumber timer : decided.cancelledTimers) {
        if (!m_open.hasTimer(timer))
            continue;
        if (std::erase_if(turn.commit.timers,
                          [&](const PendingTimer &made) { return made.number == timer; }) == 0) {
            turn.commit.finishedTimers.push_back(timer);
            turn.endedTimers.push_back({m_key, timer, m_open.fireAt(timer)});
        }
        m_open.closeTimer(timer);
    }
    for (const SequenceNumber task : decided.closedHumanTasks) {
        if (std::erase_if(turn.commit.humanTasks,
                          [&](const PendingHumanTask &made) { return made.number == task; }) == 0)
            turn.commit.closedHumanTasks.push_back(task);
        m_open.closeHumanTask(task);
    }
}

// The store removes all that the instance waited for; only the timers in memory have to be told.
void LiveInstance::finish(DecidedTurn &turn)
{
    for (const auto &[number, fireAt] : m_open.timers())
        turn.endedTimers.push_back({m_key, number, fireAt});
    turn.abandonsActivities = m_open.hasActivities();
    turn.commit.activities.clear();
    turn.commit.timers.clear();
    turn.commit.humanTasks.clear();
}

void LiveInstance::store(const History &events, DecidedTurn &turn)
{
    const std::span<const HistoryEvent> all(events);
    for (std::size_t at = 0; at < all.size();) {
        const auto left = all.subspan(at);
        std::size_t count = std::min(eventsPerChunk, left.size());
        QByteArray packed = packEvents(firstOf(left, count), m_owner);
        while (packed.size() > bytesPerChunk && count > leastEventsPerChunk) {
            count = std::max(count / 2, leastEventsPerChunk);
            packed = packEvents(firstOf(left, count), m_owner);
        }
        turn.commit.history.push_back({m_historyLength + int(at), std::move(packed)});
        at += firstOf(left, count).size();
    }
    m_historyLength += int(events.size());
    turn.commit.historyLength = m_historyLength;
    turn.commit.status = m_status;
}

} // namespace perdura
