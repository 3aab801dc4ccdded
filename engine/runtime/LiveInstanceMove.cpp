// SPDX-License-Identifier: GPL-3.0-or-later
// What an instance in memory does when it is to go on with another version; Move.h has the rest.
#include "engine/runtime/LiveInstance.h"

namespace perdura {

/// Whoever made this instance in memory has seen to its version, and to the refusal when it does not fit.
bool LiveInstance::takesMove(ExecutionMoved &move) const
{
    if (!move.refusal.empty())
        return false;
    if (move.version == m_owner.version)
        return true;
    move.refusal = "A later request took its place.";
    return false;
}

void LiveInstance::giveUpWaitsOf(const OpenWork &before)
{
    for (const auto &[number, fireAt] : before.timers()) {
        if (!m_open.hasTimer(number))
            m_timersGivenUp.push_back({m_key, number, fireAt});
    }
    for (const SequenceNumber task : before.humanTasks()) {
        if (!m_open.hasHumanTask(task))
            m_tasksGivenUp.push_back(task);
    }
}

/// The rows of the waits are as the version before has left them.
void LiveInstance::move(DecidedTurn &turn)
{
    turn.commit.moved = MovedInstance{m_owner.name, m_owner.version};
    for (const PendingTimer &timer : std::exchange(m_timersGivenUp, {})) {
        turn.commit.finishedTimers.push_back(timer.number);
        turn.endedTimers.push_back(timer);
    }
    for (const SequenceNumber task : std::exchange(m_tasksGivenUp, {}))
        turn.commit.closedHumanTasks.push_back(task);
}

} // namespace perdura
