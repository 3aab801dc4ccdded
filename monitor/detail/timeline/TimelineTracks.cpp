// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitor/detail/timeline/TimelineTracks.h"

#include "monitor/detail/timeline/LanePainter.h"
#include "monitor/detail/timeline/TimelineToolTip.h"

#include <QApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace perdura {

TimelineTracks::TimelineTracks(TimelineZoom *zoom, QWidget *parent)
    : QAbstractScrollArea(parent)
    , m_zoom(zoom)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setMouseTracking(true);
    setAccessibleName(tr("Timeline"));
    connect(m_zoom, &TimelineZoom::changed, viewport(), qOverload<>(&QWidget::update));
}

void TimelineTracks::setReading(std::shared_ptr<const RunReading> reading)
{
    m_reading = std::move(reading);
    if (!m_reading) {
        m_expanded.clear();
        m_collapsed.clear();
        m_current = -1;
        m_selectedEvent = -1;
    }
    rebuildRows();
}

void TimelineTracks::rebuildRows()
{
    const bool hadCurrent = m_current >= 0;
    m_rows = m_reading ? laneRows(m_reading->timeline, m_expanded, m_collapsed) : std::vector<LaneRow>();
    const auto same = std::find_if(m_rows.begin(), m_rows.end(), [this](const LaneRow &row) {
        return row.lane->node == m_currentKey.first && row.lane->iteration == m_currentKey.second;
    });
    m_current = hadCurrent && same != m_rows.end() ? int(same - m_rows.begin()) : -1;
    updateScrollBar();
    viewport()->update();
}

void TimelineTracks::selectNode(const NodeId &node)
{
    if (m_current >= 0 && m_rows[std::size_t(m_current)].lane->node == node)
        return;
    const auto found = std::find_if(m_rows.begin(), m_rows.end(), [&](const LaneRow &row) {
        return !node.isEmpty() && row.lane->node == node;
    });
    m_selectedEvent = -1;
    setCurrent(found == m_rows.end() ? -1 : int(found - m_rows.begin()));
}

void TimelineTracks::setExpanded(const NodeId &node, bool isExpanded)
{
    if (isExpanded)
        m_expanded.insert(node);
    else
        m_expanded.erase(node);
    rebuildRows();
}

int TimelineTracks::gutter() const
{
    return std::clamp(viewport()->width() / 4, 120, 260);
}

int TimelineTracks::trackWidth() const
{
    return std::max(1, viewport()->width() - gutter());
}

LanePainter TimelineTracks::lanePainter() const
{
    return LanePainter(m_zoom->axis(), m_zoom->window(), trackWidth(), tokensFor(palette()));
}

void TimelineTracks::updateScrollBar()
{
    const int shown = viewport()->height() - rulerHeight;
    verticalScrollBar()->setRange(0, std::max(0, int(m_rows.size()) * laneHeight - shown));
    verticalScrollBar()->setPageStep(shown);
    verticalScrollBar()->setSingleStep(laneHeight);
}

void TimelineTracks::resizeEvent(QResizeEvent *)
{
    updateScrollBar();
}

int TimelineTracks::rowAt(int y) const
{
    return y < rulerHeight
               ? -1
               : laneAt(y - rulerHeight, verticalScrollBar()->value(), laneHeight, int(m_rows.size()));
}

void TimelineTracks::setCurrent(int row)
{
    m_current = row;
    if (row >= 0) {
        m_currentKey = {m_rows[std::size_t(row)].lane->node, m_rows[std::size_t(row)].lane->iteration};
        QScrollBar *bar = verticalScrollBar();
        const int top = row * laneHeight, shown = viewport()->height() - rulerHeight;
        if (top < bar->value())
            bar->setValue(top);
        else if (top + laneHeight > bar->value() + shown)
            bar->setValue(top + laneHeight - shown);
    }
    viewport()->update();
}

void TimelineTracks::announce()
{
    if (m_current >= 0) {
        const TimelineLane &lane = *m_rows[std::size_t(m_current)].lane;
        emit nodeChosen(lane.node, lane.iteration, m_selectedEvent);
    }
}

void TimelineTracks::toggle(int row)
{
    if (row < 0 || !m_rows[std::size_t(row)].canExpand)
        return;
    const LaneRow &lane = m_rows[std::size_t(row)];
    std::set<NodeId> &changed = lane.lane->isContainer ? m_collapsed : m_expanded;
    if (!changed.erase(lane.lane->node))
        changed.insert(lane.lane->node);
    rebuildRows();
}

void TimelineTracks::choose(QPoint at)
{
    const int row = rowAt(at.y());
    if (row < 0)
        return;
    const TimelineLane &lane = *m_rows[std::size_t(row)].lane;
    m_selectedEvent = -1;
    std::string iteration = lane.iteration;
    if (at.x() >= gutter()) {
        const int hit = lanePainter().hit(lane, at.x() - gutter());
        if (hit >= 0) {
            m_selectedEvent = lane.spans[std::size_t(hit)].event;
            iteration = lane.spans[std::size_t(hit)].iteration;
        } else if (hit <= -2) {
            m_selectedEvent = lane.marks[std::size_t(-2 - hit)].event;
            iteration = lane.marks[std::size_t(-2 - hit)].iteration;
        }
    }
    setCurrent(row);
    emit nodeChosen(lane.node, iteration, m_selectedEvent);
}

void TimelineTracks::wheelEvent(QWheelEvent *event)
{
    const QPoint delta = event->angleDelta();
    const bool overNames = event->position().x() < gutter();
    if (event->modifiers().testFlag(Qt::ControlModifier) || overNames) {
        verticalScrollBar()->setValue(verticalScrollBar()->value() - delta.y() / 120.0 * 3 * laneHeight);
    } else if (event->modifiers().testFlag(Qt::ShiftModifier) || std::abs(delta.x()) > std::abs(delta.y())) {
        const int by = delta.x() != 0 ? delta.x() : delta.y();
        m_zoom->pan(by / 120.0 * trackWidth() / 10, trackWidth());
    } else {
        m_zoom->zoom(std::pow(1.25, delta.y() / 120.0), event->position().x() - gutter(), trackWidth());
    }
    event->accept();
}

void TimelineTracks::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    m_pressed = event->position().toPoint();
    m_dragged = *m_pressed;
    m_isDragging = false;
}

void TimelineTracks::mouseMoveEvent(QMouseEvent *event)
{
    const QPoint at = event->position().toPoint();
    m_hoverX = at.x() >= gutter() ? at.x() : -1;
    if (m_pressed && m_pressed->x() >= gutter()) {
        m_isDragging =
            m_isDragging || (at - *m_pressed).manhattanLength() >= QApplication::startDragDistance();
        if (m_isDragging) {
            viewport()->setCursor(Qt::ClosedHandCursor);
            m_zoom->pan(at.x() - m_dragged.x(), trackWidth());
            verticalScrollBar()->setValue(verticalScrollBar()->value() - (at.y() - m_dragged.y()));
            m_dragged = at;
        }
    }
    viewport()->update();
}

void TimelineTracks::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || !m_pressed)
        return;
    viewport()->unsetCursor();
    const QPoint at = event->position().toPoint();
    m_pressed.reset();
    if (std::exchange(m_isDragging, false))
        return;
    const int row = rowAt(at.y());
    if (row >= 0 && at.x() < gutter() && at.x() < 26 + m_rows[std::size_t(row)].depth * 16 &&
        m_rows[std::size_t(row)].canExpand)
        toggle(row);
    else
        choose(at);
}

void TimelineTracks::mouseDoubleClickEvent(QMouseEvent *event)
{
    const int row = rowAt(int(event->position().y()));
    if (row >= 0 && event->position().x() < gutter())
        toggle(row);
}

void TimelineTracks::keyPressEvent(QKeyEvent *event)
{
    const int last = int(m_rows.size()) - 1;
    const double middle = trackWidth() / 2.0;
    switch (event->key()) {
    case Qt::Key_Up:
    case Qt::Key_Down:
        if (last >= 0) {
            m_selectedEvent = -1;
            setCurrent(std::clamp(m_current + (event->key() == Qt::Key_Down ? 1 : -1), 0, last));
            announce();
        }
        break;
    case Qt::Key_Left:
    case Qt::Key_Right: {
        const bool open = event->key() == Qt::Key_Right;
        if (!event->modifiers().testFlag(Qt::ControlModifier) && m_current >= 0 &&
            m_rows[std::size_t(m_current)].canExpand && m_rows[std::size_t(m_current)].isExpanded != open)
            toggle(m_current);
        else
            m_zoom->pan(open ? -trackWidth() / 10.0 : trackWidth() / 10.0, trackWidth());
        break;
    }
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        m_zoom->zoom(1.25, middle, trackWidth());
        break;
    case Qt::Key_Minus:
        m_zoom->zoom(0.8, middle, trackWidth());
        break;
    case Qt::Key_0:
    case Qt::Key_Home:
        m_zoom->fit();
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        announce();
        break;
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

bool TimelineTracks::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        showToolTip(static_cast<QHelpEvent *>(event));
        return true;
    }
    if (event->type() == QEvent::Leave) {
        m_hoverX = -1;
        viewport()->update();
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void TimelineTracks::showToolTip(QHelpEvent *event)
{
    const QPoint at = event->pos();
    const int row = rowAt(at.y());
    const double pixel = at.x() - gutter();
    QString text;
    if (at.y() < rulerHeight && pixel >= 0) {
        text = momentToolTip(m_zoom->axis().instant(toPosition(pixel, m_zoom->window(), trackWidth())));
    } else if (row >= 0 && pixel >= 0) {
        const TimelineLane &lane = *m_rows[std::size_t(row)].lane;
        const int hit = lanePainter().hit(lane, pixel);
        text = hit >= 0    ? spanToolTip(lane, lane.spans[std::size_t(hit)])
               : hit <= -2 ? markToolTip(lane, lane.marks[std::size_t(-2 - hit)])
                           : QString();
    } else if (row >= 0) {
        text = m_rows[std::size_t(row)].lane->title;
    }
    if (text.isEmpty())
        QToolTip::hideText();
    else
        QToolTip::showText(event->globalPos(), text, viewport());
}

} // namespace perdura
