// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "monitor/detail/RunReader.h"
#include "monitor/detail/timeline/TimelineZoom.h"

#include <QWidget>

namespace perdura {

/// The whole run in a strip, with the part that the tracks show. Dragging over it zooms there (brush),
/// dragging the shown part moves it, a double click shows everything. The zoom is shared, not owned.
class TimelineOverview final : public QWidget
{
    Q_OBJECT

public:
    explicit TimelineOverview(TimelineZoom *zoom, QWidget *parent = nullptr);

    void setReading(std::shared_ptr<const RunReading> reading);
    [[nodiscard]] QSize sizeHint() const override { return {200, 40}; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;

private:
    enum class Gesture { None, Brush, Move };
    [[nodiscard]] TimeWindow all() const { return {0, m_zoom->axis().length()}; }
    [[nodiscard]] QRectF shown() const;
    void paintLanes(QPainter &painter) const;

    TimelineZoom *m_zoom;
    std::shared_ptr<const RunReading> m_reading;
    Gesture m_gesture = Gesture::None;
    double m_from = 0;
    double m_last = 0;
};

} // namespace perdura
