// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/WorkflowDefinition.h"

#include <random>

namespace perdura::test {

/// Which nodes a random drawing has.
enum class Kinds {
    Alone, ///< those that work by themselves, in simple shapes
    All    ///< all that a workflow may have, those that talk to others too, and shapes of all sorts
};

/// Draws a workflow that is valid and ends: steps, branches that join again, loops with a wait, waits with a
/// time-out, and containers in containers. The same number gives the same drawing everywhere.
class RandomDrawing
{
public:
    explicit RandomDrawing(quint32 seed, Kinds kinds = Kinds::Alone)
        : m_random(seed)
        , m_kinds(kinds)
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
    [[nodiscard]] bool drawsAll() const { return m_kinds == Kinds::All; }
    [[nodiscard]] bool mayNest() const;
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
    Part forEach();
    Part lanes(NodeKind kind);
    Part container(NodeKind kind, Json fields, int lanes);

    // With Kinds::All (RandomDrawingOfAll.cpp).
    void end(const Ends &ends);
    Part otherStep();
    Part webCall();
    Part child();
    Part message();
    Part entity();
    Part section();
    Part failing();
    Part events();
    Part bridge();
    Part whileLoop();
    Part brokenLoop();
    Part loopOfTwoEntries();
    Part loopOfEvents();
    Part loopOfSteps();
    Part called(const NodeId &node);
    NodeId counted(const std::string &variable);
    void mayUndo(const NodeId &node);
    void mayNote();

    std::mt19937 m_random;
    Kinds m_kinds;
    WorkflowDefinition m_drawing;
    std::optional<NodeId> m_parent;
    int m_depth = 0;
    int m_scopes = 0; ///< around the place
};

} // namespace perdura::test
