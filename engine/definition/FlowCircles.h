// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/FlowIndex.h"

namespace perdura {

/// The nodes of a definition in groups of which each node leads to each other by edges; a node that is in no
/// circle is a group of its own. A group comes after all those that it leads to. Takes time proportional to
/// the drawing.
struct FlowGroups
{
    std::vector<std::vector<const Node *>> groups; ///< the nodes of each in file order
    std::vector<std::size_t> groupOf;              ///< by the node's place in the definition
};
[[nodiscard]] FlowGroups flowGroups(const WorkflowDefinition &definition, const FlowIndex &index);

} // namespace perdura
