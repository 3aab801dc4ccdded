// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/OrchestratorSource.h"

namespace perdura::test {

/// What the hub that is killed runs. "chain" uses activities and timers, with the result 1007; "everything"
/// uses children, retries, events between instances, continue-as-new, detached starts and races as well, with
/// the result 252. Their activities: "effect" gives its input plus one, "flaky" fails at its first attempt
/// and then gives its input.
[[nodiscard]] CodeOrchestrators::Functions crashPrograms();

} // namespace perdura::test
