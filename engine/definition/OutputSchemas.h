// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/ActivityCatalog.h"
#include "engine/definition/WorkflowDefinition.h"

namespace perdura {

// What values look like, as far as the drawing tells: JSON Schema subset as in JsonSchema.h, null where
// nothing is known. Pure; any thread.

/// What a node gives.
[[nodiscard]] Json outputSchemaOf(const WorkflowDefinition &definition, const Node &node,
                                  const ActivityCatalog &activities);
/// The variables that some node sets, with what they were first given as the description.
[[nodiscard]] Json variablesSchemaOf(const WorkflowDefinition &definition);
[[nodiscard]] Json errorSchema();
[[nodiscard]] Json instanceSchema();
[[nodiscard]] Json entitySchema();

} // namespace perdura
