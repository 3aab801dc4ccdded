// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/FlowIndex.h"
#include "engine/definition/ProblemList.h"

namespace perdura {

/// Waits for an event or a person that no time ends: neither a time-out, their own or that of a container
/// around them, nor a lane of a race around them that begins with a timer.
void checkEndlessWaits(const WorkflowDefinition &definition, const FlowIndex &index, ProblemList &problems);

} // namespace perdura
