// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/NodeSteps.h"

namespace perdura {

namespace {

Step endStep(const FieldValues &fields, const Json &last)
{
    const Json &output = fields.literal("output");
    return {{}, output.is_null() ? last : fields.value("output")};
}

[[noreturn]] void failStep(const FieldValues &fields)
{
    FailureDetails failure;
    failure.errorType = fields.text("errorType");
    if (failure.errorType.empty())
        failure.errorType = "WorkflowFailed";
    failure.errorMessage = fields.text("message");
    throw TaskFailedException(std::move(failure));
}

/// One after the other, so that each sees those before it.
Step setVariablesStep(const FieldValues &fields, FlowScope &scope)
{
    const Json &variables = fields.literal("variables");
    if (!variables.is_object())
        FieldValues::refuse("variables", "it must be an object with names and values.");
    Json output = Json::object();
    for (const auto &[name, expression] : variables.items()) {
        Json value = fields.evaluate(expression, "variables." + name);
        output[name] = value;
        scope.setVariable(name, std::move(value));
    }
    return {"next", std::move(output)};
}

} // namespace

bool isImmediate(NodeKind kind)
{
    switch (kind) {
    case NodeKind::Start:
    case NodeKind::End:
    case NodeKind::Fail:
    case NodeKind::If:
    case NodeKind::SetVariables:
        return true;
    case NodeKind::Activity:
    case NodeKind::Timer:
    case NodeKind::WaitForEvent:
    case NodeKind::Approval:
    case NodeKind::ForEach:
        return false;
    }
    Q_UNREACHABLE();
}

Step immediateStep(const InterpreterRun &run, FlowScope &scope, const Node &node, const Json &last)
{
    const FieldValues fields = run.fields(node, scope);
    switch (node.kind) {
    case NodeKind::Start:
        return {"next", last};
    case NodeKind::End:
        return endStep(fields, last);
    case NodeKind::Fail:
        failStep(fields);
    case NodeKind::If:
        return {fields.boolean("condition") ? "true" : "false", last};
    case NodeKind::SetVariables:
        return setVariablesStep(fields, scope);
    case NodeKind::Activity:
    case NodeKind::Timer:
    case NodeKind::WaitForEvent:
    case NodeKind::Approval:
    case NodeKind::ForEach:
        break;
    }
    Q_UNREACHABLE();
}

Task<Step> waitingStep(RunPtr run, ScopePtr scope, const Node &node, Json last)
{
    switch (node.kind) {
    case NodeKind::Activity:
        return activityStep(std::move(run), std::move(scope), node);
    case NodeKind::Timer:
        return timerStep(std::move(run), std::move(scope), node, std::move(last));
    case NodeKind::WaitForEvent:
        return eventStep(std::move(run), std::move(scope), node);
    case NodeKind::Approval:
        return approvalStep(std::move(run), std::move(scope), node);
    case NodeKind::ForEach:
        return forEachStep(std::move(run), std::move(scope), node);
    case NodeKind::Start:
    case NodeKind::End:
    case NodeKind::Fail:
    case NodeKind::If:
    case NodeKind::SetVariables:
        break;
    }
    Q_UNREACHABLE();
}

} // namespace perdura
