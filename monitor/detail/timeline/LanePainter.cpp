// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitor/detail/timeline/LanePainter.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace perdura {

namespace {

constexpr double barHeight = 16;
constexpr double narrowest = 3; // what takes less is drawn this wide, so that it can be seen and hit
constexpr double reach = 5;     // pixels around a mark within which it is hit

QColor soft(const QColor &color, const QColor &ground, double share)
{
    const auto mix = [share](float a, float b) { return float(a * share + b * (1 - share)); };
    return QColor::fromRgbF(mix(color.redF(), ground.redF()), mix(color.greenF(), ground.greenF()),
                            mix(color.blueF(), ground.blueF()));
}

} // namespace

LanePainter::LanePainter(const TimeAxis &axis, TimeWindow window, double width, const Tokens &tokens)
    : m_axis(axis)
    , m_window(window)
    , m_width(width)
    , m_tokens(tokens)
{}

double LanePainter::x(Instant instant) const
{
    return toPixel(m_axis.position(instant), m_window, m_width);
}

double LanePainter::endOf(const TimelineSpan &span) const
{
    return span.end ? x(*span.end) : x(m_axis.range().end);
}

QColor LanePainter::color(TimelineSpan::State state) const
{
    switch (state) {
    case TimelineSpan::State::Running:
        return m_tokens.running;
    case TimelineSpan::State::Waiting:
        return m_tokens.waiting;
    case TimelineSpan::State::Completed:
        return m_tokens.completed;
    case TimelineSpan::State::Failed:
        return m_tokens.failed;
    case TimelineSpan::State::Terminated:
        return m_tokens.terminated;
    }
    Q_UNREACHABLE();
}

void LanePainter::paint(QPainter &painter, const TimelineLane &lane, const QRectF &track, int selected) const
{
    painter.save();
    painter.setClipRect(track);
    painter.setRenderHint(QPainter::Antialiasing);
    if (!lane.iterations.empty() && !lane.isContainer) {
        paintBundle(painter, lane, track);
        painter.restore();
        return;
    }
    const bool hasRetries =
        std::any_of(lane.spans.begin(), lane.spans.end(), [](const auto &span) { return span.attempt > 1; });
    for (const TimelineSpan &span : lane.spans) {
        if (endOf(span) < -narrowest || x(span.begin) > m_width)
            continue;
        const bool isSelected = span.event >= 0 && span.event == selected;
        switch (span.kind) {
        case TimelineSpan::Kind::Work:
            paintBar(painter, span, track, isSelected, hasRetries);
            break;
        case TimelineSpan::Kind::Wait:
            paintWait(painter, span, track, isSelected);
            break;
        case TimelineSpan::Kind::Container:
            paintContainer(painter, span, track);
            break;
        }
    }
    for (const TimelineMark &mark : lane.marks) {
        const double at = x(mark.time);
        if (at > -reach && at < m_width + reach)
            paintMark(painter, mark, track, mark.event >= 0 && mark.event == selected);
    }
    painter.restore();
}

void LanePainter::paintBar(QPainter &painter, const TimelineSpan &span, const QRectF &track, bool isSelected,
                           bool showAttempt) const
{
    const double from = std::max(x(span.begin), -10.0);
    const double to = std::min(std::max(endOf(span), x(span.begin) + narrowest), m_width + 10);
    const QRectF bar(track.left() + from, track.center().y() - barHeight / 2, to - from, barHeight);
    const QColor hue = color(span.state);
    if (bar.width() < 8) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(hue);
        painter.drawRoundedRect(bar, 1.5, 1.5);
    } else {
        painter.setPen(QPen(hue, 1));
        painter.setBrush(soft(hue, m_tokens.panel, 0.22));
        painter.drawRoundedRect(bar.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
        painter.fillRect(QRectF(bar.left() + 1, bar.top() + 1, 2.5, bar.height() - 2), hue);
    }
    if (isSelected) {
        painter.setPen(QPen(m_tokens.accent, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(bar.adjusted(-2, -2, 2, 2), 4, 4);
    }
    const QString duration = span.end ? describeDuration(*span.end - span.begin) : QString();
    const QString attempt = showAttempt ? QStringLiteral("#%1").arg(span.attempt) : QString();
    const QString gap = attempt.isEmpty() || duration.isEmpty() ? QString() : QStringLiteral("  ");
    const QString label = attempt + gap + duration;
    QFont font = fontFor(TextStyle::Secondary);
    font.setPixelSize(11);
    painter.setFont(font);
    const QFontMetricsF metrics(font);
    const QString fitting = metrics.horizontalAdvance(label) + 12 <= bar.width()     ? label
                            : metrics.horizontalAdvance(attempt) + 12 <= bar.width() ? attempt
                                                                                     : QString();
    painter.setPen(m_tokens.text);
    painter.drawText(bar.adjusted(7, 0, -4, 0), Qt::AlignVCenter | Qt::AlignLeft, fitting);
}

void LanePainter::paintWait(QPainter &painter, const TimelineSpan &span, const QRectF &track,
                            bool isSelected) const
{
    const double from = x(span.begin);
    const double to = std::max(endOf(span), from + narrowest);
    const double y = std::round(track.center().y()) + 0.5;
    const bool isOpen =
        span.state == TimelineSpan::State::Waiting || span.state == TimelineSpan::State::Running;
    const QColor hue = isOpen                                      ? m_tokens.waiting
                       : span.state == TimelineSpan::State::Failed ? m_tokens.failed
                                                                   : m_tokens.textDisabled;
    painter.setPen(QPen(isSelected ? m_tokens.accent : hue, isSelected ? 2.5 : 1.5,
                        isOpen ? Qt::DashLine : Qt::SolidLine));
    painter.drawLine(QPointF(track.left() + from, y), QPointF(track.left() + to, y));
    painter.setPen(QPen(hue, 1.5));
    painter.drawLine(QPointF(track.left() + from, y - 4), QPointF(track.left() + from, y + 4));
    if (!isOpen)
        painter.drawLine(QPointF(track.left() + to, y - 4), QPointF(track.left() + to, y + 4));

    // The reason stands in the middle of what can be seen of the line.
    QFont font = fontFor(TextStyle::Secondary);
    font.setPixelSize(11);
    const QFontMetricsF metrics(font);
    const double left = std::max(from, 0.0) + 8, right = std::min(to, m_width) - 8;
    if (span.text.isEmpty() || right - left < 36)
        return;
    const QString label = metrics.elidedText(span.text, Qt::ElideRight, right - left - 8);
    const double width = metrics.horizontalAdvance(label) + 8;
    const QRectF place(track.left() + (left + right - width) / 2, track.top() + 4, width, track.height() - 8);
    painter.fillRect(place, m_tokens.panel);
    painter.setFont(font);
    painter.setPen(m_tokens.textSecondary);
    painter.drawText(place, Qt::AlignCenter, label);
}

void LanePainter::paintContainer(QPainter &painter, const TimelineSpan &span, const QRectF &track) const
{
    const double from = std::max(x(span.begin), -10.0);
    const double to = std::min(std::max(endOf(span), x(span.begin) + narrowest), m_width + 10);
    const QColor hue = color(span.state);
    const QRectF bar(track.left() + from, track.center().y() - 3, to - from, 6);
    painter.setPen(Qt::NoPen);
    painter.setBrush(soft(hue, m_tokens.panel, 0.55));
    painter.drawRoundedRect(bar, 3, 3);
}

void LanePainter::paintMark(QPainter &painter, const TimelineMark &mark, const QRectF &track,
                            bool isSelected) const
{
    const QPointF at(track.left() + x(mark.time), track.center().y());
    painter.setPen(Qt::NoPen);
    switch (mark.kind) {
    case TimelineMark::Kind::Event:
        painter.setBrush(m_tokens.accent);
        painter.drawRoundedRect(QRectF(at.x() - 1.25, at.y() - 9, 2.5, 18), 1, 1);
        break;
    case TimelineMark::Kind::Timer:
        painter.setPen(QPen(m_tokens.panel, 1.5));
        painter.setBrush(m_tokens.waiting);
        painter.drawPolygon(
            QPolygonF{at + QPointF(0, -6), at + QPointF(6, 0), at + QPointF(0, 6), at + QPointF(-6, 0)});
        break;
    case TimelineMark::Kind::Passed:
        painter.setPen(QPen(m_tokens.textSecondary, 1.5));
        painter.setBrush(m_tokens.panel);
        painter.drawEllipse(at, 3.5, 3.5);
        break;
    case TimelineMark::Kind::Answer:
        painter.setPen(QPen(m_tokens.panel, 1.5));
        painter.setBrush(m_tokens.nodeHuman);
        painter.drawEllipse(at, 5, 5);
        break;
    }
    if (isSelected) {
        painter.setPen(QPen(m_tokens.accent, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(at, 10, 10);
    }
}

// Many iterations over each other: how many were under way at each pixel, as an area; failures as ticks
// below.
void LanePainter::paintBundle(QPainter &painter, const TimelineLane &lane, const QRectF &track) const
{
    const int columns = std::max(1, int(std::ceil(m_width)));
    std::vector<int> work(std::size_t(columns) + 1), waits(std::size_t(columns) + 1);
    std::vector<bool> failures(std::size_t(columns) + 1);
    const auto column = [columns](double pixel) {
        return std::size_t(std::clamp(int(std::floor(pixel)), 0, columns));
    };
    bool isRunning = false;
    for (const TimelineSpan &span : lane.spans) {
        const double from = x(span.begin), to = endOf(span);
        isRunning = isRunning || (!span.end && span.kind == TimelineSpan::Kind::Work);
        if (to < 0 || from > m_width)
            continue;
        auto &counts = span.kind == TimelineSpan::Kind::Work ? work : waits;
        ++counts[column(from)];
        --counts[std::max(column(to), std::min(column(from) + 1, std::size_t(columns)))];
        if (span.state == TimelineSpan::State::Failed && to >= 0 && to <= m_width)
            failures[column(to)] = true;
    }
    int most = 1, running = 0;
    for (const int change : work) {
        running += change;
        most = std::max(most, running);
    }
    const QColor hue = isRunning ? m_tokens.running : m_tokens.completed;
    const double base = track.bottom() - 5, height = track.height() - 9;
    painter.setRenderHint(QPainter::Antialiasing, false);
    int count = 0, waiting = 0;
    for (int i = 0; i < columns; ++i) {
        count += work[std::size_t(i)];
        waiting += waits[std::size_t(i)];
        const double left = track.left() + i;
        if (waiting > 0)
            painter.fillRect(QRectF(left, track.center().y(), 1, 1), m_tokens.textDisabled);
        if (count > 0) {
            const double tall = std::max(3.0, height * count / most);
            painter.fillRect(QRectF(left, base - tall, 1, tall), soft(hue, m_tokens.panel, 0.35));
            painter.fillRect(QRectF(left, base - tall, 1, 1.5), hue);
        }
        if (failures[std::size_t(i)])
            painter.fillRect(QRectF(left - 1, base - height, 2, height), m_tokens.failed);
    }
}

int LanePainter::hit(const TimelineLane &lane, double pixel) const
{
    for (std::size_t i = lane.marks.size(); i-- > 0;) {
        if (std::abs(x(lane.marks[i].time) - pixel) <= reach)
            return -2 - int(i);
    }
    int found = -1;
    for (std::size_t i = 0; i < lane.spans.size(); ++i) {
        const double from = x(lane.spans[i].begin);
        if (pixel >= from - 2 && pixel <= std::max(endOf(lane.spans[i]), from + narrowest) + 2)
            found = int(i);
    }
    return found;
}

} // namespace perdura
