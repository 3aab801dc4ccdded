// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/WorkflowDefinition.h"

#include <set>

namespace perdura {

/// What one drawing says about events, and what others may call it by. A value, small against the drawing.
struct EventUses
{
    struct Wait
    {
        NodeId node;
        std::string field; ///< JSON pointer of the name
        std::string event;
        bool operator==(const Wait &) const = default;
    };
    struct Raise
    {
        NodeId node;
        std::string event;  ///< empty: the run tells
        std::string target; ///< the workflow whose instance gets it; empty: the run tells
        bool operator==(const Raise &) const = default;
    };

    std::string workflow;             ///< its name; empty: it is an entity
    std::string entity;               ///< its name in lower case; empty: it is a workflow
    std::set<std::string> operations; ///< of the entity, in lower case
    std::vector<Wait> waits;
    std::vector<Raise> raises;
    bool waitsForAny = false; ///< for some event whose name the run tells
    bool operator==(const EventUses &) const = default;
};

/// Takes time proportional to the drawing. Pure; any thread.
[[nodiscard]] EventUses eventUsesOf(const WorkflowDefinition &definition);

} // namespace perdura
