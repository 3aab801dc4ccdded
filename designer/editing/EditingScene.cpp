// SPDX-License-Identifier: GPL-3.0-or-later
#include "designer/editing/EditingScene.h"

#include "app/kit/Theme.h"
#include "designer/document/DefinitionDocument.h"
#include "designer/editing/GestureHint.h"

#include <QGraphicsSceneContextMenuEvent>
#include <QGraphicsSceneDragDropEvent>
#include <QGraphicsSceneMouseEvent>
#include <QGraphicsView>
#include <QMimeData>
#include <QPainter>

namespace perdura {

namespace {

Pointer pointerOf(const QGraphicsSceneMouseEvent &event)
{
    return {event.scenePos(), event.screenPos(), event.modifiers()};
}

} // namespace

EditingScene::EditingScene(DefinitionDocument &document, QObject *parent)
    : CanvasScene(parent)
    , m_document(document)
    , m_editor(document)
    , m_select(*this)
    , m_connect(*this)
    , m_dropHighlight(*this)
{
    setDefinition(document.definition(), document.catalog());
    setProblems(document.problems());
    connect(&document, &DefinitionDocument::changed, this, [this] {
        cancelGesture();
        setDefinition(m_document.definition());
    });
    connect(&document, &DefinitionDocument::problemsChanged, this,
            [this] { setProblems(m_document.problems()); });
}

EditingScene::~EditingScene() = default;

bool EditingScene::cancelGesture()
{
    CanvasTool *tool = std::exchange(m_active, nullptr);
    if (tool)
        tool->cancel();
    return tool;
}

void EditingScene::mousePressEvent(QGraphicsSceneMouseEvent *event)
{
    event->accept();
    if (event->button() == Qt::RightButton) {
        // What the menu is about is what is selected.
        NodeItem *node = nodeItemAt(event->scenePos());
        EdgeItem *edge = node ? nullptr : edgeItemAt(event->scenePos());
        if (node && !node->isSelected())
            selectNodes({node->id()});
        else if (edge && !edge->isSelected())
            selectEdge(edge->key());
        else if (!node && !edge)
            clearSelection();
        return;
    }
    if (event->button() != Qt::LeftButton || toggleCollapserAt(event->scenePos()))
        return;
    cancelGesture();
    const auto port = portAt(*this, event->scenePos());
    m_active = port && m_connect.canStart(*port) ? static_cast<CanvasTool *>(&m_connect) : &m_select;
    m_active->press(pointerOf(*event));
}

void EditingScene::mouseMoveEvent(QGraphicsSceneMouseEvent *event)
{
    event->accept();
    if (m_active) {
        m_active->drag(pointerOf(*event));
        return;
    }
    if (event->buttons() != Qt::NoButton)
        return;
    hover(event->scenePos());
    highlightPort(portAt(*this, event->scenePos()));
}

void EditingScene::mouseReleaseEvent(QGraphicsSceneMouseEvent *event)
{
    event->accept();
    if (event->button() != Qt::LeftButton)
        return;
    if (CanvasTool *tool = std::exchange(m_active, nullptr))
        tool->release(pointerOf(*event));
}

void EditingScene::contextMenuEvent(QGraphicsSceneContextMenuEvent *event)
{
    event->accept();
    cancelGesture();
    emit contextMenuWanted(event->scenePos(), event->screenPos());
}

void EditingScene::highlightPort(const std::optional<PortHit> &hit)
{
    if (hit == m_hoveredPort)
        return;
    if (NodeItem *old = m_hoveredPort ? nodeItem(m_hoveredPort->node) : nullptr)
        old->setHighlightedPort({});
    if (NodeItem *item = hit ? nodeItem(hit->node) : nullptr) {
        item->setHighlightedPort(hit->output ? QString::fromStdString(*hit->output) : QStringLiteral("in"));
        item->setHovered(true);
    }
    for (QGraphicsView *view : views()) {
        if (hit)
            view->viewport()->setCursor(Qt::CrossCursor);
        else
            view->viewport()->unsetCursor();
    }
    m_hoveredPort = hit;
}

QString EditingScene::templateMimeType()
{
    return QStringLiteral("application/x-perdura-node-template");
}

QByteArray EditingScene::encode(const edits::NodeTemplate &from)
{
    return QByteArray::fromStdString(nodeKindInfo(from.kind).id + '\n' + from.activity);
}

std::optional<edits::NodeTemplate> EditingScene::decode(const QByteArray &data)
{
    const qsizetype split = data.indexOf('\n');
    const NodeKindInfo *kind = split < 0 ? nullptr : findNodeKind(data.left(split).toStdString());
    if (!kind)
        return std::nullopt;
    return edits::NodeTemplate{kind->kind, data.mid(split + 1).toStdString()};
}

void EditingScene::dragEnterEvent(QGraphicsSceneDragDropEvent *event)
{
    m_dropped = decode(event->mimeData()->data(templateMimeType()));
    event->setAccepted(m_dropped.has_value());
}

void EditingScene::dragMoveEvent(QGraphicsSceneDragDropEvent *event)
{
    event->setAccepted(m_dropped.has_value());
    if (!m_dropped)
        return;
    m_dropPointer = event->scenePos();
    const QPointF half(geometry::nodeWidth / 2, geometry::nodeHeight / 2);
    m_ghost = QRectF(geometry::snapped(event->scenePos() - half),
                     QSizeF(geometry::nodeWidth, geometry::nodeHeight));
    m_dropSpot = dropSpotForNew(*this, m_dropped->kind, m_ghost, event->scenePos());
    m_dropHighlight.show(m_dropSpot, std::nullopt);
    event->setDropAction(Qt::CopyAction);
    update();
}

void EditingScene::dragLeaveEvent(QGraphicsSceneDragDropEvent *)
{
    m_dropHighlight.clear();
    m_dropped.reset();
    update();
}

void EditingScene::dropEvent(QGraphicsSceneDragDropEvent *event)
{
    if (!m_dropped)
        return;
    dragMoveEvent(event);
    m_dropHighlight.clear();
    const edits::NodeTemplate from = *std::exchange(m_dropped, std::nullopt);
    update();
    if (!m_dropSpot.refusal.isEmpty()) {
        emit gestureRefused(m_dropSpot.refusal);
        return;
    }
    QPointF position = geometry::snapped(m_ghost.topLeft() - innerOrigin(m_dropSpot.container));
    if (m_dropSpot.container)
        position = {std::max(0.0, position.x()), std::max(0.0, position.y())};
    const NodeId id = m_editor.addNode(from, m_dropSpot.container, position, {{}, m_dropSpot.edge});
    selectNodes({id});
    for (QGraphicsView *view : views())
        view->setFocus(Qt::MouseFocusReason);
}

void EditingScene::paintGhost(QPainter &painter, const Tokens &tokens) const
{
    QColor ground = tokens.accentSoft;
    ground.setAlphaF(0.6F);
    painter.setPen(QPen(m_dropSpot.refusal.isEmpty() ? tokens.accent : tokens.failed, 1.5, Qt::DashLine));
    painter.setBrush(ground);
    painter.drawRoundedRect(m_ghost, space::cardRadius, space::cardRadius);
    if (!m_dropSpot.refusal.isEmpty())
        paintGestureHint(painter, tokens, m_dropPointer, m_dropSpot.refusal);
}

void EditingScene::drawForeground(QPainter *painter, const QRectF &)
{
    const QList<QGraphicsView *> all = views();
    const Tokens &tokens = tokensFor(all.isEmpty() ? palette() : all.first()->palette());
    if (m_active)
        m_active->paint(*painter, tokens);
    if (m_dropped)
        paintGhost(*painter, tokens);
}

} // namespace perdura
