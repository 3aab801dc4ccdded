// SPDX-License-Identifier: GPL-3.0-or-later
#include "designer/canvas/EdgePainter.h"

#include <QPainter>

namespace perdura {

using namespace Qt::StringLiterals;

namespace {

constexpr double arrowLength = 8;
constexpr double arrowHalf = 4.5;
/// The arrow ends where the circle of the input port begins.
constexpr double arrowGap = 4;

QColor edgeColor(const Tokens &tokens, const EdgeLook &look)
{
    if (look.selected || look.dropTarget || look.live)
        return tokens.accent;
    if (look.inRun)
        return look.taken > 0 ? (look.isError ? tokens.failed : tokens.completed) : tokens.borderStrong;
    if (look.isError)
        return tokens.failed;
    return look.hovered ? tokens.textSecondary : tokens.borderStrong;
}

void paintArrow(QPainter &painter, const QPolygonF &corners, const QColor &color)
{
    const QPointF end = corners.last();
    const QLineF back(end, corners[corners.size() - 2]);
    if (back.length() < 1)
        return;
    const QPointF along = (back.p2() - back.p1()) / back.length();
    const QPointF across(-along.y(), along.x());
    const QPointF tip = end + along * arrowGap;
    const QPointF arrow[] = {tip, tip + along * arrowLength + across * arrowHalf,
                             tip + along * arrowLength - across * arrowHalf};
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawPolygon(arrow, 3);
}

void paintCount(QPainter &painter, const Tokens &tokens, const QPainterPath &path, int taken)
{
    const QRectF pill(path.pointAtPercent(0.5) - QPointF(18, 9), QSizeF(36, 18));
    painter.setPen(QPen(tokens.completed, 1));
    painter.setBrush(tokens.raised);
    painter.drawRoundedRect(pill, 9, 9);
    painter.setPen(tokens.text);
    painter.setFont(fontFor(TextStyle::Secondary));
    painter.drawText(pill, Qt::AlignCenter | Qt::TextSingleLine, u"×"_s + QString::number(taken));
}

} // namespace

QPainterPath edgePath(const QPolygonF &corners)
{
    return geometry::roundedPath(corners, geometry::edgeCorner, arrowGap + arrowLength - 1);
}

void paintEdge(QPainter &painter, const Tokens &tokens, const QPolygonF &corners, const QPainterPath &path,
               const EdgeLook &look)
{
    if (corners.size() < 2)
        return;
    const QColor color = edgeColor(tokens, look);
    const bool strong = look.selected || look.dropTarget || (look.inRun && look.taken > 0);
    QPen pen(color, strong ? 2.25 : 1.5);
    if (look.detail == geometry::DetailLevel::Block) {
        pen.setWidthF(0);
        painter.setPen(pen);
        painter.drawPolyline(corners);
        return;
    }
    if (look.isError && !look.inRun)
        pen.setDashPattern({4, 3});
    pen.setCapStyle(Qt::RoundCap);
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(path);
    paintArrow(painter, corners, color);
    if (look.inRun && look.taken > 1 && look.detail == geometry::DetailLevel::Full)
        paintCount(painter, tokens, path, look.taken);
}

} // namespace perdura
