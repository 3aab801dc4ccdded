// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/orchestration/HistoryEvent.h"

#include <cstdint>

namespace perdura {

/// The kinds of events on disk; the numbers follow the field's numbering of history events and never change.
enum class HistoryKind : std::uint8_t {
    ExecutionStarted = 0,
    ExecutionCompleted = 1,
    ExecutionTerminated = 3,
    TaskScheduled = 4,
    TaskCompleted = 5,
    TaskFailed = 6,
    SubOrchestrationCreated = 7,
    SubOrchestrationCompleted = 8,
    SubOrchestrationFailed = 9,
    TimerCreated = 10,
    TimerFired = 11,
    OrchestratorStarted = 12,
    OrchestratorCompleted = 13,
    EventSent = 14,
    EventRaised = 15,
    ContinuedAsNew = 16,
    ExecutionSuspended = 19,
    ExecutionResumed = 20,
    ExecutionRewound = 21,
    HumanTaskCreated = 22,
    HumanTaskAnswered = 23,
    EntityOperationSignaled = 24,
    EntityOperationCalled = 25,
    EntityOperationCompleted = 26,
    EntityOperationFailed = 27,
    EntityLockRequested = 28,
    EntityLockGranted = 29,
    EntityUnlockSent = 30,
    ExecutionMoved = 31,
};

[[nodiscard]] HistoryKind kindOf(const EventData &data);

} // namespace perdura
