// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/kit/Theme.h"
#include "designer/canvas/CanvasGeometry.h"

class QPainter;

namespace perdura {

/// How an edge is being looked at.
struct EdgeLook
{
    geometry::DetailLevel detail = geometry::DetailLevel::Full;
    bool selected = false;
    bool hovered = false;
    bool dropTarget = false; ///< a node would be inserted here
    bool isError = false;
    bool inRun = false;
    int taken = 0;     ///< times, in a run
    bool live = false; ///< the wire that is being dragged
};

/// Draws an edge or a wire along its corners, in their coordinates. GUI thread.
void paintEdge(QPainter &painter, const Tokens &tokens, const QPolygonF &corners, const QPainterPath &path,
               const EdgeLook &look);

/// The path that paintEdge() wants for these corners; kept by who paints often.
[[nodiscard]] QPainterPath edgePath(const QPolygonF &corners);

} // namespace perdura
