// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/orchestration/OrchestrationExecutor.h"
#include "engine/runtime/InstanceMessage.h"
#include "engine/runtime/OpenWork.h"
#include "engine/runtime/OrchestratorSource.h"
#include "engine/store/Store.h"

namespace perdura {

/// One turn, ready to be stored.
struct DecidedTurn
{
    CommitTurn commit;
    std::vector<PendingTimer>
        endedTimers;                 ///< fired, cancelled or left over at the end: nobody waits for them
    bool abandonsActivities = false; ///< the instance ends while activities of it wait or run
};

/// An instance in memory: its orchestrator, suspended where it waits, and what it waits for. Feeds it the
/// messages of a turn and says what has to be stored. Belongs to one worker; does no I/O.
class LiveInstance
{
public:
    /// From its row and history, which are played again. Without an orchestrator the next turn fails the
    /// instance with that reason.
    LiveInstance(StoredInstance stored, const Result<Orchestrator> &orchestrator);

    /// One whose next turn, even without a message, fails it: its last turn can never be stored, for that
    /// reason.
    [[nodiscard]] static std::unique_ptr<LiveInstance> failing(StoredInstance stored, const Error &reason);

    /// Runs one turn over the messages; nothing when none of them matters any more. The turn must be stored
    /// before the next one is run.
    [[nodiscard]] std::optional<DecidedTurn> turn(std::span<const InstanceMessage> messages, Instant now);

    [[nodiscard]] const HistoryOwner &owner() const { return m_owner; }
    [[nodiscard]] bool hasEnded() const { return isTerminal(m_status); }

private:
    struct Intake;
    void takeIn(const InstanceMessage &message, Intake &intake);
    [[nodiscard]] TurnResult decide(const Intake &intake);
    [[nodiscard]] TurnResult refuse() const;
    void recordDecisions(const TurnResult &decided, Instant now, DecidedTurn &turn, History &events);
    void closeWaits(const TurnResult &decided, DecidedTurn &turn);
    void finish(DecidedTurn &turn);
    void store(const History &events, DecidedTurn &turn);

    InstanceKey m_key;
    HistoryOwner m_owner;
    OrchestrationStatus m_status;
    Instant m_created;
    Json m_startInput;
    int m_historyLength = 0;
    Instant m_lastTurn;
    OpenWork m_open;
    std::optional<OrchestrationExecutor> m_executor;
    Error m_missing; ///< why there is no executor
    bool m_mustFail = false;
};

} // namespace perdura
