// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/WorkflowDefinition.h"
#include "engine/export/JavaScriptValue.h"

#include <QString>

namespace perdura {

/// The functions that start the workflow by themselves: a request to one of its routes, a time of one of its
/// schedules.
[[nodiscard]] CodeLines triggerCode(const WorkflowDefinition &definition, const Node &start);
/// What starts it in Perdura but has no counterpart in Azure Functions; whole sentences.
[[nodiscard]] std::vector<QString> triggerRemarks(const WorkflowDefinition &definition, const Node &start);

} // namespace perdura
