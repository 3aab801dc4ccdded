// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/client/HubClient.h"
#include "engine/definition/WorkflowDefinition.h"

#include <QDialog>
#include <QPointer>

#include <map>
#include <memory>

class QPushButton;
class QTableView;
class QTabWidget;

namespace perdura {

class Banner;
class DiffPanel;
class ReplayPanel;
class VersionListModel;

/// What was published of a drawing: the versions, what each changes, which instances could go on with one,
/// and the way back to one. GUI thread; the client is not owned.
class VersionsDialog final : public QDialog
{
    Q_OBJECT

public:
    /// `draft` is the drawing as it is on screen.
    VersionsDialog(HubClient *client, std::shared_ptr<const WorkflowDefinition> draft,
                   const QString &workspace, QWidget *parent = nullptr);

signals:
    /// The drawing is to become what that version was.
    void restoreRequested(const std::shared_ptr<const perdura::WorkflowDefinition> &definition,
                          const QString &version);

private:
    void buildLayout();
    void fetchVersions();
    void showVersions(std::vector<VersionInfo> versions);
    void showCurrent();
    void compare();
    void restore();
    void publish();
    [[nodiscard]] int currentRow() const;
    /// The drawing of a version; asks for it when it is not here yet, and shows the current one again then.
    [[nodiscard]] std::shared_ptr<const WorkflowDefinition> definitionOf(const VersionId &version);

    QPointer<HubClient> m_client;
    std::shared_ptr<const WorkflowDefinition> m_draft;
    QString m_workspace;
    VersionListModel *m_model;
    Banner *m_banner;
    QTableView *m_list;
    QTabWidget *m_tabs;
    DiffPanel *m_diff;
    ReplayPanel *m_replay;
    QPushButton *m_restore;
    QPushButton *m_publish;
    int m_shownRow = -1;
    /// By version; null while it is being read.
    std::map<VersionId, std::shared_ptr<const WorkflowDefinition>> m_definitions;
};

} // namespace perdura
