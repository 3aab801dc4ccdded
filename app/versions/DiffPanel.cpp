// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/versions/DiffPanel.h"

#include "app/kit/EmptyState.h"
#include "app/kit/Look.h"
#include "app/kit/forms/GrowingTextEdit.h"
#include "app/versions/DiffModel.h"
#include "engine/activities/ActivityRegistry.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace perdura {

DiffPanel::DiffPanel(QWidget *parent)
    : QWidget(parent)
    , m_activities(activityCatalog(builtInActivities()))
    , m_choice(new QComboBox)
    , m_model(new DiffModel(this))
    , m_table(new QTableView)
    , m_detail(new GrowingTextEdit(1, 8))
    , m_none(new EmptyState(QStringLiteral("check"), {}, {}))
    , m_pages(new QStackedWidget)
{
    m_choice->setAccessibleName(tr("Compare with"));
    m_table->setModel(m_model);
    prepareTable(m_table);
    m_table->setAccessibleName(tr("Changes"));
    m_table->horizontalHeader()->setSectionResizeMode(DiffModel::KindColumn, QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->resizeSection(DiffModel::WhatColumn, 220); // the last one takes the rest
    m_detail->setReadOnly(true);
    m_detail->setTabChangesFocus(true);
    m_detail->setAccessibleName(tr("The change as a whole"));
    m_detail->hide();
    m_pages->addWidget(m_none);
    m_pages->addWidget(m_table);
    auto *label = makeLabel(tr("Compare with"), TextStyle::Secondary, TextTone::Secondary);
    label->setBuddy(m_choice);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::s);
    row->addWidget(label);
    row->addWidget(m_choice, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, space::m, 0, 0);
    column->setSpacing(space::m);
    column->addLayout(row);
    column->addWidget(m_pages, 1);
    column->addWidget(m_detail);
    connect(m_choice, &QComboBox::currentIndexChanged, this, &DiffPanel::choiceChanged);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &DiffPanel::showDetail);
    connect(m_model, &QAbstractItemModel::modelReset, this, &DiffPanel::showDetail);
}

void DiffPanel::showDetail()
{
    const QString whole = m_table->currentIndex().data(DiffModel::wholeRole).toString();
    m_detail->setPlainText(whole);
    m_detail->setVisible(!whole.isEmpty());
}

void DiffPanel::setChoices(const QStringList &titles, int suggested)
{
    const QSignalBlocker quiet(m_choice);
    m_choice->clear();
    m_choice->addItems(titles);
    m_choice->setCurrentIndex(suggested);
}

int DiffPanel::choice() const
{
    return m_choice->currentIndex();
}

void DiffPanel::setDefinitions(const std::shared_ptr<const WorkflowDefinition> &before,
                               const std::shared_ptr<const WorkflowDefinition> &after)
{
    if (!before || !after) {
        m_model->setLines({});
        m_none->setTexts(tr("Reading the versions…"), {});
        m_pages->setCurrentWidget(m_none);
        return;
    }
    const DefinitionDiff diff = diffOf(*before, *after);
    const std::vector<DiffLine> lines = diffLines(diff, *before, *after, m_activities);
    m_table->setColumnHidden(DiffModel::DetailsColumn, std::ranges::all_of(lines, [](const DiffLine &line) {
                                 return line.details.isEmpty();
                             }));
    m_model->setLines(lines);
    m_none->setTexts(tr("No difference"), tr("Both do the same and look the same."));
    m_pages->setCurrentWidget(diff.isEmpty() ? static_cast<QWidget *>(m_none) : m_table);
}

} // namespace perdura
