// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitor/detail/timeline/TimelineOverview.h"

#include "monitor/detail/timeline/LanePainter.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace perdura {

namespace {

constexpr double smallestBrush = 4; // pixels; less is a click

} // namespace

TimelineOverview::TimelineOverview(TimelineZoom *zoom, QWidget *parent)
    : QWidget(parent)
    , m_zoom(zoom)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setToolTip(tr("Drag to zoom in on a part; double-click to show everything"));
    setAccessibleName(tr("Overview of the timeline"));
    connect(m_zoom, &TimelineZoom::changed, this, qOverload<>(&QWidget::update));
}

void TimelineOverview::setReading(std::shared_ptr<const RunReading> reading)
{
    m_reading = std::move(reading);
    update();
}

QRectF TimelineOverview::shown() const
{
    const double from = toPixel(m_zoom->window().begin, all(), width());
    const double to = toPixel(m_zoom->window().end, all(), width());
    return {from, 0, std::max(2.0, to - from), double(height())};
}

void TimelineOverview::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Tokens &tokens = tokensFor(palette());
    painter.fillRect(rect(), tokens.window);
    if (!m_reading || all().length() <= 0)
        return;
    paintLanes(painter);
    if (!m_zoom->isFit()) {
        QColor veil = tokens.window;
        veil.setAlphaF(0.7F);
        const QRectF visible = shown();
        painter.fillRect(QRectF(0, 0, visible.left(), height()), veil);
        painter.fillRect(QRectF(visible.right(), 0, width() - visible.right(), height()), veil);
        painter.setPen(QPen(tokens.accent, 1));
        painter.drawRect(visible.adjusted(0.5, 0.5, -0.5, -0.5));
    }
    if (m_gesture == Gesture::Brush) {
        QColor brush = tokens.accent;
        brush.setAlphaF(0.2F);
        painter.fillRect(QRectF(std::min(m_from, m_last), 0, std::abs(m_last - m_from), height()), brush);
    }
    painter.setPen(tokens.border);
    painter.drawLine(0, height() - 1, width(), height() - 1);
}

// All lanes squeezed into the strip, the instance's own left out.
void TimelineOverview::paintLanes(QPainter &painter) const
{
    const LanePainter lanes(m_zoom->axis(), all(), width(), tokensFor(palette()));
    const auto &model = m_reading->timeline;
    const double pitch = (height() - 10.0) / double(std::max<std::size_t>(1, model.lanes.size() - 1));
    const double thick = std::clamp(pitch - 1, 1.0, 4.0);
    for (std::size_t i = 1; i < model.lanes.size(); ++i) {
        const double y = 5 + double(i - 1) * pitch;
        for (const TimelineSpan &span : model.lanes[i].spans) {
            const double from = lanes.x(span.begin);
            const double to = std::max(from + 1.5, lanes.x(span.end.value_or(m_zoom->axis().range().end)));
            const bool isWork = span.kind == TimelineSpan::Kind::Work;
            QColor color = isWork || !span.end ? lanes.color(span.state) : tokensFor(palette()).borderStrong;
            painter.fillRect(QRectF(from, isWork ? y : y + thick / 2 - 0.5, to - from, isWork ? thick : 1),
                             color);
        }
        for (const TimelineMark &mark : model.lanes[i].marks)
            painter.fillRect(QRectF(lanes.x(mark.time), y, 1.5, thick), tokensFor(palette()).textDisabled);
    }
}

void TimelineOverview::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    m_from = m_last = event->position().x();
    m_gesture = !m_zoom->isFit() && shown().contains(event->position()) ? Gesture::Move : Gesture::Brush;
}

void TimelineOverview::mouseMoveEvent(QMouseEvent *event)
{
    const double x = event->position().x();
    if (m_gesture == Gesture::Move) {
        const double by = toPosition(x, all(), width()) - toPosition(m_last, all(), width());
        m_zoom->setWindow({m_zoom->window().begin + by, m_zoom->window().end + by});
    }
    m_last = x;
    update();
}

void TimelineOverview::mouseReleaseEvent(QMouseEvent *event)
{
    const Gesture gesture = std::exchange(m_gesture, Gesture::None);
    const double x = event->position().x();
    if (gesture == Gesture::Brush && std::abs(x - m_from) >= smallestBrush)
        m_zoom->setWindow({toPosition(std::min(x, m_from), all(), width()),
                           toPosition(std::max(x, m_from), all(), width())});
    update();
}

void TimelineOverview::mouseDoubleClickEvent(QMouseEvent *)
{
    m_gesture = Gesture::None;
    m_zoom->fit();
}

} // namespace perdura
