// SPDX-License-Identifier: GPL-3.0-or-later
#include "designer/editing/PortHit.h"

namespace perdura {

namespace {

constexpr double portReach = 10;
constexpr double snapReach = 28;

std::vector<const NodeItem *> nodesNear(const CanvasScene &scene, const QPointF &at, double reach)
{
    std::vector<const NodeItem *> nodes;
    const QRectF around(at - QPointF(reach, reach), QSizeF(2 * reach, 2 * reach));
    for (const QGraphicsItem *item :
         scene.items(around, Qt::IntersectsItemBoundingRect, Qt::DescendingOrder)) {
        if (const auto *node = qgraphicsitem_cast<const NodeItem *>(item))
            nodes.push_back(node);
    }
    return nodes;
}

} // namespace

std::optional<PortHit> portAt(const CanvasScene &scene, const QPointF &scenePos)
{
    std::optional<PortHit> hit;
    double nearest = portReach;
    for (const NodeItem *item : nodesNear(scene, scenePos, portReach)) {
        for (const PortFigure &port : item->figure().ports) {
            const double distance = QLineF(item->pos() + port.anchor, scenePos).length();
            if (distance < nearest) {
                nearest = distance;
                hit = PortHit{item->id(), port.id};
            }
        }
        if (!hit && item->figure().hasInput &&
            QLineF(item->pos() + geometry::inputAnchor(), scenePos).length() < portReach)
            hit = PortHit{item->id(), std::nullopt};
    }
    return hit;
}

std::optional<NodeId> wireTargetAt(const CanvasScene &scene, const QPointF &scenePos)
{
    if (const NodeItem *under = scene.nodeItemAt(scenePos))
        return under->id();
    std::optional<NodeId> target;
    double nearest = snapReach;
    for (const NodeItem *item : nodesNear(scene, scenePos, snapReach)) {
        const double distance = QLineF(item->pos() + geometry::inputAnchor(), scenePos).length();
        if (item->figure().hasInput && distance < nearest) {
            nearest = distance;
            target = item->id();
        }
    }
    return target;
}

} // namespace perdura
