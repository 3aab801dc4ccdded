// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/NodeSurroundings.h"

#include <deque>
#include <unordered_map>
#include <unordered_set>

namespace perdura {

namespace {

class Walk
{
public:
    explicit Walk(const WorkflowDefinition &definition)
    {
        for (const Node &node : definition.nodes)
            m_nodes.emplace(node.id.value, &node);
        for (const Edge &edge : definition.edges)
            m_edgesTo[edge.to.value].push_back(&edge);
    }

    NodeSurroundings run(const Node &node)
    {
        goBack(node);
        // Ids that contain each other in a broken file must not keep us here.
        const Node *container = parentOf(node);
        while (container && m_seenContainers.insert(container).second) {
            m_found.containers.push_back(container);
            goBack(*container);
            container = parentOf(*container);
        }
        return std::move(m_found);
    }

private:
    [[nodiscard]] const Node *find(const NodeId &id) const
    {
        const auto found = m_nodes.find(id.value);
        return found == m_nodes.end() ? nullptr : found->second;
    }
    [[nodiscard]] const Node *parentOf(const Node &node) const
    {
        return node.parent ? find(*node.parent) : nullptr;
    }

    void goBack(const Node &from)
    {
        std::unordered_set<const Node *> seen;
        std::deque<const Node *> open{&from};
        while (!open.empty()) {
            const Node *node = open.front();
            open.pop_front();
            for (const Edge *edge : m_edgesTo[node->id.value]) {
                m_found.isBehindError = m_found.isBehindError || edge->port == "error";
                const Node *source = find(edge->from);
                if (!source || source->parent != from.parent || !seen.insert(source).second)
                    continue;
                m_found.before.push_back(source);
                open.push_back(source);
            }
        }
    }

    std::unordered_map<std::string_view, const Node *> m_nodes;
    std::unordered_map<std::string_view, std::vector<const Edge *>> m_edgesTo;
    std::unordered_set<const Node *> m_seenContainers;
    NodeSurroundings m_found;
};

} // namespace

NodeSurroundings surroundingsOf(const WorkflowDefinition &definition, const Node &node)
{
    return Walk(definition).run(node);
}

} // namespace perdura
