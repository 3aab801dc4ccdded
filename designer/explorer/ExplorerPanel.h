// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "designer/explorer/WorkspaceModel.h"

#include <QListView>

class QStackedWidget;

namespace perdura {

/// The workflows of the workspace: a click opens one. GUI thread.
class ExplorerPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit ExplorerPanel(WorkspaceModel *model, QWidget *parent = nullptr);

    /// Marks the workflow that is on show.
    void setCurrentPath(const QString &path);

signals:
    void openWanted(const QString &path);
    void newWanted();
    void newEntityWanted();

private:
    void updatePage();

    WorkspaceModel *m_model;
    QString m_currentPath;
    QStackedWidget *m_pages;
    QListView *m_list;
    QWidget *m_empty;
};

} // namespace perdura
