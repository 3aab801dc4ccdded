// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/EventUses.h"

#include "engine/core/Text.h"
#include "engine/definition/Expression.h"
#include "engine/definition/ExpressionCaret.h"

#include <unordered_map>

namespace perdura {

namespace {

/// The text of a field; nothing when it is missing, empty or no text.
const std::string *textIn(const Json &fields, const char *name)
{
    const auto found = fields.find(name);
    const bool isText = found != fields.end() && found->is_string() && *found != "";
    return isText ? &found->get_ref<const std::string &>() : nullptr;
}

bool isLiteral(const std::string *text)
{
    return text && !text->starts_with('=');
}

class Collector
{
public:
    explicit Collector(const WorkflowDefinition &definition)
        : m_definition(definition)
    {
        m_uses.workflow = definition.name;
        for (const Node &node : definition.nodes) {
            if (node.kind == NodeKind::StartInstance || node.kind == NodeKind::SubWorkflow)
                noteStart(node);
        }
    }

    EventUses run()
    {
        for (const Node &node : m_definition.nodes) {
            if (node.kind == NodeKind::WaitForEvent)
                addWaits(node);
            else if (node.kind == NodeKind::SignalInstance)
                addRaise(node);
        }
        return std::move(m_uses);
    }

private:
    void noteStart(const Node &node)
    {
        const std::string *workflow = textIn(node.fields, "workflow");
        if (!isLiteral(workflow))
            return;
        if (node.kind == NodeKind::StartInstance)
            m_startedBy.emplace(node.name, *workflow);
        if (const std::string *id = textIn(node.fields, "instanceId"); isLiteral(id))
            m_startedAs.emplace(*id, *workflow);
    }

    void addWait(const Node &node, const Json &event, std::string field)
    {
        if (isExpression(event))
            m_uses.waitsForAny = true;
        else if (event.is_string() && event != "")
            m_uses.waits.push_back({node.id, std::move(field), event.get<std::string>()});
    }

    void addWaits(const Node &node)
    {
        const auto event = node.fields.find("event");
        if (event != node.fields.end())
            addWait(node, *event, "/event");
        const auto others = node.fields.find("others");
        if (others == node.fields.end() || !others->is_array())
            return;
        for (std::size_t i = 0; i < others->size(); ++i)
            addWait(node, (*others)[i], "/others/" + std::to_string(i));
    }

    void addRaise(const Node &node)
    {
        const std::string *event = textIn(node.fields, "event");
        if (event)
            m_uses.raises.push_back({node.id, isLiteral(event) ? *event : std::string(), targetOf(node)});
    }

    /// Known where the instance is one that this drawing starts, or itself.
    [[nodiscard]] std::string targetOf(const Node &node) const
    {
        const std::string *instance = textIn(node.fields, "instance");
        if (!instance)
            return {};
        if (isLiteral(instance)) {
            const auto started = m_startedAs.find(*instance);
            return started == m_startedAs.end() ? std::string() : started->second;
        }
        const auto path = pathOf(std::string_view(*instance).substr(1));
        if (!path)
            return {};
        if (*path == ValuePath{"instance", "id"})
            return m_definition.name;
        if (path->size() != 4 || path->front() != "nodes" || (*path)[2] != "output" ||
            path->back() != "instanceId")
            return {};
        const auto started = m_startedBy.find((*path)[1]);
        return started == m_startedBy.end() ? std::string() : started->second;
    }

    const WorkflowDefinition &m_definition;
    std::unordered_map<std::string, std::string> m_startedBy; ///< workflows by the names of nodes
    std::unordered_map<std::string, std::string> m_startedAs; ///< and by the ids of instances
    EventUses m_uses;
};

EventUses entityUsesOf(const WorkflowDefinition &definition)
{
    EventUses uses;
    uses.entity = lowerCase(definition.name);
    for (const Node &node : definition.nodes) {
        if (node.kind == NodeKind::Operation)
            uses.operations.insert(lowerCase(node.name));
    }
    return uses;
}

} // namespace

EventUses eventUsesOf(const WorkflowDefinition &definition)
{
    if (definition.kind == DefinitionKind::Entity)
        return entityUsesOf(definition);
    return Collector(definition).run();
}

} // namespace perdura
