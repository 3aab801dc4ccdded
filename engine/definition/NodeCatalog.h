// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/ActivityCatalog.h"
#include "engine/definition/WorkflowDefinition.h"

#include <QString>

#include <vector>

namespace perdura {

/// How a port is drawn and what it means.
struct PortInfo
{
    std::string id; ///< as in Edge::port
    QString title;  ///< shown next to it
    bool isError = false;
    bool operator==(const PortInfo &) const = default;
};

/// Hue of the icon tile and place in the palette.
enum class NodeFamily { Control, Activity, Wait, Human, Container, Instance, Entity, End, Note };

/// All that editor, validator and interpreter need to know of a kind of node.
struct NodeKindInfo
{
    NodeKind kind = NodeKind::Activity;
    std::string id;      ///< in files: "activity", "wait-for-event"
    QString title;       ///< "Wait for event"
    QString description; ///< one sentence, for palette and help
    QString icon;        ///< name in app/kit's icon set
    NodeFamily family = NodeFamily::Control;
    bool isContainer = false;
    bool hasInput = true; ///< false for Start, Operation and Note
    bool inWorkflows = true;
    bool inEntities = false; ///< works at once and without the hub
    Json fieldSchema;        ///< JSON Schema subset of Node::fields (same dialect as Activity::inputSchema)
};

/// In palette order.
[[nodiscard]] const std::vector<NodeKindInfo> &nodeKinds();
[[nodiscard]] const NodeKindInfo &nodeKindInfo(NodeKind kind);
[[nodiscard]] const NodeKindInfo *findNodeKind(const std::string &id);

/// The output ports of a node: fixed ones, for Approval, Switch and Wait for event as its fields say, then
/// "timeout", "undo" and "error" as far as it has them.
[[nodiscard]] std::vector<PortInfo> outputPorts(const Node &node);

/// The names that outcomes, cases and events cannot have, because other ports have them.
[[nodiscard]] bool isReservedPort(const std::string &port);

/// The one line under the title that says what the node will do ("Wait 72 h", "Each of =input.lines, 8 at a
/// time").
[[nodiscard]] QString nodeSummary(const Node &node, const ActivityCatalog &activities);

/// The kinds that a drawing of that kind may have, in palette order.
[[nodiscard]] bool mayBeIn(const NodeKindInfo &info, DefinitionKind definition);

/// A new node of that kind with the catalog's defaults; id and name are the caller's.
[[nodiscard]] Node makeNode(NodeKind kind, NodeId id, std::string name);

} // namespace perdura
