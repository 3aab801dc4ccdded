// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/OpenWork.h"

#include <algorithm>

namespace perdura {

void OpenWork::record(const HistoryEvent &event)
{
    m_nextNumber = std::max(m_nextNumber, event.eventId + 1);
    if (event.as<TaskScheduled>())
        m_activities.insert(event.eventId);
    else if (const auto *completed = event.as<TaskCompleted>())
        m_activities.erase(completed->taskId);
    else if (const auto *failed = event.as<TaskFailed>())
        m_activities.erase(failed->taskId);
    else if (const auto *timer = event.as<TimerCreated>())
        m_timers.emplace(event.eventId, timer->fireAt);
    else if (const auto *fired = event.as<TimerFired>())
        m_timers.erase(fired->timerId);
    else if (event.as<HumanTaskCreated>())
        m_humanTasks.insert(event.eventId);
    else if (const auto *answered = event.as<HumanTaskAnswered>())
        m_humanTasks.erase(answered->taskId);
}

} // namespace perdura
