// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/FieldValues.h"
#include "engine/definition/FlowIndex.h"
#include "engine/definition/FlowScope.h"
#include "engine/definition/Interpreter.h"

#include <cstdint>
#include <memory>

namespace perdura {

/// What a node leaves behind: the port by which the flow goes on, and its output.
struct Step
{
    std::string port; ///< empty: the flow ends here, with `output` as its result
    Json output;
};

/// One execution of a drawn workflow: the state that all its flows share. Flows hold it by shared_ptr, for
/// they end in any order when an execution is dropped.
class InterpreterRun : public std::enable_shared_from_this<InterpreterRun>
{
public:
    InterpreterRun(std::shared_ptr<const WorkflowDefinition> definition,
                   std::shared_ptr<ExpressionEvaluator> evaluator, FlowObserver *observer,
                   OrchestrationContext &context);

    /// Runs the whole workflow.
    [[nodiscard]] Task<Json> start();
    /// Walks one flow from `node` until it ends; gives the result of the flow. `last` is what its first node
    /// takes as the output of the step before.
    [[nodiscard]] Task<Json> walk(std::shared_ptr<FlowScope> scope, const Node *node, Json last);

    [[nodiscard]] OrchestrationContext &context() const { return m_context; }
    [[nodiscard]] const FlowIndex &index() const { return m_index; }
    [[nodiscard]] FieldValues fields(const Node &node, const FlowScope &scope) const;
    [[nodiscard]] static Origin originOf(const Node &node, const FlowScope &scope);

    /// A wait is over: what follows is not the same burst of steps any more.
    void countWait() { ++m_waits; }
    void reportWait(const Node &node, const FlowScope &scope, const std::string &reason) const;

private:
    void enter(const Node &node, FlowScope &scope) const;
    void leave(const Node &node, FlowScope &scope, const Step &step) const;
    void routeFailure(const Node &node, FlowScope &scope, const FailureDetails &failure) const;
    [[nodiscard]] FailureDetails failureOf(const Node &node, const FailureDetails &cause) const;

    std::shared_ptr<const WorkflowDefinition> m_definition;
    FlowIndex m_index;
    std::shared_ptr<ExpressionEvaluator> m_evaluator;
    FlowObserver *m_observer;
    OrchestrationContext &m_context;
    std::uint64_t m_waits = 0;
    bool m_isRunaway = false; ///< a loop without wait was stopped; no error port may catch that
};

} // namespace perdura
