// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/LiveInstance.h"

#include "engine/runtime/HistoryChunks.h"

#include <QCryptographicHash>

#include <algorithm>

namespace perdura {

namespace {

HistoryEvent fact(Instant time, EventData data)
{
    HistoryEvent event;
    event.timestamp = time;
    event.data = std::move(data);
    return event;
}

HistoryEvent resultEvent(ActivityFinished finished)
{
    if (finished.result)
        return fact(finished.finished, TaskCompleted{finished.taskId, std::move(*finished.result)});
    return fact(finished.finished, TaskFailed{finished.taskId, std::move(finished.result.error())});
}

QByteArray jsonText(const Json &value)
{
    return QByteArray::fromStdString(dumpJson(value));
}

/// For what a decision starts: the same when the turn is decided again after a crash, so that nothing depends
/// on which of the two was stored.
ExecutionId newExecutionId(const ParentInstance &decision)
{
    const QByteArray name = QByteArray::fromStdString(
        decision.instance.value + '/' + decision.execution.value + '/' + std::to_string(decision.taskId));
    return ExecutionId(
        QString::fromLatin1(QCryptographicHash::hash(name, QCryptographicHash::Sha1).toHex().left(32)));
}

} // namespace

/// The messages of one turn as events, and what they use up.
struct LiveInstance::Intake
{
    History events;        ///< begins with OrchestratorStarted
    std::size_t frame = 1; ///< of them are no messages
    std::vector<MessageNumber> consumed;
    std::vector<PendingTimer> timers;
    bool tookResults = false;
    std::optional<std::string> terminationReason;
    bool isMoved = false;
};

LiveInstance::LiveInstance(StoredInstance stored, const Result<Orchestrator> &orchestrator,
                           const OrchestrationLimits &limits)
    : m_key(stored.key)
    , m_owner(std::move(stored.owner))
    , m_status(stored.status)
    , m_created(stored.created)
    , m_startAt(stored.startAt)
    , m_startInput(std::move(stored.startInput))
    , m_leftOver(std::move(stored.leftOver))
    , m_generation(stored.generation)
    , m_historyLength(int(stored.history.size()))
    , m_waits(std::move(stored.waits))
    , m_isSuspended(stored.status == OrchestrationStatus::Suspended)
    , m_limits(limits)
{
    for (const HistoryEvent &event : stored.history) {
        m_open.record(event);
        if (event.as<OrchestratorStarted>())
            m_lastTurn = event.timestamp;
    }
    // A rewind is carried out by the turn after it.
    m_mustRun = stored.history.size() >= 2 && stored.history.end()[-2].as<ExecutionRewound>();
    if (orchestrator) {
        m_executor.emplace(*orchestrator, limits);
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
    instance->m_mustRun = true;
    return instance;
}

std::optional<FailureDetails> LiveInstance::mismatch() const
{
    return m_executor ? m_executor->mismatch() : std::nullopt;
}

std::optional<DecidedTurn> LiveInstance::turn(std::vector<InstanceMessage> messages, Instant now)
{
    if (hasEnded())
        return {};
    if (mustWait(messages, now)) {
        std::ranges::move(messages, std::back_inserter(m_early));
        return {};
    }
    const bool isFirst = m_historyLength == 0;
    const int openActivities = m_open.activityCount();
    // A clock that was set back must not turn back the time that the orchestrator sees.
    now = std::max(now, m_lastTurn);
    Intake intake = beginTurn(now);
    intake.events.reserve(intake.events.size() + m_early.size() + messages.size());
    for (InstanceMessage &message : std::exchange(m_early, {}))
        takeIn(std::move(message), intake);
    for (InstanceMessage &message : messages)
        takeIn(std::move(message), intake);
    const bool isEmpty = intake.frame == 1 && intake.events.size() == 1 && intake.consumed.empty();
    const bool mustRun = std::exchange(m_mustRun, false);
    if (isEmpty && !mustRun)
        return {};

    DecidedTurn turn;
    turn.commit.instance = m_key;
    turn.commit.updated = now;
    turn.commit.statusBefore = m_status;
    turn.commit.consumedMessages = std::move(intake.consumed);
    turn.tookResults = intake.tookResults;
    for (const PendingTimer &timer : intake.timers)
        turn.commit.finishedTimers.push_back(timer.number);
    turn.endedTimers = std::move(intake.timers);
    if (intake.isMoved)
        move(turn);
    m_lastTurn = now;
    m_status = m_isSuspended ? OrchestrationStatus::Suspended : OrchestrationStatus::Running;
    if (intake.terminationReason)
        terminate(*intake.terminationReason, turn);
    else
        recordDecisions(decide(intake), now, turn, intake.events);
    if (m_continuesAsNew)
        return turn;
    intake.events.push_back(fact(now, OrchestratorCompleted{}));
    if (hasEnded())
        finish(turn);
    recordWaits(turn);
    store(intake.events, turn);
    turn.commit.isOrdinary = !isFirst && !mustRun && m_status == turn.commit.statusBefore &&
                             turn.commit.openActivities == openActivities;
    return turn;
}

/// Before its time an instance hears nothing but its end.
bool LiveInstance::mustWait(std::span<const InstanceMessage> messages, Instant now) const
{
    if (!m_startAt || m_historyLength > 0 || *m_startAt <= now)
        return false;
    return std::ranges::none_of(messages, [](const InstanceMessage &message) {
        const auto *inbox = std::get_if<FromInbox>(&message.data);
        return inbox && inbox->event.as<ExecutionTerminated>();
    });
}

LiveInstance::Intake LiveInstance::beginTurn(Instant now)
{
    Intake intake;
    intake.events.push_back(fact(now, OrchestratorStarted{}));
    if (m_historyLength > 0)
        return intake;
    intake.events.push_back(
        fact(m_generation == 0 ? m_created : now,
             ExecutionStarted{m_owner.name, m_owner.version, std::move(m_startInput), m_owner.instance,
                              m_owner.execution, m_owner.parent, m_owner.tags}));
    for (HistoryEvent &event : std::exchange(m_leftOver, {}))
        intake.events.push_back(fact(now, std::move(event.data)));
    intake.frame = intake.events.size();
    if (m_startAt)
        intake.timers.push_back({m_key, PendingTimer::startTimer, *m_startAt});
    return intake;
}

// What is late or double is used up, but does not become history.
void LiveInstance::takeIn(InstanceMessage message, Intake &intake)
{
    if (auto *inbox = std::get_if<FromInbox>(&message.data)) {
        takeIn(std::move(*inbox), intake);
        return;
    }
    if (intake.terminationReason)
        return;
    if (auto *finished = std::get_if<ActivityFinished>(&message.data)) {
        if (finished->execution != m_owner.execution || !m_open.hasActivity(finished->taskId))
            return;
        intake.tookResults = true;
        intake.events.push_back(resultEvent(std::move(*finished)));
    } else if (const auto *timer = std::get_if<TimerDue>(&message.data)) {
        // A timer of an earlier execution may have had the same number.
        if (!m_open.hasTimer(timer->number) || m_open.fireAt(timer->number) != timer->fireAt)
            return;
        intake.timers.push_back({m_key, timer->number, timer->fireAt});
        intake.events.push_back(
            fact(intake.events.front().timestamp, TimerFired{timer->number, timer->fireAt}));
    } else {
        return;
    }
    m_open.record(intake.events.back());
}

void LiveInstance::takeIn(FromInbox message, Intake &intake)
{
    intake.consumed.push_back(message.number);
    if (intake.terminationReason || !isWanted(message.event))
        return;
    if (const auto *termination = message.event.as<ExecutionTerminated>())
        intake.terminationReason = termination->reason;
    if (message.event.as<ExecutionSuspended>())
        m_isSuspended = true;
    if (message.event.as<ExecutionResumed>())
        m_isSuspended = false;
    if (auto *move = std::get_if<ExecutionMoved>(&message.event.data))
        intake.isMoved = takesMove(*move) || intake.isMoved;
    m_open.record(message.event);
    intake.events.push_back(std::move(message.event));
}

/// Not an answer to a question that was never asked, or was answered, or is no longer asked.
bool LiveInstance::isWanted(const HistoryEvent &message) const
{
    if (const auto *answer = message.as<HumanTaskAnswered>())
        return m_open.hasHumanTask(answer->taskId);
    if (const auto *completed = message.as<SubOrchestrationCompleted>())
        return m_open.hasCall(completed->taskId);
    if (const auto *failure = message.as<SubOrchestrationFailed>())
        return m_open.hasCall(failure->taskId);
    if (const auto *operationCompleted = message.as<EntityOperationCompleted>())
        return m_open.hasCall(operationCompleted->taskId);
    if (const auto *operationFailed = message.as<EntityOperationFailed>())
        return m_open.hasCall(operationFailed->taskId);
    if (const auto *lock = message.as<EntityLockGranted>())
        return m_open.waitsForLock(lock->taskId);
    if (message.as<ExecutionSuspended>())
        return !m_isSuspended;
    if (message.as<ExecutionResumed>())
        return m_isSuspended;
    return true;
}

TurnResult LiveInstance::decide(const Intake &intake)
{
    if (!m_executor && m_isSuspended)
        return {};
    if (!m_executor)
        return failed(m_mustFail ? "TurnNotStored" : "OrchestratorTaskNotFound",
                      m_missing.message.toStdString());
    TurnResult decided = m_executor->turn(intake.events);
    const std::size_t length = std::size_t(m_historyLength) + intake.events.size() + decided.actions.size();
    if (length <= std::size_t(m_limits.historyEvents) || decided.isFinished())
        return decided;
    m_executor.reset();
    return failed("HistoryTooLong",
                  "The history would have " + std::to_string(length) + " events; this hub allows " +
                      std::to_string(m_limits.historyEvents) +
                      ". Split the work over several runs, or let a long loop continue as new.");
}

TurnResult LiveInstance::failed(std::string type, std::string message) const
{
    FailureDetails failure;
    failure.errorType = std::move(type);
    failure.errorMessage = std::move(message);
    failure.isNonRetriable = true;
    Action end;
    end.id = m_open.nextNumber();
    end.data = CompleteExecution{OrchestrationStatus::Failed, nullptr, std::move(failure)};
    TurnResult result;
    result.actions.push_back(std::move(end));
    return result;
}

void LiveInstance::terminate(const std::string &reason, DecidedTurn &turn)
{
    m_status = OrchestrationStatus::Terminated;
    turn.commit.failureMessage = reason;
    m_executor.reset();
    if (!m_owner.parent)
        return;
    FailureDetails failure;
    failure.errorType = "SubOrchestrationTerminated";
    failure.errorMessage = reason.empty() ? "The sub-orchestration was terminated." : reason;
    turn.commit.parentAnswer = ParentAnswer{
        *m_owner.parent,
        fact(turn.commit.updated, SubOrchestrationFailed{m_owner.parent->taskId, std::move(failure)})};
}

void LiveInstance::recordDecisions(TurnResult decided, Instant now, DecidedTurn &turn, History &events)
{
    turn.commit.customStatus = decided.customStatus;
    for (const LogEntry &entry : decided.log)
        turn.commit.log.push_back({now, entry.origin, entry.level, entry.text});
    if (decided.continuation())
        m_continuesAsNew = true;
    // One more for the end of the turn.
    events.reserve(events.size() + decided.actions.size() + 1);
    turn.activities.reserve(decided.actions.size());
    for (Action &action : decided.actions) {
        // The last one may be needed once more, to begin anew.
        const bool isLast = &action == &decided.actions.back();
        HistoryEvent event = toEvent(isLast ? action : std::move(action), now);
        m_open.record(event);
        recordEffect(event, turn);
        events.push_back(std::move(event));
    }
    closeWaits(decided, turn);
    if (m_continuesAsNew)
        beginAnew(decided, turn);
}

void LiveInstance::recordEffect(const HistoryEvent &event, DecidedTurn &turn)
{
    CommitTurn &commit = turn.commit;
    const auto self = [&] { return ParentInstance{m_owner.instance, m_owner.execution, event.eventId}; };
    if (const auto *task = event.as<TaskScheduled>()) {
        turn.activities.push_back(
            {m_key, m_owner.instance, m_owner.execution, event.eventId, event.origin, *task});
    } else if (const auto *timer = event.as<TimerCreated>()) {
        commit.timers.push_back({m_key, event.eventId, timer->fireAt});
    } else if (event.as<HumanTaskCreated>()) {
        commit.humanTasks.push_back({event.eventId, event});
    } else if (const auto *child = event.as<SubOrchestrationCreated>()) {
        CreateInstance start{child->instance,        child->name,    child->version, newExecutionId(self()),
                             jsonText(child->input), event.timestamp};
        if (!child->isDetached) {
            start.parent = self();
            start.tags = m_owner.tags;
        }
        commit.starts.push_back(std::move(start));
    } else if (const auto *sent = event.as<EventSent>()) {
        EventData message = EventRaised{sent->name, sent->input};
        if (sent->asksToEnd())
            message = ExecutionTerminated{sent->input.is_string() ? sent->input.get<std::string>() : ""};
        commit.sentEvents.push_back({sent->instance, fact(event.timestamp, std::move(message))});
    } else if (const auto *signal = event.as<EntityOperationSignaled>()) {
        commit.entityMessages.push_back({EntityMessage::Kind::Signal,
                                         signal->entity,
                                         signal->operation,
                                         signal->input,
                                         signal->due,
                                         self(),
                                         {}});
    } else if (const auto *call = event.as<EntityOperationCalled>()) {
        commit.entityMessages.push_back(
            {EntityMessage::Kind::Call, call->entity, call->operation, call->input, {}, self(), {}});
    } else if (const auto *lock = event.as<EntityLockRequested>()) {
        commit.entityMessages.push_back(
            {EntityMessage::Kind::Lock, lock->entities.front(), {}, nullptr, {}, self(), lock->entities});
    } else if (const auto *unlock = event.as<EntityUnlockSent>()) {
        releaseLock(*unlock, turn);
    } else if (const auto *end = event.as<ExecutionCompleted>()) {
        complete(*end, turn);
    }
}

void LiveInstance::releaseLock(const EntityUnlockSent &unlock, DecidedTurn &turn) const
{
    for (const EntityId &entity : unlock.entities) {
        turn.commit.entityMessages.push_back({EntityMessage::Kind::Unlock,
                                              entity,
                                              {},
                                              nullptr,
                                              {},
                                              {m_owner.instance, m_owner.execution, unlock.lockId},
                                              {}});
    }
}

void LiveInstance::complete(const ExecutionCompleted &end, DecidedTurn &turn)
{
    m_status = end.status;
    if (end.failure)
        turn.commit.failureMessage = end.failure->errorMessage;
    if (!m_owner.parent)
        return;
    const SequenceNumber task = m_owner.parent->taskId;
    HistoryEvent answer = fact(turn.commit.updated, SubOrchestrationCompleted{task, end.result});
    if (end.failure) {
        FailureDetails failure;
        failure.errorType = "SubOrchestrationFailed";
        failure.errorMessage = "The sub-orchestration “" + m_owner.name + "” (" + m_owner.instance.value +
                               ") failed: " + end.failure->errorMessage;
        failure.inner = std::make_shared<const FailureDetails>(*end.failure);
        failure.isNonRetriable = end.failure->isNonRetriable;
        answer.data = SubOrchestrationFailed{task, std::move(failure)};
    }
    turn.commit.parentAnswer = ParentAnswer{*m_owner.parent, std::move(answer)};
}

/// Explanations read them from the row: most turns do not change them.
void LiveInstance::recordWaits(DecidedTurn &turn)
{
    WaitState waits = m_executor && !hasEnded() ? m_executor->waits() : WaitState{};
    if (waits == m_waits)
        return;
    m_waits = std::move(waits);
    turn.commit.waits = m_waits;
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
    turn.givenUpCalls = decided.givenUpCalls;
    for (const SequenceNumber task : decided.closedHumanTasks) {
        if (std::erase_if(turn.commit.humanTasks,
                          [&](const PendingHumanTask &made) { return made.number == task; }) == 0)
            turn.commit.closedHumanTasks.push_back(task);
        m_open.closeHumanTask(task);
    }
}

// The store removes all that the execution waited for; only the timers in memory and the locked entities have
// to be told.
void LiveInstance::abandonWork(DecidedTurn &turn)
{
    for (const auto &[number, fireAt] : m_open.timers())
        turn.endedTimers.push_back({m_key, number, fireAt});
    turn.commit.leavesTimers = !turn.endedTimers.empty();
    turn.commit.leavesHumanTasks = m_open.hasHumanTasks() || !turn.commit.closedHumanTasks.empty();
    turn.abandonsActivities = m_open.activityCount() > 0;
    for (const EntityUnlockSent &unlock : m_open.unlocksLeft())
        releaseLock(unlock, turn);
    turn.activities.clear();
    turn.commit.timers.clear();
    turn.commit.humanTasks.clear();
}

void LiveInstance::finish(DecidedTurn &turn)
{
    abandonWork(turn);
    m_open = {};
}

void LiveInstance::beginAnew(const TurnResult &decided, DecidedTurn &turn)
{
    abandonWork(turn);
    turn.commit.status = m_status;
    NextExecution next;
    next.name = m_owner.name;
    next.version = m_owner.version;
    const ContinuedAsNew &request = *decided.continuation();
    if (!request.version.isEmpty())
        next.version = request.version;
    next.execution = newExecutionId({m_owner.instance, m_owner.execution, decided.actions.back().id});
    next.input = jsonText(request.input);
    History leftOver;
    for (const EventRaised &event : decided.unprocessedEvents)
        leftOver.push_back(fact(turn.commit.updated, event));
    if (!leftOver.empty())
        next.leftOver = packEvents(leftOver);
    turn.commit.next = std::move(next);
}

void LiveInstance::store(const History &events, DecidedTurn &turn)
{
    turn.commit.history = toChunks(events, m_historyLength, m_owner);
    m_historyLength += int(events.size());
    turn.commit.historyLength = m_historyLength;
    turn.commit.openActivities = m_open.activityCount();
    turn.commit.status = m_status;
}

} // namespace perdura
