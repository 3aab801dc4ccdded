// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/OpenWork.h"

namespace perdura {

namespace {

template <typename... Visitors>
struct Overloaded : Visitors...
{
    using Visitors::operator()...;
};

} // namespace

void OpenWork::record(const HistoryEvent &event)
{
    m_nextNumber = std::max(m_nextNumber, event.eventId + 1);
    const SequenceNumber number = event.eventId;
    std::visit(Overloaded{
                   [&](const TaskScheduled &) { m_activities.insert(number); },
                   [&](const TaskCompleted &data) { m_activities.erase(data.taskId); },
                   [&](const TaskFailed &data) { m_activities.erase(data.taskId); },
                   [&](const TimerCreated &data) { m_timers.emplace(number, data.fireAt); },
                   [&](const TimerFired &data) { m_timers.erase(data.timerId); },
                   [&](const HumanTaskCreated &) { m_humanTasks.insert(number); },
                   [&](const HumanTaskAnswered &data) { m_humanTasks.erase(data.taskId); },
                   [&](const SubOrchestrationCreated &data) {
                       if (!data.isDetached)
                           m_calls.insert(number);
                   },
                   [&](const SubOrchestrationCompleted &data) { m_calls.erase(data.taskId); },
                   [&](const SubOrchestrationFailed &data) { m_calls.erase(data.taskId); },
                   [&](const EntityOperationCalled &) { m_calls.insert(number); },
                   [&](const EntityOperationCompleted &data) { m_calls.erase(data.taskId); },
                   [&](const EntityOperationFailed &data) { m_calls.erase(data.taskId); },
                   [&](const EntityLockRequested &data) { m_locks[number].entities = data.entities; },
                   [&](const EntityLockGranted &data) { m_locks[data.taskId].isGranted = true; },
                   [&](const EntityUnlockSent &data) { m_locks.erase(data.lockId); },
                   [](const auto &) {},
               },
               event.data);
}

std::vector<EntityUnlockSent> OpenWork::unlocksLeft() const
{
    std::vector<EntityUnlockSent> unlocks;
    for (const auto &[number, lock] : m_locks)
        unlocks.push_back({number, lock.entities});
    return unlocks;
}

} // namespace perdura
