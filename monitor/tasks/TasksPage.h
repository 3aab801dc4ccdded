// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/client/HubClient.h"

#include <QWidget>

class QLabel;
class QListView;
class QStackedWidget;

namespace perdura {

class AnswerPanel;
class Banner;
class EmptyState;
class TaskListModel;

/// The place where people answer: the open human tasks at the left, the chosen one at the right. GUI thread.
class TasksPage final : public QWidget
{
    Q_OBJECT

public:
    explicit TasksPage(QWidget *parent = nullptr);
    ~TasksPage() override;

    /// Null: no hub. Not owned.
    void setClient(HubClient *client);
    [[nodiscard]] int count() const;
    /// Selects the first open task of an instance, if there is one.
    void showTaskOf(const InstanceId &instance);

signals:
    void countChanged(int count);
    void statusMessage(const QString &text);
    /// The person wants to see the instance that asks.
    void showInstanceRequested(const InstanceId &instance);

private:
    void showCurrent();
    void showState();
    void showPage(int index);

    TaskListModel *m_model;
    QListView *m_list;
    AnswerPanel *m_panel;
    EmptyState *m_empty;
    QStackedWidget *m_pages;
    Banner *m_banner;
    bool m_hasClient = false;
};

} // namespace perdura
