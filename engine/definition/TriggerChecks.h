// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/CronSchedule.h"
#include "engine/definition/ProblemList.h"

namespace perdura {

/// Whether some day fits the schedule at all.
[[nodiscard]] bool isDueEver(const CronSchedule &schedule);
/// What is wrong with the triggers of a Start node, beyond its schema.
void checkTriggers(const Node &start, ProblemList &problems);
/// A workflow whose own end starts it.
void checkTriggerLoop(const WorkflowDefinition &definition, ProblemList &problems);

} // namespace perdura
