// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "monitor/detail/RunReader.h"
#include "monitor/detail/timeline/LaneRows.h"
#include "monitor/detail/timeline/TimelineZoom.h"

#include <QAbstractScrollArea>

class QHelpEvent;

namespace perdura {

class LanePainter;

/// The lanes of a run under a ruler, names at the left. Wheel zooms at the cursor (with Shift: pans, with
/// Ctrl or over the names: scrolls), drag pans, arrows walk the lanes. The zoom is shared, not owned.
class TimelineTracks final : public QAbstractScrollArea
{
    Q_OBJECT

public:
    static constexpr int laneHeight = 28;
    static constexpr int rulerHeight = 28;

    explicit TimelineTracks(TimelineZoom *zoom, QWidget *parent = nullptr);

    void setReading(std::shared_ptr<const RunReading> reading);
    /// Selects the lane of a node, and scrolls to it; empty: none.
    void selectNode(const NodeId &node);
    void setExpanded(const NodeId &node, bool isExpanded);

    [[nodiscard]] const std::vector<LaneRow> &rows() const { return m_rows; }
    [[nodiscard]] int currentRow() const { return m_current; }
    /// Width of the names at the left; the tracks begin there.
    [[nodiscard]] int gutter() const;
    [[nodiscard]] int trackWidth() const;

signals:
    /// By the person. `event` is the row in the history, -1 when the click met no span or mark of one.
    void nodeChosen(const NodeId &node, const std::string &iteration, int event);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool viewportEvent(QEvent *event) override;

private:
    void rebuildRows();
    void updateScrollBar();
    void setCurrent(int row);
    void choose(QPoint at);
    void toggle(int row);
    void showToolTip(QHelpEvent *event);
    [[nodiscard]] LanePainter lanePainter() const;
    [[nodiscard]] int rowAt(int y) const;
    void paintRuler(QPainter &painter) const;
    void paintFolds(QPainter &painter) const;
    void paintName(QPainter &painter, const LaneRow &row, const QRect &place, bool isCurrent) const;
    void paintCursor(QPainter &painter) const;
    void announce();

    TimelineZoom *m_zoom;
    std::shared_ptr<const RunReading> m_reading;
    std::vector<LaneRow> m_rows;
    std::set<NodeId> m_expanded;
    std::set<NodeId> m_collapsed;
    int m_current = -1;
    std::pair<NodeId, std::string>
        m_currentKey; // node and iteration of the current row, for when rows change
    int m_selectedEvent = -1;
    std::optional<QPoint> m_pressed;
    QPoint m_dragged;
    bool m_isDragging = false;
    int m_hoverX = -1;
};

} // namespace perdura
