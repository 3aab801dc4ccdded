// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/versions/VersionsDialog.h"

#include "app/kit/Banner.h"
#include "app/kit/Look.h"
#include "app/versions/DiffPanel.h"
#include "app/versions/ReplayPanel.h"
#include "app/versions/VersionListModel.h"
#include "engine/client/InBackground.h"
#include "engine/client/WhenFinished.h"
#include "engine/client/WorkspaceDefinitions.h"
#include "engine/definition/DefinitionFile.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QSplitter>
#include <QTabWidget>
#include <QTableView>
#include <QVBoxLayout>

namespace perdura {

VersionsDialog::VersionsDialog(HubClient *client, std::shared_ptr<const WorkflowDefinition> draft,
                               const QString &workspace, QWidget *parent)
    : QDialog(parent)
    , m_client(client)
    , m_draft(std::move(draft))
    , m_workspace(workspace)
    , m_model(new VersionListModel(this))
    , m_banner(new Banner)
    , m_list(new QTableView)
    , m_tabs(new QTabWidget)
    , m_diff(new DiffPanel)
    , m_replay(new ReplayPanel(client, workspace))
    , m_restore(makeButton(tr("Restore this version"), ButtonTone::Normal, QStringLiteral("history")))
    , m_publish(makeButton(tr("Publish the draft"), ButtonTone::Normal, QStringLiteral("upload")))
{
    setWindowTitle(tr("Versions of %1").arg(QString::fromStdString(m_draft->name)));
    resize(1080, 640);
    buildLayout();
    connect(m_list->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &VersionsDialog::showCurrent);
    connect(m_diff, &DiffPanel::choiceChanged, this, &VersionsDialog::compare);
    connect(m_replay, &ReplayPanel::moved, this, &VersionsDialog::fetchVersions);
    connect(m_restore, &QPushButton::clicked, this, &VersionsDialog::restore);
    connect(m_publish, &QPushButton::clicked, this, &VersionsDialog::publish);
    m_definitions[contentAddress(*m_draft)] = m_draft;
    showVersions({});
    fetchVersions();
    m_list->setFocus();
}

void VersionsDialog::buildLayout()
{
    m_list->setModel(m_model);
    prepareTable(m_list);
    m_list->setAccessibleName(tr("Versions"));
    QHeaderView *header = m_list->horizontalHeader();
    header->setSectionResizeMode(VersionListModel::VersionColumn, QHeaderView::Stretch);
    header->setSectionResizeMode(VersionListModel::PublishedColumn, QHeaderView::ResizeToContents);
    header->setSectionResizeMode(VersionListModel::InstancesColumn, QHeaderView::ResizeToContents);
    m_tabs->addTab(m_diff, tr("Changes"));
    if (m_draft->kind == DefinitionKind::Workflow)
        m_tabs->addTab(m_replay, tr("Instances"));
    else
        m_replay->setParent(this), m_replay->hide();
    auto *right = new QWidget;
    auto *besideList = new QHBoxLayout(right);
    besideList->setContentsMargins(space::l, 0, 0, 0);
    besideList->addWidget(m_tabs);
    auto *columns = new QSplitter;
    columns->addWidget(m_list);
    columns->addWidget(right);
    columns->setStretchFactor(1, 1);
    columns->setSizes({380, 700});
    columns->setChildrenCollapsible(false);
    QPushButton *close = makeButton(tr("Close"));
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_publish);
    buttons->addWidget(m_restore);
    buttons->addStretch();
    buttons->addWidget(close);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::xl, space::xl, space::xl, space::l);
    column->setSpacing(space::m);
    column->addWidget(m_banner);
    column->addWidget(columns, 1);
    column->addLayout(buttons);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
}

void VersionsDialog::fetchVersions()
{
    if (!m_client)
        return;
    whenFinished(m_client->versions(publishedName(m_draft->kind, m_draft->name)), this,
                 [this](Result<std::vector<VersionInfo>> versions) {
                     if (versions)
                         showVersions(*std::move(versions));
                     else
                         m_banner->showMessage(Banner::Kind::Error, versions.error().message);
                 });
}

void VersionsDialog::showVersions(std::vector<VersionInfo> versions)
{
    const int row = std::max(m_shownRow, 0);
    m_model->setVersions(contentAddress(*m_draft), std::move(versions));
    m_shownRow = -1;
    // Not selectRow(): it looks at the keys that are held down, those that opened this window, say.
    m_list->selectionModel()->setCurrentIndex(m_model->index(std::min(row, m_model->rowCount() - 1), 0),
                                              QItemSelectionModel::ClearAndSelect |
                                                  QItemSelectionModel::Rows);
    showCurrent();
}

int VersionsDialog::currentRow() const
{
    return m_list->currentIndex().row();
}

void VersionsDialog::showCurrent()
{
    const int row = currentRow();
    if (row < 0)
        return;
    if (row != m_shownRow) {
        m_shownRow = row;
        QStringList titles;
        for (int i = 0; i < m_model->rowCount(); ++i)
            titles << m_model->title(i);
        // The draft is measured by what was published last, everything else by the draft.
        m_diff->setChoices(titles, row == 0 && titles.size() > 1 ? 1 : 0);
    }
    const VersionId version = m_model->at(row);
    const auto definition = definitionOf(version);
    const auto &published = m_model->versions();
    m_publish->setVisible(row == 0);
    m_publish->setEnabled(published.empty() || published.front().version != m_model->draft());
    m_restore->setVisible(row > 0);
    m_restore->setEnabled(row > 0 && definition && version != m_model->draft());
    m_replay->setTarget(version, definition, row == 0 ? tr("the draft") : shortVersion(version), row > 0);
    compare();
}

void VersionsDialog::compare()
{
    const int with = m_diff->choice();
    if (with < 0 || currentRow() < 0)
        return;
    m_diff->setDefinitions(definitionOf(m_model->at(with)), definitionOf(m_model->at(currentRow())));
}

std::shared_ptr<const WorkflowDefinition> VersionsDialog::definitionOf(const VersionId &version)
{
    if (const auto known = m_definitions.find(version); known != m_definitions.end() || !m_client)
        return known == m_definitions.end() ? nullptr : known->second;
    m_definitions[version] = nullptr;
    // Choosing it again asks again.
    const auto fail = [this, version](const Error &error) {
        m_definitions.erase(version);
        m_banner->showMessage(Banner::Kind::Error, error.message);
    };
    whenFinished(m_client->definition(version), this, [this, version, fail](const Result<QByteArray> &text) {
        if (!text) {
            fail(text.error());
            return;
        }
        auto parse = [text = *text, name = version.toQString()] { return parseDefinition(text, name); };
        whenFinished(inBackground(std::move(parse)), this,
                     [this, version, fail](Result<WorkflowDefinition> definition) {
                         if (!definition) {
                             fail(definition.error());
                             return;
                         }
                         m_definitions[version] =
                             std::make_shared<const WorkflowDefinition>(*std::move(definition));
                         showCurrent();
                     });
    });
    return nullptr;
}

// With what it names, as for a run.
void VersionsDialog::publish()
{
    m_publish->setEnabled(false);
    const auto fail = [this](const Error &error) {
        m_publish->setEnabled(true);
        m_banner->showMessage(Banner::Kind::Error, error.message);
    };
    const auto take = [this, fail](const Result<VersionId> &version) {
        if (version)
            fetchVersions();
        else
            fail(version.error());
    };
    whenFinished(readReferences(m_draft, m_workspace), this,
                 [this, take, fail](const Result<std::vector<QByteArray>> &texts) {
                     if (!texts)
                         fail(texts.error());
                     else if (m_client)
                         whenFinished(publishAll(*m_client, *texts), this, take);
                 });
}

void VersionsDialog::restore()
{
    const VersionId version = m_model->at(currentRow());
    if (const auto definition = definitionOf(version)) {
        emit restoreRequested(definition, shortVersion(version));
        accept();
    }
}

} // namespace perdura
