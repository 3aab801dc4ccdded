// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/EntityInterpreter.h"

#include "engine/definition/FlowIndex.h"
#include "engine/definition/NodeSteps.h"

namespace perdura {

namespace {

constexpr int maxSteps = 10'000;

/// What all operations of one definition share.
struct DrawnEntity
{
    std::shared_ptr<const WorkflowDefinition> definition;
    std::shared_ptr<ExpressionEvaluator> evaluator;
    FlowIndex index;

    DrawnEntity(std::shared_ptr<const WorkflowDefinition> drawn,
                std::shared_ptr<ExpressionEvaluator> expressions)
        : definition(std::move(drawn))
        , evaluator(std::move(expressions))
        , index(*definition)
    {}
};

FlowScope scopeOf(const EntityContext &context)
{
    Json entity = Json::object();
    entity["name"] = context.id().name;
    entity["key"] = context.id().key;
    FlowScope scope(context.input(), nullptr);
    scope.setEntity(std::move(entity), context.state());
    scope.setNow(toIso(context.now()));
    return scope;
}

Step setStateStep(const FieldValues &fields, FlowScope &scope, EntityContext &context, const Json &last)
{
    Json state = fields.value("state");
    context.setState(state);
    scope.setState(std::move(state));
    return {"next", last};
}

Step signalStep(const FieldValues &fields, EntityContext &context, const Json &last)
{
    std::optional<Instant> due;
    if (const auto delay = fields.duration("delay"))
        due = context.now() + *delay;
    context.signalEntity(entityOf(fields), requiredText(fields, "operation"), fields.value("input"), due);
    return {"next", last};
}

Step startStep(const FieldValues &fields, EntityContext &context)
{
    const InstanceId started = context.startOrchestration(
        requiredText(fields, "workflow"), fields.value("input"), InstanceId(fields.text("instanceId")));
    Json output = Json::object();
    output["instanceId"] = started.value;
    return {"next", std::move(output)};
}

Step stepOf(const DrawnEntity &entity, const Node &node, FlowScope &scope, EntityContext &context,
            const Json &last)
{
    const FieldValues fields(node, scope, *entity.evaluator, ExpressionLimits());
    if (node.kind == NodeKind::SetState)
        return setStateStep(fields, scope, context, last);
    if (node.kind == NodeKind::EntitySignal)
        return signalStep(fields, context, last);
    if (node.kind == NodeKind::StartInstance)
        return startStep(fields, context);
    if (!isPure(node.kind))
        FieldValues::refuse("kind", "a node of this kind cannot be part of an entity.");
    return pureStep(fields, scope, node, last);
}

/// The failure as the caller sees it: says at which node. A Fail speaks for itself.
FailureDetails failureAt(const Node &node, FailureDetails failure)
{
    if (node.kind != NodeKind::Fail)
        failure.errorMessage = "“" + node.name + "” failed: " + failure.errorMessage;
    return failure;
}

void run(const DrawnEntity &entity, const Node *node, EntityContext &context)
{
    FlowScope scope = scopeOf(context);
    Json last = context.input();
    for (int steps = 0; node; ++steps) {
        if (steps == maxSteps) {
            throw TaskFailedException({.errorType = "LoopWithoutEnd",
                                       .errorMessage = "At “" + node->name + "” the operation had run " +
                                                       std::to_string(maxSteps) + " steps without an end.",
                                       .isNonRetriable = true});
        }
        Step step;
        try {
            step = stepOf(entity, *node, scope, context, last);
        } catch (const TaskFailedException &exception) {
            if (!entity.index.target(node->id, "error"))
                throw TaskFailedException(failureAt(*node, exception.failure()));
            step = {"error", errorValue(*node, exception.failure())};
            scope.setError(step.output);
        }
        scope.setOutput(node->name, step.output);
        last = std::move(step.output);
        node = step.port.empty() ? nullptr : entity.index.target(node->id, step.port);
    }
    context.setResult(std::move(last));
}

} // namespace

EntityFunction makeEntityInterpreter(std::shared_ptr<const WorkflowDefinition> definition,
                                     std::shared_ptr<ExpressionEvaluator> evaluator)
{
    Q_ASSERT(definition && evaluator);
    const auto entity = std::make_shared<const DrawnEntity>(std::move(definition), std::move(evaluator));
    std::map<std::string, EntityFunction> operations;
    for (const Node *node : entity->index.flow(nullptr)) {
        if (node->kind == NodeKind::Operation)
            operations.emplace(node->name,
                               [entity, node](EntityContext &context) { run(*entity, node, context); });
    }
    return entityOfOperations(std::move(operations));
}

} // namespace perdura
