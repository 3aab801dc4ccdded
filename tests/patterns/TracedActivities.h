// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/activities/ActivityRegistry.h"

namespace perdura::test {

/// All that the program can do, and two more: “flaky” fails so often as its input's `failures` says and then
/// gives its `value`; “hold” gives its `value`, but while its input's `while` names a file of the workspace
/// it stands still until the hub stops, and while that is a pipe, until somebody opens it for writing; when
/// its `together` is more than 1, the first so many calls wait for each other. Before any of them answers it
/// leaves a line “NODE/ITERATION KEY RUNNING” in effects.txt, which is on disk by then: its idempotency key,
/// and how many run at that moment.
[[nodiscard]] std::shared_ptr<const ActivityRegistry> tracedActivities(const QString &workspace);

} // namespace perdura::test
