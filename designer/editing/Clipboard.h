// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Result.h"
#include "engine/definition/WorkflowDefinition.h"

namespace perdura {

/// Nodes on the system's clipboard, as the text of a workflow file: they can be pasted into a chat, and a
/// file's text can be pasted onto the canvas. GUI thread.
void copyToClipboard(const WorkflowDefinition &clipping);
/// What is there now; an error says why it cannot be pasted.
[[nodiscard]] Result<WorkflowDefinition> clippingFromClipboard();

} // namespace perdura
