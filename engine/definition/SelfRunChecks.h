// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/FlowIndex.h"
#include "engine/definition/ProblemList.h"

namespace perdura {

/// A workflow that runs or starts itself on the way that every run takes, so that there is no end to it.
void checkSelfRuns(const WorkflowDefinition &definition, const FlowIndex &index, ProblemList &problems);

} // namespace perdura
