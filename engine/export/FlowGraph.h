// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/FlowIndex.h"

#include <unordered_map>
#include <vector>

namespace perdura {

/// One flow of a drawing as compilers see it: what may follow what, which node every way to another one leads
/// through, and where ways meet or lead back. Made once; points into the definition.
///
/// With `mayResume` the flow can also begin at the head of each of its loops, for an execution that goes on
/// with a loop of the one before; a flow that has loops within loops is then not structured. Source of the
/// words: Ramsey, "Beyond Relooper" (2022).
class FlowGraph
{
public:
    using Index = std::size_t; ///< of a node in reverse postorder; 0 is where the flow begins

    FlowGraph(const FlowIndex &index, const Node &first, bool mayResume);

    /// Null for the place before the first node from which a resumed flow goes elsewhere.
    [[nodiscard]] const Node *node(Index at) const { return m_nodes[at]; }
    [[nodiscard]] std::size_t size() const { return m_nodes.size(); }
    [[nodiscard]] Index indexOf(const Node &node) const;
    /// The nodes to which a resumed flow may go, in order; empty when it always begins at the first.
    [[nodiscard]] const std::vector<Index> &resumePoints() const { return m_resumePoints; }
    [[nodiscard]] Index firstNode() const { return m_resumePoints.empty() ? 0 : indexOf(*m_first); }

    [[nodiscard]] bool dominates(Index one, Index other) const;
    /// Several ways lead to it, not counting those that lead back.
    [[nodiscard]] bool isMerge(Index at) const { return m_forwardEdges[at] > 1; }
    /// A way leads back to it.
    [[nodiscard]] bool isLoopHead(Index at) const { return !m_loops[at].empty(); }
    [[nodiscard]] bool isInLoop(Index head, Index at) const;
    [[nodiscard]] bool isBackward(Index from, Index to) const { return to <= from; }
    /// The nodes that it alone leads to directly and at which ways meet, the farthest first.
    [[nodiscard]] std::vector<Index> mergesBelow(Index at) const;
    /// Every loop has one place at which it is entered, so that the flow can be written with loops and
    /// blocks.
    [[nodiscard]] bool isStructured() const { return m_isStructured; }

private:
    void collect(const FlowIndex &index, const std::vector<const Node *> &resumePoints);
    void findDominators();
    void findLoops();
    [[nodiscard]] bool hasInnerLoops() const;

    const Node *m_first;
    std::vector<const Node *> m_nodes;
    std::unordered_map<const Node *, Index> m_indexes;
    std::vector<std::vector<Index>> m_successors;
    std::vector<std::vector<Index>> m_predecessors;
    std::vector<Index> m_dominator;          ///< the nearest one; of the first: itself
    std::vector<std::size_t> m_forwardEdges; ///< that lead to it
    std::vector<std::vector<bool>> m_loops;  ///< by head: which nodes are in it
    std::vector<Index> m_resumePoints;
    bool m_isStructured = true;
};

} // namespace perdura
