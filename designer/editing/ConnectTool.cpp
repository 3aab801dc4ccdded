// SPDX-License-Identifier: GPL-3.0-or-later
#include "designer/editing/ConnectTool.h"

#include "designer/document/DefinitionEdits.h"
#include "designer/editing/EditingScene.h"
#include "designer/editing/GestureHint.h"

#include <QApplication>
#include <QPainter>

namespace perdura {

ConnectTool::ConnectTool(EditingScene &scene)
    : m_scene(scene)
{}

std::optional<EdgeKey> ConnectTool::lastEdgeInto(const NodeId &node) const
{
    std::optional<EdgeKey> last;
    for (const Edge &edge : m_scene.definition()->edges) {
        if (edge.to == node)
            last = EdgeKey{edge.from, edge.port};
    }
    return last;
}

bool ConnectTool::canStart(const PortHit &port) const
{
    return port.output || lastEdgeInto(port.node);
}

void ConnectTool::press(const Pointer &pointer)
{
    const auto port = portAt(m_scene, pointer.scene);
    Q_ASSERT(port && canStart(*port));
    m_taken.reset();
    m_refusal.clear();
    m_dragged = false;
    m_pressedAt = pointer.screen;
    if (port->output) {
        m_source = {port->node, *port->output};
    } else {
        m_source = *lastEdgeInto(port->node);
        m_taken = port->node;
    }
    const NodeItem *item = m_scene.nodeItem(m_source.from);
    const PortFigure *figure = item ? item->figure().port(m_source.port) : nullptr;
    m_isError = figure && figure->isError;
    m_pointer = pointer.scene;
    m_active = true;
}

void ConnectTool::markTarget(const std::optional<NodeId> &target)
{
    if (NodeItem *old = m_target ? m_scene.nodeItem(*m_target) : nullptr) {
        old->setDropTarget(false);
        old->setRefused(false);
        old->setHighlightedPort({});
    }
    m_target = target;
    m_refusal.clear();
    NodeItem *item = target ? m_scene.nodeItem(*target) : nullptr;
    if (!item)
        return;
    m_refusal = edits::connectionRefusal(*m_scene.definition(), m_source, *target).value_or(QString());
    item->setDropTarget(m_refusal.isEmpty());
    item->setRefused(!m_refusal.isEmpty());
    if (m_refusal.isEmpty())
        item->setHighlightedPort(QStringLiteral("in"));
}

void ConnectTool::drag(const Pointer &pointer)
{
    m_pointer = pointer.scene;
    m_dragged =
        m_dragged || (pointer.screen - m_pressedAt).manhattanLength() >= QApplication::startDragDistance();
    if (!m_dragged)
        return;
    if (EdgeItem *taken = m_taken ? m_scene.edgeItem(m_source) : nullptr)
        taken->setVisible(false);
    auto target = wireTargetAt(m_scene, pointer.scene);
    // Back on the node where it came from: the person may have changed their mind.
    if (target == m_source.from && !m_taken &&
        QLineF(m_scene.portPosition(m_source.from, m_source.port), pointer.scene).length() < 40)
        target.reset();
    markTarget(target);
    m_scene.update();
}

void ConnectTool::release(const Pointer &pointer)
{
    if (!m_active)
        return;
    drag(pointer);
    const auto target = m_target;
    const bool refused = !m_refusal.isEmpty();
    const QString refusal = m_refusal;
    const bool dragged = m_dragged;
    const auto taken = m_taken;
    cancel();
    if (!dragged)
        return;
    if (refused)
        emit m_scene.gestureRefused(refusal);
    else if (target && taken != target)
        m_scene.editor().connectPort(m_source, *target);
    else if (!target && taken)
        m_scene.editor().disconnectPort(m_source);
    else if (!target &&
             QLineF(m_scene.portPosition(m_source.from, m_source.port), pointer.scene).length() > 40)
        emit m_scene.nodeWanted(m_source, pointer.scene, pointer.screen);
}

void ConnectTool::cancel()
{
    markTarget(std::nullopt);
    if (EdgeItem *taken = m_taken ? m_scene.edgeItem(m_source) : nullptr)
        taken->setVisible(true);
    m_active = false;
    m_dragged = false;
    m_scene.update();
}

void ConnectTool::paint(QPainter &painter, const Tokens &tokens) const
{
    if (!m_active || !m_dragged)
        return;
    const bool snaps = m_target && m_refusal.isEmpty();
    const QPointF end = snaps ? m_scene.inputPosition(*m_target) : m_pointer;
    const QPolygonF corners =
        geometry::edgeCorners(m_scene.portPosition(m_source.from, m_source.port),
                              m_isError ? geometry::Side::Bottom : geometry::Side::Right, end);
    EdgeLook look;
    look.live = true;
    paintEdge(painter, tokens, corners, edgePath(corners), look);
    if (!m_refusal.isEmpty())
        paintGestureHint(painter, tokens, m_pointer, m_refusal);
}

} // namespace perdura
