// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/client/HubClient.h"
#include "engine/definition/ActivityCatalog.h"
#include "monitor/detail/RunTracer.h"

#include <QWidget>

class QStackedWidget;

namespace perdura {

class InstanceDetailPage;
class InstanceListPage;

/// The place where instances are watched: the live list, and one instance in full. GUI thread.
class MonitorPage final : public QWidget
{
    Q_OBJECT

public:
    explicit MonitorPage(QWidget *parent = nullptr);
    /// With another way to trace runs than makeRunTracer().
    explicit MonitorPage(RunTracerFactory makeTracer, QWidget *parent = nullptr);

    /// Null: no hub. Not owned; set null before it goes.
    void setClient(HubClient *client);
    /// Gives the drawings the words of their activities.
    void setActivities(const ActivityCatalog &activities);
    void showInstance(const InstanceId &id);
    void showList();
    [[nodiscard]] InstanceListPage *list() const { return m_list; }
    [[nodiscard]] InstanceDetailPage *detail() const { return m_detail; }

signals:
    void openDefinitionRequested(const perdura::VersionId &version, const QString &name);
    void statusMessage(const QString &text);

private:
    InstanceListPage *m_list;
    InstanceDetailPage *m_detail;
    QStackedWidget *m_pages;
};

} // namespace perdura
