// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Json.h"

#include <cstddef>

namespace perdura {

/// How much one instance may take. A hub's settings; the same for all its instances, for a limit that changes
/// between a run and its replay would change what the orchestrator sees.
struct OrchestrationLimits
{
    /// Activities, timers, children, messages of one execution. Source: the field's maxOrchestrationActions.
    int decisions = 100'000;
    /// Of the text in UTF-16.
    std::size_t customStatusBytes = 16'384;
    /// Of one input, output or event as compact JSON text.
    std::size_t payloadBytes = 16 * 1024 * 1024;
    /// Events of one execution; past it the instance fails, for nothing could open it in reasonable time.
    int historyEvents = 1'000'000;
    bool operator==(const OrchestrationLimits &) const = default;
};

/// Whether the compact text of the value would have more bytes than that; stops counting there.
[[nodiscard]] bool isLargerThan(const Json &value, std::size_t bytes);

} // namespace perdura
