// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/EntityId.h"
#include "engine/definition/InterpreterRun.h"

namespace perdura {

// What the interpreter does at each kind of node. Failures are thrown as TaskFailedException.

using RunPtr = std::shared_ptr<InterpreterRun>;
using ScopePtr = std::shared_ptr<FlowScope>;

/// True for the kinds that end at once, without waiting for anything.
[[nodiscard]] bool isImmediate(NodeKind kind);
/// Those that only deal with values: Start, End, Fail, If, Switch, Set variables.
[[nodiscard]] bool isPure(NodeKind kind);
[[nodiscard]] Step pureStep(const FieldValues &fields, FlowScope &scope, const Node &node, const Json &last);
/// All that are immediate.
[[nodiscard]] Step immediateStep(const InterpreterRun &run, FlowScope &scope, const Node &node,
                                 const Json &last);
/// All others.
[[nodiscard]] Task<Step> waitingStep(RunPtr run, ScopePtr scope, const Node &node, Json last);
/// The same, within the node's time-out and as often as its retry says.
[[nodiscard]] Task<Step> guardedStep(RunPtr run, ScopePtr scope, const Node &node, Json last);

// What nodes of several kinds have in common.
/// What expressions see as `error` after the node's error port.
[[nodiscard]] Json errorValue(const Node &node, const FailureDetails &failure);
/// A failure that a container gives as the result of one of its flows.
[[nodiscard]] Json collectedFailure(const FailureDetails &failure);
[[nodiscard]] std::optional<RetryPolicy> retryOf(const FieldValues &fields);
/// A lost lane makes no further attempt.
[[nodiscard]] std::function<bool(const FailureDetails &)> unlessStopped(ScopePtr scope);
/// The call is given up with the lane, as long as the handle lives; null outside of lanes.
[[nodiscard]] LaneStop::OnStop stopsWithLane(const ScopePtr &scope, ActivityOptions &options);
[[nodiscard]] EntityId entityOf(const FieldValues &fields);
[[nodiscard]] std::string requiredText(const FieldValues &fields, const char *field);

[[nodiscard]] Task<Step> activityStep(RunPtr run, ScopePtr scope, const Node &node);
[[nodiscard]] Task<Step> httpCallStep(RunPtr run, ScopePtr scope, const Node &node);
[[nodiscard]] Task<Step> timerStep(RunPtr run, ScopePtr scope, const Node &node, Json last);
[[nodiscard]] Task<Step> eventStep(RunPtr run, ScopePtr scope, const Node &node);
[[nodiscard]] Task<Step> approvalStep(RunPtr run, ScopePtr scope, const Node &node);
[[nodiscard]] Task<Step> subWorkflowStep(RunPtr run, ScopePtr scope, const Node &node);
[[nodiscard]] Task<Step> entityCallStep(RunPtr run, ScopePtr scope, const Node &node);
[[nodiscard]] Task<Step> forEachStep(RunPtr run, ScopePtr scope, const Node &node);
[[nodiscard]] Task<Step> parallelStep(RunPtr run, ScopePtr scope, const Node &node, Json last);
[[nodiscard]] Task<Step> raceStep(RunPtr run, ScopePtr scope, const Node &node, Json last);
[[nodiscard]] Task<Step> scopeStep(RunPtr run, ScopePtr scope, const Node &node, Json last);
[[nodiscard]] Task<Step> criticalSectionStep(RunPtr run, ScopePtr scope, const Node &node, Json last);

// Those that are immediate but ask the context for something.
[[nodiscard]] Step setStatusStep(const InterpreterRun &run, const FlowScope &scope, const Node &node,
                                 const Json &last);
[[nodiscard]] Step startInstanceStep(const InterpreterRun &run, const FlowScope &scope, const Node &node);
[[nodiscard]] Step signalInstanceStep(const InterpreterRun &run, const FlowScope &scope, const Node &node,
                                      const Json &last);
[[nodiscard]] Step terminateInstanceStep(const InterpreterRun &run, const FlowScope &scope, const Node &node,
                                         const Json &last);
[[nodiscard]] Step continueAsNewStep(const InterpreterRun &run, const FlowScope &scope, const Node &node);
[[nodiscard]] Step entitySignalStep(const InterpreterRun &run, const FlowScope &scope, const Node &node,
                                    const Json &last);

} // namespace perdura
