// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/InstanceExplanation.h"

#include <map>

namespace perdura {

/// The events of a history that nothing has answered, for explanations. Timers stay, since a cancelled one
/// leaves no event.
class OpenEvents
{
public:
    void record(const HistoryEvent &event);

    /// What the history alone tells: suspension, activities, entity calls and locks.
    [[nodiscard]] std::vector<InstanceReason> reasons() const;
    /// A timer that is open, as a wait or as the pause before another try.
    [[nodiscard]] InstanceReason timer(SequenceNumber number, Instant fireAt) const;
    /// A child that has not answered.
    [[nodiscard]] InstanceReason child(SequenceNumber number) const;
    /// Activities, children and entity calls without an answer.
    [[nodiscard]] int callCount() const
    {
        return int(m_activities.size() + m_children.size() + m_calls.size());
    }

private:
    struct Lock
    {
        HistoryEvent request;
        std::optional<Instant> granted = {};
    };
    void answered(SequenceNumber number);
    void failed(SequenceNumber number);

    std::map<SequenceNumber, HistoryEvent> m_activities;
    std::map<SequenceNumber, HistoryEvent> m_timers;
    std::map<SequenceNumber, HistoryEvent> m_children;
    std::map<SequenceNumber, HistoryEvent> m_calls;
    std::map<SequenceNumber, Lock> m_locks;
    /// What failed last, by node and iteration: a retry's timer has the same.
    std::map<std::pair<std::string, std::string>, std::string> m_lastFailed;
    std::optional<HistoryEvent> m_suspension;
};

} // namespace perdura
