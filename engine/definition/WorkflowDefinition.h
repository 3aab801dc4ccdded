// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Ids.h"
#include "engine/core/Json.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace perdura {

/// What a node does. The catalog (NodeCatalog.h) tells fields, ports and words of each kind.
enum class NodeKind {
    Start,
    End,
    Fail,
    Activity,
    If,
    Switch,
    SetVariables,
    SetStatus,
    Timer,
    WaitForEvent,
    Approval,
    HttpCall,
    ForEach,
    Parallel,
    Race,
    Scope,
    CriticalSection,
    SubWorkflow,
    StartInstance,
    SignalInstance,
    TerminateInstance,
    ContinueAsNew,
    EntityCall,
    EntitySignal,
    Operation, ///< of an entity: where the flow of one operation begins
    SetState,  ///< of an entity
    Note
};

/// One node of a drawing. Containers (ForEach, Scope and the like) hold other nodes, which name them as their
/// parent.
struct Node
{
    NodeId id;
    NodeKind kind = NodeKind::Activity;
    std::string name;             ///< unique in the definition; expressions say nodes["name"].output
    std::optional<NodeId> parent; ///< the container that it is in; none: the outermost flow
    Json fields = Json::object(); ///< as the catalog describes; text values starting with '=' are expressions
    Json unknown = Json::object(); ///< members written by a newer version; kept on save
    bool operator==(const Node &) const = default;
};

/// From an output port of a node to another node of the same flow. At most one per (from, port).
struct Edge
{
    NodeId from;
    std::string port; ///< "next", "true", "error", an outcome's name, …
    NodeId to;
    Json unknown = Json::object();
    auto operator<=>(const Edge &other) const
    {
        return std::tie(from, port, to) <=> std::tie(other.from, other.port, other.to);
    }
    bool operator==(const Edge &) const = default;
};

/// Top left corner of a node, in pixels at 100 %, relative to its container's inner area (or the canvas).
struct NodePosition
{
    double x = 0;
    double y = 0;
    bool operator==(const NodePosition &) const = default;
};

/// What a drawing defines.
enum class DefinitionKind {
    Workflow, ///< one flow, from Start
    Entity    ///< one flow for each operation, over `state`
};

/// A workflow or an entity as drawn. A value: copied, compared, shared as const. What it means does not
/// depend on `layout`.
struct WorkflowDefinition
{
    static constexpr int currentFormat = 1;

    DefinitionKind kind = DefinitionKind::Workflow;
    std::string name; ///< shown in lists; not empty. Of an entity: what ids begin with
    std::string description;
    Json inputSchema;        ///< JSON Schema subset for the input form; null: any JSON
    std::vector<Node> nodes; ///< sorted by id when saved
    std::vector<Edge> edges; ///< sorted when saved
    std::map<NodeId, NodePosition> layout;
    Json unknown = Json::object();

    [[nodiscard]] const Node *find(const NodeId &id) const;
    [[nodiscard]] const Node *findByName(const std::string &name) const;
    /// The node that the port leads to; null when the flow ends there.
    [[nodiscard]] const Node *target(const NodeId &from, const std::string &port) const;
    /// The nodes of one flow: those whose parent is `container` (none: the outermost flow), in file order.
    [[nodiscard]] std::vector<const Node *> flow(const std::optional<NodeId> &container) const;

    bool operator==(const WorkflowDefinition &) const = default;
};

/// The name under which the store finds a definition: entities, whose names mean the same in any case, are
/// told apart from workflows by a mark in front.
[[nodiscard]] std::string publishedName(DefinitionKind kind, const std::string &name);

} // namespace perdura
