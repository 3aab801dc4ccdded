// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/FieldValues.h"
#include "engine/definition/FlowIndex.h"
#include "engine/definition/FlowScope.h"
#include "engine/definition/Interpreter.h"

#include <cstdint>
#include <memory>
#include <unordered_set>

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

    /// The first node of a container's only flow. Throws when there is none or several.
    [[nodiscard]] const Node &entryOf(const Node &container) const;
    /// Walks the only flow inside the container, with the variables of the flow around it and back into them.
    [[nodiscard]] Task<Json> walkInside(std::shared_ptr<FlowScope> scope, std::shared_ptr<FlowScope> inner,
                                        const Node *container, Json last);
    /// A loop without wait was stopped; nothing may catch that.
    [[nodiscard]] bool isRunaway() const { return m_isRunaway; }

    /// A wait is over: what follows is not the same burst of steps any more.
    void countWait() { ++m_waits; }
    void reportWait(const Node &node, const FlowScope &scope, const std::string &reason) const;

private:
    /// The walk of an outermost flow that began in an earlier execution.
    [[nodiscard]] Task<Json> resume(const Json &carriedOver);
    /// Whether the flow goes on in a new execution, at this node to which a loop has led back.
    [[nodiscard]] bool continuesAsNew(const Node &node, const FlowScope &scope, const Json &last);
    void noteUndo(const Node &node, const std::shared_ptr<FlowScope> &scope, const Json &output) const;
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
    bool m_isRunaway = false;
    std::unordered_set<const Node *> m_visited; ///< of the outermost flow
};

} // namespace perdura
