// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/OrchestratorSource.h"

namespace perdura::test {

/// What the hub that is killed runs. "chain" uses activities and timers, with the result 1007; "everything"
/// uses children, retries, events between instances, continue-as-new, detached starts, races, a human task
/// and entities as well, with the result 252, and starts a "stumbler", which has to be rewound, and a
/// "victim", which has to be terminated with its children. "family" only has children. Their activities:
/// "effect" gives its input plus one, "flaky" fails at its first attempt and then gives its input, "unlucky"
/// fails when it is called for the first time with an input.
[[nodiscard]] CodeOrchestrators::Functions crashPrograms();

inline constexpr int childrenPerFamily = 70;

} // namespace perdura::test
