// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/orchestration/HistoryEvent.h"

#include <array>

namespace perdura {

namespace {

// In the order of the alternatives of EventData, and of the values of OrchestrationStatus.
constexpr std::array<std::string_view, std::variant_size_v<EventData>> typeNames{"OrchestratorStarted",
                                                                                 "OrchestratorCompleted",
                                                                                 "ExecutionStarted",
                                                                                 "ExecutionCompleted",
                                                                                 "ExecutionTerminated",
                                                                                 "TaskScheduled",
                                                                                 "TaskCompleted",
                                                                                 "TaskFailed",
                                                                                 "TimerCreated",
                                                                                 "TimerFired",
                                                                                 "EventRaised",
                                                                                 "HumanTaskCreated",
                                                                                 "HumanTaskAnswered",
                                                                                 "ExecutionSuspended",
                                                                                 "ExecutionResumed",
                                                                                 "ExecutionRewound",
                                                                                 "ContinuedAsNew",
                                                                                 "SubOrchestrationCreated",
                                                                                 "SubOrchestrationCompleted",
                                                                                 "SubOrchestrationFailed",
                                                                                 "EventSent",
                                                                                 "EntityOperationSignaled",
                                                                                 "EntityOperationCalled",
                                                                                 "EntityOperationCompleted",
                                                                                 "EntityOperationFailed",
                                                                                 "EntityLockRequested",
                                                                                 "EntityLockGranted",
                                                                                 "EntityUnlockSent",
                                                                                 "ExecutionMoved"};

constexpr std::array<std::string_view, 8> statusNames{
    "Running", "Completed", "ContinuedAsNew", "Failed", "Canceled", "Terminated", "Pending", "Suspended"};

} // namespace

std::string_view eventTypeName(const EventData &data)
{
    return typeNames[data.index()];
}

std::string_view statusName(OrchestrationStatus status)
{
    return statusNames[std::size_t(status)];
}

std::optional<OrchestrationStatus> statusFromName(std::string_view name)
{
    for (std::size_t i = 0; i < statusNames.size(); ++i) {
        if (statusNames[i] == name)
            return OrchestrationStatus(i);
    }
    return std::nullopt;
}

bool isTerminal(OrchestrationStatus status)
{
    switch (status) {
    case OrchestrationStatus::Completed:
    case OrchestrationStatus::Failed:
    case OrchestrationStatus::Canceled:
    case OrchestrationStatus::Terminated:
        return true;
    case OrchestrationStatus::Running:
    case OrchestrationStatus::ContinuedAsNew:
    case OrchestrationStatus::Pending:
    case OrchestrationStatus::Suspended:
        return false;
    }
    Q_UNREACHABLE();
}

} // namespace perdura
