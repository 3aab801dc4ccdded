// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/NodeSteps.h"

namespace perdura {

Step setStatusStep(const InterpreterRun &run, const FlowScope &scope, const Node &node, const Json &last)
{
    run.context().setCustomStatus(run.fields(node, scope).value("status"));
    return {"next", last};
}

Task<Step> subWorkflowStep(RunPtr run, ScopePtr scope, const Node &node)
{
    const FieldValues fields = run->fields(node, *scope);
    const std::string workflow = requiredText(fields, "workflow");
    SubOrchestrationOptions options;
    // A child with a time-out ends with it: otherwise the instance could not end before its child.
    const bool isLimited = scope->laneStop() && fields.duration("timeout").has_value();
    // With one, each attempt is a step of its own (GuardedStep.cpp).
    if (!node.fields.contains("timeout"))
        options.retry = retryOf(fields);
    options.retryWhen = unlessStopped(scope);
    options.origin = InterpreterRun::originOf(node, *scope);
    options.id = InstanceId(fields.text("instanceId"));
    if (isLimited && options.id.isEmpty())
        options.id = InstanceId(run->context().newGuid());
    const InstanceId child = options.id;
    const Task<Json> call =
        run->context().callSubOrchestration(workflow, fields.value("input"), std::move(options));
    LaneStop::OnStop onStop;
    if (isLimited) {
        onStop = scope->laneStop()->onStop([run, child, origin = InterpreterRun::originOf(node, *scope)] {
            run->context().terminateInstance(child, "It was given up.", origin);
        });
    }
    run->reportWait(node, *scope, "the workflow " + workflow);
    // Counted on both ways out, for a failed call has waited as well.
    const Task<std::size_t> ended = whenAny(call);
    co_await ended;
    run->countWait();
    Json result = co_await call;
    co_return Step{"next", std::move(result)};
}

Step startInstanceStep(const InterpreterRun &run, const FlowScope &scope, const Node &node)
{
    const FieldValues fields = run.fields(node, scope);
    const std::string workflow = requiredText(fields, "workflow");
    SubOrchestrationOptions options;
    options.origin = InterpreterRun::originOf(node, scope);
    options.id = InstanceId(fields.text("instanceId"));
    const InstanceId started =
        run.context().startOrchestration(workflow, fields.value("input"), std::move(options));
    Json output = Json::object();
    output["instanceId"] = started.value;
    return {"next", std::move(output)};
}

Step signalInstanceStep(const InterpreterRun &run, const FlowScope &scope, const Node &node, const Json &last)
{
    const FieldValues fields = run.fields(node, scope);
    run.context().sendEvent(InstanceId(requiredText(fields, "instance")), requiredText(fields, "event"),
                            fields.value("payload"), InterpreterRun::originOf(node, scope));
    return {"next", last};
}

Step terminateInstanceStep(const InterpreterRun &run, const FlowScope &scope, const Node &node,
                           const Json &last)
{
    const FieldValues fields = run.fields(node, scope);
    run.context().terminateInstance(InstanceId(requiredText(fields, "instance")), fields.text("reason"),
                                    InterpreterRun::originOf(node, scope));
    return {"next", last};
}

Step continueAsNewStep(const InterpreterRun &run, const FlowScope &scope, const Node &node)
{
    if (!scope.isOutermost())
        FieldValues::refuse("steps", "a workflow can begin anew only outside of containers.");
    const FieldValues fields = run.fields(node, scope);
    const Json &keepEvents = fields.literal("keepEvents");
    run.context().continueAsNew(fields.value("input"), keepEvents != false, VersionId());
    return {{}, nullptr};
}

} // namespace perdura
