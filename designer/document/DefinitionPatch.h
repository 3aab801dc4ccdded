// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/WorkflowDefinition.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace perdura {

/// The members of a definition beside nodes and edges.
struct WorkflowProperties
{
    std::string name;
    std::string description;
    Json inputSchema;
    bool operator==(const WorkflowProperties &) const = default;
};

/// A value before and after an edit; nothing where the thing does not exist.
template <typename T>
struct Replaced
{
    std::optional<T> before;
    std::optional<T> after;
};

/// The difference between two states of a definition, by ids and values. Undo applies it backwards, redo
/// forwards: one piece of code, so that they cannot drift apart. Any thread.
struct DefinitionPatch
{
    std::map<NodeId, Replaced<Node>> nodes;
    std::map<std::pair<NodeId, std::string>, Replaced<Edge>> edges; ///< by (from, port)
    std::map<NodeId, Replaced<NodePosition>> layout;
    Replaced<WorkflowProperties> properties; ///< both set, or neither

    [[nodiscard]] bool isEmpty() const;
    /// The definition must be in the state before (forwards) or after (backwards).
    void apply(WorkflowDefinition &definition, bool forwards) const;
    /// Appends a later patch; what comes back to its first value drops out.
    void absorb(const DefinitionPatch &later);
};

/// Both definitions have to be normalized().
[[nodiscard]] DefinitionPatch difference(const WorkflowDefinition &before, const WorkflowDefinition &after);

/// Sorted as in a file, with a position for every node and for no others; so that equal drawings are equal
/// values.
[[nodiscard]] WorkflowDefinition normalized(WorkflowDefinition definition);

} // namespace perdura
