// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "designer/editing/CanvasTool.h"
#include "designer/editing/DropSpot.h"

namespace perdura {

class EditingScene;

/// Selects by click (Shift or Ctrl adds and takes away) and by a rubber band, and moves what is selected: on
/// the grid, into and out of containers, onto edges.
class SelectTool final : public CanvasTool
{
public:
    explicit SelectTool(EditingScene &scene);

    void press(const Pointer &pointer) override;
    void drag(const Pointer &pointer) override;
    void release(const Pointer &pointer) override;
    void cancel() override;
    void paint(QPainter &painter, const Tokens &tokens) const override;

private:
    enum class Gesture { None, Pressed, Moving, Banding };

    void startMoving();
    void moveTo(const Pointer &pointer);
    void bandTo(const QPointF &corner);
    void finishMove();

    EditingScene &m_scene;
    DropHighlight m_highlight;
    Gesture m_gesture = Gesture::None;
    Pointer m_start;
    std::optional<NodeId> m_pressedNode;
    bool m_selectOnlyOnRelease = false;
    std::set<NodeId> m_roots; ///< what is being moved
    std::optional<NodeId> m_home;
    QPointF m_anchor; ///< top left corner of the pressed node
    QPointF m_offset;
    DropSpot m_spot;
    QPointF m_pointer;
    QRectF m_band;
    std::vector<NodeId> m_before; ///< selected before the band
};

} // namespace perdura
