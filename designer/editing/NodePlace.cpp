// SPDX-License-Identifier: GPL-3.0-or-later
#include "designer/editing/NodePlace.h"

#include <algorithm>
#include <utility>

namespace perdura {

namespace {

constexpr double columnStep = geometry::nodeWidth + 4 * geometry::gridStep;
constexpr double rowGap = 36;
constexpr double rowStep = geometry::nodeHeight + rowGap;

/// What runs in a container: all that is in it but notes.
std::vector<NodeId> stepsIn(const CanvasScene &scene, const NodeId &container)
{
    std::vector<NodeId> steps;
    for (const Node &node : scene.definition()->nodes) {
        if (node.parent == container && nodeKindInfo(node.kind).hasInput)
            steps.push_back(node.id);
    }
    return steps;
}

/// The place of a node, relative to its container.
QRectF placeOf(const CanvasScene &scene, const NodeId &id)
{
    return scene.placement().at(id).rect.translated(-scene.innerOrigin(scene.node(id)->parent));
}

std::optional<EdgeKey> freePort(const CanvasScene &scene, const NodeId &id)
{
    for (const PortFigure &port : scene.nodeItem(id)->figure().ports) {
        if (!port.isError && !port.connected)
            return EdgeKey{id, port.id};
    }
    return std::nullopt;
}

NodePlace placeAfter(const CanvasScene &scene, const NodeId &id)
{
    const auto container = scene.node(id)->parent;
    const QRectF card = placeOf(scene, id);
    const QPointF wanted = card.topRight() + QPointF(columnStep - geometry::nodeWidth, 0);
    return {container, freeSpot(scene, container, wanted), freePort(scene, id)};
}

/// Below what is there, in line with the lanes' first steps.
NodePlace placeForLane(const CanvasScene &scene, const NodeId &container, const std::vector<NodeId> &steps)
{
    QRectF taken;
    for (const NodeId &id : steps)
        taken |= placeOf(scene, id);
    return {container, freeSpot(scene, container, taken.bottomLeft() + QPointF(0, rowGap)), {}};
}

} // namespace

bool isEmptyContainer(const CanvasScene &scene, const NodeId &id)
{
    return nodeKindInfo(scene.node(id)->kind).isContainer && stepsIn(scene, id).empty();
}

QPointF freeSpot(const CanvasScene &scene, const std::optional<NodeId> &container, QPointF wanted)
{
    const QPointF origin = scene.innerOrigin(container);
    const auto isTaken = [&](const QPointF &at) {
        const QRectF card(at + origin, QSizeF(geometry::nodeWidth, geometry::nodeHeight));
        return std::any_of(scene.placement().begin(), scene.placement().end(), [&](const auto &entry) {
            const Node *node = scene.node(entry.first);
            return node->parent == container && entry.second.rect.adjusted(-10, -10, 10, 10).intersects(card);
        });
    };
    wanted = geometry::snapped(wanted);
    while (isTaken(wanted))
        wanted.ry() += rowStep;
    return geometry::snapped(wanted);
}

NodePlace placeForNew(const CanvasScene &scene, NodeKind kind, const QPointF &middle)
{
    const auto current = scene.currentNode();
    if (!current || !nodeKindInfo(kind).hasInput) {
        const QPointF half(geometry::nodeWidth / 2, geometry::nodeHeight / 2);
        return {{}, freeSpot(scene, {}, middle - half), {}};
    }
    return isEmptyContainer(scene, *current) ? placeInside(scene, *current) : placeAfter(scene, *current);
}

NodePlace placeInside(const CanvasScene &scene, const NodeId &container)
{
    const std::vector<NodeId> steps = stepsIn(scene, container);
    if (steps.empty())
        return {container, freeSpot(scene, container, {}), {}};
    const NodeKind kind = scene.node(container)->kind;
    if (kind == NodeKind::Parallel || kind == NodeKind::Race)
        return placeForLane(scene, container, steps);
    // The rightmost of those from which the flow can still go on.
    const auto cost = [&scene](const NodeId &id) {
        return std::pair(freePort(scene, id).has_value(), placeOf(scene, id).right());
    };
    return placeAfter(scene, *std::max_element(steps.begin(), steps.end(), [&](const auto &a, const auto &b) {
                          return cost(a) < cost(b);
                      }));
}

} // namespace perdura
