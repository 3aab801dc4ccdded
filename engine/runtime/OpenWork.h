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
    [[nodiscard]] bool hasActivities() const { return !m_activities.empty(); }
    [[nodiscard]] bool hasTimer(SequenceNumber number) const { return m_timers.contains(number); }
    [[nodiscard]] bool hasHumanTask(SequenceNumber number) const { return m_humanTasks.contains(number); }
    /// When an open timer is due.
    [[nodiscard]] Instant fireAt(SequenceNumber timer) const { return m_timers.at(timer); }
    [[nodiscard]] const std::map<SequenceNumber, Instant> &timers() const { return m_timers; }
    /// The number that the next decision would take.
    [[nodiscard]] SequenceNumber nextNumber() const { return m_nextNumber; }

private:
    std::set<SequenceNumber> m_activities;
    std::map<SequenceNumber, Instant> m_timers;
    std::set<SequenceNumber> m_humanTasks;
    SequenceNumber m_nextNumber = 0;
};

} // namespace perdura
