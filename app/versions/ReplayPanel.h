// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/client/InstanceMover.h"
#include "engine/client/ReplayCheckRun.h"

#include <QPointer>
#include <QWidget>

class QCheckBox;
class QLabel;
class QPushButton;
class QStackedWidget;
class QTableView;

namespace perdura {

class Banner;
class VerdictModel;

/// Checks which instances could go on with a version, and moves those that are chosen. GUI thread; the client
/// is not owned.
class ReplayPanel final : public QWidget
{
    Q_OBJECT

public:
    /// `workspace`: where what a drawing names is found when it is published.
    ReplayPanel(HubClient *client, QString workspace, QWidget *parent = nullptr);

    /// What is checked against from now on; what was found for another version is forgotten.
    void setTarget(const VersionId &version, std::shared_ptr<const WorkflowDefinition> definition,
                   const QString &title, bool isPublished);

signals:
    /// Instances were moved, or the target was published for that.
    void moved();

private:
    void check();
    void showProgress(bool isOver);
    void showDetail();
    void updateButtons();
    void publishAndMove();
    void moveTicked();
    void take(const InstanceId &id, InstanceMover::Outcome outcome, const QString &why);
    void showFailure(const Error &error);

    QPointer<HubClient> m_client;
    QString m_workspace;
    VersionId m_version;
    std::shared_ptr<const WorkflowDefinition> m_definition;
    QString m_title;
    bool m_isPublished = false;
    VerdictModel *m_model;
    Banner *m_banner;
    QLabel *m_summary;
    QCheckBox *m_withFinished;
    QPushButton *m_check;
    QPushButton *m_tickAll;
    QPushButton *m_move;
    QTableView *m_table;
    QLabel *m_detail; ///< the whole sentence of the current row
    QPointer<ReplayCheckRun> m_run;
    QPointer<InstanceMover> m_mover;
    int m_moving = 0; ///< so many outcomes are to come
};

} // namespace perdura
