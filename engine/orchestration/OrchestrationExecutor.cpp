// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/orchestration/OrchestrationExecutor.h"

#include "engine/orchestration/Determinism.h"
#include "engine/orchestration/ExecutionContext.h"

#include <algorithm>

namespace perdura {

namespace {

/// All that reaches the orchestrator's code; the frame of the turns and the end of the suspension do not.
bool isHeldWhileSuspended(const HistoryEvent &event)
{
    return !event.as<OrchestratorStarted>() && !event.as<OrchestratorCompleted>() &&
           !event.as<ExecutionStarted>() && !event.as<ExecutionSuspended>() &&
           !event.as<ExecutionResumed>() && !event.as<ExecutionTerminated>();
}

} // namespace

class OrchestrationExecutor::Impl
{
public:
    Impl(Orchestrator orchestrator, const OrchestrationLimits &limits)
        : m_orchestrator(std::move(orchestrator))
        , m_context(std::make_shared<ExecutionContext>(limits))
    {}
    Impl(const Impl &) = delete;
    Impl &operator=(const Impl &) = delete;
    ~Impl() { m_context->drop(0); }

    void replayEvent(const HistoryEvent &event);
    TurnResult turn(std::span<const HistoryEvent> newEvents);
    void prepareReplay(std::span<const HistoryEvent> history);
    void setReplaying(bool replaying) { m_context->setReplaying(replaying); }
    ClosedWaits takeClosed() { return std::exchange(m_closed, {}); }
    const std::optional<FailureDetails> &mismatch() const { return m_mismatch; }
    bool isSuspended() const { return m_isSuspended; }
    WaitState waits() const { return m_context->waits(); }
    int openTaskCount() const { return int(m_context->blockingTasks() + m_context->openHumanTasks()); }

private:
    // One overload per kind of event: what it does to the orchestrator.
    void play(const HistoryEvent &event, const OrchestratorStarted &)
    {
        m_context->setClock(event.timestamp);
    }
    void play(const HistoryEvent &, const OrchestratorCompleted &) {}
    void play(const HistoryEvent &, const ExecutionStarted &data) { start(data); }
    void play(const HistoryEvent &, const ExecutionTerminated &) { dropCode(); }
    void play(const HistoryEvent &, const ExecutionSuspended &) { m_isSuspended = true; }
    void play(const HistoryEvent &, const ExecutionResumed &) { resume(); }
    void play(const HistoryEvent &, const ExecutionRewound &) {}
    void play(const HistoryEvent &, const ExecutionMoved &) {}
    void play(const HistoryEvent &, const TaskCompleted &data) { complete(data.taskId, data.result); }
    void play(const HistoryEvent &, const TaskFailed &data) { failCall(data.taskId, data.failure); }
    void play(const HistoryEvent &, const SubOrchestrationCompleted &data)
    {
        complete(data.taskId, data.result);
    }
    void play(const HistoryEvent &, const SubOrchestrationFailed &data)
    {
        failCall(data.taskId, data.failure);
    }
    void play(const HistoryEvent &, const EntityOperationCompleted &data)
    {
        complete(data.taskId, data.result);
    }
    void play(const HistoryEvent &, const EntityOperationFailed &data)
    {
        failCall(data.taskId, data.failure);
    }
    void play(const HistoryEvent &, const EntityLockGranted &data) { m_context->grantLock(data.taskId); }
    void play(const HistoryEvent &, const TimerFired &data) { m_context->fireTimer(data.timerId); }
    void play(const HistoryEvent &, const EventRaised &data) { m_context->raiseEvent(data.name, data.input); }
    void play(const HistoryEvent &, const HumanTaskAnswered &data) { m_context->answerHumanTask(data); }
    void play(const HistoryEvent &event, const TaskScheduled &) { confirm(event); }
    void play(const HistoryEvent &event, const TimerCreated &) { confirm(event); }
    void play(const HistoryEvent &event, const HumanTaskCreated &) { confirm(event); }
    void play(const HistoryEvent &event, const ExecutionCompleted &) { confirm(event); }
    void play(const HistoryEvent &event, const ContinuedAsNew &) { confirm(event); }
    void play(const HistoryEvent &event, const SubOrchestrationCreated &) { confirm(event); }
    void play(const HistoryEvent &event, const EventSent &) { confirm(event); }
    void play(const HistoryEvent &event, const EntityOperationSignaled &) { confirm(event); }
    void play(const HistoryEvent &event, const EntityOperationCalled &) { confirm(event); }
    void play(const HistoryEvent &event, const EntityLockRequested &) { confirm(event); }
    void play(const HistoryEvent &event, const EntityUnlockSent &) { confirm(event); }

    void complete(SequenceNumber task, const Json &result) { m_context->completeCall(task, result); }
    void failCall(SequenceNumber task, const FailureDetails &failure) { m_context->failCall(task, failure); }

    void playEvent(const HistoryEvent &event);
    void start(const ExecutionStarted &started);
    void confirm(const HistoryEvent &event);
    bool confirmRewound(const HistoryEvent &event);
    void resume();
    void noticeReturn();
    void decideCompletion();
    void endReplayedTurn();
    void reportMismatch(std::optional<FailureDetails> mismatch);
    Action completion();
    TurnResult failedTurn(FailureDetails failure);
    TurnResult takeDecisions();
    void dropCode();

    Orchestrator m_orchestrator; // outlives the coroutines, which may run in its closure
    std::shared_ptr<ExecutionContext> m_context;
    std::optional<Task<Json>> m_code;
    std::optional<FailureDetails> m_mismatch;
    SequenceNumber m_committed = 0; // the decisions below it are in the history
    ClosedWaits m_closed;           // in the replayed turns
    bool m_messagesOver = false;    // the replayed turn has come to its decisions
    bool m_isOver = false;          // completed or terminated: nothing has an effect any more
    bool m_hasReturned = false;     // the code has come to its end
    bool m_isRewound = false;       // decisions were taken out of the history; they are asked for again
    bool m_isSuspended = false;
    std::vector<HistoryEvent> m_held; // came while suspended
};

void OrchestrationExecutor::Impl::playEvent(const HistoryEvent &event)
{
    if (m_isOver)
        return;
    if (m_isSuspended && isHeldWhileSuspended(event))
        m_held.push_back(event);
    else
        std::visit([this, &event](const auto &data) { play(event, data); }, event.data);
    noticeReturn();
}

/// What was held back takes effect in the order in which it came.
void OrchestrationExecutor::Impl::resume()
{
    m_isSuspended = false;
    for (const HistoryEvent &event : std::exchange(m_held, {}))
        playEvent(event);
}

void OrchestrationExecutor::Impl::noticeReturn()
{
    if (m_isOver || m_hasReturned || !m_code || !m_code->isCompleted())
        return;
    m_hasReturned = true;
    m_context->codeReturned();
}

void OrchestrationExecutor::Impl::start(const ExecutionStarted &started)
{
    if (m_code)
        return;
    m_context->setStarted(started);
    try {
        m_code = m_orchestrator(*m_context);
    } catch (...) {
        m_code = Task<Json>::failed(TaskFailure::fromException(std::current_exception()).details);
    }
}

void OrchestrationExecutor::Impl::dropCode()
{
    m_isOver = true;
    m_context->drop(m_committed);
    m_code.reset();
}

/// The completion comes last in its turn: once the messages have been played, when nothing is left to wait
/// for.
void OrchestrationExecutor::Impl::decideCompletion()
{
    if (m_isSuspended || m_isOver || !m_code || !m_code->isCompleted() || m_context->limitFailure())
        return;
    // Who begins anew forgets what is open; a failure counts more than the wish to begin anew.
    const bool beginsAnew = m_context->continuation() && !m_code->isFailed();
    if (beginsAnew || m_context->blockingTasks() == 0)
        m_context->pending().push_back(completion());
}

Action OrchestrationExecutor::Impl::completion()
{
    CompleteExecution end;
    if (m_context->continuation() && !m_code->isFailed())
        return {.id = m_context->takeNumber(), .origin = {}, .data = *m_context->continuation()};
    if (m_code->isFailed()) {
        end.status = OrchestrationStatus::Failed;
        end.failure = m_code->failure();
    } else {
        end.result = m_code->value();
    }
    return {.id = m_context->takeNumber(), .origin = {}, .data = std::move(end)};
}

void OrchestrationExecutor::Impl::replayEvent(const HistoryEvent &event)
{
    m_committed = std::max(m_committed, event.eventId + 1);
    if (m_mismatch)
        return;
    const bool isDecision = event.eventId >= 0;
    if (event.as<OrchestratorStarted>())
        endReplayedTurn();
    if ((isDecision || event.as<OrchestratorCompleted>()) && !std::exchange(m_messagesOver, true))
        decideCompletion();
    playEvent(event);
    if (event.as<OrchestratorCompleted>())
        endReplayedTurn();
}

/// A turn of the history is over: all that the orchestrator asked for in it must have been found there.
void OrchestrationExecutor::Impl::endReplayedTurn()
{
    m_messagesOver = false;
    if (m_isSuspended)
        return; // what the code decided comes out when it is resumed
    for (const SequenceNumber timer : std::exchange(m_context->cancelledTimers(), {}))
        m_closed.timers.push_back(timer);
    for (const SequenceNumber task : std::exchange(m_context->closedHumanTasks(), {}))
        m_closed.humanTasks.push_back(task);
    m_context->givenUpCalls().clear();
    (void)m_context->takeChangedStatus();
    (void)m_context->takeLog();
    if (!m_context->pending().empty() && !m_isRewound)
        reportMismatch(compareDecisions(nullptr, &m_context->pending().front()));
}

void OrchestrationExecutor::Impl::confirm(const HistoryEvent &event)
{
    const bool isEnd = event.as<ExecutionCompleted>() || event.as<ContinuedAsNew>();
    if (m_isRewound && confirmRewound(event))
        return;
    if (!(isEnd && m_context->limitFailure())) {
        auto &pending = m_context->pending();
        const Action *asked = pending.empty() ? nullptr : &pending.front();
        if (asked && asked->id < event.eventId)
            return reportMismatch(compareDecisions(nullptr, asked));
        if (asked && asked->id > event.eventId)
            asked = nullptr;
        if (auto mismatch = compareDecisions(&event, asked))
            return reportMismatch(std::move(mismatch));
        pending.pop_front();
    }
    if (isEnd)
        dropCode();
}

/// After a rewind decisions may come later than those with higher numbers.
bool OrchestrationExecutor::Impl::confirmRewound(const HistoryEvent &event)
{
    auto &pending = m_context->pending();
    const auto asked = std::ranges::find(pending, event.eventId, &Action::id);
    if (asked == pending.end() || compareDecisions(&event, &*asked))
        return false;
    pending.erase(asked);
    if (event.as<ExecutionCompleted>() || event.as<ContinuedAsNew>())
        dropCode();
    return true;
}

void OrchestrationExecutor::Impl::prepareReplay(std::span<const HistoryEvent> history)
{
    m_isRewound = m_isRewound || std::ranges::any_of(history, [](const HistoryEvent &event) {
                      return event.as<ExecutionRewound>() != nullptr;
                  });
    setReplaying(true);
}

void OrchestrationExecutor::Impl::reportMismatch(std::optional<FailureDetails> mismatch)
{
    if (m_mismatch)
        return;
    m_mismatch = std::move(mismatch);
    const auto &pending = m_context->pending();
    m_context->drop(pending.empty() ? m_committed : pending.front().id);
}

TurnResult OrchestrationExecutor::Impl::turn(std::span<const HistoryEvent> newEvents)
{
    if (!m_context->pending().empty() && !m_isSuspended)
        endReplayedTurn(); // the history ended in the middle of a turn, without these decisions
    for (const HistoryEvent &event : newEvents) {
        Q_ASSERT(event.eventId < 0);
        if (!m_mismatch)
            playEvent(event);
    }
    if (m_isSuspended)
        return {};
    if (m_mismatch && !m_isOver)
        return failedTurn(*m_mismatch);
    if (m_context->limitFailure() && !m_isOver)
        return failedTurn(*m_context->limitFailure());
    decideCompletion();
    return takeDecisions();
}

/// The code cannot go on: the turn's only decision is the failure, under the first number not in the history.
TurnResult OrchestrationExecutor::Impl::failedTurn(FailureDetails failure)
{
    CompleteExecution end{
        .status = OrchestrationStatus::Failed, .result = nullptr, .failure = std::move(failure)};
    const SequenceNumber number = m_committed;
    dropCode();
    TurnResult result = takeDecisions();
    result.actions.push_back({.id = number, .origin = {}, .data = std::move(end)});
    return result;
}

TurnResult OrchestrationExecutor::Impl::takeDecisions()
{
    TurnResult result;
    auto &pending = m_context->pending();
    result.actions.assign(std::make_move_iterator(pending.begin()), std::make_move_iterator(pending.end()));
    pending.clear();
    if (!result.actions.empty())
        m_committed = std::max(m_committed, result.actions.back().id + 1);
    if (const ContinuedAsNew *next = result.continuation(); next && next->keepsEvents)
        result.unprocessedEvents = m_context->takeUnprocessedEvents();
    if (result.isFinished())
        dropCode();
    result.cancelledTimers = std::exchange(m_context->cancelledTimers(), {});
    result.closedHumanTasks = std::exchange(m_context->closedHumanTasks(), {});
    result.givenUpCalls = std::exchange(m_context->givenUpCalls(), {});
    result.customStatus = m_context->takeChangedStatus();
    result.log = m_context->takeLog();
    return result;
}

OrchestrationExecutor::OrchestrationExecutor(Orchestrator orchestrator, const OrchestrationLimits &limits)
    : m_impl(std::make_unique<Impl>(std::move(orchestrator), limits))
{}

OrchestrationExecutor::~OrchestrationExecutor() = default;
OrchestrationExecutor::OrchestrationExecutor(OrchestrationExecutor &&) noexcept = default;
OrchestrationExecutor &OrchestrationExecutor::operator=(OrchestrationExecutor &&) noexcept = default;

ClosedWaits OrchestrationExecutor::replay(std::span<const HistoryEvent> history)
{
    m_impl->prepareReplay(history);
    for (const HistoryEvent &event : history)
        m_impl->replayEvent(event);
    m_impl->setReplaying(false);
    return m_impl->takeClosed();
}

TurnResult OrchestrationExecutor::turn(std::span<const HistoryEvent> newEvents)
{
    return m_impl->turn(newEvents);
}

const std::optional<FailureDetails> &OrchestrationExecutor::mismatch() const
{
    return m_impl->mismatch();
}

bool OrchestrationExecutor::isSuspended() const
{
    return m_impl->isSuspended();
}

int OrchestrationExecutor::openTaskCount() const
{
    return m_impl->openTaskCount();
}

WaitState OrchestrationExecutor::waits() const
{
    return m_impl->waits();
}

} // namespace perdura
