// SPDX-License-Identifier: GPL-3.0-or-later
#include "designer/editing/GestureHint.h"

#include <QFontMetricsF>
#include <QPainter>

namespace perdura {

void paintGestureHint(QPainter &painter, const Tokens &tokens, const QPointF &scenePos, const QString &text)
{
    const QPointF at = painter.worldTransform().map(scenePos) + QPointF(16, 18);
    painter.save();
    painter.resetTransform();
    painter.setFont(fontFor(TextStyle::Secondary));
    const QFontMetricsF metrics(painter.font());
    const QRectF words =
        metrics.boundingRect(QRectF(0, 0, 300, 400), Qt::TextWordWrap | Qt::AlignLeft, text).translated(at);
    const QRectF bubble = words.adjusted(-10, -6, 10, 6);
    painter.setPen(QPen(tokens.failed, 1));
    painter.setBrush(tokens.raised);
    painter.drawRoundedRect(bubble, space::radius, space::radius);
    painter.setPen(tokens.text);
    painter.drawText(words, Qt::TextWordWrap | Qt::AlignLeft, text);
    painter.restore();
}

} // namespace perdura
