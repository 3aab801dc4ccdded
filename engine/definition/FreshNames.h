// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/WorkflowDefinition.h"

namespace perdura {

/// "timer-3": short, readable in a diff, unused in the definition. Pure; any thread.
[[nodiscard]] NodeId freeId(const WorkflowDefinition &definition, NodeKind kind);
/// The name itself, or with the first free number behind it. Pure; any thread.
[[nodiscard]] std::string freeName(const WorkflowDefinition &definition, const std::string &wanted);

} // namespace perdura
