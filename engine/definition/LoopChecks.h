// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Time.h"
#include "engine/definition/FlowCircles.h"
#include "engine/definition/ProblemList.h"

#include <optional>
#include <unordered_map>
#include <unordered_set>

namespace perdura {

/// The part of the validation that looks at circles of edges: those that never wait, those that nothing leads
/// out of, those that only luck leads out of, and those that go on for long where their history is kept. All
/// must outlive the object.
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
        bool any = false;             ///< the flow can go on elsewhere, or end
        bool expires = false;         ///< by the time or by a count
        std::optional<double> rounds; ///< the most, where a condition compares with a number
    };

    void checkBursts();
    void followBurst(const Node &start);
    void checkCircles();
    void checkCircle(const Group &group, std::size_t number);
    void addExits(const Node &node, std::size_t number, Exits &exits) const;
    [[nodiscard]] bool isCircle(const Group &group) const;
    [[nodiscard]] bool leadsToNewRound(const Group &group, std::size_t number) const;
    void findWaits();
    /// A loop that ends at some time, inside a container.
    void checkLength(const Group &group, const Node &head, const Exits &exits) const;
    [[nodiscard]] bool isBoundedAround(const Node &node, std::optional<Duration> round) const;
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
    /// The nodes of which a person or a message from outside ends the wait, and the containers around them.
    std::unordered_set<const Node *> m_waits;
    std::unordered_set<const Node *> m_timers;  ///< likewise of those that wait for a time
    std::unordered_set<const Node *> m_entered; ///< nodes that an edge from another group leads to
};

} // namespace perdura
