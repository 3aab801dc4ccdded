// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/TasksPlace.h"

#include "monitor/tasks/TasksPage.h"

using namespace Qt::Literals::StringLiterals;

namespace perdura {

QString TasksPlace::id() const
{
    return u"tasks"_s;
}

QString TasksPlace::title() const
{
    return tr("Tasks");
}

QString TasksPlace::icon() const
{
    return u"user-check"_s;
}

QWidget *TasksPlace::makePage()
{
    m_page = new TasksPage;
    connect(m_page, &TasksPage::countChanged, this, &Place::waitingTasksChanged);
    connect(m_page, &TasksPage::showInstanceRequested, this, &Place::showInstanceRequested);
    connect(m_page, &TasksPage::statusMessage, this, &Place::statusMessage);
    return m_page;
}

void TasksPlace::setClient(HubClient *client)
{
    m_page->setClient(client);
}

bool TasksPlace::showWaitingTasks()
{
    return true;
}

} // namespace perdura
