// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "designer/document/DefinitionEdits.h"
#include "designer/document/DefinitionPatch.h"
#include "engine/definition/ProblemFixes.h"

#include <QCoreApplication>
#include <QPointF>
#include <QString>

namespace perdura {

class DefinitionDocument;

/// What a person can do to a document; each call is one undo step. Holds nothing but the document. GUI
/// thread.
class DefinitionEditor
{
    Q_DECLARE_TR_FUNCTIONS(perdura::DefinitionEditor)

public:
    explicit DefinitionEditor(DefinitionDocument &document);

    /// What a new node is tied to.
    struct Attachment
    {
        std::optional<EdgeKey>
            after; ///< this port leads to it; an edge that the port had goes on from the new node
        std::optional<EdgeKey> within; ///< it comes between the ends of this edge
    };
    /// Position relative to the container. Gives the id of the new node.
    NodeId addNode(const edits::NodeTemplate &from, const std::optional<NodeId> &container,
                   const QPointF &position, const Attachment &attachment = {});
    std::set<NodeId> paste(const WorkflowDefinition &clipping, const std::optional<NodeId> &container,
                           const QPointF &position);
    /// Copies nodes beside themselves.
    std::set<NodeId> duplicate(const std::set<NodeId> &nodes);
    void remove(const std::set<NodeId> &nodes, const std::vector<EdgeKey> &edges, bool heal);

    /// Steps of one session (a drag, a held arrow key) are undone together.
    void move(const std::set<NodeId> &nodes, const QPointF &offset, const QString &session = {});
    void moveInto(const std::map<NodeId, QPointF> &positions, const std::optional<NodeId> &container);
    /// Moves one node and puts it between the ends of an edge.
    void moveOntoEdge(const NodeId &node, const QPointF &offset, const EdgeKey &edge);

    /// The caller has asked connectionRefusal() before.
    void connectPort(const EdgeKey &edge, const NodeId &to);
    void disconnectPort(const EdgeKey &edge);
    /// Takes the wire off its old port, in the same step.
    void moveWireSource(const EdgeKey &old, const EdgeKey &edge, const NodeId &to);

    void rename(const NodeId &node, const std::string &name, const QString &session);
    /// Replaces all fields of a node; `session` names what is being typed in.
    void setFields(const NodeId &node, const Json &fields, const QString &session);
    void setProperties(const WorkflowProperties &properties, const QString &session);
    /// Lays all nodes out anew.
    void tidyUp();
    void mend(const ProblemFix &fix);

private:
    [[nodiscard]] const WorkflowDefinition &now() const;
    [[nodiscard]] QString nameOf(const NodeId &node) const;

    DefinitionDocument &m_document;
};

} // namespace perdura
