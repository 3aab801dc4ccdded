// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/KnownValues.h"

#include "engine/definition/Expression.h"
#include "engine/definition/OutputSchemas.h"

#include <algorithm>

namespace perdura {

namespace {

Json memberOf(const Json &schema, const std::string &step)
{
    if (!schema.is_object())
        return {};
    if (step == "[]")
        return schema.value("items", Json());
    const auto properties = schema.find("properties");
    if (properties == schema.end() || !properties->is_object())
        return {};
    return properties->value(step, Json());
}

} // namespace

KnownValues::KnownValues(const WorkflowDefinition &definition, const ActivityCatalog &activities,
                         const Node &node)
    : m_definition(definition)
    , m_activities(activities)
    , m_surroundings(surroundingsOf(definition, node))
{}

const Node *KnownValues::forEach() const
{
    const auto &around = m_surroundings.containers;
    const auto found =
        std::ranges::find_if(around, [](const Node *node) { return node->kind == NodeKind::ForEach; });
    return found == around.end() ? nullptr : *found;
}

Json KnownValues::schemaOf(const ValuePath &path) const
{
    if (path.empty())
        return {};
    std::size_t next = 1;
    Json schema;
    if (path.front() == "nodes") {
        if (path.size() < 3 || path[2] != "output")
            return {};
        const Node *node = m_definition.findByName(path[1]);
        schema = node ? outputSchemaOf(m_definition, *node, m_activities) : Json();
        next = 3;
    } else {
        schema = rootSchema(path.front());
    }
    for (; next < path.size(); ++next)
        schema = memberOf(schema, path[next]);
    return schema;
}

Json KnownValues::rootSchema(const std::string &name) const
{
    if (name == "input")
        return m_definition.kind == DefinitionKind::Workflow ? m_definition.inputSchema : Json();
    if (name == "vars")
        return variablesSchemaOf(m_definition);
    if (name == "item")
        return itemSchema();
    if (name == "index")
        return Json::object({{"type", "integer"}});
    if (name == "now")
        return Json::object({{"type", "string"}});
    if (name == "error")
        return m_surroundings.isBehindError ? errorSchema() : Json();
    if (name == "instance")
        return m_definition.kind == DefinitionKind::Workflow ? instanceSchema() : Json();
    if (name == "entity")
        return m_definition.kind == DefinitionKind::Entity ? entitySchema() : Json();
    return {};
}

Json KnownValues::itemSchema() const
{
    const Node *container = forEach();
    const auto items = container ? container->fields.find("items") : Json::const_iterator();
    if (!container || items == container->fields.end() || !isExpression(*items))
        return {};
    auto path = pathOf(std::string_view(items->get_ref<const std::string &>()).substr(1));
    if (!path)
        return {};
    path->emplace_back("[]");
    // The list is worked out where the container stands, which may be inside another one; in a broken file
    // even inside itself.
    const KnownValues outside(m_definition, m_activities, *container);
    const auto &around = outside.surroundings().containers;
    if (std::ranges::find(around, container) != around.end())
        return {};
    return outside.schemaOf(*path);
}

} // namespace perdura
