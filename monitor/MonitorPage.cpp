// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitor/MonitorPage.h"

#include "app/kit/Look.h"
#include "monitor/detail/InstanceDetailPage.h"
#include "monitor/entities/EntityListPage.h"
#include "monitor/instances/InstanceListPage.h"

#include <QMetaMethod>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace perdura {

MonitorPage::MonitorPage(QWidget *parent)
    : MonitorPage(makeRunTracer, parent)
{}

MonitorPage::MonitorPage(RunTracerFactory makeTracer, QWidget *parent)
    : QWidget(parent)
    , m_list(new InstanceListPage)
    , m_detail(new InstanceDetailPage(std::move(makeTracer)))
    , m_entities(new EntityListPage)
    , m_pages(new QStackedWidget)
{
    setSurface(this, Surface::Panel);
    m_pages->addWidget(m_list);
    m_pages->addWidget(m_detail);
    m_pages->addWidget(m_entities);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_pages);
    connect(m_list, &InstanceListPage::instanceOpened, this, &MonitorPage::showInstance);
    connect(m_list, &InstanceListPage::entitiesRequested, this, &MonitorPage::showEntities);
    connect(m_list, &InstanceListPage::designRequested, this, &MonitorPage::designRequested);
    connect(m_entities, &EntityListPage::backRequested, this, &MonitorPage::showList);
    connect(m_detail, &InstanceDetailPage::backRequested, this, &MonitorPage::showList);
    connect(m_detail, &InstanceDetailPage::openDefinitionRequested, this,
            &MonitorPage::openDefinitionRequested);
    connect(m_detail, &InstanceDetailPage::instanceStarted, this, &MonitorPage::showInstance);
    connect(m_detail, &InstanceDetailPage::statusMessage, this, &MonitorPage::statusMessage);
    // Whoever comes here by the keyboard is at once where it does something.
    setFocusProxy(m_list);
    connect(m_pages, &QStackedWidget::currentChanged, this,
            [this] { setFocusProxy(m_pages->currentWidget()); });
}

void MonitorPage::setClient(HubClient *client)
{
    showList();
    m_list->setClient(client);
    m_detail->setClient(client);
    m_client = client;
}

void MonitorPage::connectNotify(const QMetaMethod &signal)
{
    if (signal == QMetaMethod::fromSignal(&MonitorPage::designRequested))
        m_list->setDesignOffered(true);
}

void MonitorPage::setActivities(const ActivityCatalog &activities)
{
    m_detail->setActivities(activities);
}

void MonitorPage::showInstance(const InstanceId &id)
{
    m_detail->showInstance(id);
    m_pages->setCurrentWidget(m_detail);
    m_detail->setFocus();
}

void MonitorPage::showList()
{
    m_pages->setCurrentWidget(m_list);
    m_detail->showInstance({});
    m_entities->setClient(nullptr);
    m_list->setFocus();
}

// Asked for only while they are looked at.
void MonitorPage::showEntities()
{
    m_entities->setClient(m_client);
    m_pages->setCurrentWidget(m_entities);
    m_entities->setFocus();
}

} // namespace perdura
