// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "designer/canvas/NodePainter.h"
#include "engine/core/Ids.h"

#include <QGraphicsItem>

namespace perdura {

/// A node on the canvas: holds its id and what the scene worked out for painting. Owned by the CanvasScene.
class NodeItem final : public QGraphicsItem
{
public:
    enum { Type = UserType + 1 };

    explicit NodeItem(NodeId id);

    [[nodiscard]] const NodeId &id() const { return m_id; }
    [[nodiscard]] const NodeFigure &figure() const { return m_figure; }
    /// Updates what is drawn; does nothing when it is the same.
    void setFigure(const NodeFigure &figure);

    /// The rectangle of the card, in scene coordinates.
    [[nodiscard]] QRectF cardRect() const { return {pos(), m_figure.size}; }

    void setHovered(bool hovered);
    void setDropTarget(bool dropTarget);
    void setRefused(bool refused);
    /// "in" for the input, a port's id, or empty.
    void setHighlightedPort(const QString &port);

    [[nodiscard]] int type() const override { return Type; }
    [[nodiscard]] QRectF boundingRect() const override { return m_bounds; }
    [[nodiscard]] QPainterPath shape() const override;
    [[nodiscard]] bool contains(const QPointF &point) const override;
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

private:
    [[nodiscard]] QRectF grabRect() const;

    NodeId m_id;
    NodeFigure m_figure;
    QRectF m_bounds;
    NodeLook m_look;
};

} // namespace perdura
