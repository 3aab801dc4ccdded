// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/FlowCircles.h"
#include "engine/definition/ProblemList.h"

#include <unordered_map>
#include <unordered_set>

namespace perdura {

/// The part of the validation that looks at circles of edges: those that never wait, those that nothing leads
/// out of, and those that only luck leads out of. All must outlive the object.
class LoopChecks
{
public:
    LoopChecks(const WorkflowDefinition &definition, const FlowIndex &index, const FlowGroups &groups,
               ProblemList &problems);
    void run();

private:
    using Group = std::vector<const Node *>;

    /// What is known of a circle's ways out.
    struct Exits
    {
        bool any = false;     ///< the flow can go on elsewhere, or end
        bool expires = false; ///< by the time or by a count
    };

    void checkBursts();
    void followBurst(const Node &start);
    void checkCircles();
    void checkCircle(const Group &group, std::size_t number);
    void addExits(const Node &node, std::size_t number, Exits &exits) const;
    [[nodiscard]] bool isCircle(const Group &group) const;
    [[nodiscard]] bool leadsToNewRound(const Group &group, std::size_t number) const;
    /// The nodes of which a person or a message from outside ends the wait, and the containers around them.
    void findWaits();
    [[nodiscard]] const Node &headOf(const Group &group) const;
    [[nodiscard]] bool isInRace(const Node &node) const;
    [[nodiscard]] std::size_t groupOf(const Node &node) const;

    enum class Mark { OnPath, Done };

    const WorkflowDefinition &m_definition;
    const FlowIndex &m_index;
    const FlowGroups &m_groups;
    ProblemList &m_problems;
    std::unordered_map<const Node *, Mark> m_marks; ///< of checkBursts()

    std::vector<bool> m_beginsAnew; ///< by group: whether a Continue as new can be reached from there
    std::unordered_set<const Node *> m_waits;   ///< of findWaits()
    std::unordered_set<const Node *> m_entered; ///< nodes that an edge from another group leads to
};

} // namespace perdura
