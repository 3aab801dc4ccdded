// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/WorkflowDefinition.h"

namespace perdura {

/// JSON Schema subset (JsonSchema.h) of the fields of a kind of node, in the order of the inspector. Part of
/// the catalog: others read it from NodeKindInfo::fieldSchema.
[[nodiscard]] Json nodeFieldSchema(NodeKind kind);

} // namespace perdura
