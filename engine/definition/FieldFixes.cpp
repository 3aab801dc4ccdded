// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/FixRequest.h"
#include "engine/definition/JsonSchema.h"
#include "engine/definition/NodeCatalog.h"

#include <QCoreApplication>

#include <algorithm>

namespace perdura {

namespace {

constexpr const char *usualTimeout = "3 d";

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::ProblemFixes", text);
}

QString shown(const Json &value)
{
    return QString::fromStdString(value.is_string() ? value.get<std::string>() : dumpJson(value));
}

const Json *valueAt(const FixRequest &request)
{
    const Json::json_pointer place(request.problem.field);
    return request.node->fields.contains(place) ? &request.node->fields.at(place) : nullptr;
}

Fixes set(const FixRequest &request, const QString &title, Json value)
{
    return {{title, {SetField{request.node->id, request.problem.field, std::move(value)}}}};
}

Fixes remove(const FixRequest &request, const QString &title)
{
    return {{title, {RemoveField{request.node->id, request.problem.field}}}};
}

/// The schema of an object of the node, whichever way it is described; null: none is.
const Json *schemaAt(const FixRequest &request, Json::json_pointer place)
{
    const Json *schema = &nodeKindInfo(request.node->kind).fieldSchema;
    std::vector<std::string> steps;
    for (; !place.empty(); place.pop_back())
        steps.insert(steps.begin(), place.back());
    const auto activity = request.node->fields.find("activity");
    for (std::size_t i = 0; i < steps.size(); ++i) {
        if (i == 0 && steps[i] == "input" && activity != request.node->fields.end() &&
            activity->is_string()) {
            const ActivityInfo *info = request.activities.find(activity->get<std::string>());
            if (!info)
                return nullptr;
            schema = &info->inputSchema;
            continue;
        }
        const auto properties = schema->find("properties");
        if (properties == schema->end() || !properties->contains(steps[i]))
            return nullptr;
        schema = &properties->at(steps[i]);
    }
    return schema;
}

/// The value that a new node would have there.
std::optional<Json> usualValue(const FixRequest &request)
{
    if (request.node->kind == NodeKind::Timer && request.problem.field == "/duration")
        return Json("1 h");
    const Json *schema = schemaAt(request, Json::json_pointer(request.problem.field));
    if (!schema || !schema->contains("default"))
        return std::nullopt;
    const Json &usual = schema->at("default");
    // An empty list is what a new node has, and wrong.
    return schemaViolations(usual, *schema).empty() ? std::optional(usual) : std::nullopt;
}

bool isUnknownMember(const FixRequest &request)
{
    const Json::json_pointer place(request.problem.field);
    if (place.empty())
        return false;
    const Json *owner = schemaAt(request, place.parent_pointer());
    return owner && owner->value("additionalProperties", Json(true)) == false &&
           !owner->value("properties", Json::object()).contains(place.back());
}

/// The value goes by the name that was most likely meant.
Fixes renameMember(const FixRequest &request)
{
    const Json *value = valueAt(request);
    if (!value)
        return {};
    if (request.problem.proposal.empty())
        return remove(request, tr("Remove it"));
    const NodeId &node = request.node->id;
    const std::string parent = Json::json_pointer(request.problem.field).parent_pointer().to_string();
    return {{tr("Rename to “%1”").arg(QString::fromStdString(request.problem.proposal)),
             {RemoveField{node, request.problem.field},
              SetField{node, parent + jsonPointerStep(request.problem.proposal), *value}}}};
}

Fixes fixValue(const FixRequest &request)
{
    if (isUnknownMember(request))
        return remove(request, tr("Remove it"));
    if (const auto usual = usualValue(request))
        return set(request, tr("Set it to %1").arg(shown(*usual)), *usual);
    return {};
}

/// Of a list in which a word stands twice, the entry in question.
Fixes removeRepeated(const FixRequest &request)
{
    const Json *entry = valueAt(request);
    if (!entry)
        return {};
    const Json &list = request.node->fields.at(Json::json_pointer(request.problem.field).parent_pointer());
    if (std::count(list.begin(), list.end(), *entry) < 2)
        return {};
    return remove(request, tr("Remove the second “%1”").arg(shown(*entry)));
}

} // namespace

Fixes fixesOfFields(const FixRequest &request)
{
    if (!request.node)
        return {};
    if (request.is("approval.noTimeout") || request.is("event.noTimeout"))
        return set(request, tr("Add a time-out of %1").arg(QLatin1String(usualTimeout)), usualTimeout);
    if (request.is("input.unknown"))
        return renameMember(request);
    if (request.is("reference.variable") || request.is("reference.input"))
        return {}; // a part of an expression
    if (!request.problem.proposal.empty())
        return set(request, tr("Rename to “%1”").arg(QString::fromStdString(request.problem.proposal)),
                   request.problem.proposal);
    if (request.is("foreach.parallelism"))
        return set(request, tr("Work on %1 at a time").arg(10), 10);
    if (request.is("timer.both"))
        return remove(request, tr("Clear the point in time"));
    if (request.is("expression.mark")) {
        const Json *text = valueAt(request);
        return text ? set(request, tr("Put = in front"), "=" + text->get<std::string>()) : Fixes();
    }
    if (request.is("switch.case") || request.is("event.other") || request.is("approval.outcome"))
        return removeRepeated(request);
    if (request.is("field.missing") || request.is("field.invalid") || request.is("retry.noWait"))
        return fixValue(request);
    return {};
}

} // namespace perdura
