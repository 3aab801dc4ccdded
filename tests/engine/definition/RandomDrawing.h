// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/WorkflowDefinition.h"

#include <random>

namespace perdura::test {

/// Draws a workflow that is valid and ends, of all kinds of nodes that work by themselves: steps, branches
/// that join again, loops with a wait, waits with a time-out, and containers in containers. The same number
/// gives the same drawing everywhere.
class RandomDrawing
{
public:
    explicit RandomDrawing(quint32 seed)
        : m_random(seed)
    {}

    [[nodiscard]] WorkflowDefinition draw();

private:
    /// What leads into the next step.
    using Ends = std::vector<std::pair<NodeId, std::string>>;
    struct Part
    {
        NodeId first;
        Ends ends;
    };

    [[nodiscard]] int number(int most) { return int(m_random() % quint32(most)); }
    [[nodiscard]] bool chance(int percent) { return number(100) < percent; }
    NodeId add(NodeKind kind, const char *word, Json fields);
    void connect(const Ends &ends, const NodeId &to);
    Part flow(int steps);
    Part step();
    Part work();
    Part branch();
    Part cases();
    Part loop();
    Part wait();
    Part approval();
    Part container(NodeKind kind, Json fields, int lanes);

    std::mt19937 m_random;
    WorkflowDefinition m_drawing;
    std::optional<NodeId> m_parent;
    int m_depth = 0;
};

} // namespace perdura::test
