// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/export/JavaScriptDrawing.h"
#include "engine/export/JavaScriptValue.h"

namespace perdura {

/// Where a flow stands; says what it has of its own.
enum class FlowPlace {
    Outermost, ///< of a workflow
    Operation, ///< of an entity: an ordinary function, for it waits for nothing
    Iteration, ///< of a For each
    Lane,
    Inner, ///< of a Scope or Critical section
    Undo   ///< what a scope does to undo a node
};

/// The function that runs the flow beginning at `first`, as an expression: `function* (flow) {`, its body and
/// `}`. Loops and joins of the drawing become loops and blocks; where they cannot, a switch over the steps.
[[nodiscard]] CodeLines flowFunction(const JavaScriptDrawing &drawing, const Node &first, FlowPlace place);

} // namespace perdura
