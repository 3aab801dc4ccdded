// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "monitor/detail/timeline/TimeAxis.h"

#include <QString>
#include <QTimeZone>

#include <vector>

namespace perdura {

/// The part of a timeline that is shown: positions on its TimeAxis.
struct TimeWindow
{
    double begin = 0;
    double end = 0;
    [[nodiscard]] double length() const { return end - begin; }
    bool operator==(const TimeWindow &) const = default;
};

/// A zoomed window is never shorter than this (1 ms), in positions.
inline constexpr double shortestWindow = 1000;

// Pure arithmetic between time and pixels. Pixels count from the left edge of the track area, `width` is its
// width. Nothing is clamped unless it says so.

[[nodiscard]] double toPixel(double position, TimeWindow window, double width);
[[nodiscard]] double toPosition(double pixel, TimeWindow window, double width);

/// Moves and, where it must, shortens the window so that it lies in [0, length].
[[nodiscard]] TimeWindow clamped(TimeWindow window, double length);
/// The window after zooming by `factor` (> 1: closer); what is under `pixel` stays there. Clamped.
[[nodiscard]] TimeWindow zoomed(TimeWindow window, double factor, double pixel, double width, double length);
/// The window after the content was dragged by `pixels` to the right. Clamped.
[[nodiscard]] TimeWindow panned(TimeWindow window, double pixels, double width, double length);

/// A step of the ruler: so many milliseconds, or months when `months` is not 0.
struct RulerStep
{
    qint64 milliseconds = 0;
    int months = 0;
    bool operator==(const RulerStep &) const = default;
};

/// The smallest sensible step (1, 2, 5 … ms, s, min, h, d, weeks, months) that is at least so long.
[[nodiscard]] RulerStep rulerStep(Duration atLeast);
/// The multiples of the step inside the span, counted in that zone's clock and calendar.
[[nodiscard]] std::vector<Instant> rulerTicks(TimeSpan span, RulerStep step, const QTimeZone &zone);
/// A tick in that zone, as exact as the step needs: "14:05", "14:05:30", "+250 ms", "3 Nov", "Nov 2026".
[[nodiscard]] QString rulerLabel(Instant tick, RulerStep step, const QTimeZone &zone);

/// A lane by pixel: which of `count` lanes of that height lies at y; -1 when none.
[[nodiscard]] int laneAt(double y, double scrolled, double laneHeight, int count);

} // namespace perdura
