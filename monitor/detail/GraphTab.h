// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/ActivityCatalog.h"
#include "monitor/detail/RunReader.h"

#include <QStringList>
#include <QWidget>

class QStackedWidget;

namespace perdura {

class Banner;
class CanvasScene;
class CanvasView;
class EmptyState;

/// The run, drawn over its own version of the workflow. GUI thread.
class GraphTab final : public QWidget
{
    Q_OBJECT

public:
    explicit GraphTab(QWidget *parent = nullptr);
    ~GraphTab() override;

    void setActivities(const ActivityCatalog &activities);
    /// Null: empties the view. Another reading of the same version keeps zoom and selection.
    void setReading(const std::shared_ptr<const RunReading> &reading);
    /// Selects a node and moves as far as it takes to see it; empty: none.
    void selectNode(const NodeId &node);
    /// Counts the time of what is under way up to this moment, while the run is live.
    void setNow(Instant now);
    [[nodiscard]] CanvasScene *scene() const { return m_scene; }

signals:
    /// By the person; empty when nothing is selected any more.
    void nodeChosen(const NodeId &node);

private:
    std::shared_ptr<const RunReading> m_reading;
    Instant m_now;
    QStringList m_shownTimes; // of the nodes under way
    CanvasScene *m_scene;
    CanvasView *m_view;
    EmptyState *m_empty;
    QStackedWidget *m_pages;
    Banner *m_banner;
    bool m_isSelecting = false;
};

} // namespace perdura
