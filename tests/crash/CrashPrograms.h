// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/OrchestratorSource.h"

namespace perdura::test {

/// What the hub that is killed runs. "chain" uses activities and timers, with the result 1007; "everything"
/// uses children, retries, events between instances, continue-as-new, detached starts, races, a human task
/// and entities as well, with the result 252; "family" only has children. Their activities: "effect" gives
/// its input plus one, "flaky" fails at its first attempt and then gives its input.
[[nodiscard]] CodeOrchestrators::Functions crashPrograms();

inline constexpr int childrenPerFamily = 45;

} // namespace perdura::test
