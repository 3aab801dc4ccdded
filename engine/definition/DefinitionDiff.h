// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/WorkflowDefinition.h"

#include <string>
#include <vector>

namespace perdura {

/// What became of one node between two states of a drawing.
struct NodeChange
{
    enum class Kind {
        Added,
        Removed,
        Changed, ///< what it does, its name or its container; it may have been moved as well
        Moved    ///< only its place on the canvas
    };
    Kind kind = Kind::Changed;
    NodeId node;
    std::string name; ///< the new one, if there still is one
    /// Of a changed one: "kind", "name", "parent" and JSON pointers into its fields ("/input/path"), in
    /// order.
    std::vector<std::string> what;
    bool operator==(const NodeChange &) const = default;
};

/// The difference of two drawings in the terms of drawings. Nodes are the same when their ids are.
struct DefinitionDiff
{
    std::vector<NodeChange> nodes; ///< by node id
    std::vector<Edge> addedEdges;
    std::vector<Edge> removedEdges;
    std::vector<std::string> members; ///< of the definition: "name", "description", "input", "kind"

    [[nodiscard]] bool isEmpty() const;
    /// Nothing that a run could notice.
    [[nodiscard]] bool isOnlyLayout() const;
    bool operator==(const DefinitionDiff &) const = default;
};

[[nodiscard]] DefinitionDiff diffOf(const WorkflowDefinition &before, const WorkflowDefinition &after);

} // namespace perdura
