// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/Expression.h"
#include "engine/definition/WorkflowDefinition.h"
#include "engine/orchestration/OrchestrationContext.h"

namespace perdura {

/// Hears what the interpreter does, in order; how the monitor learns which way a run took. Calls come on the
/// interpreter's thread, during replay as well.
class FlowObserver
{
public:
    virtual ~FlowObserver() = default;
    virtual void nodeEntered(const NodeId &node, const std::string &iteration, Instant time) = 0;
    virtual void nodeLeft(const NodeId &node, const std::string &iteration, const std::string &port,
                          Instant time, const Json &output) = 0;
    /// What a node that was entered waits for, in words ("event Approved", "an answer from Ada").
    virtual void nodeWaits(const NodeId &node, const std::string &iteration, const std::string &reason) = 0;
    /// Comes before nodeLeft (by the port "error") when the drawing handles the failure, else alone.
    virtual void nodeFailed(const NodeId &node, const std::string &iteration, Instant time,
                            const FailureDetails &failure) = 0;
};

/// The front end for drawn workflows: one coroutine that walks the nodes and awaits what they ask for. The
/// definition and the evaluator are shared by all calls; `observer` may be null and must outlive the
/// execution.
[[nodiscard]] Orchestrator makeInterpreter(std::shared_ptr<const WorkflowDefinition> definition,
                                           std::shared_ptr<ExpressionEvaluator> evaluator,
                                           FlowObserver *observer = nullptr);

/// The input that a workflow was started with, also of an execution that goes on with a loop of an earlier
/// one.
[[nodiscard]] Json originalInput(const Json &input);

} // namespace perdura
