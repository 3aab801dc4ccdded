// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/kit/Theme.h"

#include <QPointF>
#include <QString>

class QPainter;

namespace perdura {

/// Says beside the pointer why a thing cannot be let go there. Always at 100 %, whatever the zoom.
void paintGestureHint(QPainter &painter, const Tokens &tokens, const QPointF &scenePos, const QString &text);

} // namespace perdura
