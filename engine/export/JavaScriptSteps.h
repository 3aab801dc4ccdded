// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/export/JavaScriptDrawing.h"
#include "engine/export/JavaScriptValue.h"

namespace perdura {

/// What a node does, as code.
struct StepCode
{
    CodeLines before;     ///< statements
    CodeLines value;      ///< an expression that gives the node's output; empty: it hands on what came in
    bool hasPort = false; ///< the value is {port, output} instead
    bool isPlain = false; ///< the value does nothing: when nobody needs it, it is left out
};

/// Of a node that holds no flows and leads on. Control flow is not part of it: If and Switch do nothing here.
[[nodiscard]] StepCode stepCode(const JavaScriptDrawing &drawing, const Node &node);
/// The code of a container; in JavaScriptContainers.cpp.
[[nodiscard]] StepCode containerCode(const JavaScriptDrawing &drawing, const Node &node);
/// End, Fail and Continue as new: statements after which nothing comes.
[[nodiscard]] CodeLines endCode(const Node &node);
/// The step with the node's time limit and attempts around it, where the call has none of its own.
[[nodiscard]] CodeLines guardedCode(const Node &node, CodeLines value);

/// The value of a field as JSON: `undefined` in it becomes null, as in Perdura.
[[nodiscard]] CodeLines keptValue(const Node &node, const char *field);
/// Statement that ends a flow with what came in last.
[[nodiscard]] CodeLines returnLast();
[[nodiscard]] bool isContainerKind(NodeKind kind);

} // namespace perdura
