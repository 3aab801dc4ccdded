// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "designer/canvas/CanvasScene.h"

#include <QString>

namespace perdura {

/// What would happen if nodes were let go at a point of the canvas.
struct DropSpot
{
    std::optional<NodeId> container; ///< they would be in it; none: on the canvas
    std::optional<EdgeKey> edge;     ///< the node would come between its ends
    QString refusal;                 ///< why they may not be let go here; empty: they may
};

/// The spot for a new node whose card would be `card`.
[[nodiscard]] DropSpot dropSpotForNew(const CanvasScene &scene, NodeKind kind, const QRectF &card,
                                      const QPointF &pointer);
/// The spot for nodes that are being dragged; only one that is tied to nothing is inserted into an edge.
[[nodiscard]] DropSpot dropSpotForMoved(const CanvasScene &scene, const std::set<NodeId> &roots,
                                        const QPointF &offset, const QPointF &pointer);

/// Shows on the canvas where things would go, and takes it back when told so or destroyed.
class DropHighlight
{
public:
    explicit DropHighlight(CanvasScene &scene);
    ~DropHighlight();
    DropHighlight(const DropHighlight &) = delete;
    DropHighlight &operator=(const DropHighlight &) = delete;

    /// `home`: where the nodes are now; its container is not lit up.
    void show(const DropSpot &spot, const std::optional<NodeId> &home);
    void clear();

private:
    CanvasScene &m_scene;
    std::optional<NodeId> m_container;
    std::optional<EdgeKey> m_edge;
};

} // namespace perdura
