// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "monitor/detail/RunReader.h"

#include <QWidget>

class QCheckBox;

namespace perdura {

class TimelineOverview;
class TimelineTracks;
class TimelineZoom;

/// The timeline tab: overview, tracks and the few buttons for zooming and folding.
class TimelineView final : public QWidget
{
    Q_OBJECT

public:
    explicit TimelineView(QWidget *parent = nullptr);

    /// Null: empties the view and forgets zoom and selection. Another reading of the same run keeps them.
    void setReading(std::shared_ptr<const RunReading> reading);
    void selectNode(const NodeId &node);
    /// Lets what lasts grow up to this moment, while the run is live.
    void setNow(Instant now);
    [[nodiscard]] TimelineTracks *tracks() const { return m_tracks; }
    [[nodiscard]] TimelineZoom *zoom() const { return m_zoom; }

signals:
    void nodeChosen(const NodeId &node, const std::string &iteration, int event);

private:
    void useAxis();

    TimelineZoom *m_zoom;
    TimelineOverview *m_overview;
    TimelineTracks *m_tracks;
    QCheckBox *m_fold;
    std::shared_ptr<const RunReading> m_reading;
    TimelineAxes m_axes;
    Instant m_now;
};

} // namespace perdura
