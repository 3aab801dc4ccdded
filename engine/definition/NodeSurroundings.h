// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/WorkflowDefinition.h"

namespace perdura {

/// What the drawing tells about the moment at which a node runs. Points into the definition.
struct NodeSurroundings
{
    /// Nodes whose output can be there: those of this flow and of the flows around it from which a way leads
    /// here, the nearest first. The node itself is among them when it is in a loop.
    std::vector<const Node *> before;
    std::vector<const Node *> containers; ///< around it, from the inside out
    bool isBehindError = false;           ///< some way here leads through an error port
};

/// Takes time proportional to the drawing. Pure; any thread.
[[nodiscard]] NodeSurroundings surroundingsOf(const WorkflowDefinition &definition, const Node &node);

} // namespace perdura
