// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/WorkflowDefinition.h"

#include <utility>
#include <variant>
#include <vector>

namespace perdura {

// Changes to a definition as data, for those who propose one and leave it to others to make it.

struct SetField
{
    NodeId node;
    std::string field; ///< JSON pointer into the node's fields; what is missing on the way is made
    Json value;
    bool operator==(const SetField &) const = default;
};

/// A member, or an entry of a list; the entries behind it move up.
struct RemoveField
{
    NodeId node;
    std::string field;
    bool operator==(const RemoveField &) const = default;
};

/// Of the node only: expressions go on saying what they said.
struct RenameNode
{
    NodeId node;
    std::string name;
    bool operator==(const RenameNode &) const = default;
};

struct AddNode
{
    Node node;
    std::vector<std::pair<NodeId, std::string>> from; ///< these ports lead to it, wherever they led before
    std::optional<NodeId> to;                         ///< where it leads on by its port "next"; none: nowhere
    bool operator==(const AddNode &) const = default;
};

/// With all that is inside it and all edges; what led to it leads on to the node after it, if that is one.
struct RemoveNode
{
    NodeId node;
    bool operator==(const RemoveNode &) const = default;
};

/// An edge that the port had before goes.
struct ConnectPort
{
    NodeId from;
    std::string port;
    NodeId to;
    bool operator==(const ConnectPort &) const = default;
};

/// Of several that are the same, the last.
struct RemoveEdge
{
    NodeId from;
    std::string port;
    NodeId to;
    bool operator==(const RemoveEdge &) const = default;
};

using DefinitionEdit =
    std::variant<SetField, RemoveField, RenameNode, AddNode, RemoveNode, ConnectPort, RemoveEdge>;

/// The definition after the edits, one after the other. What an edit names and the definition does not have
/// is passed over. New nodes get a free place beside those that lead to them, where these have one. Pure; any
/// thread.
[[nodiscard]] WorkflowDefinition applied(WorkflowDefinition definition,
                                         const std::vector<DefinitionEdit> &edits);

} // namespace perdura
