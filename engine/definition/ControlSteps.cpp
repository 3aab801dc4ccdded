// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/NodeCatalog.h"
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

/// As a text, which is what cases are.
std::string caseOf(const Json &value)
{
    return value.is_string() ? value.get<std::string>() : dumpJson(value);
}

Step switchStep(const FieldValues &fields, const Node &node, const Json &last)
{
    const std::string value = caseOf(fields.value("value"));
    for (const PortInfo &port : outputPorts(node)) {
        if (port.id == value && !isReservedPort(port.id))
            return {value, last};
    }
    return {"default", last};
}

} // namespace

Json errorValue(const Node &node, const FailureDetails &failure)
{
    Json error = Json::object();
    error["type"] = failure.errorType;
    error["message"] = failure.errorMessage;
    error["properties"] = failure.properties;
    error["node"] = node.name;
    return error;
}

Json collectedFailure(const FailureDetails &failure)
{
    Json error = Json::object();
    error["type"] = failure.errorType;
    error["message"] = failure.errorMessage;
    Json result = Json::object();
    result["error"] = std::move(error);
    return result;
}

bool isPure(NodeKind kind)
{
    switch (kind) {
    case NodeKind::Start:
    case NodeKind::Operation:
    case NodeKind::End:
    case NodeKind::Fail:
    case NodeKind::If:
    case NodeKind::Switch:
    case NodeKind::SetVariables:
        return true;
    default:
        return false;
    }
}

bool isImmediate(NodeKind kind)
{
    switch (kind) {
    case NodeKind::SetStatus:
    case NodeKind::StartInstance:
    case NodeKind::SignalInstance:
    case NodeKind::TerminateInstance:
    case NodeKind::ContinueAsNew:
    case NodeKind::EntitySignal:
    case NodeKind::SetState:
    case NodeKind::Note:
        return true;
    default:
        return isPure(kind);
    }
}

Step pureStep(const FieldValues &fields, FlowScope &scope, const Node &node, const Json &last)
{
    switch (node.kind) {
    case NodeKind::Start:
    case NodeKind::Operation:
        return {"next", last};
    case NodeKind::End:
        return endStep(fields, last);
    case NodeKind::Fail:
        failStep(fields);
    case NodeKind::If:
        return {fields.boolean("condition") ? "true" : "false", last};
    case NodeKind::Switch:
        return switchStep(fields, node, last);
    case NodeKind::SetVariables:
        return setVariablesStep(fields, scope);
    default:
        Q_UNREACHABLE();
    }
}

Step immediateStep(const InterpreterRun &run, FlowScope &scope, const Node &node, const Json &last)
{
    switch (node.kind) {
    case NodeKind::SetStatus:
        return setStatusStep(run, scope, node, last);
    case NodeKind::StartInstance:
        return startInstanceStep(run, scope, node);
    case NodeKind::SignalInstance:
        return signalInstanceStep(run, scope, node, last);
    case NodeKind::TerminateInstance:
        return terminateInstanceStep(run, scope, node, last);
    case NodeKind::ContinueAsNew:
        return continueAsNewStep(run, scope, node);
    case NodeKind::EntitySignal:
        return entitySignalStep(run, scope, node, last);
    case NodeKind::SetState:
    case NodeKind::Note:
        FieldValues::refuse("kind", "a node of this kind does nothing in a workflow.");
    default:
        return pureStep(run.fields(node, scope), scope, node, last);
    }
}

Task<Step> waitingStep(RunPtr run, ScopePtr scope, const Node &node, Json last)
{
    switch (node.kind) {
    case NodeKind::Activity:
        return activityStep(std::move(run), std::move(scope), node);
    case NodeKind::HttpCall:
        return httpCallStep(std::move(run), std::move(scope), node);
    case NodeKind::Timer:
        return timerStep(std::move(run), std::move(scope), node, std::move(last));
    case NodeKind::WaitForEvent:
        return eventStep(std::move(run), std::move(scope), node);
    case NodeKind::Approval:
        return approvalStep(std::move(run), std::move(scope), node);
    case NodeKind::SubWorkflow:
        return subWorkflowStep(std::move(run), std::move(scope), node);
    case NodeKind::EntityCall:
        return entityCallStep(std::move(run), std::move(scope), node);
    case NodeKind::ForEach:
        return forEachStep(std::move(run), std::move(scope), node);
    case NodeKind::Parallel:
        return parallelStep(std::move(run), std::move(scope), node, std::move(last));
    case NodeKind::Race:
        return raceStep(std::move(run), std::move(scope), node, std::move(last));
    case NodeKind::Scope:
        return scopeStep(std::move(run), std::move(scope), node, std::move(last));
    case NodeKind::CriticalSection:
        return criticalSectionStep(std::move(run), std::move(scope), node, std::move(last));
    default:
        Q_UNREACHABLE();
    }
}

} // namespace perdura
