// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/OpenEvents.h"

namespace perdura {

namespace {

template <typename... Visitors>
struct Overloaded : Visitors...
{
    using Visitors::operator()...;
};

InstanceReason reasonOf(InstanceReason::Kind kind, const HistoryEvent &event)
{
    InstanceReason reason;
    reason.kind = kind;
    reason.origin = event.origin;
    reason.since = event.timestamp;
    reason.number = event.eventId;
    return reason;
}

std::string namesOf(const std::vector<EntityId> &entities)
{
    std::string names;
    for (const EntityId &entity : entities)
        names += (names.empty() ? "" : ", ") + toText(entity);
    return names;
}

constexpr std::string_view retryPurpose = "Retry ";

} // namespace

void OpenEvents::record(const HistoryEvent &event)
{
    const SequenceNumber number = event.eventId;
    std::visit(Overloaded{
                   [&](const TaskScheduled &) { m_activities.insert_or_assign(number, event); },
                   [&](const TaskCompleted &data) { answered(data.taskId); },
                   [&](const TaskFailed &data) { failed(data.taskId); },
                   [&](const TimerCreated &) { m_timers.insert_or_assign(number, event); },
                   [&](const TimerFired &data) { m_timers.erase(data.timerId); },
                   [&](const SubOrchestrationCreated &data) {
                       if (!data.isDetached)
                           m_children.insert_or_assign(number, event);
                   },
                   [&](const SubOrchestrationCompleted &data) { answered(data.taskId); },
                   [&](const SubOrchestrationFailed &data) { failed(data.taskId); },
                   [&](const EntityOperationCalled &) { m_calls.insert_or_assign(number, event); },
                   [&](const EntityOperationCompleted &data) { answered(data.taskId); },
                   [&](const EntityOperationFailed &data) { answered(data.taskId); },
                   [&](const EntityLockRequested &) { m_locks.insert_or_assign(number, Lock{event}); },
                   [&](const EntityLockGranted &data) {
                       if (const auto lock = m_locks.find(data.taskId); lock != m_locks.end())
                           lock->second.granted = event.timestamp;
                   },
                   [&](const EntityUnlockSent &data) { m_locks.erase(data.lockId); },
                   [&](const ExecutionSuspended &) { m_suspension = event; },
                   [&](const ExecutionResumed &) { m_suspension.reset(); },
                   [](const auto &) {},
               },
               event.data);
}

void OpenEvents::answered(SequenceNumber number)
{
    m_activities.erase(number);
    m_children.erase(number);
    m_calls.erase(number);
}

void OpenEvents::failed(SequenceNumber number)
{
    if (const auto activity = m_activities.find(number); activity != m_activities.end()) {
        const Origin &origin = activity->second.origin;
        m_lastFailed[{origin.node, origin.iteration}] = activity->second.as<TaskScheduled>()->name;
    } else if (const auto child = m_children.find(number); child != m_children.end()) {
        const Origin &origin = child->second.origin;
        m_lastFailed[{origin.node, origin.iteration}] = child->second.as<SubOrchestrationCreated>()->name;
    }
    answered(number);
}

std::vector<InstanceReason> OpenEvents::reasons() const
{
    using Kind = InstanceReason::Kind;
    std::vector<InstanceReason> reasons;
    if (m_suspension) {
        reasons.push_back(reasonOf(Kind::Suspended, *m_suspension));
        reasons.back().detail = m_suspension->as<ExecutionSuspended>()->reason;
    }
    for (const auto &[number, event] : m_activities) {
        reasons.push_back(reasonOf(Kind::Activity, event));
        reasons.back().name = event.as<TaskScheduled>()->name;
        reasons.back().attempt = event.as<TaskScheduled>()->attempt;
    }
    for (const auto &[number, event] : m_calls) {
        reasons.push_back(reasonOf(Kind::EntityCall, event));
        reasons.back().name = toText(event.as<EntityOperationCalled>()->entity);
        reasons.back().detail = event.as<EntityOperationCalled>()->operation;
    }
    for (const auto &[number, lock] : m_locks) {
        reasons.push_back(reasonOf(lock.granted ? Kind::HoldsLock : Kind::EntityLock, lock.request));
        reasons.back().name = namesOf(lock.request.as<EntityLockRequested>()->entities);
        if (lock.granted)
            reasons.back().since = lock.granted;
    }
    return reasons;
}

InstanceReason OpenEvents::timer(SequenceNumber number, Instant fireAt) const
{
    InstanceReason reason;
    reason.kind = InstanceReason::Kind::Timer;
    reason.number = number;
    const auto made = m_timers.find(number);
    if (made != m_timers.end()) {
        reason = reasonOf(InstanceReason::Kind::Timer, made->second);
        reason.detail = made->second.as<TimerCreated>()->purpose;
        const auto failed = m_lastFailed.find({reason.origin.node, reason.origin.iteration});
        if (reason.detail.starts_with(retryPurpose) && failed != m_lastFailed.end()) {
            reason.kind = InstanceReason::Kind::Retry;
            reason.name = failed->second;
            reason.detail.erase(0, retryPurpose.size());
        }
    }
    reason.until = fireAt;
    return reason;
}

InstanceReason OpenEvents::child(SequenceNumber number) const
{
    const auto created = m_children.find(number);
    if (created == m_children.end())
        return {.kind = InstanceReason::Kind::Child};
    InstanceReason reason = reasonOf(InstanceReason::Kind::Child, created->second);
    reason.attempt = created->second.as<SubOrchestrationCreated>()->attempt;
    return reason;
}

} // namespace perdura
