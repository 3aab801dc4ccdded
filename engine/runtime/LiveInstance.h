// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/orchestration/OrchestrationExecutor.h"
#include "engine/orchestration/OrchestrationLimits.h"
#include "engine/runtime/InstanceMessage.h"
#include "engine/runtime/OpenWork.h"
#include "engine/runtime/OrchestratorSource.h"
#include "engine/store/Store.h"

namespace perdura {

/// One turn, ready to be stored.
struct DecidedTurn
{
    CommitTurn commit;
    std::vector<ScheduledActivity> activities; ///< to run once the turn is stored
    std::vector<PendingTimer>
        endedTimers; ///< fired, cancelled or left over at the end: nobody waits for them
    std::vector<SequenceNumber> givenUpCalls; ///< activities to stop, for nobody waits for them
    bool abandonsActivities = false;          ///< the execution ends while activities of it wait or run
    bool tookResults = false;                 ///< an activity's answer is stored with it
};

/// An instance in memory: its orchestrator, suspended where it waits, and what it waits for. Feeds it the
/// messages of a turn and says what has to be stored. Belongs to one worker; does no I/O.
class LiveInstance
{
public:
    /// From its row and history, which are played again. Without an orchestrator the next turn fails the
    /// instance with that reason.
    LiveInstance(StoredInstance stored, const Result<Orchestrator> &orchestrator,
                 const OrchestrationLimits &limits = {});

    /// One whose next turn, even without a message, fails it: its last turn can never be stored, for that
    /// reason.
    [[nodiscard]] static std::unique_ptr<LiveInstance> failing(StoredInstance stored, const Error &reason);

    /// Runs one turn over the messages; nothing when none of them matters any more. The turn must be stored
    /// before the next one is run.
    [[nodiscard]] std::optional<DecidedTurn> turn(std::vector<InstanceMessage> messages, Instant now);

    [[nodiscard]] const HistoryOwner &owner() const { return m_owner; }
    [[nodiscard]] const OpenWork &openWork() const { return m_open; }
    /// The execution is over and the next one waits for its first turn; the instance is then to be loaded
    /// anew.
    [[nodiscard]] bool continuesAsNew() const { return m_continuesAsNew; }
    /// It keeps messages that came before it may start: they are on disk, but nobody would bring them again.
    [[nodiscard]] bool holdsMessages() const { return !m_early.empty(); }
    [[nodiscard]] bool hasEnded() const { return isTerminal(m_status); }
    /// Why the history that it was made of does not fit the orchestrator, as the next turn will find; nothing
    /// when it fits.
    [[nodiscard]] std::optional<FailureDetails> mismatch() const;
    /// Its next turn closes what was open with another version and is not with this one.
    void giveUpWaitsOf(const OpenWork &before);
    /// The messages that it keeps, for another one that takes its place.
    [[nodiscard]] std::vector<InstanceMessage> takeHeld() { return std::exchange(m_early, {}); }

private:
    struct Intake;
    [[nodiscard]] bool mustWait(std::span<const InstanceMessage> messages, Instant now) const;
    [[nodiscard]] Intake beginTurn(Instant now);
    void takeIn(InstanceMessage message, Intake &intake);
    void takeIn(FromInbox message, Intake &intake);
    [[nodiscard]] bool takesMove(ExecutionMoved &move) const;
    void move(DecidedTurn &turn);
    [[nodiscard]] bool isWanted(const HistoryEvent &message) const;
    [[nodiscard]] TurnResult decide(const Intake &intake);
    [[nodiscard]] TurnResult failed(std::string type, std::string message) const;
    void terminate(const std::string &reason, DecidedTurn &turn);
    void recordDecisions(TurnResult decided, Instant now, DecidedTurn &turn, History &events);
    void recordEffect(const HistoryEvent &event, DecidedTurn &turn);
    void releaseLock(const EntityUnlockSent &unlock, DecidedTurn &turn) const;
    void complete(const ExecutionCompleted &end, DecidedTurn &turn);
    void recordWaits(DecidedTurn &turn);
    void closeWaits(const TurnResult &decided, DecidedTurn &turn);
    void abandonWork(DecidedTurn &turn);
    void finish(DecidedTurn &turn);
    void beginAnew(const TurnResult &decided, DecidedTurn &turn);
    void store(const History &events, DecidedTurn &turn);

    InstanceKey m_key;
    HistoryOwner m_owner;
    OrchestrationStatus m_status;
    Instant m_created;
    std::optional<Instant> m_startAt;
    Json m_startInput;
    History m_leftOver;
    int m_generation = 0;
    int m_historyLength = 0;
    Instant m_lastTurn;
    OpenWork m_open;
    WaitState m_waits; ///< as they are stored
    std::optional<OrchestrationExecutor> m_executor;
    Error m_missing; ///< why there is no executor
    bool m_mustFail = false;
    bool m_mustRun = false; ///< the next turn has something to do, even without a message
    bool m_isSuspended = false;
    bool m_continuesAsNew = false;
    OrchestrationLimits m_limits;
    std::vector<InstanceMessage> m_early; ///< came before m_startAt
    std::vector<PendingTimer> m_timersGivenUp;
    std::vector<SequenceNumber> m_tasksGivenUp;
};

} // namespace perdura
