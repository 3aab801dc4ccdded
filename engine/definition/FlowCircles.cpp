// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/FlowCircles.h"

#include <algorithm>
#include <limits>

namespace perdura {

namespace {

constexpr std::size_t unknown = std::numeric_limits<std::size_t>::max();

/// Tarjan's algorithm with a stack of its own: drawings may be longer than the program's stack is deep.
class Grouping
{
public:
    Grouping(const WorkflowDefinition &definition, const FlowIndex &index)
        : m_definition(definition)
        , m_index(index)
        , m_order(definition.nodes.size(), unknown)
        , m_lowest(definition.nodes.size(), unknown)
    {
        m_result.groupOf.assign(definition.nodes.size(), unknown);
    }

    FlowGroups run()
    {
        for (std::size_t node = 0; node < m_order.size(); ++node) {
            if (m_order[node] == unknown)
                follow(node);
        }
        return std::move(m_result);
    }

private:
    struct Place
    {
        std::size_t node;
        std::size_t nextEdge = 0;
    };

    void enter(std::size_t node)
    {
        m_order[node] = m_lowest[node] = m_next++;
        m_open.push_back(node);
        m_path.push_back({node});
    }

    void follow(std::size_t start)
    {
        enter(start);
        while (!m_path.empty()) {
            const std::size_t node = m_path.back().node;
            const auto &edges = m_index.edgesFrom(m_definition.nodes[node].id);
            if (m_path.back().nextEdge == edges.size()) {
                leave(node);
                continue;
            }
            const Node *to = m_index.find(edges[m_path.back().nextEdge++]->to);
            if (!to)
                continue;
            const auto next = std::size_t(to - m_definition.nodes.data());
            if (m_order[next] == unknown)
                enter(next);
            else if (m_result.groupOf[next] == unknown) // still open: a way back
                m_lowest[node] = std::min(m_lowest[node], m_order[next]);
        }
    }

    void leave(std::size_t node)
    {
        m_path.pop_back();
        if (!m_path.empty()) {
            std::size_t &before = m_lowest[m_path.back().node];
            before = std::min(before, m_lowest[node]);
        }
        if (m_lowest[node] != m_order[node])
            return;
        std::vector<std::size_t> members;
        do {
            members.push_back(m_open.back());
            m_result.groupOf[m_open.back()] = m_result.groups.size();
            m_open.pop_back();
        } while (members.back() != node);
        std::sort(members.begin(), members.end());
        auto &group = m_result.groups.emplace_back();
        for (const std::size_t member : members)
            group.push_back(&m_definition.nodes[member]);
    }

    const WorkflowDefinition &m_definition;
    const FlowIndex &m_index;
    std::vector<std::size_t> m_order;  ///< when each node was first seen
    std::vector<std::size_t> m_lowest; ///< the earliest open node that it leads back to
    std::size_t m_next = 0;
    std::vector<std::size_t> m_open; ///< seen, not in a group yet
    std::vector<Place> m_path;
    FlowGroups m_result;
};

} // namespace

FlowGroups flowGroups(const WorkflowDefinition &definition, const FlowIndex &index)
{
    return Grouping(definition, index).run();
}

} // namespace perdura
