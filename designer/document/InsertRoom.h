// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/WorkflowDefinition.h"

namespace perdura::edits {

/// Makes room for a node that came between the ends of an edge from `from`: it stands clear of `from`, in
/// line with its neighbours where these are in line, and what lies to the right moves on as far as it has to.
/// An edge that leads back needs no room. Pure; any thread.
[[nodiscard]] WorkflowDefinition withRoomFor(const WorkflowDefinition &definition, const NodeId &from,
                                             const NodeId &node);

} // namespace perdura::edits
