// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "designer/editing/CanvasTool.h"
#include "designer/editing/PortHit.h"

#include <QString>

namespace perdura {

class EditingScene;

/// Draws an edge from an output port: let go on a node it connects, on the free canvas it asks for a new
/// node. Pressing an input port that has an edge takes up the end of that edge; let go on the free canvas it
/// is removed.
class ConnectTool final : public CanvasTool
{
public:
    explicit ConnectTool(EditingScene &scene);

    /// True when a drag from there can become an edge.
    [[nodiscard]] bool canStart(const PortHit &port) const;

    void press(const Pointer &pointer) override;
    void drag(const Pointer &pointer) override;
    void release(const Pointer &pointer) override;
    void cancel() override;
    void paint(QPainter &painter, const Tokens &tokens) const override;

private:
    void markTarget(const std::optional<NodeId> &target);
    [[nodiscard]] std::optional<EdgeKey> lastEdgeInto(const NodeId &node) const;

    EditingScene &m_scene;
    bool m_active = false;
    bool m_dragged = false;
    EdgeKey m_source;
    bool m_isError = false;
    std::optional<NodeId> m_taken; ///< the old target, when an edge was taken up
    std::optional<NodeId> m_target;
    QString m_refusal;
    QPointF m_pointer;
    QPoint m_pressedAt;
};

} // namespace perdura
