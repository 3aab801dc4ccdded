// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/ProblemList.h"

namespace perdura {

/// Values written into fields that come near to what an instance may take (OrchestrationLimits), or past it.
/// What expressions give is known only in a run and counts as nothing.
void checkPayload(const Node &node, ProblemList &problems);

} // namespace perdura
