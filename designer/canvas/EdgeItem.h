// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "designer/canvas/EdgePainter.h"
#include "engine/core/Ids.h"

#include <QGraphicsItem>

#include <string>

namespace perdura {

/// What identifies an edge: at most one leaves a port.
struct EdgeKey
{
    NodeId from;
    std::string port;
    auto operator<=>(const EdgeKey &) const = default;
    bool operator==(const EdgeKey &) const = default;
};

/// An edge on the canvas. Owned by the CanvasScene.
class EdgeItem final : public QGraphicsItem
{
public:
    enum { Type = UserType + 2 };

    explicit EdgeItem(EdgeKey key);

    [[nodiscard]] const EdgeKey &key() const { return m_key; }
    [[nodiscard]] const NodeId &target() const { return m_target; }
    /// Where the edge runs, in scene coordinates.
    [[nodiscard]] const QPolygonF &corners() const { return m_corners; }

    void setRoute(const NodeId &target, const QPolygonF &corners, bool isError);
    void setRun(bool inRun, int taken);
    void setHovered(bool hovered);
    void setDropTarget(bool dropTarget);

    [[nodiscard]] int type() const override { return Type; }
    [[nodiscard]] QRectF boundingRect() const override { return m_bounds; }
    [[nodiscard]] QPainterPath shape() const override;
    [[nodiscard]] bool contains(const QPointF &point) const override;
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

private:
    EdgeKey m_key;
    NodeId m_target;
    QPolygonF m_corners;
    QPainterPath m_path;
    QRectF m_bounds;
    EdgeLook m_look;
};

} // namespace perdura
