// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/kit/Theme.h"
#include "designer/canvas/CanvasGeometry.h"
#include "designer/canvas/NodeFigure.h"

class QPainter;

namespace perdura {

/// How a node is being looked at; not part of what it is.
struct NodeLook
{
    geometry::DetailLevel detail = geometry::DetailLevel::Full;
    geometry::Letters letters = geometry::Letters::Usual;
    bool selected = false;
    bool hovered = false;
    bool dropTarget = false; ///< a wire or a node would land here
    bool refused = false;    ///< the wire that is being dragged may not end here
    QString highlightedPort; ///< under the pointer; "in" for the input port
    double pixelRatio = 1;   ///< device pixels per pixel of the scene, for icons
};

/// Draws a node in its own coordinates (top left corner at the origin). Stateless; GUI thread.
class NodePainter
{
public:
    NodePainter(QPainter &painter, const Tokens &tokens);

    void paint(const NodeFigure &figure, const NodeLook &look);

    /// Room around the node that paint() may use: ring, ports, port names, marks.
    [[nodiscard]] static QRectF bounds(const NodeFigure &figure);

private:
    void paintBlock(const NodeFigure &figure, const NodeLook &look);
    void paintCard(const NodeFigure &figure, const NodeLook &look);
    void paintContainerGround(const NodeFigure &figure, const NodeLook &look);
    void paintTile(const NodeFigure &figure, const NodeLook &look);
    void paintTexts(const NodeFigure &figure, const NodeLook &look);
    void paintLargeTitle(const NodeFigure &figure);
    void paintInnerHint(const NodeFigure &figure);
    void paintCollapser(const NodeFigure &figure);
    void paintPorts(const NodeFigure &figure, const NodeLook &look);
    void paintPortName(const PortFigure &port);
    void paintPort(const QPointF &at, const QColor &color, bool highlighted);
    /// Moves the origin to the middle of a mark; the caller restores the painter.
    void startMark(const QPointF &center, const NodeLook &look);
    void paintProblem(Problem::Severity severity, const NodeLook &look);
    void paintRun(const NodeFigure &figure, const NodeLook &look);
    void paintStateMark(NodeRunState state);

    QPainter &m_painter;
    const Tokens &m_tokens;
};

[[nodiscard]] QColor familyColor(const Tokens &tokens, NodeFamily family);
[[nodiscard]] QColor runStateColor(const Tokens &tokens, NodeRunState state);
/// Where the chevron lies that opens and collapses a container.
[[nodiscard]] QRectF collapserRect(const QSizeF &size);

} // namespace perdura
