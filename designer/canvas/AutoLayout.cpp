// SPDX-License-Identifier: GPL-3.0-or-later
#include "designer/canvas/AutoLayout.h"

#include "designer/canvas/CanvasGeometry.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>
#include <unordered_set>

namespace perdura {

namespace {

using Flow = std::vector<const Node *>;

constexpr double columnGap = 80;
constexpr double rowGap = 36;
constexpr int maxDepth = 16;

std::string keyOf(const std::optional<NodeId> &parent)
{
    return parent ? parent->value : std::string();
}

class Layouter
{
public:
    explicit Layouter(const WorkflowDefinition &definition)
    {
        for (const Node &node : definition.nodes)
            m_flows[keyOf(node.parent)].push_back(&node);
        for (const Node &node : definition.nodes) {
            // In the order of the ports, so that the first way of a branch comes out on top.
            for (const PortInfo &port : outputPorts(node))
                m_successors[node.id.value].push_back({port.id, {}});
        }
        for (const Edge &edge : definition.edges) {
            auto &ports = m_successors[edge.from.value];
            const auto port =
                std::find_if(ports.begin(), ports.end(), [&](const auto &p) { return p.first == edge.port; });
            if (port != ports.end())
                port->second = edge.to.value;
        }
    }

    std::map<NodeId, NodePosition> run(const std::string &container, int depth = 0)
    {
        std::map<NodeId, NodePosition> result;
        const auto flow = m_flows.find(container);
        if (flow == m_flows.end() || depth > maxDepth)
            return result;
        for (const Node *node : flow->second) {
            if (nodeKindInfo(node->kind).isContainer)
                result.merge(run(node->id.value, depth + 1));
            m_sizes[node->id.value] = sizeOf(*node, result);
        }
        placeColumns(columnsOf(flow->second), result);
        return result;
    }

private:
    QSizeF sizeOf(const Node &node, const std::map<NodeId, NodePosition> &placed)
    {
        if (!nodeKindInfo(node.kind).isContainer)
            return geometry::nodeSize(int(outputPorts(node).size()) - 1);
        QRectF content;
        for (const Node *child : m_flows[node.id.value]) {
            const auto position = placed.find(child->id);
            if (position != placed.end())
                content |= QRectF({position->second.x, position->second.y}, m_sizes[child->id.value]);
        }
        return geometry::containerSize(content);
    }

    std::vector<std::vector<std::string>> columnsOf(const Flow &flow)
    {
        std::unordered_set<std::string> members;
        std::unordered_set<std::string> targets;
        for (const Node *node : flow)
            members.insert(node->id.value);
        for (const Node *node : flow) {
            for (const auto &[port, to] : m_successors[node->id.value])
                targets.insert(to);
        }
        std::vector<std::string> order; // reverse postorder: predecessors first, first ports first
        std::unordered_set<std::string> seen;
        for (const bool rootsOnly : {true, false}) {
            for (auto it = flow.rbegin(); it != flow.rend(); ++it) {
                const bool root = (*it)->kind == NodeKind::Start || !targets.contains((*it)->id.value);
                if (root || !rootsOnly)
                    visit((*it)->id.value, members, seen, order);
            }
        }
        std::reverse(order.begin(), order.end());
        return intoColumns(order);
    }

    std::vector<std::vector<std::string>> intoColumns(const std::vector<std::string> &order)
    {
        std::unordered_map<std::string, std::size_t> rank;
        for (std::size_t i = 0; i < order.size(); ++i)
            rank[order[i]] = i;
        std::unordered_map<std::string, std::size_t> column;
        std::vector<std::vector<std::string>> columns;
        for (const std::string &id : order) {
            const std::size_t own = column[id];
            columns.resize(std::max(columns.size(), own + 1));
            columns[own].push_back(id);
            for (const auto &[port, to] : m_successors[id]) {
                const auto target = rank.find(to);
                if (target != rank.end() && target->second > rank[id])
                    column[to] = std::max(column[to], own + 1);
            }
        }
        return columns;
    }

    /// Depth first without recursion: drawings may be chains of thousands of nodes.
    void visit(const std::string &root, const std::unordered_set<std::string> &members,
               std::unordered_set<std::string> &seen, std::vector<std::string> &order)
    {
        if (!seen.insert(root).second)
            return;
        std::vector<std::pair<std::string, std::size_t>> path{{root, 0}};
        while (!path.empty()) {
            auto &[id, next] = path.back();
            const auto &ports = m_successors[id];
            if (next == ports.size()) {
                order.push_back(id);
                path.pop_back();
                continue;
            }
            // Last port first: reversing the order at the end then puts the first port's way in front.
            const std::string to = ports[ports.size() - 1 - next].second;
            ++next;
            if (members.contains(to) && seen.insert(to).second)
                path.emplace_back(to, 0);
        }
    }

    void placeColumns(const std::vector<std::vector<std::string>> &columns,
                      std::map<NodeId, NodePosition> &result)
    {
        std::unordered_map<std::string, double>
            preferredRow; // that of the first predecessor: chains stay straight
        double x = 0;
        for (const auto &column : columns) {
            double width = 0;
            double y = 0;
            for (const std::string &id : column) {
                const QSizeF size = m_sizes[id];
                const auto wanted = preferredRow.find(id);
                y = std::max(y, wanted == preferredRow.end() ? 0.0 : wanted->second);
                result[NodeId(id)] = {x, y};
                for (const auto &[port, to] : m_successors[id])
                    preferredRow.try_emplace(to, y);
                width = std::max(width, size.width());
                y = std::ceil((y + size.height() + rowGap) / geometry::gridStep) * geometry::gridStep;
            }
            x = std::ceil((x + width + columnGap) / geometry::gridStep) * geometry::gridStep;
        }
    }

    std::unordered_map<std::string, Flow> m_flows;
    std::unordered_map<std::string, std::vector<std::pair<std::string, std::string>>> m_successors;
    std::unordered_map<std::string, QSizeF> m_sizes;
};

} // namespace

std::map<NodeId, NodePosition> autoLayout(const WorkflowDefinition &definition)
{
    return Layouter(definition).run({});
}

std::map<NodeId, NodePosition> completeLayout(const WorkflowDefinition &definition)
{
    std::unordered_set<std::string> incomplete;
    for (const Node &node : definition.nodes) {
        if (!definition.layout.contains(node.id))
            incomplete.insert(keyOf(node.parent));
    }
    if (incomplete.empty())
        return definition.layout;
    auto layout = autoLayout(definition);
    for (const Node &node : definition.nodes) {
        const auto own = definition.layout.find(node.id);
        if (own != definition.layout.end() && !incomplete.contains(keyOf(node.parent)))
            layout[node.id] = own->second;
    }
    return layout;
}

} // namespace perdura
