// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "monitor/detail/timeline/TimelineCoordinates.h"

#include <QObject>

namespace perdura {

/// Which part of an axis is shown; shared by ruler, tracks and overview. GUI thread.
class TimelineZoom final : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// A new axis of the same run: what showed everything goes on doing so, else the same span of time stays
    /// in view.
    void setAxis(const TimeAxis &axis);
    [[nodiscard]] const TimeAxis &axis() const { return m_axis; }
    [[nodiscard]] TimeWindow window() const { return m_window; }
    [[nodiscard]] bool isFit() const;

    void setWindow(TimeWindow window);
    void fit();
    /// Zooms by the factor, keeping what is under `pixel` of `width`.
    void zoom(double factor, double pixel, double width);
    /// Follows a drag by so many pixels to the right.
    void pan(double pixels, double width);

signals:
    void changed();

private:
    TimeAxis m_axis;
    TimeWindow m_window;
};

} // namespace perdura
