// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitor/detail/timeline/TimelineZoom.h"

namespace perdura {

void TimelineZoom::setAxis(const TimeAxis &axis)
{
    if (axis == m_axis)
        return;
    const bool wasFit = isFit() || m_axis.length() <= 0;
    const Instant begin = m_axis.instant(m_window.begin);
    const Instant end = m_axis.instant(m_window.end);
    m_axis = axis;
    m_window = wasFit ? TimeWindow{0, axis.length()}
                      : clamped({axis.position(begin), axis.position(end)}, axis.length());
    emit changed();
}

bool TimelineZoom::isFit() const
{
    return m_window == TimeWindow{0, m_axis.length()};
}

void TimelineZoom::setWindow(TimeWindow window)
{
    const TimeWindow fitting = clamped(window, m_axis.length());
    if (fitting == m_window)
        return;
    m_window = fitting;
    emit changed();
}

void TimelineZoom::fit()
{
    setWindow({0, m_axis.length()});
}

void TimelineZoom::zoom(double factor, double pixel, double width)
{
    setWindow(zoomed(m_window, factor, pixel, width, m_axis.length()));
}

void TimelineZoom::pan(double pixels, double width)
{
    setWindow(panned(m_window, pixels, width, m_axis.length()));
}

} // namespace perdura
