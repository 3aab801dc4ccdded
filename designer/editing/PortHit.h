// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "designer/canvas/CanvasScene.h"

namespace perdura {

/// A port under the pointer.
struct PortHit
{
    NodeId node;
    std::optional<std::string> output; ///< none: the input port
    bool operator==(const PortHit &) const = default;
};

/// The port within reach of a point; output ports win over input ports, near ones over far ones.
[[nodiscard]] std::optional<PortHit> portAt(const CanvasScene &scene, const QPointF &scenePos);

/// The node whose input a wire would snap to at this point: the one under it, or one whose input port is
/// near.
[[nodiscard]] std::optional<NodeId> wireTargetAt(const CanvasScene &scene, const QPointF &scenePos);

} // namespace perdura
