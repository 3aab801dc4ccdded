// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/HistoryKinds.h"

namespace perdura {

namespace {

template <typename... Visitors>
struct Overloaded : Visitors...
{
    using Visitors::operator()...;
};

} // namespace

HistoryKind kindOf(const EventData &data)
{
    return std::visit(
        Overloaded{
            [](const OrchestratorStarted &) { return HistoryKind::OrchestratorStarted; },
            [](const OrchestratorCompleted &) { return HistoryKind::OrchestratorCompleted; },
            [](const ExecutionStarted &) { return HistoryKind::ExecutionStarted; },
            [](const ExecutionCompleted &) { return HistoryKind::ExecutionCompleted; },
            [](const ExecutionTerminated &) { return HistoryKind::ExecutionTerminated; },
            [](const TaskScheduled &) { return HistoryKind::TaskScheduled; },
            [](const TaskCompleted &) { return HistoryKind::TaskCompleted; },
            [](const TaskFailed &) { return HistoryKind::TaskFailed; },
            [](const TimerCreated &) { return HistoryKind::TimerCreated; },
            [](const TimerFired &) { return HistoryKind::TimerFired; },
            [](const EventRaised &) { return HistoryKind::EventRaised; },
            [](const HumanTaskCreated &) { return HistoryKind::HumanTaskCreated; },
            [](const HumanTaskAnswered &) { return HistoryKind::HumanTaskAnswered; },
            [](const ExecutionSuspended &) { return HistoryKind::ExecutionSuspended; },
            [](const ExecutionResumed &) { return HistoryKind::ExecutionResumed; },
            [](const ExecutionRewound &) { return HistoryKind::ExecutionRewound; },
            [](const ContinuedAsNew &) { return HistoryKind::ContinuedAsNew; },
            [](const SubOrchestrationCreated &) { return HistoryKind::SubOrchestrationCreated; },
            [](const SubOrchestrationCompleted &) { return HistoryKind::SubOrchestrationCompleted; },
            [](const SubOrchestrationFailed &) { return HistoryKind::SubOrchestrationFailed; },
            [](const EventSent &) { return HistoryKind::EventSent; },
            [](const EntityOperationSignaled &) { return HistoryKind::EntityOperationSignaled; },
            [](const EntityOperationCalled &) { return HistoryKind::EntityOperationCalled; },
            [](const EntityOperationCompleted &) { return HistoryKind::EntityOperationCompleted; },
            [](const EntityOperationFailed &) { return HistoryKind::EntityOperationFailed; },
            [](const EntityLockRequested &) { return HistoryKind::EntityLockRequested; },
            [](const EntityLockGranted &) { return HistoryKind::EntityLockGranted; },
            [](const EntityUnlockSent &) { return HistoryKind::EntityUnlockSent; },
            [](const ExecutionMoved &) { return HistoryKind::ExecutionMoved; },
        },
        data);
}

} // namespace perdura
