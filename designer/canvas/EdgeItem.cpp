// SPDX-License-Identifier: GPL-3.0-or-later
#include "designer/canvas/EdgeItem.h"

#include <QPainter>
#include <QStyleOptionGraphicsItem>
#include <QWidget>

namespace perdura {

namespace {

/// How near the pointer has to come to take hold of an edge.
constexpr double grabDistance = 6;

} // namespace

EdgeItem::EdgeItem(EdgeKey key)
    : m_key(std::move(key))
{
    setFlag(ItemIsSelectable);
}

void EdgeItem::setRoute(const NodeId &target, const QPolygonF &corners, bool isError)
{
    if (m_target == target && m_corners == corners && m_look.isError == isError)
        return;
    prepareGeometryChange();
    m_target = target;
    m_corners = corners;
    m_look.isError = isError;
    m_path = edgePath(corners);
    m_bounds = corners.boundingRect().adjusted(-20, -12, 20, 12);
    update();
}

void EdgeItem::setRun(bool inRun, int taken)
{
    if (m_look.inRun == inRun && m_look.taken == taken)
        return;
    m_look.inRun = inRun;
    m_look.taken = taken;
    update();
}

void EdgeItem::setHovered(bool hovered)
{
    if (m_look.hovered != hovered) {
        m_look.hovered = hovered;
        update();
    }
}

void EdgeItem::setDropTarget(bool dropTarget)
{
    if (m_look.dropTarget != dropTarget) {
        m_look.dropTarget = dropTarget;
        update();
    }
}

QPainterPath EdgeItem::shape() const
{
    QPainterPathStroker stroker;
    stroker.setWidth(2 * grabDistance);
    QPainterPath line;
    line.addPolygon(m_corners);
    return stroker.createStroke(line);
}

bool EdgeItem::contains(const QPointF &point) const
{
    return geometry::distanceToLine(m_corners, point) <= grabDistance;
}

void EdgeItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *widget)
{
    EdgeLook look = m_look;
    look.detail = geometry::detailLevel(
        QStyleOptionGraphicsItem::levelOfDetailFromTransform(painter->worldTransform()));
    look.selected = isSelected();
    const QPalette palette = widget ? widget->palette() : QPalette();
    paintEdge(*painter, tokensFor(palette), m_corners, m_path, look);
}

} // namespace perdura
