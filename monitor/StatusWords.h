// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/kit/RunState.h"
#include "engine/client/HubTypes.h"
#include "engine/definition/RunTrace.h"

#include <QString>

namespace perdura {

/// What the kit's marks and chips show for a status.
[[nodiscard]] RunState runStateOf(OrchestrationStatus status);
/// The same for an instance: one with open human tasks shows as waiting.
[[nodiscard]] RunState runStateOf(const InstanceSummary &instance);
[[nodiscard]] RunState runStateOf(NodeRunState state);
[[nodiscard]] QString statusWord(OrchestrationStatus status);
/// What there is to say in one line: the failure, the reason of a termination, what it waits for; often
/// empty.
[[nodiscard]] QString noteSentence(const InstanceSummary &instance);

/// Local time with seconds, and the day unless it is today: "14:05:09.120", "3 Nov 14:05:09".
[[nodiscard]] QString clockTime(Instant time);

} // namespace perdura
