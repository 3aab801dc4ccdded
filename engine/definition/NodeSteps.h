// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/InterpreterRun.h"

namespace perdura {

// What the interpreter does at each kind of node. Failures are thrown as TaskFailedException.

using RunPtr = std::shared_ptr<InterpreterRun>;
using ScopePtr = std::shared_ptr<FlowScope>;

/// True for the kinds that end at once, without asking the context for anything.
[[nodiscard]] bool isImmediate(NodeKind kind);
/// Start, End, Fail, If and Set variables.
[[nodiscard]] Step immediateStep(const InterpreterRun &run, FlowScope &scope, const Node &node,
                                 const Json &last);
/// All others.
[[nodiscard]] Task<Step> waitingStep(RunPtr run, ScopePtr scope, const Node &node, Json last);

[[nodiscard]] Task<Step> activityStep(RunPtr run, ScopePtr scope, const Node &node);
[[nodiscard]] Task<Step> timerStep(RunPtr run, ScopePtr scope, const Node &node, Json last);
[[nodiscard]] Task<Step> eventStep(RunPtr run, ScopePtr scope, const Node &node);
[[nodiscard]] Task<Step> approvalStep(RunPtr run, ScopePtr scope, const Node &node);
[[nodiscard]] Task<Step> forEachStep(RunPtr run, ScopePtr scope, const Node &node);

} // namespace perdura
