// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/ActivityCatalog.h"
#include "monitor/detail/InstanceFeed.h"
#include "monitor/dialogs/RaiseEventDialog.h"

#include <QHash>
#include <QWidget>

class QTabWidget;

namespace perdura {

class Banner;
class DataTab;
class GraphTab;
class HistoryTab;
class InstanceHeader;
class LogTab;
class NodePanel;
class TimelineView;

/// One instance in full: header, and graph, timeline, history, data and log, which share one selected node.
/// GUI thread.
class InstanceDetailPage final : public QWidget
{
    Q_OBJECT

public:
    enum Tab { Graph, Timeline, History, Data, Log };

    explicit InstanceDetailPage(RunTracerFactory makeTracer, QWidget *parent = nullptr);
    ~InstanceDetailPage() override;

    void setClient(HubClient *client);
    void setActivities(const ActivityCatalog &activities);
    void showInstance(const InstanceId &id);
    [[nodiscard]] const InstanceId &instance() const { return m_feed->id(); }
    void showTab(Tab tab);
    void focusSearch();

signals:
    void backRequested();
    void openDefinitionRequested(const VersionId &version, const QString &name);
    void statusMessage(const QString &text);
    /// A new one, to be looked at instead.
    void instanceStarted(const InstanceId &id);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void layOut();
    void connectFeed();
    void connectHeader();
    void connectSelection();
    void showHeader();
    void updateClock();
    void tick();
    void chooseNode(const NodeId &node, const std::string &iteration, int event);
    void showNodePanel();
    void raiseEvent();
    void answer();
    void terminate();
    void suspend();
    void resume();
    void rewind();
    void restart();
    void report(const Result<void> &result, const QString &done);

    QPointer<HubClient> m_client;
    InstanceFeed *m_feed;
    InstanceHeader *m_header;
    Banner *m_banner;
    QTabWidget *m_tabs;
    GraphTab *m_graph;
    TimelineView *m_timeline;
    HistoryTab *m_history;
    DataTab *m_data;
    LogTab *m_log;
    NodePanel *m_nodePanel;
    NodeId m_node;
    std::string m_iteration;
    QTimer m_clock;
    QHash<QString, EventDraft> m_drafts; // what was raised last, by workflow
};

} // namespace perdura
