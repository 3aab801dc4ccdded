// SPDX-License-Identifier: GPL-3.0-or-later
#include "designer/editing/SelectTool.h"

#include "designer/document/DefinitionEdits.h"
#include "designer/editing/EditingScene.h"
#include "designer/editing/GestureHint.h"

#include <QApplication>
#include <QPainter>

#include <algorithm>

namespace perdura {

SelectTool::SelectTool(EditingScene &scene)
    : m_scene(scene)
    , m_highlight(scene)
{}

void SelectTool::press(const Pointer &pointer)
{
    m_start = pointer;
    m_gesture = Gesture::Pressed;
    m_selectOnlyOnRelease = false;
    m_pressedNode.reset();
    const bool adding = pointer.modifiers & (Qt::ShiftModifier | Qt::ControlModifier);
    if (NodeItem *node = m_scene.nodeItemAt(pointer.scene)) {
        m_pressedNode = node->id();
        if (adding)
            node->setSelected(!node->isSelected());
        else if (node->isSelected())
            m_selectOnlyOnRelease = true; // it may become a drag of all that is selected
        else
            m_scene.selectNodes({node->id()});
        return;
    }
    if (EdgeItem *edge = m_scene.edgeItemAt(pointer.scene)) {
        if (adding)
            edge->setSelected(!edge->isSelected());
        else
            m_scene.selectEdge(edge->key());
        return;
    }
    m_before = adding ? m_scene.selectedNodes() : std::vector<NodeId>();
    if (!adding)
        m_scene.clearSelection();
    m_gesture = Gesture::Banding;
    m_band = QRectF(pointer.scene, QSizeF());
}

void SelectTool::drag(const Pointer &pointer)
{
    m_pointer = pointer.scene;
    if (m_gesture == Gesture::Banding) {
        bandTo(pointer.scene);
        return;
    }
    if (m_gesture == Gesture::Pressed && m_pressedNode &&
        (pointer.screen - m_start.screen).manhattanLength() >= QApplication::startDragDistance())
        startMoving();
    if (m_gesture == Gesture::Moving)
        moveTo(pointer);
}

void SelectTool::startMoving()
{
    const std::vector<NodeId> selected = m_scene.selectedNodes();
    std::set<NodeId> nodes(selected.begin(), selected.end());
    if (!nodes.contains(*m_pressedNode))
        nodes = {*m_pressedNode};
    m_roots = edits::outermost(*m_scene.definition(), nodes);
    const Node *first = m_scene.node(*m_roots.begin());
    m_home = first ? first->parent : std::nullopt;
    m_anchor = m_scene.placement().at(*m_pressedNode).rect.topLeft();
    m_gesture = Gesture::Moving;
    m_offset = {};
}

void SelectTool::moveTo(const Pointer &pointer)
{
    const QPointF wanted = m_anchor + pointer.scene - m_start.scene;
    m_offset = geometry::snapped(wanted) - m_anchor;
    m_spot = dropSpotForMoved(m_scene, m_roots, m_offset, pointer.scene);
    m_scene.previewMove(m_roots, m_offset);
    m_highlight.show(m_spot, m_home);
    m_scene.update();
}

void SelectTool::bandTo(const QPointF &corner)
{
    m_band = QRectF(m_start.scene, corner).normalized();
    std::vector<NodeId> nodes = m_before;
    for (const auto &[id, placed] : m_scene.placement()) {
        const bool hit = placed.openContainer ? m_band.contains(placed.rect) : m_band.intersects(placed.rect);
        if (!placed.hidden && hit)
            nodes.push_back(id);
    }
    m_scene.selectNodes(nodes);
    m_scene.update();
}

void SelectTool::release(const Pointer &pointer)
{
    if (m_gesture == Gesture::Moving) {
        moveTo(pointer);
        finishMove();
    } else if (m_gesture == Gesture::Pressed && m_selectOnlyOnRelease && m_pressedNode) {
        m_scene.selectNodes({*m_pressedNode});
    }
    m_gesture = Gesture::None;
    m_scene.update();
}

void SelectTool::finishMove()
{
    m_highlight.clear();
    m_scene.endPreview();
    if (!m_spot.refusal.isEmpty() || m_offset.isNull())
        return;
    const bool leaves = std::any_of(m_roots.begin(), m_roots.end(), [this](const NodeId &id) {
        const Node *node = m_scene.node(id);
        return node && node->parent != m_spot.container;
    });
    if (leaves) {
        std::map<NodeId, QPointF> positions;
        const QPointF origin = m_scene.innerOrigin(m_spot.container);
        for (const NodeId &id : m_roots)
            positions[id] = geometry::snapped(m_scene.placement().at(id).rect.topLeft() + m_offset - origin);
        m_scene.editor().moveInto(positions, m_spot.container);
    } else if (m_spot.edge) {
        m_scene.editor().moveOntoEdge(*m_roots.begin(), m_offset, *m_spot.edge);
    } else {
        m_scene.editor().move(m_roots, m_offset);
    }
}

void SelectTool::cancel()
{
    m_highlight.clear();
    m_scene.endPreview();
    if (m_gesture == Gesture::Banding)
        m_scene.selectNodes(m_before);
    m_gesture = Gesture::None;
    m_scene.update();
}

void SelectTool::paint(QPainter &painter, const Tokens &tokens) const
{
    if (m_gesture == Gesture::Banding && !m_band.isEmpty()) {
        QColor ground = tokens.accent;
        ground.setAlphaF(0.1F);
        painter.setPen(QPen(tokens.accent, 0));
        painter.setBrush(ground);
        painter.drawRect(m_band);
    }
    if (m_gesture == Gesture::Moving && !m_spot.refusal.isEmpty())
        paintGestureHint(painter, tokens, m_pointer, m_spot.refusal);
}

} // namespace perdura
