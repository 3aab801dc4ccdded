// SPDX-License-Identifier: GPL-3.0-or-later
#include "designer/canvas/NodeItem.h"

#include <QPainter>
#include <QStyleOptionGraphicsItem>
#include <QWidget>

namespace perdura {

NodeItem::NodeItem(NodeId id)
    : m_id(std::move(id))
{
    setFlag(ItemIsSelectable);
}

void NodeItem::setFigure(const NodeFigure &figure)
{
    if (figure == m_figure)
        return;
    const QRectF bounds = NodePainter::bounds(figure);
    if (bounds != m_bounds)
        prepareGeometryChange();
    m_figure = figure;
    m_bounds = bounds;
    setToolTip(figure.problemText);
    update();
}

void NodeItem::setHovered(bool hovered)
{
    if (m_look.hovered != hovered) {
        m_look.hovered = hovered;
        update();
    }
}

void NodeItem::setDropTarget(bool dropTarget)
{
    if (m_look.dropTarget != dropTarget) {
        m_look.dropTarget = dropTarget;
        update();
    }
}

void NodeItem::setRefused(bool refused)
{
    if (m_look.refused != refused) {
        m_look.refused = refused;
        update();
    }
}

void NodeItem::setHighlightedPort(const QString &port)
{
    if (m_look.highlightedPort != port) {
        m_look.highlightedPort = port;
        update();
    }
}

QRectF NodeItem::grabRect() const
{
    // The ground of an open container belongs to the nodes in it; the container is held by its strip.
    const double height = m_figure.openContainer ? geometry::containerHeader : m_figure.size.height();
    return {0, 0, m_figure.size.width(), height};
}

QPainterPath NodeItem::shape() const
{
    QPainterPath path;
    path.addRect(grabRect());
    return path;
}

bool NodeItem::contains(const QPointF &point) const
{
    return grabRect().contains(point);
}

void NodeItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *widget)
{
    const double scale = QStyleOptionGraphicsItem::levelOfDetailFromTransform(painter->worldTransform());
    NodeLook look = m_look;
    look.detail = geometry::detailLevel(scale);
    look.letters = geometry::letters(scale);
    look.selected = isSelected();
    look.pixelRatio = scale * painter->device()->devicePixelRatioF();
    const QPalette palette = widget ? widget->palette() : QPalette();
    NodePainter(*painter, tokensFor(palette)).paint(m_figure, look);
}

} // namespace perdura
