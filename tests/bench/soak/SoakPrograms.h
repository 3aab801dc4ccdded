// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/EntitySource.h"
#include "engine/runtime/OrchestratorSource.h"
#include "tests/engine/runtime/TestActivities.h"

namespace perdura::bench {

/// "mix" uses everything that the model has and fails when something comes out other than it must; "rounds"
/// continues as new as often as its input says. Activities: "increment" and "flaky", which fails at its first
/// attempt.
[[nodiscard]] CodeOrchestrators::Functions soakPrograms();
[[nodiscard]] CodeEntities::Functions soakEntities();
[[nodiscard]] test::TestActivities soakActivities();

/// Amounts are moved between so many accounts, which have nothing together.
inline constexpr int accountCount = 10;
[[nodiscard]] EntityId account(int number);
/// Each "mix" signals one of them, and takes it away again.
inline constexpr int counterCount = 20;

} // namespace perdura::bench
