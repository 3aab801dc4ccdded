// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "designer/canvas/CanvasScene.h"

namespace perdura {

/// Where a new node goes and what it is tied to.
struct NodePlace
{
    std::optional<NodeId> container; ///< none: on the canvas
    QPointF position;                ///< relative to the container
    std::optional<EdgeKey> after;    ///< this port leads to it
};

/// True when there is no step in the container, at most notes; false for other nodes.
[[nodiscard]] bool isEmptyContainer(const CanvasScene &scene, const NodeId &node);

/// The place nearest to `wanted`, downwards, where a card covers no other; relative to the container.
[[nodiscard]] QPointF freeSpot(const CanvasScene &scene, const std::optional<NodeId> &container,
                               QPointF wanted);

/// In the selected node when that is an empty container, else after it when a port of it is free, else beside
/// it. Without a selection, and for what nothing leads to, on the canvas around `middle`.
[[nodiscard]] NodePlace placeForNew(const CanvasScene &scene, NodeKind kind, const QPointF &middle);

/// In a container: a lane of its own in a Parallel or Race, else after the last step in it.
[[nodiscard]] NodePlace placeInside(const CanvasScene &scene, const NodeId &container);

} // namespace perdura
