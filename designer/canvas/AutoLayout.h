// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/WorkflowDefinition.h"

#include <map>

namespace perdura {

/// Positions for all nodes of a definition, flow by flow, in columns from left to right. Pure; any thread.
///
/// Each flow is layered on its own: a node's column is one more than that of its furthest predecessor, edges
/// that lead back are left out of the count. Within a column the nodes keep the order in which their
/// predecessors' ports reach them, so that the first way stays on top. Rows are as high as the highest node,
/// columns as wide as the widest, both counting what lies inside containers.
[[nodiscard]] std::map<NodeId, NodePosition> autoLayout(const WorkflowDefinition &definition);

/// The definition's own positions, and positions from autoLayout() for flows in which some node has none.
[[nodiscard]] std::map<NodeId, NodePosition> completeLayout(const WorkflowDefinition &definition);

} // namespace perdura
