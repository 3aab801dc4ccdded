// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/kit/Theme.h"
#include "monitor/detail/timeline/TimelineCoordinates.h"
#include "monitor/detail/timeline/TimelineModel.h"

#include <QRectF>

class QPainter;

namespace perdura {

/// Draws what happened in one lane. Used for one painting; the axis and tokens must outlive it.
class LanePainter
{
public:
    LanePainter(const TimeAxis &axis, TimeWindow window, double width, const Tokens &tokens);

    /// `track` is the lane's place; its left edge is pixel 0 of the window. `selected`: row in the history of
    /// the span or mark to accentuate, -1 for none.
    void paint(QPainter &painter, const TimelineLane &lane, const QRectF &track, int selected) const;

    [[nodiscard]] double x(Instant instant) const;
    [[nodiscard]] QColor color(TimelineSpan::State state) const;

    /// Index of the span under the pixel, of the mark as -2 - index, or -1.
    [[nodiscard]] int hit(const TimelineLane &lane, double pixel) const;

private:
    void paintBar(QPainter &painter, const TimelineSpan &span, const QRectF &track, bool isSelected,
                  bool showAttempt) const;
    void paintWait(QPainter &painter, const TimelineSpan &span, const QRectF &track, bool isSelected) const;
    void paintContainer(QPainter &painter, const TimelineSpan &span, const QRectF &track) const;
    void paintMark(QPainter &painter, const TimelineMark &mark, const QRectF &track, bool isSelected) const;
    void paintBundle(QPainter &painter, const TimelineLane &lane, const QRectF &track) const;
    [[nodiscard]] double endOf(const TimelineSpan &span) const;

    const TimeAxis &m_axis;
    TimeWindow m_window;
    double m_width;
    const Tokens &m_tokens;
};

} // namespace perdura
