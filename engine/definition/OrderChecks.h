// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/FieldChecks.h"
#include "engine/definition/FlowCircles.h"

namespace perdura {

/// The part of the validation that looks whether a node whose output an expression uses can have run before.
/// All must outlive the object.
class OrderChecks
{
public:
    OrderChecks(const WorkflowDefinition &definition, const FlowIndex &index, const FlowGroups &groups,
                ProblemList &problems);
    /// `node` is one of the definition's own.
    void add(const Node &node, const std::vector<FieldReference> &references);
    /// About all that was added. Takes time proportional to the drawing for every 64 nodes that are used.
    void run();

private:
    /// Of one output.
    struct Use
    {
        const Node *node;   ///< where the expression stands
        const Node *source; ///< whose output it is
        const Node *place;  ///< the node, or the container around it, in the flow of the source
        FieldReference wording;
    };
    using Marks = std::vector<bool>; ///< by the node's place in the definition

    [[nodiscard]] std::size_t numberOf(const Node &node) const;
    [[nodiscard]] std::size_t groupOf(const Node &node) const;
    [[nodiscard]] bool isCircle(std::size_t group) const;
    /// All that a way leads to from these nodes, and what is inside.
    [[nodiscard]] Marks reachedFrom(std::vector<const Node *> open) const;
    void forgetUnclear();
    void findEdges();
    void checkBlock(std::size_t first, std::size_t last);

    const WorkflowDefinition &m_definition;
    const FlowIndex &m_index;
    const FlowGroups &m_groups;
    ProblemList &m_problems;
    std::vector<Use> m_uses;
    std::vector<std::pair<std::size_t, std::size_t>> m_edges; ///< between groups, those of earlier ones first
};

} // namespace perdura
