// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/WorkflowDefinition.h"

#include "engine/core/Text.h"

#include <algorithm>

namespace perdura {

namespace {

template <typename Predicate>
const Node *findNode(const std::vector<Node> &nodes, Predicate predicate)
{
    const auto found = std::find_if(nodes.begin(), nodes.end(), predicate);
    return found == nodes.end() ? nullptr : &*found;
}

} // namespace

const Node *WorkflowDefinition::find(const NodeId &id) const
{
    return findNode(nodes, [&id](const Node &node) { return node.id == id; });
}

const Node *WorkflowDefinition::findByName(const std::string &nodeName) const
{
    return findNode(nodes, [&nodeName](const Node &node) { return node.name == nodeName; });
}

const Node *WorkflowDefinition::target(const NodeId &from, const std::string &port) const
{
    const auto edge = std::find_if(edges.begin(), edges.end(), [&](const Edge &candidate) {
        return candidate.from == from && candidate.port == port;
    });
    return edge == edges.end() ? nullptr : find(edge->to);
}

std::vector<const Node *> WorkflowDefinition::flow(const std::optional<NodeId> &container) const
{
    std::vector<const Node *> members;
    for (const Node &node : nodes) {
        if (node.parent == container)
            members.push_back(&node);
    }
    return members;
}

std::string publishedName(DefinitionKind kind, const std::string &name)
{
    if (kind == DefinitionKind::Workflow)
        return name;
    return "@" + lowerCase(name);
}

} // namespace perdura
