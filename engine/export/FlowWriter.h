// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/export/FlowGraph.h"
#include "engine/export/JavaScriptFlow.h"
#include "engine/export/JavaScriptSteps.h"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace perdura {

/// Writes the control flow of one flow. Structured flows become blocks and loops, each block being followed
/// by the node at which the ways out of it meet. Source: Ramsey, "Beyond Relooper" (2022), with two changes:
/// what a loop leads to stands behind it, and jumps to where the code goes anyway are left out.
class FlowWriter
{
public:
    FlowWriter(const JavaScriptDrawing &drawing, const Node &first, FlowPlace place);

    /// Statements; at their end the flow has ended.
    [[nodiscard]] CodeLines write();
    /// Whether they need what the step before the flow gave.
    [[nodiscard]] bool usesLast() const { return m_needsLast.front(); }
    /// Whether they have a variable for what the step before gave.
    [[nodiscard]] bool hasLast() const;

private:
    using Index = FlowGraph::Index;
    /// Where the code goes at its end without being told; nothing: nowhere.
    using Next = std::optional<Index>;
    struct Code
    {
        CodeLines lines;
        bool goesOn = true; ///< its end can be reached
    };
    struct Way
    {
        std::string condition;
        const Node *target;
    };

    void findNeeds();
    [[nodiscard]] bool usesLast(const Node &node) const;
    [[nodiscard]] bool needsAfter(const Node &node) const;
    [[nodiscard]] bool isKept(const Node &node) const;
    [[nodiscard]] bool handsOn(const Node &node) const;

    [[nodiscard]] Code tree(Index at, Next next);
    [[nodiscard]] Code blocks(Index at, const std::vector<Index> &merges, std::size_t done, bool isLoop,
                              Next next);
    [[nodiscard]] Code loop(Index at);
    [[nodiscard]] CodeLines loopHead(Index at) const;
    [[nodiscard]] Code steps(Index at, Next next);
    [[nodiscard]] Code triedSteps(const Node &node, const Node &handler, Next next);
    [[nodiscard]] Code resumeCode(Next next);
    [[nodiscard]] Code jump(Index from, const Node *target, Next next);
    [[nodiscard]] Code waysCode(Index from, const std::vector<Way> &ways, Next next);
    [[nodiscard]] static Code twoWays(const std::string &condition, const Code &way, const Code &other);
    [[nodiscard]] CodeLines switchOverSteps();

    [[nodiscard]] bool followsSimply(Index from, const Node *node) const;
    [[nodiscard]] std::vector<const Node *> sameTry(const Node &node, const Node &handler) const;
    [[nodiscard]] static CodeLines headCode(const Node &node);
    [[nodiscard]] CodeLines work(const Node &node, bool isHoisted) const;
    [[nodiscard]] bool isReturned(const Node &node, const std::vector<Way> &ways) const;
    [[nodiscard]] CodeLines stored(const Node &node, const StepCode &step, bool isHoisted) const;
    [[nodiscard]] CodeLines undoCode(const Node &node) const;
    [[nodiscard]] std::vector<Way> waysOf(const Node &node, bool isHoisted) const;
    [[nodiscard]] std::string blockName(Index at) const;
    [[nodiscard]] const Node *target(const Node &node, const char *port) const;

    const JavaScriptDrawing &m_drawing;
    const Node &m_first;
    FlowPlace m_place;
    FlowGraph m_graph;
    std::vector<bool> m_needsLast;  ///< by node: it or one after it uses the output of the step before it
    std::set<Index> m_leftBlocks;   ///< the nodes behind blocks that are left by name
    std::set<Index> m_namedLoops;   ///< the heads of loops that are begun again by name
    std::vector<Index> m_openLoops; ///< the heads of those around the code being written, the inmost last
    int m_depth = 0;
    bool m_isTooDeep = false;
    bool m_isSwitch = false; ///< written as a switch over the steps
};

} // namespace perdura
