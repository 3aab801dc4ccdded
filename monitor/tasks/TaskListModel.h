// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/client/HubClient.h"

#include <QAbstractListModel>
#include <QPointer>
#include <QTimer>

#include <vector>

namespace perdura {

/// The open human tasks of a hub (or of one instance), oldest first; follows changes. GUI thread; the client
/// is not owned.
class TaskListModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { WorkflowRole = Qt::UserRole, AssigneeRole, DueRole, OverdueRole };

    explicit TaskListModel(QObject *parent = nullptr);

    void setClient(HubClient *client);
    [[nodiscard]] const HumanTaskInfo *at(int row) const;
    [[nodiscard]] int rowOf(const HumanTaskId &id) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

signals:
    void countChanged(int count);
    void failed(const QString &message);

private:
    void fetch();
    void show(std::vector<HumanTaskInfo> tasks);

    QPointer<HubClient> m_client;
    std::vector<HumanTaskInfo> m_tasks;
    QTimer m_changeDelay;
    int m_newest = 0;
};

} // namespace perdura
