// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/export/JavaScriptSteps.h"

#include "engine/definition/Expression.h"
#include "engine/definition/NodeCatalog.h"
#include "engine/export/FunctionName.h"

namespace perdura {

namespace {

const Json &fieldOf(const Node &node, const char *field)
{
    static const Json none;
    const auto found = node.fields.find(field);
    return found == node.fields.end() ? none : *found;
}

CodeLines kept(const Json &value)
{
    CodeLines code = javaScriptValue(value);
    return hasExpressions(value) ? around("keep(", std::move(code), ")") : code;
}

JavaScriptMember nameOf(const Node &node)
{
    return {"name", {javaScriptText(node.name)}};
}

/// A member for each of the fields that says something.
std::vector<JavaScriptMember> membersOf(const Node &node, std::initializer_list<const char *> fields)
{
    std::vector<JavaScriptMember> members;
    for (const char *field : fields) {
        if (isSet(node, field))
            members.push_back({field, javaScriptValue(fieldOf(node, field))});
    }
    return members;
}

/// The call `what(first, second, …)`.
CodeLines callOf(std::string_view what, const std::vector<CodeLines> &arguments)
{
    CodeLines lines{std::string(what) + "("};
    for (const CodeLines &argument : arguments) {
        CodeLines next = argument;
        lines.back() += next.front();
        lines.insert(lines.end(), next.begin() + 1, next.end());
        lines.back() += &argument == &arguments.back() ? "" : ", ";
    }
    lines.back() += ")";
    return lines;
}

CodeLines runtimeCall(const char *what, const std::vector<JavaScriptMember> &options)
{
    return callOf(std::string("yield* ") + what, {{"flow"}, javaScriptObject(options)});
}

/// The name of a workflow or an entity as that of its function.
CodeLines functionOf(const Json &name)
{
    if (name.is_string() && !hasExpressions(name))
        return {javaScriptText(functionName(name.get<std::string>()))};
    return callOf("functionName", {javaScriptValue(name)});
}

CodeLines retryCode(const Node &node)
{
    return callOf("retry", {javaScriptValue(fieldOf(node, "retry"))});
}

/// Durable Functions repeats the call by itself, unless each attempt has a time limit.
bool hasNativeRetry(const Node &node)
{
    return (node.kind == NodeKind::Activity || node.kind == NodeKind::SubWorkflow) && isSet(node, "retry") &&
           !isSet(node, "timeout");
}

CodeLines activityCode(const Node &node)
{
    const Json &name = fieldOf(node, "activity");
    const std::string function = functionName(name.is_string() ? name.get<std::string>() : std::string());
    CodeLines input = isSet(node, "input") ? keptValue(node, "input") : CodeLines{"{}"};
    // Nothing is an input without members.
    if (isExpression(fieldOf(node, "input")))
        input = around({}, std::move(input), " ?? {}");
    if (hasNativeRetry(node)) {
        return callOf("yield context.df.callActivityWithRetry",
                      {{javaScriptText(function)}, retryCode(node), std::move(input)});
    }
    return callOf("yield context.df.callActivity", {{javaScriptText(function)}, std::move(input)});
}

CodeLines subWorkflowCode(const Node &node)
{
    std::vector<CodeLines> arguments{functionOf(fieldOf(node, "workflow"))};
    if (hasNativeRetry(node))
        arguments.push_back(retryCode(node));
    arguments.push_back(keptValue(node, "input"));
    if (isSet(node, "instanceId"))
        arguments.push_back(callOf("text", {javaScriptValue(fieldOf(node, "instanceId"))}));
    return callOf(hasNativeRetry(node) ? "yield context.df.callSubOrchestratorWithRetry"
                                       : "yield context.df.callSubOrchestrator",
                  arguments);
}

std::vector<CodeLines> entityArguments(const Node &node)
{
    return {callOf("entityId", {functionOf(fieldOf(node, "entity")), javaScriptValue(fieldOf(node, "key"))}),
            javaScriptValue(fieldOf(node, "operation")), keptValue(node, "input")};
}

StepCode entitySignalCode(const JavaScriptDrawing &drawing, const Node &node)
{
    std::vector<JavaScriptMember> options{{"entity", functionOf(fieldOf(node, "entity"))},
                                          {"key", javaScriptValue(fieldOf(node, "key"))},
                                          {"operation", javaScriptValue(fieldOf(node, "operation"))},
                                          {"input", keptValue(node, "input")}};
    if (isSet(node, "delay"))
        options.push_back({"delay", javaScriptValue(fieldOf(node, "delay"))});
    if (drawing.isEntity())
        return {around({}, callOf("flow.signal", {javaScriptObject(options)}), ";"), {}};
    if (isSet(node, "delay"))
        return {around({}, runtimeCall("signalLater", options), ";"), {}};
    return {around({}, callOf("context.df.signalEntity", entityArguments(node)), ";"), {}};
}

CodeLines dueCode(const Node &node)
{
    if (isSet(node, "duration"))
        return callOf("flow.after", {javaScriptValue(fieldOf(node, "duration"))});
    if (isSet(node, "cron")) {
        std::vector<CodeLines> arguments{javaScriptValue(fieldOf(node, "cron"))};
        if (isSet(node, "timeZone"))
            arguments.push_back(javaScriptValue(fieldOf(node, "timeZone")));
        return callOf("flow.nextOf", arguments);
    }
    return callOf("flow.until", {javaScriptValue(fieldOf(node, "until"))});
}

StepCode waitForEventCode(const Node &node)
{
    Json events = Json::array({fieldOf(node, "event")});
    if (const Json &others = fieldOf(node, "others"); others.is_array()) {
        for (const Json &other : others)
            events.push_back(other);
    }
    const bool isOnlyOne = events.size() == 1 && !isSet(node, "timeout");
    if (isOnlyOne && !hasExpressions(events))
        return {{}, callOf("yield context.df.waitForExternalEvent", {javaScriptValue(events.front())})};
    std::vector<JavaScriptMember> options{nameOf(node), {"events", javaScriptValue(events)}};
    for (JavaScriptMember &member : membersOf(node, {"timeout"}))
        options.push_back(std::move(member));
    return {{}, runtimeCall("waitForEvent", options), true};
}

StepCode approvalCode(const Node &node)
{
    Json outcomes = Json::array();
    for (const PortInfo &port : outputPorts(node)) {
        if (!isReservedPort(port.id))
            outcomes.push_back(port.id);
    }
    std::vector<JavaScriptMember> options{nameOf(node)};
    for (JavaScriptMember &member :
         membersOf(node, {"title", "description", "assignee", "group", "commentFor", "form", "due", "timeout",
                          "escalation", "reminders"}))
        options.push_back(std::move(member));
    options.push_back({"outcomes", javaScriptValue(outcomes)});
    return {{}, runtimeCall("approval", options), true};
}

StepCode setVariablesCode(const Node &node)
{
    StepCode code;
    std::vector<JavaScriptMember> output;
    if (const Json &variables = fieldOf(node, "variables"); variables.is_object()) {
        for (const auto &[name, value] : variables.items()) {
            const std::string variable = javaScriptMember("vars", name);
            append(code.before, around(variable + " = ", kept(value), ";"));
            output.push_back({name, {variable}});
        }
    }
    code.value = javaScriptObject(output);
    code.isPlain = true;
    return code;
}

StepCode httpCallCode(const Node &node)
{
    std::vector<JavaScriptMember> options{nameOf(node)};
    for (JavaScriptMember &member :
         membersOf(node, {"url", "method", "headers", "body", "auth", "requestTimeout", "poll",
                          "pollInterval", "timeout", "retry"}))
        options.push_back(std::move(member));
    return {{}, runtimeCall("httpCall", options)};
}

StepCode startInstanceCode(const JavaScriptDrawing &drawing, const Node &node)
{
    std::vector<JavaScriptMember> options{{"workflow", functionOf(fieldOf(node, "workflow"))},
                                          {"input", keptValue(node, "input")}};
    for (JavaScriptMember &member : membersOf(node, {"instanceId"}))
        options.push_back(std::move(member));
    if (drawing.isEntity())
        return {{}, callOf("flow.startInstance", {javaScriptObject(options)})};
    return {{}, runtimeCall("startInstance", options)};
}

} // namespace

CodeLines keptValue(const Node &node, const char *field)
{
    return kept(fieldOf(node, field));
}

CodeLines returnLast()
{
    return {"return last;"};
}

bool isContainerKind(NodeKind kind)
{
    return nodeKindInfo(kind).isContainer;
}

StepCode stepCode(const JavaScriptDrawing &drawing, const Node &node)
{
    switch (node.kind) {
    case NodeKind::Activity:
        return {{}, activityCode(node)};
    case NodeKind::SubWorkflow:
        return {{}, subWorkflowCode(node)};
    case NodeKind::HttpCall:
        return httpCallCode(node);
    case NodeKind::EntityCall:
        return {{}, callOf("yield context.df.callEntity", entityArguments(node))};
    case NodeKind::EntitySignal:
        return entitySignalCode(drawing, node);
    case NodeKind::Timer:
        return {around("yield context.df.createTimer(", dueCode(node), ");"), {}};
    case NodeKind::WaitForEvent:
        return waitForEventCode(node);
    case NodeKind::Approval:
        return approvalCode(node);
    case NodeKind::SetVariables:
        return setVariablesCode(node);
    case NodeKind::SetStatus:
        return {around("context.df.setCustomStatus(", keptValue(node, "status"), ");"), {}};
    case NodeKind::SetState: {
        CodeLines lines = around("state = ", keptValue(node, "state"), ";");
        lines.emplace_back("flow.setState(state);");
        return {std::move(lines), {}};
    }
    case NodeKind::StartInstance:
        return startInstanceCode(drawing, node);
    case NodeKind::SignalInstance:
        return {
            around({}, runtimeCall("signalInstance", membersOf(node, {"instance", "event", "payload"})), ";"),
            {}};
    case NodeKind::TerminateInstance:
        return {around({}, runtimeCall("terminateInstance", membersOf(node, {"instance", "reason"})), ";"),
                {}};
    default:
        return {};
    }
}

CodeLines endCode(const Node &node)
{
    if (node.kind == NodeKind::Fail) {
        CodeLines type = isSet(node, "errorType") ? javaScriptValue(fieldOf(node, "errorType"))
                                                  : CodeLines{javaScriptText("WorkflowFailed")};
        return around(
            {}, callOf("throw failure", {std::move(type), javaScriptValue(fieldOf(node, "message"))}), ";");
    }
    if (node.kind == NodeKind::ContinueAsNew) {
        CodeLines lines = around("context.df.continueAsNew(", keptValue(node, "input"), ");");
        lines.emplace_back("return;");
        return lines;
    }
    if (fieldOf(node, "output").is_null())
        return returnLast();
    return around("return ", keptValue(node, "output"), ";");
}

CodeLines guardedCode(const Node &node, CodeLines value)
{
    const auto inside = [&node](const char *what, const char *option, const char *field,
                                const CodeLines &work) {
        const CodeLines options =
            javaScriptObject({nameOf(node), {option, javaScriptValue(fieldOf(node, field))}});
        CodeLines lines = around(std::string("yield* ") + what + "(flow, ", options, ", function* (flow) {");
        append(lines, indented(around("return ", work, ";")));
        lines.emplace_back("})");
        return lines;
    };
    const bool hasOwnLimit = node.kind == NodeKind::HttpCall || node.kind == NodeKind::WaitForEvent ||
                             node.kind == NodeKind::Approval || node.kind == NodeKind::Scope;
    if (isSet(node, "timeout") && !hasOwnLimit)
        value = inside("within", "limit", "timeout", value);
    if (isSet(node, "retry") && !hasNativeRetry(node) && node.kind != NodeKind::HttpCall)
        value = inside("retried", "retry", "retry", value);
    return value;
}

} // namespace perdura
