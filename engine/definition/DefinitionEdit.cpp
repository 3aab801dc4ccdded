// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/DefinitionEdit.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <set>

namespace perdura {

namespace {

// A node with the gap that drawings usually leave behind it.
constexpr double columnWidth = 280;
constexpr double rowHeight = 120;

class Editing
{
public:
    explicit Editing(WorkflowDefinition &definition)
        : m_definition(definition)
    {}

    void operator()(const SetField &edit) const
    {
        if (Node *node = find(edit.node))
            node->fields[Json::json_pointer(edit.field)] = edit.value;
    }

    void operator()(const RemoveField &edit) const
    {
        Node *node = find(edit.node);
        const Json::json_pointer place(edit.field);
        if (!node || place.empty() || !node->fields.contains(place))
            return;
        Json &owner = node->fields[place.parent_pointer()];
        if (owner.is_array())
            owner.erase(std::size_t(std::stoul(place.back())));
        else
            owner.erase(place.back());
    }

    void operator()(const RenameNode &edit) const
    {
        if (Node *node = find(edit.node))
            node->name = edit.name;
    }

    void operator()(const AddNode &edit) const
    {
        place(edit);
        m_definition.nodes.push_back(edit.node);
        for (const auto &[from, port] : edit.from)
            (*this)(ConnectPort{from, port, edit.node.id});
        if (edit.to)
            (*this)(ConnectPort{edit.node.id, "next", *edit.to});
    }

    void operator()(const RemoveNode &edit) const
    {
        lead(edit.node, onlySuccessor(edit.node));
        const std::set<NodeId> removed = withInside(edit.node);
        std::erase_if(m_definition.nodes, [&](const Node &node) { return removed.contains(node.id); });
        std::erase_if(m_definition.edges, [&](const Edge &edge) {
            return removed.contains(edge.from) || removed.contains(edge.to);
        });
        for (const NodeId &id : removed)
            m_definition.layout.erase(id);
    }

    void operator()(const ConnectPort &edit) const
    {
        std::erase_if(m_definition.edges,
                      [&](const Edge &edge) { return edge.from == edit.from && edge.port == edit.port; });
        m_definition.edges.push_back({edit.from, edit.port, edit.to});
    }

    void operator()(const RemoveEdge &edit) const
    {
        auto &edges = m_definition.edges;
        const auto found = std::find_if(edges.rbegin(), edges.rend(), [&](const Edge &edge) {
            return edge.from == edit.from && edge.port == edit.port && edge.to == edit.to;
        });
        if (found != edges.rend())
            edges.erase(std::next(found).base());
    }

private:
    [[nodiscard]] Node *find(const NodeId &id) const
    {
        auto &nodes = m_definition.nodes;
        const auto found = std::ranges::find(nodes, id, &Node::id);
        return found == nodes.end() ? nullptr : &*found;
    }

    [[nodiscard]] std::optional<NodeId> onlySuccessor(const NodeId &id) const
    {
        std::optional<NodeId> successor;
        for (const Edge &edge : m_definition.edges) {
            if (edge.from != id)
                continue;
            if (successor)
                return std::nullopt;
            successor = edge.to;
        }
        return successor == id ? std::nullopt : successor;
    }

    /// The edges into `id`, on to the successor.
    void lead(const NodeId &id, const std::optional<NodeId> &successor) const
    {
        for (Edge &edge : m_definition.edges) {
            if (successor && edge.to == id && edge.from != *successor)
                edge.to = *successor;
        }
    }

    [[nodiscard]] std::set<NodeId> withInside(const NodeId &id) const
    {
        std::set<NodeId> all{id};
        for (bool grown = true; grown;) {
            grown = false;
            for (const Node &node : m_definition.nodes) {
                if (node.parent && all.contains(*node.parent))
                    grown = all.insert(node.id).second || grown;
            }
        }
        return all;
    }

    void place(const AddNode &edit) const
    {
        const NodeId *neighbour = !edit.from.empty() ? &edit.from.front().first
                                  : edit.to          ? &*edit.to
                                                     : nullptr;
        const auto at = neighbour ? m_definition.layout.find(*neighbour) : m_definition.layout.end();
        if (at == m_definition.layout.end())
            return;
        NodePosition position = at->second;
        position.x += edit.from.empty() ? -columnWidth : columnWidth;
        if (edit.node.parent)
            position.x = std::max(0.0, position.x);
        while (isTaken(position, edit.node.parent))
            position.y += rowHeight;
        m_definition.layout[edit.node.id] = position;
    }

    [[nodiscard]] bool isTaken(const NodePosition &position, const std::optional<NodeId> &parent) const
    {
        return std::ranges::any_of(m_definition.nodes, [&](const Node &node) {
            const auto at = m_definition.layout.find(node.id);
            return node.parent == parent && at != m_definition.layout.end() &&
                   std::abs(at->second.x - position.x) < columnWidth &&
                   std::abs(at->second.y - position.y) < rowHeight;
        });
    }

    WorkflowDefinition &m_definition;
};

} // namespace

WorkflowDefinition applied(WorkflowDefinition definition, const std::vector<DefinitionEdit> &edits)
{
    const Editing editing(definition);
    for (const DefinitionEdit &edit : edits)
        std::visit(editing, edit);
    return definition;
}

} // namespace perdura
