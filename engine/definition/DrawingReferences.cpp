// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/DrawingReferences.h"

#include "engine/core/EntityId.h"
#include "engine/definition/Expression.h"

namespace perdura {

namespace {

/// A field that names something; empty when it is an expression.
std::string literalOf(const Node &node, const char *field)
{
    const auto value = node.fields.find(field);
    if (value == node.fields.end() || !value->is_string() || isExpression(*value))
        return {};
    return value->get<std::string>();
}

std::string referenceOf(const Node &node)
{
    switch (node.kind) {
    case NodeKind::SubWorkflow:
    case NodeKind::StartInstance:
        return literalOf(node, "workflow");
    case NodeKind::EntityCall:
    case NodeKind::EntitySignal: {
        const std::string entity = literalOf(node, "entity");
        return entity.empty() ? entity : publishedName(DefinitionKind::Entity, entity);
    }
    default:
        return {};
    }
}

void addLocked(const Node &node, std::set<std::string> &names)
{
    const auto entities = node.fields.find("entities");
    if (node.kind != NodeKind::CriticalSection || entities == node.fields.end() || !entities->is_array())
        return;
    for (const Json &entity : *entities) {
        if (!entity.is_string() || isExpression(entity))
            continue;
        if (const auto id = entityIdFromText(entity.get<std::string>()))
            names.insert(publishedName(DefinitionKind::Entity, id->name));
    }
}

} // namespace

std::set<std::string> referencesOf(const WorkflowDefinition &definition)
{
    std::set<std::string> names;
    for (const Node &node : definition.nodes) {
        if (std::string name = referenceOf(node); !name.empty())
            names.insert(std::move(name));
        addLocked(node, names);
    }
    return names;
}

} // namespace perdura
