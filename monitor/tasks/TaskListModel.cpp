// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitor/tasks/TaskListModel.h"

#include "app/kit/TimeText.h"
#include "engine/client/WhenFinished.h"
#include "monitor/StatusWords.h"

#include <algorithm>

namespace perdura {

using namespace std::chrono_literals;

TaskListModel::TaskListModel(QObject *parent)
    : QAbstractListModel(parent)
{
    m_changeDelay.setSingleShot(true);
    m_changeDelay.setInterval(150ms);
    connect(&m_changeDelay, &QTimer::timeout, this, &TaskListModel::fetch);
}

void TaskListModel::setClient(HubClient *client)
{
    if (m_client)
        m_client->disconnect(this);
    m_client = client;
    ++m_newest;
    if (m_client) {
        connect(m_client, &HubClient::instancesChanged, this, [this] {
            if (!m_changeDelay.isActive())
                m_changeDelay.start();
        });
        fetch();
    } else {
        show({});
    }
}

void TaskListModel::fetch()
{
    if (!m_client)
        return;
    whenFinished(m_client->humanTasks(), this,
                 [this, job = ++m_newest](const Result<std::vector<HumanTaskInfo>> &tasks) {
                     if (job != m_newest)
                         return;
                     if (tasks)
                         show(*tasks);
                     else
                         emit failed(tasks.error().message);
                 });
}

// Both lists are oldest first, so removing what is gone and inserting what is new keeps the rows in use where
// they are.
void TaskListModel::show(std::vector<HumanTaskInfo> tasks)
{
    const std::size_t before = m_tasks.size();
    for (int row = int(m_tasks.size()) - 1; row >= 0; --row) {
        const HumanTaskId id = m_tasks[std::size_t(row)].id;
        if (std::none_of(tasks.begin(), tasks.end(),
                         [&](const HumanTaskInfo &task) { return task.id == id; })) {
            beginRemoveRows({}, row, row);
            m_tasks.erase(m_tasks.begin() + row);
            endRemoveRows();
        }
    }
    for (int row = 0; row < int(tasks.size()); ++row) {
        HumanTaskInfo &task = tasks[std::size_t(row)];
        if (row < int(m_tasks.size()) && m_tasks[std::size_t(row)].id == task.id) {
            m_tasks[std::size_t(row)] = std::move(task);
            continue;
        }
        beginInsertRows({}, row, row);
        m_tasks.insert(m_tasks.begin() + row, std::move(task));
        endInsertRows();
    }
    if (!m_tasks.empty())
        emit dataChanged(index(0), index(int(m_tasks.size()) - 1));
    if (before != m_tasks.size())
        emit countChanged(int(m_tasks.size()));
}

const HumanTaskInfo *TaskListModel::at(int row) const
{
    return row >= 0 && row < int(m_tasks.size()) ? &m_tasks[std::size_t(row)] : nullptr;
}

int TaskListModel::rowOf(const HumanTaskId &id) const
{
    const auto found = std::find_if(m_tasks.begin(), m_tasks.end(),
                                    [&](const HumanTaskInfo &task) { return task.id == id; });
    return found == m_tasks.end() ? -1 : int(found - m_tasks.begin());
}

int TaskListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_tasks.size());
}

QVariant TaskListModel::data(const QModelIndex &index, int role) const
{
    const HumanTaskInfo *task = at(index.row());
    if (!task)
        return {};
    const Instant now = SystemClock().now();
    switch (role) {
    case Qt::DisplayRole:
        return QString::fromStdString(task->request.title);
    case Qt::ToolTipRole:
        return tr("%1, instance %2")
            .arg(QString::fromStdString(task->workflowName), task->id.instance.toQString());
    case WorkflowRole:
        return QString::fromStdString(task->workflowName);
    case AssigneeRole:
        return QString::fromStdString(task->request.asked());
    case DueRole:
        return task->request.due ? tr("due %1").arg(relativeTime(*task->request.due, now))
                                 : tr("asked %1").arg(relativeTime(task->created, now));
    case OverdueRole:
        return task->request.due && *task->request.due < now;
    default:
        return {};
    }
}

} // namespace perdura
