// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/orchestration/OrchestrationExecutor.h"

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace perdura::test {

/// How the orchestrator gets through the time between two turns.
enum class Memory {
    Cached,   ///< it stays in memory and sees only what is new
    Replayed, ///< it is rebuilt from the history before every turn
};

using ActivityAnswer = tl::expected<Json, FailureDetails>;
using ActivityFunction = std::function<ActivityAnswer(const ScheduleTask &call)>;

/// A hub for one instance, in memory: commits turns to a history, answers activities from functions, and has
/// a clock that stands still until the test (or the next timer) moves it. Not thread-safe.
class OrchestrationDriver
{
public:
    explicit OrchestrationDriver(Orchestrator orchestrator, Memory memory = Memory::Cached);

    /// Answers that activity, one message per call; calls without a function stay open.
    void onActivity(const std::string &name, ActivityFunction function);
    /// Puts all waiting messages into one turn, instead of one turn for each.
    void setBatching(bool batching) { m_isBatching = batching; }

    void start(Json input = nullptr);
    /// Queues a message for the next turn.
    void post(EventData message);
    void raise(const std::string &name, Json input = nullptr) { post(EventRaised{name, std::move(input)}); }

    /// Runs one turn with the next waiting message (or all of them, when batching).
    TurnResult runTurn();
    /// No message waits for a turn.
    [[nodiscard]] bool isIdle() const { return m_inbox.empty(); }
    /// Moves the clock to the next timer and queues its firing; false when there is none.
    bool fireNextTimer() { return fireDueTimer(Instant::max()); }
    /// Runs turns and answers activities until no message is left. The clock stands still. What comes after
    /// the instance has begun anew is left for its next execution.
    void runUntilIdle();
    /// Moves the clock, firing what falls due on the way, each at its own time.
    void advance(Duration duration);
    /// Like runUntilIdle, and whenever nothing is left but timers, goes on to the next one.
    void run();

    [[nodiscard]] Instant now() const { return m_now; }
    [[nodiscard]] const History &history() const { return m_history; }
    [[nodiscard]] const std::vector<TurnResult> &turns() const { return m_turns; }
    [[nodiscard]] const Json &customStatus() const { return m_customStatus; }
    /// The last event, when it completed the execution; null otherwise.
    [[nodiscard]] const ExecutionCompleted *completion() const;
    /// Likewise, when it ended by continuing as new.
    [[nodiscard]] const ContinuedAsNew *continuation() const
    {
        return m_turns.empty() ? nullptr : m_turns.back().continuation();
    }
    [[nodiscard]] int openTaskCount() const { return m_executor->openTaskCount(); }
    [[nodiscard]] std::size_t pendingTimers() const { return m_timers.size(); }
    /// One line per turn, without its frame: "TC(→0) TmC(1)". Retells the history as the rule book writes it.
    [[nodiscard]] std::vector<std::string> story() const;

private:
    void commit(TurnResult turn, std::vector<HistoryEvent> messages);
    void carryOut(const Action &action);
    bool fireDueTimer(Instant until);

    Orchestrator m_orchestrator;
    Memory m_memory;
    bool m_isBatching = false;
    std::unique_ptr<OrchestrationExecutor> m_executor;
    Instant m_now;
    std::map<std::string, ActivityFunction> m_functions;
    std::deque<EventData> m_inbox;
    std::set<std::pair<Instant, SequenceNumber>> m_timers; ///< in the order in which they fall due
    History m_history;
    std::vector<TurnResult> m_turns;
    Json m_customStatus;
};

/// Noon of a day in 2026; where the driver's clock starts.
[[nodiscard]] Instant driverEpoch();
[[nodiscard]] std::string shorthand(const HistoryEvent &event);

} // namespace perdura::test
