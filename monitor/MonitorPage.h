// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/client/HubClient.h"
#include "engine/definition/ActivityCatalog.h"
#include "monitor/detail/RunTracer.h"

#include <QPointer>
#include <QWidget>

class QStackedWidget;

namespace perdura {

class InstanceDetailPage;
class EntityListPage;
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
    void showEntities();
    [[nodiscard]] InstanceListPage *list() const { return m_list; }
    [[nodiscard]] InstanceDetailPage *detail() const { return m_detail; }
    [[nodiscard]] EntityListPage *entities() const { return m_entities; }

signals:
    void openDefinitionRequested(const perdura::VersionId &version, const QString &name);
    /// The person wants to choose a workflow and run it. Offered only where somebody listens.
    void designRequested();
    void statusMessage(const QString &text);

protected:
    void connectNotify(const QMetaMethod &signal) override;

private:
    InstanceListPage *m_list;
    InstanceDetailPage *m_detail;
    EntityListPage *m_entities;
    QPointer<HubClient> m_client;
    QStackedWidget *m_pages;
};

} // namespace perdura
