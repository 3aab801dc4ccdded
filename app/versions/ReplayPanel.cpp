// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/versions/ReplayPanel.h"

#include "app/kit/Banner.h"
#include "app/kit/Look.h"
#include "app/versions/VerdictModel.h"
#include "engine/client/WhenFinished.h"
#include "engine/client/WorkspaceDefinitions.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

namespace perdura {

namespace {

constexpr int finishedWanted = 100;

} // namespace

ReplayPanel::ReplayPanel(HubClient *client, QString workspace, QWidget *parent)
    : QWidget(parent)
    , m_client(client)
    , m_workspace(std::move(workspace))
    , m_model(new VerdictModel(this))
    , m_banner(new Banner)
    , m_summary(makeLabel({}, TextStyle::Secondary, TextTone::Secondary))
    , m_withFinished(new QCheckBox(tr("Also the last %1 finished ones").arg(finishedWanted)))
    , m_check(makeButton(tr("Check instances"), ButtonTone::Normal, QStringLiteral("refresh-cw")))
    , m_tickAll(makeButton(tr("Select all that continue"), ButtonTone::Link))
    , m_move(makeButton({}, ButtonTone::Primary))
    , m_table(new QTableView)
    , m_detail(makeLabel({}, TextStyle::Secondary))
{
    m_detail->setWordWrap(true);
    m_detail->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_summary->setWordWrap(true);
    m_table->setModel(m_model);
    prepareTable(m_table);
    m_table->setAccessibleName(tr("Instances and their replay"));
    QHeaderView *header = m_table->horizontalHeader();
    header->resizeSection(VerdictModel::InstanceColumn, 190);
    header->resizeSection(VerdictModel::VersionColumn, 96);
    header->resizeSection(VerdictModel::StatusColumn, 120); // none of the words is cut
    header->setStretchLastSection(true);
    auto *top = new QHBoxLayout;
    top->setSpacing(space::m);
    top->addWidget(m_check);
    top->addWidget(m_withFinished);
    top->addStretch();
    auto *bottom = new QHBoxLayout;
    bottom->setSpacing(space::m);
    bottom->addWidget(m_tickAll);
    bottom->addStretch();
    bottom->addWidget(m_move);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, space::m, 0, 0);
    column->setSpacing(space::m);
    column->addWidget(m_banner);
    column->addLayout(top);
    column->addWidget(m_summary);
    column->addWidget(m_table, 1);
    column->addWidget(m_detail);
    column->addLayout(bottom);
    connect(m_check, &QPushButton::clicked, this, &ReplayPanel::check);
    connect(m_tickAll, &QPushButton::clicked, m_model, &VerdictModel::tickAll);
    connect(m_move, &QPushButton::clicked, this, &ReplayPanel::publishAndMove);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &ReplayPanel::showDetail);
    connect(m_model, &QAbstractItemModel::dataChanged, this, &ReplayPanel::showDetail);
    connect(m_model, &QAbstractItemModel::modelReset, this, &ReplayPanel::showDetail);
    connect(m_model, &VerdictModel::tickedChanged, this, &ReplayPanel::updateButtons);
    updateButtons();
    showDetail();
}

void ReplayPanel::setTarget(const VersionId &version, std::shared_ptr<const WorkflowDefinition> definition,
                            const QString &title, bool isPublished)
{
    m_title = title;
    m_isPublished = isPublished;
    if (version == m_version && m_definition) {
        updateButtons();
        return;
    }
    delete m_run;
    delete m_mover;
    m_moving = 0;
    m_version = version;
    m_definition = std::move(definition);
    m_model->begin(version);
    m_banner->clear();
    m_summary->setText(tr("Replays the history of each instance against this version: those that fit can go "
                          "on with it. Nothing is changed by the check."));
    updateButtons();
}

void ReplayPanel::check()
{
    if (!m_client || !m_definition)
        return;
    delete m_run;
    m_banner->clear();
    m_model->begin(m_version);
    m_run =
        new ReplayCheckRun(*m_client, m_definition, m_withFinished->isChecked() ? finishedWanted : 0, this);
    connect(m_run, &ReplayCheckRun::checked, this, [this](const CheckedInstance &instance) {
        m_model->add(instance);
        showProgress(false);
    });
    connect(m_run, &ReplayCheckRun::ended, this, [this] {
        m_run->deleteLater();
        m_run.clear();
        showProgress(true);
        updateButtons();
    });
    connect(m_run, &ReplayCheckRun::failed, this, &ReplayPanel::showFailure);
    showProgress(false);
    m_run->start();
    updateButtons();
}

void ReplayPanel::showProgress(bool isOver)
{
    const int all = m_model->rowCount();
    const int fit = m_model->count(ReplayVerdict::Kind::Continues);
    if (isOver && all == 0)
        m_summary->setText(tr("There is no instance of this workflow to check."));
    else if (isOver)
        m_summary->setText(tr("%1 of %2 can go on with this version.").arg(fit).arg(all));
    else
        m_summary->setText(tr("Checking… %1 so far, %2 of them can go on.").arg(all).arg(fit));
}

void ReplayPanel::showDetail()
{
    const QModelIndex current = m_table->currentIndex();
    const QModelIndex verdict = current.siblingAtColumn(VerdictModel::VerdictColumn);
    m_detail->setVisible(current.isValid());
    if (current.isValid()) {
        m_detail->setText(
            tr("%1: %2").arg(current.siblingAtColumn(VerdictModel::InstanceColumn).data().toString(),
                             verdict.data().toString()));
    }
}

void ReplayPanel::updateButtons()
{
    const int ticked = int(m_model->ticked().size());
    m_check->setEnabled(m_definition && !m_run && m_moving == 0);
    m_withFinished->setEnabled(!m_run);
    m_tickAll->setEnabled(m_model->tickableCount() > 0 && m_moving == 0);
    m_move->setEnabled(ticked > 0 && !m_run && m_moving == 0);
    m_move->setText(ticked == 1 ? tr("Move 1 instance to %1").arg(m_title)
                                : tr("Move %1 instances to %2").arg(ticked).arg(m_title));
}

// The draft may not be published yet, and what it names must be there before it runs. A version that was
// published is not published again: it would become the last one, which others are started with.
void ReplayPanel::publishAndMove()
{
    m_moving = int(m_model->ticked().size());
    updateButtons();
    if (m_isPublished) {
        moveTicked();
        return;
    }
    whenFinished(readReferences(m_definition, m_workspace), this,
                 [this](const Result<std::vector<QByteArray>> &texts) {
                     if (!texts) {
                         showFailure(texts.error());
                         return;
                     }
                     if (!m_client)
                         return;
                     whenFinished(publishAll(*m_client, *texts), this,
                                  [this](const Result<VersionId> &version) {
                                      if (version)
                                          moveTicked();
                                      else
                                          showFailure(version.error());
                                  });
                 });
}

void ReplayPanel::moveTicked()
{
    if (!m_client)
        return;
    delete m_mover;
    m_mover = new InstanceMover(*m_client, m_version, tr("Moved in the window."), this);
    connect(m_mover, &InstanceMover::settled, this, &ReplayPanel::take);
    for (const InstanceId &id : m_model->ticked())
        m_mover->move(id);
}

void ReplayPanel::take(const InstanceId &id, InstanceMover::Outcome outcome, const QString &why)
{
    m_model->setMoved(id, outcome, why);
    if (m_moving > 0 && --m_moving == 0)
        emit moved();
    updateButtons();
}

void ReplayPanel::showFailure(const Error &error)
{
    delete m_run;
    m_moving = 0;
    m_banner->showMessage(Banner::Kind::Error, error.message);
    updateButtons();
}

} // namespace perdura
