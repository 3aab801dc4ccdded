// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/MonitorPlace.h"

#include "monitor/MonitorPage.h"

using namespace Qt::Literals::StringLiterals;

namespace perdura {

MonitorPlace::MonitorPlace(ActivityCatalog activities)
    : m_activities(std::move(activities))
{}

QString MonitorPlace::id() const
{
    return u"monitor"_s;
}

QString MonitorPlace::title() const
{
    return tr("Monitor");
}

QString MonitorPlace::icon() const
{
    return u"activity"_s;
}

QWidget *MonitorPlace::makePage()
{
    m_page = new MonitorPage;
    m_page->setActivities(m_activities);
    connect(m_page, &MonitorPage::openDefinitionRequested, this, &Place::openDefinitionRequested);
    connect(m_page, &MonitorPage::designRequested, this, [this] { emit placeRequested(u"design"_s); });
    connect(m_page, &MonitorPage::statusMessage, this, &Place::statusMessage);
    return m_page;
}

void MonitorPlace::setClient(HubClient *client)
{
    m_page->setClient(client);
}

bool MonitorPlace::showInstance(const InstanceId &id)
{
    m_page->showInstance(id);
    return true;
}

} // namespace perdura
