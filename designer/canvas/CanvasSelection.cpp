// SPDX-License-Identifier: GPL-3.0-or-later
// The part of CanvasScene that finds and selects things.
#include "designer/canvas/CanvasScene.h"

#include <QSignalBlocker>

#include <algorithm>
#include <limits>

namespace perdura {

using geometry::Direction;

std::vector<NodeId> CanvasScene::selectedNodes() const
{
    std::vector<NodeId> nodes;
    for (const QGraphicsItem *item : selectedItems()) {
        if (const auto *node = qgraphicsitem_cast<const NodeItem *>(item))
            nodes.push_back(node->id());
    }
    std::sort(nodes.begin(), nodes.end());
    return nodes;
}

std::vector<EdgeKey> CanvasScene::selectedEdges() const
{
    std::vector<EdgeKey> edges;
    for (const QGraphicsItem *item : selectedItems()) {
        if (const auto *edge = qgraphicsitem_cast<const EdgeItem *>(item))
            edges.push_back(edge->key());
    }
    std::sort(edges.begin(), edges.end());
    return edges;
}

void CanvasScene::selectNodes(const std::vector<NodeId> &nodes)
{
    {
        const QSignalBlocker oneSignalAtTheEnd(this);
        clearSelection();
        for (const NodeId &id : nodes) {
            if (NodeItem *item = nodeItem(id))
                item->setSelected(true);
        }
    }
    emit selectionChanged();
}

void CanvasScene::selectEdge(const EdgeKey &edge)
{
    {
        const QSignalBlocker oneSignalAtTheEnd(this);
        clearSelection();
        if (EdgeItem *item = edgeItem(edge))
            item->setSelected(true);
    }
    emit selectionChanged();
}

std::optional<NodeId> CanvasScene::currentNode() const
{
    const std::vector<NodeId> nodes = selectedNodes();
    return nodes.size() == 1 ? std::optional(nodes.front()) : std::nullopt;
}

std::optional<NodeId> CanvasScene::neighbour(const NodeId &from, Direction direction) const
{
    const auto start = m_placement.find(from);
    if (start == m_placement.end())
        return std::nullopt;
    std::optional<NodeId> best;
    double bestDistance = std::numeric_limits<double>::max();
    const auto offer = [&](const NodeId &id) {
        const auto placed = m_placement.find(id);
        if (placed == m_placement.end() || placed->second.hidden)
            return;
        const double distance =
            (placed->second.rect.topLeft() - start->second.rect.topLeft()).manhattanLength();
        if (distance < bestDistance) {
            best = id;
            bestDistance = distance;
        }
    };
    if (direction == Direction::Left || direction == Direction::Right) {
        for (const Edge &edge : m_definition->edges) {
            if (direction == Direction::Right && edge.from == from)
                offer(edge.to);
            else if (direction == Direction::Left && edge.to == from)
                offer(edge.from);
        }
    }
    return best ? best : geometry::nearestNode(m_placement, from, direction);
}

NodeItem *CanvasScene::nodeItemAt(const QPointF &scenePos) const
{
    for (QGraphicsItem *item : items(scenePos, Qt::IntersectsItemBoundingRect, Qt::DescendingOrder)) {
        auto *node = qgraphicsitem_cast<NodeItem *>(item);
        if (node && node->contains(scenePos - node->pos()))
            return node;
    }
    return nullptr;
}

EdgeItem *CanvasScene::edgeItemAt(const QPointF &scenePos) const
{
    for (QGraphicsItem *item : items(scenePos, Qt::IntersectsItemBoundingRect, Qt::DescendingOrder)) {
        auto *edge = qgraphicsitem_cast<EdgeItem *>(item);
        if (edge && edge->contains(scenePos))
            return edge;
    }
    return nullptr;
}

std::optional<NodeId> CanvasScene::containerAt(const QPointF &scenePos, const std::set<NodeId> &except) const
{
    const std::set<NodeId> excluded = withDescendants(except);
    std::optional<NodeId> best;
    int bestDepth = -1;
    for (const auto &[id, placed] : m_placement) {
        if (placed.openContainer && !placed.hidden && placed.depth > bestDepth && !excluded.contains(id) &&
            placed.rect.contains(scenePos)) {
            best = id;
            bestDepth = placed.depth;
        }
    }
    return best;
}

QPointF CanvasScene::innerOrigin(const std::optional<NodeId> &container) const
{
    const auto placed = container ? m_placement.find(*container) : m_placement.end();
    return placed == m_placement.end() ? QPointF()
                                       : placed->second.rect.topLeft() + geometry::containerInnerOrigin();
}

QPointF CanvasScene::inputPosition(const NodeId &id) const
{
    const auto placed = m_placement.find(id);
    return placed == m_placement.end() ? QPointF() : placed->second.rect.topLeft() + geometry::inputAnchor();
}

QPointF CanvasScene::portPosition(const NodeId &id, const std::string &port) const
{
    return anchorOf(m_placement, id, port);
}

} // namespace perdura
