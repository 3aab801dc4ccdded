// SPDX-License-Identifier: GPL-3.0-or-later
#include "designer/editing/DropSpot.h"

#include "designer/document/DefinitionEdits.h"

#include <QCoreApplication>

#include <algorithm>

namespace perdura {

namespace {

/// The edge of a flow that runs through a card, nearest to its middle.
std::optional<EdgeKey> edgeThrough(const CanvasScene &scene, const QRectF &card,
                                   const std::optional<NodeId> &flow)
{
    std::optional<EdgeKey> best;
    double nearest = card.height() / 2;
    for (const QGraphicsItem *item : scene.items(card, Qt::IntersectsItemBoundingRect, Qt::DescendingOrder)) {
        const auto *edge = qgraphicsitem_cast<const EdgeItem *>(item);
        const Node *from = edge ? scene.node(edge->key().from) : nullptr;
        if (!from || from->parent != flow)
            continue;
        const double distance = geometry::distanceToLine(edge->corners(), card.center());
        if (distance < nearest) {
            nearest = distance;
            best = edge->key();
        }
    }
    return best;
}

bool isTied(const WorkflowDefinition &definition, const NodeId &id)
{
    return std::any_of(definition.edges.begin(), definition.edges.end(),
                       [&id](const Edge &edge) { return edge.from == id || edge.to == id; });
}

} // namespace

DropSpot dropSpotForNew(const CanvasScene &scene, NodeKind kind, const QRectF &card, const QPointF &pointer)
{
    DropSpot spot;
    spot.container = scene.containerAt(pointer);
    if ((kind == NodeKind::Start || kind == NodeKind::Operation) && spot.container)
        spot.refusal = QCoreApplication::translate("perdura::DropSpot",
                                                   "The start of the workflow cannot be inside a container.");
    else if (nodeKindInfo(kind).hasInput)
        spot.edge = edgeThrough(scene, card, spot.container);
    return spot;
}

DropSpot dropSpotForMoved(const CanvasScene &scene, const std::set<NodeId> &roots, const QPointF &offset,
                          const QPointF &pointer)
{
    DropSpot spot;
    spot.container = scene.containerAt(pointer, roots);
    const WorkflowDefinition &definition = *scene.definition();
    for (const NodeId &id : roots) {
        const Node *node = scene.node(id);
        if (!node || node->parent == spot.container)
            continue;
        if (const auto refusal = edits::containerRefusal(definition, id, spot.container))
            spot.refusal = *refusal;
    }
    if (roots.size() != 1 || !spot.refusal.isEmpty())
        return spot;
    const Node *node = scene.node(*roots.begin());
    if (node && node->parent == spot.container && nodeKindInfo(node->kind).hasInput &&
        !isTied(definition, node->id))
        spot.edge =
            edgeThrough(scene, scene.placement().at(node->id).rect.translated(offset), spot.container);
    return spot;
}

DropHighlight::DropHighlight(CanvasScene &scene)
    : m_scene(scene)
{}

DropHighlight::~DropHighlight()
{
    clear();
}

void DropHighlight::show(const DropSpot &spot, const std::optional<NodeId> &home)
{
    clear();
    if (spot.container && (spot.container != home || !spot.refusal.isEmpty())) {
        if (NodeItem *item = m_scene.nodeItem(*spot.container)) {
            item->setDropTarget(spot.refusal.isEmpty());
            item->setRefused(!spot.refusal.isEmpty());
            m_container = spot.container;
        }
    }
    if (spot.edge) {
        if (EdgeItem *item = m_scene.edgeItem(*spot.edge)) {
            item->setDropTarget(true);
            m_edge = spot.edge;
        }
    }
}

void DropHighlight::clear()
{
    if (NodeItem *item = m_container ? m_scene.nodeItem(*m_container) : nullptr) {
        item->setDropTarget(false);
        item->setRefused(false);
    }
    if (EdgeItem *item = m_edge ? m_scene.edgeItem(*m_edge) : nullptr)
        item->setDropTarget(false);
    m_container.reset();
    m_edge.reset();
}

} // namespace perdura
