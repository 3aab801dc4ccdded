// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "designer/canvas/EdgeItem.h"
#include "engine/definition/ActivityCatalog.h"
#include "engine/definition/FreshNames.h"
#include "engine/definition/WorkflowDefinition.h"

#include <QPointF>

#include <optional>
#include <set>
#include <string>
#include <vector>

/// What editing does to a definition: pure functions from one state to the next. Any thread.
namespace perdura::edits {

using perdura::freeId;
using perdura::freeName;

/// What the palette offers: a kind of node, and for activities which one.
struct NodeTemplate
{
    NodeKind kind = NodeKind::Activity;
    std::string activity;
    bool operator==(const NodeTemplate &) const = default;
};
/// A node made from a template, with an id and a name that are free in the definition.
[[nodiscard]] Node instantiate(const NodeTemplate &from, const WorkflowDefinition &definition,
                               const ActivityCatalog &catalog);

/// The port that an edge goes on from when none is named: the first one that is not the error port. Null: an
/// end.
[[nodiscard]] std::optional<std::string> mainPort(const Node &node);

/// Nodes with all that is inside them.
[[nodiscard]] std::set<NodeId> withDescendants(const WorkflowDefinition &definition,
                                               const std::set<NodeId> &nodes);
/// Those of the nodes that are not inside another one of them.
[[nodiscard]] std::set<NodeId> outermost(const WorkflowDefinition &definition, const std::set<NodeId> &nodes);

/// Removes nodes with their edges and all that is inside them, and single edges. `heal`: a removed node with
/// one way on leaves a wire from its predecessors to its successor.
[[nodiscard]] WorkflowDefinition without(const WorkflowDefinition &definition, const std::set<NodeId> &nodes,
                                         const std::vector<EdgeKey> &edges, bool heal);
/// Moves nodes within their flows; inside containers not beyond the top left corner.
[[nodiscard]] WorkflowDefinition moved(const WorkflowDefinition &definition, const std::set<NodeId> &nodes,
                                       const QPointF &offset);
/// Moves nodes into a container (none: out to the canvas). `positions` are relative to it. Edges to nodes
/// that stay behind go; the wire that they leave is healed as in without().
[[nodiscard]] WorkflowDefinition movedInto(const WorkflowDefinition &definition,
                                           const std::map<NodeId, QPointF> &positions,
                                           const std::optional<NodeId> &container);
/// Connects a port; an edge that it had before goes.
[[nodiscard]] WorkflowDefinition connected(const WorkflowDefinition &definition, const EdgeKey &edge,
                                           const NodeId &to);
/// Puts a node between the two ends of an edge.
[[nodiscard]] WorkflowDefinition insertedInto(const WorkflowDefinition &definition, const EdgeKey &edge,
                                              const NodeId &node);
/// Renames a node and what expressions say of it (nodes.Old, nodes["Old"]).
[[nodiscard]] WorkflowDefinition renamed(const WorkflowDefinition &definition, const NodeId &node,
                                         const std::string &name);

/// Why the port may not lead to that node, in one sentence; nothing when it may.
[[nodiscard]] std::optional<QString> connectionRefusal(const WorkflowDefinition &definition,
                                                       const EdgeKey &edge, const NodeId &to);
/// Why the node may not go into the container; nothing when it may.
[[nodiscard]] std::optional<QString> containerRefusal(const WorkflowDefinition &definition,
                                                      const NodeId &node,
                                                      const std::optional<NodeId> &container);

/// The nodes with all that is inside them and the edges among them, as a definition of its own: what the
/// clipboard holds.
[[nodiscard]] WorkflowDefinition clipping(const WorkflowDefinition &definition,
                                          const std::set<NodeId> &nodes);
struct Pasted
{
    WorkflowDefinition definition;
    std::set<NodeId> nodes; ///< the outermost of the new ones
};
/// Adds a clipping with new ids and free names; its top left corner comes to `position`, relative to the
/// container.
[[nodiscard]] Pasted pasted(const WorkflowDefinition &definition, const WorkflowDefinition &clipping,
                            const std::optional<NodeId> &container, const QPointF &position);

} // namespace perdura::edits
