// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/NodeCatalog.h"
#include "engine/definition/WorkflowDefinition.h"

#include <QPainterPath>
#include <QPolygonF>
#include <QRectF>

#include <set>
#include <unordered_map>
#include <vector>

/// Where everything on the canvas lies. Pure functions over pixels at 100 %; any thread.
namespace perdura::geometry {

inline constexpr double gridStep = 20;
inline constexpr double nodeWidth = 200;
inline constexpr double nodeHeight = 64;
inline constexpr double tileSize = 36;
inline constexpr double tileInset = 14;
inline constexpr double portSpacing = 18;
inline constexpr double portRadius = 5;
/// The strip of a container that looks like a node and carries its title; the inner flow starts below it.
inline constexpr double containerHeader = 64;
inline constexpr double containerPadding = 20;
inline constexpr double containerPaddingRight = 40;
inline constexpr QSizeF containerMinimum{320, 180};
inline constexpr double edgeCorner = 10;

/// How much of a node is drawn at a zoom factor.
enum class DetailLevel { Block, Compact, Full };
[[nodiscard]] DetailLevel detailLevel(double scale);
/// The letters of a node at a zoom factor, so that they can still be read: larger ones from further off, and
/// from afar the title alone, in the largest.
enum class Letters { TitleAlone, Larger, Usual };
[[nodiscard]] Letters letters(double scale);

[[nodiscard]] QPointF snapped(const QPointF &point);

/// Size of a node that is not an open container; it grows with more than three ports on its right side.
[[nodiscard]] QSizeF nodeSize(int rightPorts);

/// Anchors relative to the top left corner of the node.
[[nodiscard]] QPointF inputAnchor();
[[nodiscard]] QPointF rightAnchor(const QSizeF &size, bool openContainer, int index, int count);
[[nodiscard]] QPointF errorAnchor(const QSizeF &size);

/// An edge leaves its port and reaches its target straight for at least this long.
inline constexpr double edgeStub = 20;

enum class Side { Right, Bottom };
/// The corners of an edge, from its port to the input of its target: right angles, around the nodes on the
/// way back. An edge from the right side goes straight on past the names of the ports, `clear` pixels, as far
/// as there is room.
[[nodiscard]] QPolygonF edgeCorners(const QPointF &from, Side side, const QPointF &to,
                                    double clear = edgeStub);
/// A way under the nodes that a long edge would otherwise run behind; `lowest` is the lowest bottom among
/// them.
[[nodiscard]] QPolygonF edgeCornersBelow(const QPointF &from, const QPointF &to, double lowest,
                                         double clear = 2 * edgeStub);
/// From this length on an edge may have nodes in its way.
inline constexpr double longEdge = nodeWidth + 100;
/// The same with rounded corners, ending `shortened` pixels before the last one (room for the arrow).
[[nodiscard]] QPainterPath roundedPath(const QPolygonF &corners, double radius, double shortened = 0);
/// Distance from a point to the nearest piece of a line with corners.
[[nodiscard]] double distanceToLine(const QPolygonF &corners, const QPointF &point);

/// Top left corner of the inner area of an open container, relative to its own.
[[nodiscard]] QPointF containerInnerOrigin();
/// Size of an open container around the bounds of its content, which are relative to its inner area.
[[nodiscard]] QSizeF containerSize(const QRectF &content);

/// One node as it lies on the canvas.
struct PlacedNode
{
    QRectF rect;   ///< in scene coordinates
    int depth = 0; ///< number of containers around it
    bool openContainer = false;
    bool hidden = false; ///< inside a collapsed container
    bool operator==(const PlacedNode &) const = default;
};
using Placement = std::unordered_map<NodeId, PlacedNode>;

/// Places every node of a definition. Nodes without a position take one beside the others (see AutoLayout.h).
[[nodiscard]] Placement place(const WorkflowDefinition &definition, const std::set<NodeId> &collapsed);

enum class Direction { Left, Right, Up, Down };
/// The node to walk to from `current` by an arrow key: nearest within a quarter turn; none: there is none
/// that way.
[[nodiscard]] std::optional<NodeId> nearestNode(const Placement &placement, const NodeId &current,
                                                Direction direction);

} // namespace perdura::geometry
