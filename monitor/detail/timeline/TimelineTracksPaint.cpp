// SPDX-License-Identifier: GPL-3.0-or-later
// How TimelineTracks paints itself: names, ruler, folds and the cursor's line; LanePainter draws the lanes.
#include "app/kit/Icons.h"
#include "monitor/StatusWords.h"
#include "monitor/detail/timeline/LanePainter.h"
#include "monitor/detail/timeline/TimelineTracks.h"

#include <QFontMetricsF>
#include <QLocale>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>

namespace perdura {

namespace {

constexpr double labelSpace = 90; // pixels that a label of the ruler has at least

// Where labels may stand: the window without its folds.
std::vector<TimeSpan> openStretches(const TimeAxis &axis, TimeWindow window)
{
    std::vector<TimeSpan> stretches;
    Instant from = axis.instant(window.begin);
    const Instant to = axis.instant(window.end);
    for (const TimeSpan &fold : axis.folds()) {
        if (fold.end <= from)
            continue;
        if (fold.begin >= to)
            break;
        if (fold.begin > from)
            stretches.push_back({from, fold.begin});
        from = fold.end;
    }
    if (from < to)
        stretches.push_back({from, to});
    return stretches;
}

} // namespace

void TimelineTracks::paintEvent(QPaintEvent *)
{
    QPainter painter(viewport());
    const Tokens &tokens = tokensFor(palette());
    painter.fillRect(viewport()->rect(), tokens.panel);
    if (!m_reading)
        return;
    const QRect tracks(gutter(), rulerHeight, trackWidth(), viewport()->height() - rulerHeight);
    const LanePainter lanes = lanePainter();
    const int scrolled = verticalScrollBar()->value();
    const int first = std::max(0, scrolled / laneHeight);
    const int last = std::min(int(m_rows.size()) - 1, (scrolled + tracks.height()) / laneHeight);

    painter.setClipRect(QRect(0, rulerHeight, viewport()->width(), tracks.height()));
    for (int row = first; row <= last; ++row) {
        const QRect line(0, rulerHeight + row * laneHeight - scrolled, viewport()->width(), laneHeight);
        if (row == m_current)
            painter.fillRect(line, tokens.accentSoft);
        painter.setPen(tokens.border);
        painter.drawLine(line.bottomLeft(), line.bottomRight());
        paintName(painter, m_rows[std::size_t(row)], QRect(line.left(), line.top(), gutter(), laneHeight),
                  row == m_current);
    }
    painter.setClipRect(QRect(gutter(), 0, trackWidth(), viewport()->height()));
    paintRuler(painter);
    paintFolds(painter);
    painter.setClipRect(tracks);
    for (int row = first; row <= last; ++row)
        lanes.paint(
            painter, *m_rows[std::size_t(row)].lane,
            QRectF(tracks.left(), rulerHeight + row * laneHeight - scrolled, tracks.width(), laneHeight - 1),
            m_selectedEvent);
    painter.setClipping(false);
    paintCursor(painter);
    painter.setPen(tokens.border);
    painter.drawLine(gutter() - 1, 0, gutter() - 1, viewport()->height());
    painter.drawLine(0, rulerHeight - 1, viewport()->width(), rulerHeight - 1);
    if (hasFocus() && m_current >= first && m_current <= last) {
        painter.setPen(tokens.accent);
        painter.drawRect(QRect(0, rulerHeight + m_current * laneHeight - scrolled, viewport()->width() - 1,
                               laneHeight - 2));
    }
}

void TimelineTracks::paintName(QPainter &painter, const LaneRow &row, const QRect &place,
                               bool isCurrent) const
{
    const Tokens &tokens = tokensFor(palette());
    int x = place.left() + space::s + row.depth * space::l;
    const auto paintMark = [&](const QString &name, int size) {
        paintIcon(painter, name, QRectF(x, place.center().y() - size / 2.0, size, size),
                  tokens.textSecondary);
        x += size + 6;
    };
    if (row.canExpand)
        paintMark(row.isExpanded ? QStringLiteral("chevron-down") : QStringLiteral("chevron-right"), 14);
    else
        x += 20;
    if (!row.lane->icon.isEmpty())
        paintMark(row.lane->icon, 16);

    int right = place.right() - space::s;
    painter.setFont(fontFor(TextStyle::Secondary));
    if (!row.lane->iterations.empty()) {
        const QString count =
            QStringLiteral("× %1").arg(QLocale().toString(int(row.lane->iterations.size())));
        const int width = painter.fontMetrics().horizontalAdvance(count);
        painter.setPen(tokens.textSecondary);
        painter.drawText(QRect(right - width, place.top(), width, place.height()),
                         Qt::AlignVCenter | Qt::AlignRight, count);
        right -= width + space::s;
    }
    painter.setFont(fontFor(row.lane->isContainer ? TextStyle::TextStrong : TextStyle::Text));
    painter.setPen(isCurrent || row.lane->iteration.empty() ? tokens.text : tokens.textSecondary);
    const QRect name(x, place.top(), right - x, place.height());
    painter.drawText(name, Qt::AlignVCenter | Qt::AlignLeft,
                     painter.fontMetrics().elidedText(row.lane->title, Qt::ElideMiddle, name.width()));
}

void TimelineTracks::paintRuler(QPainter &painter) const
{
    const Tokens &tokens = tokensFor(palette());
    const TimeAxis &axis = m_zoom->axis();
    const TimeWindow window = m_zoom->window();
    if (window.length() <= 0)
        return;
    const double perPixel = window.length() / trackWidth();
    const RulerStep step = rulerStep(Duration(qint64(perPixel * labelSpace)));
    const QTimeZone zone = QTimeZone::systemTimeZone();
    QFont font = fontFor(TextStyle::Secondary);
    font.setPixelSize(11);
    painter.setFont(font);
    double freeFrom = gutter();
    for (const TimeSpan &stretch : openStretches(axis, window)) {
        for (const Instant tick : rulerTicks(stretch, step, zone)) {
            const double x = gutter() + toPixel(axis.position(tick), window, trackWidth());
            painter.setPen(tokens.border);
            painter.drawLine(QPointF(x, rulerHeight - 6), QPointF(x, viewport()->height()));
            const QString label = rulerLabel(tick, step, zone);
            const double width = painter.fontMetrics().horizontalAdvance(label);
            const double left = x + 4;
            if (left >= freeFrom && left + width <= viewport()->width()) {
                painter.setPen(tokens.textSecondary);
                painter.drawText(QRectF(left, 0, width + 2, rulerHeight - 2), Qt::AlignVCenter, label);
                freeFrom = left + width + space::s;
            }
        }
    }
}

void TimelineTracks::paintFolds(QPainter &painter) const
{
    const Tokens &tokens = tokensFor(palette());
    const TimeAxis &axis = m_zoom->axis();
    QFont font = fontFor(TextStyle::Secondary);
    font.setPixelSize(11);
    painter.save();
    painter.setClipRect(QRect(gutter(), 0, trackWidth(), viewport()->height()));
    painter.setFont(font);
    for (const TimeSpan &fold : axis.folds()) {
        const double from = gutter() + toPixel(axis.position(fold.begin), m_zoom->window(), trackWidth());
        const double to = gutter() + toPixel(axis.position(fold.end), m_zoom->window(), trackWidth());
        if (to < gutter() || from > viewport()->width())
            continue;
        const QRectF band(from, 0, to - from, viewport()->height());
        QColor veil = tokens.window;
        painter.fillRect(band, veil);
        painter.fillRect(band, QBrush(tokens.border, Qt::BDiagPattern));
        painter.setPen(QPen(tokens.borderStrong, 1, Qt::DashLine));
        painter.drawLine(band.topLeft(), band.bottomLeft());
        painter.drawLine(band.topRight(), band.bottomRight());
        const QString length = describeDuration(fold.length());
        const double width = painter.fontMetrics().horizontalAdvance(length) + 10;
        const QRectF label(band.center().x() - width / 2, 5, width, rulerHeight - 11);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(tokens.borderStrong);
        painter.setBrush(tokens.panel);
        painter.drawRoundedRect(label, 4, 4);
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.setPen(tokens.textSecondary);
        painter.drawText(label, Qt::AlignCenter, length);
    }
    painter.restore();
}

void TimelineTracks::paintCursor(QPainter &painter) const
{
    if (m_hoverX < gutter() || m_isDragging)
        return;
    const Tokens &tokens = tokensFor(palette());
    QColor line = tokens.accent;
    line.setAlphaF(0.5F);
    painter.setPen(line);
    painter.drawLine(m_hoverX, rulerHeight, m_hoverX, viewport()->height());
    const Instant moment =
        m_zoom->axis().instant(toPosition(m_hoverX - gutter(), m_zoom->window(), trackWidth()));
    QFont font = fontFor(TextStyle::Secondary);
    font.setPixelSize(11);
    painter.setFont(font);
    const QString label = clockTime(moment);
    const int width = painter.fontMetrics().horizontalAdvance(label) + 10;
    const int left =
        std::clamp(m_hoverX - width / 2, gutter(), std::max(gutter(), viewport()->width() - width));
    const QRect place(left, 4, width, rulerHeight - 9);
    painter.setPen(Qt::NoPen);
    painter.setBrush(tokens.accent);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.drawRoundedRect(place, 4, 4);
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(tokens.onAccent);
    painter.drawText(place, Qt::AlignCenter, label);
}

} // namespace perdura
