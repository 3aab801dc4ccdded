// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/FlowIndex.h"
#include "engine/definition/ProblemList.h"

#include <cstdint>

namespace perdura {

/// The part of the validation that looks at what runs at the same time, and at what is left running. All must
/// outlive the object.
///
/// The interpreter gives up the lanes that have lost: it cancels their timers, drops what they wait for and
/// closes their human tasks; and a wait with a time-out cancels its own timer. So a timer outlives a race
/// only where the drawing says so. What cannot be called back is a workflow that a lane has started and waits
/// for.
class ConcurrencyChecks
{
public:
    ConcurrencyChecks(const WorkflowDefinition &definition, const FlowIndex &index, ProblemList &problems);
    void run();

private:
    void checkFanOut(const Node &node);
    void checkChild(const Node &node);
    void checkTimer(const Node &node);

    const WorkflowDefinition &m_definition;
    const FlowIndex &m_index;
    ProblemList &m_problems;
};

/// More steps than this at the same time are no longer what anybody means.
inline constexpr std::int64_t sensibleFanOut = 1'000;

/// How many flows run inside the node at the same time: the lanes of a Parallel, the items of a For each, as
/// far as they are no expressions. One for any other node.
[[nodiscard]] std::int64_t fanOutOf(const Node &node, const FlowIndex &index);

/// A Race whose other lanes go on when one has ended well.
[[nodiscard]] bool letsLosersGoOn(const Node &node);

} // namespace perdura
