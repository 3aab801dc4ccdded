// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/export/FlowGraph.h"

#include "engine/definition/NodeCatalog.h"

#include <algorithm>
#include <set>

namespace perdura {

namespace {

/// The nodes that the ports lead to, in the order of the ports. What undoes a node is a flow of its own.
std::vector<const Node *> successorsOf(const FlowIndex &index, const Node &node)
{
    std::vector<const Node *> successors;
    for (const PortInfo &port : outputPorts(node)) {
        const Node *target = port.id == "undo" ? nullptr : index.target(node.id, port.id);
        if (target)
            successors.push_back(target);
    }
    return successors;
}

} // namespace

FlowGraph::FlowGraph(const FlowIndex &index, const Node &first, bool mayResume)
    : m_first(&first)
{
    collect(index, {});
    findDominators();
    findLoops();
    if (!mayResume)
        return;
    std::vector<const Node *> heads;
    for (Index at = 0; at < m_nodes.size(); ++at) {
        if (isLoopHead(at))
            heads.push_back(m_nodes[at]);
    }
    if (!m_isStructured || hasInnerLoops()) {
        m_isStructured = false;
        return;
    }
    if (heads.empty())
        return;
    collect(index, heads);
    findDominators();
    findLoops();
}

/// Numbers what can be reached in reverse postorder. The walk has its own stack: flows may be long.
void FlowGraph::collect(const FlowIndex &index, const std::vector<const Node *> &resumePoints)
{
    const auto followers = [&](const Node *node) {
        if (node)
            return successorsOf(index, *node);
        std::vector<const Node *> all = resumePoints;
        all.push_back(m_first);
        return all;
    };
    struct Visit
    {
        const Node *node;
        std::vector<const Node *> followers;
        std::size_t next = 0;
    };
    const Node *root = resumePoints.empty() ? m_first : nullptr;
    std::set<const Node *> seen{root};
    std::vector<Visit> path{{root, followers(root)}};
    m_nodes.clear();
    while (!path.empty()) {
        Visit &visit = path.back();
        // The last port first, so that in the end the first one comes first.
        if (visit.next < visit.followers.size()) {
            const Node *next = visit.followers[visit.followers.size() - ++visit.next];
            if (seen.insert(next).second)
                path.push_back({next, followers(next)});
            continue;
        }
        m_nodes.push_back(visit.node);
        path.pop_back();
    }
    std::ranges::reverse(m_nodes);
    m_indexes.clear();
    for (Index at = 0; at < m_nodes.size(); ++at)
        m_indexes.emplace(m_nodes[at], at);
    m_successors.assign(m_nodes.size(), {});
    m_predecessors.assign(m_nodes.size(), {});
    for (Index from = 0; from < m_nodes.size(); ++from) {
        for (const Node *target : followers(m_nodes[from])) {
            const Index to = indexOf(*target);
            m_successors[from].push_back(to);
            m_predecessors[to].push_back(from);
        }
    }
    m_resumePoints.clear();
    for (const Node *node : resumePoints)
        m_resumePoints.push_back(indexOf(*node));
}

FlowGraph::Index FlowGraph::indexOf(const Node &node) const
{
    const auto found = m_indexes.find(&node);
    Q_ASSERT(found != m_indexes.end());
    return found->second;
}

/// Source: Cooper, Harvey, Kennedy, "A Simple, Fast Dominance Algorithm" (2001).
void FlowGraph::findDominators()
{
    constexpr Index unknown = ~Index(0);
    m_dominator.assign(m_nodes.size(), unknown);
    m_dominator[0] = 0;
    const auto common = [this](Index one, Index other) {
        while (one != other) {
            while (one > other)
                one = m_dominator[one];
            while (other > one)
                other = m_dominator[other];
        }
        return one;
    };
    for (bool changed = true; changed;) {
        changed = false;
        for (Index at = 1; at < m_nodes.size(); ++at) {
            Index nearest = unknown;
            for (const Index before : m_predecessors[at]) {
                if (m_dominator[before] != unknown)
                    nearest = nearest == unknown ? before : common(nearest, before);
            }
            changed = changed || m_dominator[at] != nearest;
            m_dominator[at] = nearest;
        }
    }
}

bool FlowGraph::dominates(Index one, Index other) const
{
    while (other > one)
        other = m_dominator[other];
    return other == one;
}

void FlowGraph::findLoops()
{
    m_isStructured = true;
    m_loops.assign(m_nodes.size(), {});
    m_forwardEdges.assign(m_nodes.size(), 0);
    for (Index from = 0; from < m_nodes.size(); ++from) {
        for (const Index to : m_successors[from]) {
            if (!isBackward(from, to)) {
                ++m_forwardEdges[to];
                continue;
            }
            m_isStructured = m_isStructured && dominates(to, from);
            auto &members = m_loops[to];
            members.resize(m_nodes.size(), false);
            members[to] = true;
            std::vector<Index> open{from};
            while (!open.empty()) {
                const Index member = open.back();
                open.pop_back();
                if (members[member])
                    continue;
                members[member] = true;
                open.insert(open.end(), m_predecessors[member].begin(), m_predecessors[member].end());
            }
        }
    }
}

bool FlowGraph::isInLoop(Index head, Index at) const
{
    return isLoopHead(head) && m_loops[head][at];
}

bool FlowGraph::hasInnerLoops() const
{
    for (Index head = 0; head < m_nodes.size(); ++head) {
        for (Index at = 0; at < m_nodes.size(); ++at) {
            if (at != head && isLoopHead(at) && isInLoop(head, at))
                return true;
        }
    }
    return false;
}

std::vector<FlowGraph::Index> FlowGraph::mergesBelow(Index at) const
{
    std::vector<Index> merges;
    for (Index below = m_nodes.size(); below-- > 0;) {
        if (below != 0 && m_dominator[below] == at && isMerge(below))
            merges.push_back(below);
    }
    return merges;
}

} // namespace perdura
