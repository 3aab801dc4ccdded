// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/orchestration/Action.h"
#include "engine/orchestration/OrchestrationContext.h"
#include "engine/orchestration/OrchestrationLimits.h"
#include "engine/orchestration/WaitState.h"

#include <memory>
#include <span>
#include <vector>

namespace perdura {

/// Waits that the orchestrator gave up, which leaves no event.
struct ClosedWaits
{
    std::vector<SequenceNumber> timers;
    std::vector<SequenceNumber> humanTasks;
};

/// Runs one execution of one instance: events in, decisions out. Kept in memory between turns it is fed only
/// the new events; rebuilt from history (replay) it gives the same decisions. Not thread-safe; may move
/// between threads between calls. Performs no I/O.
class OrchestrationExecutor
{
public:
    explicit OrchestrationExecutor(Orchestrator orchestrator, const OrchestrationLimits &limits = {});
    ~OrchestrationExecutor();
    OrchestrationExecutor(OrchestrationExecutor &&) noexcept;
    OrchestrationExecutor &operator=(OrchestrationExecutor &&) noexcept;

    /// Plays committed history (whole turns, decisions included). What a rewind took out of it is asked for
    /// again with the next turn. A decision that does not match what the
    /// orchestrator asks for makes the next turn fail the instance (NonDeterministicOrchestrationException,
    /// the message names the event, what history has and what the orchestrator did). Returns what it gave up
    /// in these turns.
    ClosedWaits replay(std::span<const HistoryEvent> history);

    /// Plays one turn: OrchestratorStarted followed by the new messages. Returns the decisions; the caller
    /// records them (toEvent) before it calls again. On ExecutionTerminated the orchestrator's code is
    /// dropped. While suspended there are no decisions: what the turns bring takes effect when
    /// ExecutionResumed comes.
    [[nodiscard]] TurnResult turn(std::span<const HistoryEvent> newEvents);

    /// Why the history does not fit the orchestrator, as the next turn will report it; nothing while it fits.
    [[nodiscard]] const std::optional<FailureDetails> &mismatch() const;

    /// ExecutionSuspended was the last word.
    [[nodiscard]] bool isSuspended() const;

    /// Open waits, for explanations and tests: how many tasks the orchestrator has open (timers, activities,
    /// human tasks).
    [[nodiscard]] int openTaskCount() const;
    /// What it waits for that no event tells, after the last turn.
    [[nodiscard]] WaitState waits() const;

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace perdura
