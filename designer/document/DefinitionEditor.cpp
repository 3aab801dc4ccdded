// SPDX-License-Identifier: GPL-3.0-or-later
#include "designer/document/DefinitionEditor.h"

#include "designer/canvas/AutoLayout.h"
#include "designer/canvas/CanvasGeometry.h"
#include "designer/document/DefinitionDocument.h"
#include "designer/document/InsertRoom.h"

#include <algorithm>

namespace perdura {

DefinitionEditor::DefinitionEditor(DefinitionDocument &document)
    : m_document(document)
{}

const WorkflowDefinition &DefinitionEditor::now() const
{
    return *m_document.definition();
}

QString DefinitionEditor::nameOf(const NodeId &node) const
{
    const Node *found = now().find(node);
    return found ? QString::fromStdString(found->name) : node.toQString();
}

NodeId DefinitionEditor::addNode(const edits::NodeTemplate &from, const std::optional<NodeId> &container,
                                 const QPointF &position, const Attachment &attachment)
{
    Node node = edits::instantiate(from, now(), m_document.catalog());
    node.parent = container;
    const NodeId id = node.id;
    const QString name = QString::fromStdString(node.name);
    WorkflowDefinition after = now();
    after.nodes.push_back(std::move(node));
    after.layout[id] = {position.x(), position.y()};
    const auto &edge = attachment.within ? attachment.within : attachment.after;
    if (edge && !edits::connectionRefusal(after, *edge, id)) {
        const bool taken = after.target(edge->from, edge->port) != nullptr;
        after = taken ? edits::insertedInto(after, *edge, id) : edits::connected(after, *edge, id);
        if (taken)
            after = edits::withRoomFor(after, edge->from, id);
    }
    m_document.edit(std::move(after), {CommandId::AddNodes, tr("Add “%1”").arg(name), {}});
    return id;
}

std::set<NodeId> DefinitionEditor::paste(const WorkflowDefinition &clipping,
                                         const std::optional<NodeId> &container, const QPointF &position)
{
    edits::Pasted pasted = edits::pasted(now(), clipping, container, position);
    m_document.edit(std::move(pasted.definition), {CommandId::AddNodes, tr("Paste"), {}});
    return pasted.nodes;
}

std::set<NodeId> DefinitionEditor::duplicate(const std::set<NodeId> &nodes)
{
    const std::set<NodeId> roots = edits::outermost(now(), nodes);
    if (roots.empty())
        return {};
    const Node *first = now().find(*roots.begin());
    QPointF corner;
    for (bool isFirst = true; const NodeId &id : roots) {
        const NodePosition at = now().layout.at(id);
        corner =
            isFirst ? QPointF(at.x, at.y) : QPointF(std::min(corner.x(), at.x), std::min(corner.y(), at.y));
        isFirst = false;
    }
    const QPointF beside = corner + QPointF(2 * geometry::gridStep, 5 * geometry::gridStep);
    edits::Pasted pasted =
        edits::pasted(now(), edits::clipping(now(), roots), first ? first->parent : std::nullopt, beside);
    m_document.edit(std::move(pasted.definition), {CommandId::AddNodes, tr("Duplicate"), {}});
    return pasted.nodes;
}

void DefinitionEditor::remove(const std::set<NodeId> &nodes, const std::vector<EdgeKey> &edges, bool heal)
{
    QString text = tr("Delete %1 nodes").arg(nodes.size());
    if (nodes.empty())
        text = tr("Delete edge");
    else if (nodes.size() == 1)
        text = tr("Delete “%1”").arg(nameOf(*nodes.begin()));
    m_document.edit(edits::without(now(), nodes, edges, heal), {CommandId::RemoveItems, text, {}});
}

void DefinitionEditor::move(const std::set<NodeId> &nodes, const QPointF &offset, const QString &session)
{
    const QString text = nodes.size() == 1 ? tr("Move “%1”").arg(nameOf(*nodes.begin()))
                                           : tr("Move %1 nodes").arg(nodes.size());
    m_document.edit(edits::moved(now(), nodes, offset), {CommandId::MoveNodes, text, session});
}

void DefinitionEditor::moveInto(const std::map<NodeId, QPointF> &positions,
                                const std::optional<NodeId> &container)
{
    const QString text =
        container ? tr("Move into “%1”").arg(nameOf(*container)) : tr("Move out of the container");
    m_document.edit(edits::movedInto(now(), positions, container), {CommandId::MoveIntoContainer, text, {}});
}

void DefinitionEditor::moveOntoEdge(const NodeId &node, const QPointF &offset, const EdgeKey &edge)
{
    WorkflowDefinition after = edits::moved(now(), {node}, offset);
    after = edits::withRoomFor(edits::insertedInto(after, edge, node), edge.from, node);
    m_document.edit(std::move(after), {CommandId::MoveNodes, tr("Insert “%1”").arg(nameOf(node)), {}});
}

void DefinitionEditor::connectPort(const EdgeKey &edge, const NodeId &to)
{
    m_document.edit(edits::connected(now(), edge, to),
                    {CommandId::Connect, tr("Connect “%1” to “%2”").arg(nameOf(edge.from), nameOf(to)), {}});
}

void DefinitionEditor::disconnectPort(const EdgeKey &edge)
{
    m_document.edit(edits::without(now(), {}, {edge}, false),
                    {CommandId::Disconnect, tr("Disconnect “%1”").arg(nameOf(edge.from)), {}});
}

void DefinitionEditor::moveWireSource(const EdgeKey &old, const EdgeKey &edge, const NodeId &to)
{
    m_document.edit(edits::connected(edits::without(now(), {}, {old}, false), edge, to),
                    {CommandId::Connect, tr("Connect “%1” to “%2”").arg(nameOf(edge.from), nameOf(to)), {}});
}

void DefinitionEditor::rename(const NodeId &node, const std::string &name, const QString &session)
{
    m_document.edit(edits::renamed(now(), node, name),
                    {CommandId::RenameNode, tr("Rename “%1”").arg(nameOf(node)), session});
}

void DefinitionEditor::setFields(const NodeId &node, const Json &fields, const QString &session)
{
    WorkflowDefinition after = now();
    for (Node &candidate : after.nodes) {
        if (candidate.id == node)
            candidate.fields = fields;
    }
    m_document.edit(std::move(after), {CommandId::ChangeField, tr("Change “%1”").arg(nameOf(node)), session});
}

void DefinitionEditor::setProperties(const WorkflowProperties &properties, const QString &session)
{
    WorkflowDefinition after = now();
    after.name = properties.name;
    after.description = properties.description;
    after.inputSchema = properties.inputSchema;
    m_document.edit(std::move(after),
                    {CommandId::ChangeProperties, tr("Change the workflow's properties"), session});
}

void DefinitionEditor::tidyUp()
{
    WorkflowDefinition after = now();
    after.layout = autoLayout(after);
    m_document.edit(std::move(after), {CommandId::TidyUp, tr("Tidy up"), {}});
}

void DefinitionEditor::mend(const ProblemFix &fix)
{
    m_document.edit(applied(now(), fix.edits), {CommandId::MendProblem, fix.title, {}});
}

} // namespace perdura
