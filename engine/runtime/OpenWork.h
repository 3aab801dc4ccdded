// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/orchestration/HistoryEvent.h"
#include "engine/store/WriteRequest.h"

#include <map>
#include <set>

namespace perdura {

/// What an instance has asked for and not yet got an answer to, as its history says. Answers to anything else
/// are late or double and are dropped before they reach the history.
class OpenWork
{
public:
    /// Takes in one event of the history.
    void record(const HistoryEvent &event);
    void closeTimer(SequenceNumber number) { m_timers.erase(number); }
    void closeHumanTask(SequenceNumber number) { m_humanTasks.erase(number); }

    [[nodiscard]] bool hasActivity(SequenceNumber number) const { return m_activities.contains(number); }
    [[nodiscard]] int activityCount() const { return int(m_activities.size()); }
    /// A child or a called entity has not answered, or a lock was not granted.
    [[nodiscard]] bool hasCall(SequenceNumber number) const { return m_calls.contains(number); }
    [[nodiscard]] bool waitsForLock(SequenceNumber number) const
    {
        const auto lock = m_locks.find(number);
        return lock != m_locks.end() && !lock->second.isGranted;
    }
    /// The entities of every lock that was asked for and not released.
    [[nodiscard]] std::vector<EntityUnlockSent> unlocksLeft() const;
    [[nodiscard]] bool hasTimer(SequenceNumber number) const { return m_timers.contains(number); }
    [[nodiscard]] bool hasHumanTask(SequenceNumber number) const { return m_humanTasks.contains(number); }
    [[nodiscard]] bool hasHumanTasks() const { return !m_humanTasks.empty(); }
    [[nodiscard]] const std::set<SequenceNumber> &humanTasks() const { return m_humanTasks; }
    /// When an open timer is due.
    [[nodiscard]] Instant fireAt(SequenceNumber timer) const { return m_timers.at(timer); }
    [[nodiscard]] const std::map<SequenceNumber, Instant> &timers() const { return m_timers; }
    /// The number that the next decision would take.
    [[nodiscard]] SequenceNumber nextNumber() const { return m_nextNumber; }

private:
    std::set<SequenceNumber> m_activities;
    std::map<SequenceNumber, Instant> m_timers;
    std::set<SequenceNumber> m_humanTasks;
    std::set<SequenceNumber> m_calls;
    struct Lock
    {
        std::vector<EntityId> entities;
        bool isGranted = false;
    };
    std::map<SequenceNumber, Lock> m_locks;
    SequenceNumber m_nextNumber = 0;
};

} // namespace perdura
