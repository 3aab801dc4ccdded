// SPDX-License-Identifier: GPL-3.0-or-later
#include "designer/canvas/CanvasView.h"

#include "app/kit/Theme.h"

#include <QAccessible>
#include <QGestureEvent>
#include <QNativeGestureEvent>
#include <QPainter>
#include <QPinchGesture>
#include <QScrollBar>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace perdura {

using geometry::Direction;

namespace {

constexpr double zoomStep = 1.2;
/// Below this the titles of nodes cannot be read without effort.
constexpr double readableZoom = 0.6;
/// Free room around a drawing that fits the view.
constexpr double fitMargin = 48;

} // namespace

CanvasView::CanvasView(CanvasScene *scene, QWidget *parent)
    : QGraphicsView(scene, parent)
    , m_canvas(scene)
{
    setFrameShape(QFrame::NoFrame);
    setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing | QPainter::SmoothPixmapTransform);
    setTransformationAnchor(NoAnchor);
    setResizeAnchor(NoAnchor);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setViewportUpdateMode(SmartViewportUpdate);
    viewport()->setMouseTracking(true);
    viewport()->grabGesture(Qt::PinchGesture);
    setFocusPolicy(Qt::StrongFocus);
    setObjectName(QStringLiteral("canvasView"));
    setAccessibleName(tr("Workflow canvas"));
    connect(scene, &QGraphicsScene::selectionChanged, this, &CanvasView::updateAccessibleTexts);
    centerOn(0, 0);
}

void CanvasView::setZoom(double factor)
{
    zoomAt(viewport()->rect().center(), factor / zoom());
}

void CanvasView::zoomIn()
{
    zoomAt(viewport()->rect().center(), zoomStep);
}

void CanvasView::zoomOut()
{
    zoomAt(viewport()->rect().center(), 1 / zoomStep);
}

void CanvasView::zoomAt(const QPoint &viewPos, double factor)
{
    const double wanted = std::clamp(zoom() * factor, minimumZoom, maximumZoom);
    if (std::abs(wanted - zoom()) < 1e-9)
        return;
    const QPointF before = mapToScene(viewPos);
    setTransform(QTransform::fromScale(wanted, wanted));
    const QPointF after = viewportTransform().map(before);
    panBy((QPointF(viewPos) - after).toPoint());
    emit zoomChanged(wanted);
}

void CanvasView::panBy(const QPoint &pixels)
{
    horizontalScrollBar()->setValue(horizontalScrollBar()->value() - pixels.x());
    verticalScrollBar()->setValue(verticalScrollBar()->value() - pixels.y());
}

void CanvasView::zoomToFit()
{
    m_fitPending = minimumZoom;
    if (isVisible())
        fitNow(minimumZoom);
}

void CanvasView::showBeginning()
{
    m_fitPending = readableZoom;
    if (isVisible())
        fitNow(readableZoom);
}

void CanvasView::fitNow(double atLeast)
{
    m_fitPending.reset();
    const QRectF content = m_canvas->contentRect();
    const QSizeF room = QSizeF(viewport()->size()) - QSizeF(2 * fitMargin, 2 * fitMargin);
    double factor = 1;
    if (!content.isEmpty() && room.width() > 0 && room.height() > 0)
        factor = std::min({1.0, room.width() / content.width(), room.height() / content.height()});
    const bool cut = factor < atLeast;
    factor = std::clamp(cut ? 1.0 : factor, minimumZoom, maximumZoom);
    setTransform(QTransform::fromScale(factor, factor));
    QPointF middle = content.isEmpty() ? QPointF() : content.center();
    if (cut) {
        const QSizeF shown = QSizeF(viewport()->size()) / factor - QSizeF(2 * fitMargin, 2 * fitMargin);
        middle.rx() = std::min(middle.x(), content.left() + shown.width() / 2);
        if (content.height() > shown.height())
            middle.ry() = content.top() + shown.height() / 2;
    }
    centerOn(middle);
    emit zoomChanged(factor);
}

void CanvasView::centerOnNode(const NodeId &node)
{
    m_canvas->reveal(node);
    const NodeItem *item = m_canvas->nodeItem(node);
    if (!item)
        return;
    m_canvas->selectNodes({node});
    centerOn(QRectF(item->pos(), QSizeF(item->figure().size.width(), geometry::nodeHeight)).center());
}

void CanvasView::ensureNodeVisible(const NodeId &node)
{
    if (const NodeItem *item = m_canvas->nodeItem(node))
        ensureVisible(item->cardRect(), 40, 40);
}

void CanvasView::drawBackground(QPainter *painter, const QRectF &rect)
{
    const Tokens &tokens = tokensFor(palette());
    painter->fillRect(rect, tokens.canvas);
    if (zoom() < 0.45)
        return;
    const double step = geometry::gridStep;
    QPolygonF dots;
    for (double x = std::floor(rect.left() / step) * step; x < rect.right(); x += step) {
        for (double y = std::floor(rect.top() / step) * step; y < rect.bottom(); y += step)
            dots << QPointF(x, y);
    }
    QPen pen(tokens.gridDot, 2);
    pen.setCosmetic(true);
    pen.setCapStyle(Qt::SquareCap);
    painter->setRenderHint(QPainter::Antialiasing, false);
    painter->setPen(pen);
    painter->drawPoints(dots);
    painter->setRenderHint(QPainter::Antialiasing, true);
}

void CanvasView::wheelEvent(QWheelEvent *event)
{
    if (event->modifiers() & Qt::ControlModifier) {
        zoomAt(event->position().toPoint(), std::pow(zoomStep, event->angleDelta().y() / 120.0));
    } else {
        QPoint way = event->pixelDelta().isNull() ? event->angleDelta() / 2 : event->pixelDelta();
        if (event->modifiers() & Qt::ShiftModifier)
            way = way.transposed();
        panBy(way);
    }
    event->accept();
}

void CanvasView::startPanning(const QPoint &viewPos)
{
    m_panning = true;
    m_panPosition = viewPos;
    viewport()->setCursor(Qt::ClosedHandCursor);
}

void CanvasView::stopPanning()
{
    m_panning = false;
    if (m_spaceHeld)
        viewport()->setCursor(Qt::OpenHandCursor);
    else
        viewport()->unsetCursor();
}

void CanvasView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::MiddleButton || (event->button() == Qt::LeftButton && m_spaceHeld)) {
        startPanning(event->position().toPoint());
        event->accept();
        return;
    }
    QGraphicsView::mousePressEvent(event);
}

void CanvasView::mouseMoveEvent(QMouseEvent *event)
{
    if (m_panning) {
        const QPoint now = event->position().toPoint();
        panBy(now - m_panPosition);
        m_panPosition = now;
        event->accept();
        return;
    }
    QGraphicsView::mouseMoveEvent(event);
}

void CanvasView::mouseReleaseEvent(QMouseEvent *event)
{
    if (m_panning && (event->button() == Qt::MiddleButton || event->button() == Qt::LeftButton)) {
        stopPanning();
        event->accept();
        return;
    }
    QGraphicsView::mouseReleaseEvent(event);
}

void CanvasView::keyPressEvent(QKeyEvent *event)
{
    const bool plain = !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
    switch (event->key()) {
    case Qt::Key_Space:
        if (!event->isAutoRepeat()) {
            m_spaceHeld = true;
            viewport()->setCursor(Qt::OpenHandCursor);
        }
        return;
    case Qt::Key_Plus:
        zoomIn();
        return;
    case Qt::Key_Minus:
        zoomOut();
        return;
    default:
        break;
    }
    if (plain) {
        switch (event->key()) {
        case Qt::Key_Left:
            walk(Direction::Left);
            return;
        case Qt::Key_Right:
            walk(Direction::Right);
            return;
        case Qt::Key_Up:
            walk(Direction::Up);
            return;
        case Qt::Key_Down:
            walk(Direction::Down);
            return;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            if (const auto node = m_canvas->currentNode())
                emit m_canvas->nodeActivated(*node);
            return;
        default:
            break;
        }
    }
    QGraphicsView::keyPressEvent(event);
}

void CanvasView::keyReleaseEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Space && !event->isAutoRepeat()) {
        m_spaceHeld = false;
        if (!m_panning)
            viewport()->unsetCursor();
        return;
    }
    QGraphicsView::keyReleaseEvent(event);
}

void CanvasView::walk(Direction direction)
{
    const auto definition = m_canvas->definition();
    if (!definition || definition->nodes.empty())
        return;
    std::optional<NodeId> next;
    if (const auto current = m_canvas->currentNode()) {
        next = m_canvas->neighbour(*current, direction);
    } else {
        const auto start =
            std::find_if(definition->nodes.begin(), definition->nodes.end(),
                         [](const Node &node) { return node.kind == NodeKind::Start && !node.parent; });
        next = start == definition->nodes.end() ? definition->nodes.front().id : start->id;
    }
    if (!next)
        return;
    m_canvas->selectNodes({*next});
    ensureNodeVisible(*next);
}

void CanvasView::resizeEvent(QResizeEvent *event)
{
    const QPointF topLeft = mapToScene(QPoint(0, 0));
    QGraphicsView::resizeEvent(event);
    panBy(mapFromScene(topLeft) * -1);
    if (m_fitPending && isVisible())
        fitNow(*m_fitPending);
}

void CanvasView::showEvent(QShowEvent *event)
{
    QGraphicsView::showEvent(event);
    if (m_fitPending)
        fitNow(*m_fitPending);
}

void CanvasView::focusOutEvent(QFocusEvent *event)
{
    // The release of the space bar goes elsewhere from now on.
    m_spaceHeld = false;
    stopPanning();
    QGraphicsView::focusOutEvent(event);
}

bool CanvasView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::NativeGesture) {
        const auto *gesture = static_cast<QNativeGestureEvent *>(event);
        if (gesture->gestureType() == Qt::ZoomNativeGesture) {
            zoomAt(gesture->position().toPoint(), 1 + gesture->value());
            return true;
        }
    } else if (event->type() == QEvent::Gesture) {
        const QGesture *gesture = static_cast<QGestureEvent *>(event)->gesture(Qt::PinchGesture);
        if (const auto *pinch = static_cast<const QPinchGesture *>(gesture)) {
            zoomAt(viewport()->mapFromGlobal(pinch->centerPoint().toPoint()), pinch->scaleFactor());
            return true;
        }
    }
    return QGraphicsView::viewportEvent(event);
}

void CanvasView::changeEvent(QEvent *event)
{
    QGraphicsView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        viewport()->update();
}

void CanvasView::updateAccessibleTexts()
{
    const auto node = m_canvas->currentNode();
    const NodeItem *item = node ? m_canvas->nodeItem(*node) : nullptr;
    const auto count = m_canvas->selectedNodes().size();
    if (item)
        setAccessibleDescription(spokenDescription(item->figure()));
    else
        setAccessibleDescription(count > 1 ? tr("%1 nodes selected").arg(count) : tr("No node selected"));
    QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
}

} // namespace perdura
