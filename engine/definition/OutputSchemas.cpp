// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/OutputSchemas.h"

#include "engine/definition/Expression.h"

#include <QCoreApplication>

#include <algorithm>

namespace perdura {

namespace {

std::string tr(const char *text)
{
    return QCoreApplication::translate("perdura::OutputSchemas", text).toStdString();
}

Json member(const char *type, std::string description)
{
    Json schema = Json::object();
    if (*type)
        schema["type"] = type;
    schema["description"] = std::move(description);
    return schema;
}

Json objectOf(Json properties)
{
    Json schema = Json::object();
    schema["type"] = "object";
    schema["properties"] = std::move(properties);
    return schema;
}

Json activityOutput(const Node &node, const ActivityCatalog &activities)
{
    const auto name = node.fields.find("activity");
    const ActivityInfo *info =
        name != node.fields.end() && name->is_string() ? activities.find(name->get<std::string>()) : nullptr;
    return info ? info->outputSchema : Json();
}

Json approvalOutput(const Node &node)
{
    Json properties = Json::object();
    properties["outcome"] = member("string", tr("The answer that was chosen."));
    const auto form = node.fields.find("form");
    properties["form"] =
        form != node.fields.end() && form->is_object() ? *form : Json::object({{"type", "object"}});
    properties["form"]["description"] = tr("What the person filled in.");
    properties["comment"] = member("string", tr("What the person wrote with the answer."));
    properties["by"] = member("string", tr("Who answered."));
    return objectOf(std::move(properties));
}

Json httpOutput()
{
    Json properties = Json::object();
    properties["status"] = member("integer", tr("The status of the answer, such as 200."));
    properties["headers"] = member("object", tr("The headers of the answer."));
    properties["body"] = member("", tr("The body of the answer; JSON as the value that it stands for."));
    properties["bodyIsBase64"] =
        member("boolean", tr("True when the body is no text and comes as Base64; missing otherwise."));
    return objectOf(std::move(properties));
}

/// The result of each lane goes by the name of its first step.
Json parallelOutput(const WorkflowDefinition &definition, const Node &node)
{
    Json properties = Json::object();
    for (const Node *inner : definition.flow(node.id)) {
        const bool isFirst = std::none_of(definition.edges.begin(), definition.edges.end(),
                                          [inner](const Edge &edge) { return edge.to == inner->id; });
        if (isFirst && inner->kind != NodeKind::Note)
            properties[inner->name] = member("", tr("The result of this lane."));
    }
    return objectOf(std::move(properties));
}

Json raceOutput()
{
    Json properties = Json::object();
    properties["lane"] = member("string", tr("The name of the first step of the lane that won."));
    properties["output"] = member("", tr("The result of the lane that won."));
    return objectOf(std::move(properties));
}

Json startedOutput()
{
    Json properties = Json::object();
    properties["instanceId"] = member("string", tr("The id of the instance that was started."));
    return objectOf(std::move(properties));
}

void addVariables(const Node &node, Json &properties)
{
    const auto variables = node.fields.find("variables");
    if (node.kind != NodeKind::SetVariables || variables == node.fields.end() || !variables->is_object())
        return;
    for (const auto &[name, value] : variables->items()) {
        if (properties.contains(name))
            continue;
        const bool isKnown = !isExpression(value);
        properties[name] = member(isKnown && value.is_string()   ? "string"
                                  : isKnown && value.is_array()  ? "array"
                                  : isKnown && value.is_number() ? "number"
                                                                 : "",
                                  value.is_string() ? value.get<std::string>() : dumpJson(value));
    }
}

} // namespace

Json outputSchemaOf(const WorkflowDefinition &definition, const Node &node, const ActivityCatalog &activities)
{
    switch (node.kind) {
    case NodeKind::Start:
        return definition.inputSchema;
    case NodeKind::Activity:
        return activityOutput(node, activities);
    case NodeKind::Approval:
        return approvalOutput(node);
    case NodeKind::HttpCall:
        return httpOutput();
    case NodeKind::ForEach:
        return member("array", tr("The results, in the order of the items."));
    case NodeKind::Parallel:
        return parallelOutput(definition, node);
    case NodeKind::Race:
        return raceOutput();
    case NodeKind::StartInstance:
        return startedOutput();
    case NodeKind::SetVariables: {
        Json properties = Json::object();
        addVariables(node, properties);
        return objectOf(std::move(properties));
    }
    default:
        return {}; // known in a run only
    }
}

Json variablesSchemaOf(const WorkflowDefinition &definition)
{
    Json properties = Json::object();
    for (const Node &node : definition.nodes)
        addVariables(node, properties);
    return objectOf(std::move(properties));
}

Json errorSchema()
{
    Json properties = Json::object();
    properties["type"] = member("string", tr("A short, stable word for the kind of failure."));
    properties["message"] = member("string", tr("What went wrong, in one sentence."));
    properties["properties"] = member("object", tr("More facts, by the kind of failure."));
    properties["node"] = member("string", tr("The name of the node that failed."));
    return objectOf(std::move(properties));
}

Json instanceSchema()
{
    Json properties = Json::object();
    properties["id"] = member("string", tr("The id of this instance."));
    properties["name"] = member("string", tr("The name of the workflow."));
    properties["version"] = member("string", tr("The version that this instance runs."));
    return objectOf(std::move(properties));
}

Json entitySchema()
{
    Json properties = Json::object();
    properties["name"] = member("string", tr("The name of the entity."));
    properties["key"] = member("string", tr("Which of them this one is."));
    return objectOf(std::move(properties));
}

} // namespace perdura
