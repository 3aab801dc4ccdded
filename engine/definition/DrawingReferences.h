// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/WorkflowDefinition.h"

#include <set>
#include <string>

namespace perdura {

/// What a drawing names: workflows that it starts and entities that it sends to, under their published names.
/// Names that are expressions are not known before a run.
[[nodiscard]] std::set<std::string> referencesOf(const WorkflowDefinition &definition);

} // namespace perdura
