// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitor/entities/EntityListPage.h"

#include "app/kit/Banner.h"
#include "app/kit/ContextBar.h"
#include "app/kit/EmptyState.h"
#include "app/kit/JsonView.h"
#include "app/kit/Look.h"
#include "app/kit/SearchField.h"
#include "monitor/entities/EntityListModel.h"

#include <QHeaderView>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int columnWidths[] = {140, 140, 240, 120, 80, 110}; // the state takes the rest

} // namespace

EntityListPage::EntityListPage(QWidget *parent)
    : QWidget(parent)
    , m_model(new EntityListModel(this))
    , m_search(new SearchField(tr("Name of the entity")))
    , m_banner(new Banner)
    , m_table(new QTableView)
    , m_state(new JsonView)
    , m_empty(new EmptyState(u"database"_s, {}, {}))
    , m_pages(new QStackedWidget)
{
    m_banner->setClosable(true);
    layOut();
    connect(m_search, &SearchField::searched, m_model, &EntityListModel::setName);
    connect(m_model, &EntityListModel::loaded, this, &EntityListPage::showRows);
    connect(m_model, &EntityListModel::failed, m_banner,
            [this](const QString &message) { m_banner->showMessage(Banner::Kind::Error, message); });
    connect(m_model, &QAbstractItemModel::dataChanged, this, &EntityListPage::showChosen);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex &current) {
                if (const EntityInfo *entity = m_model->at(current.row()))
                    m_chosen = entity->id;
                showChosen();
            });
    connect(new QShortcut(QKeySequence::Find, this), &QShortcut::activated, m_search,
            [this] { m_search->setFocus(); });
    auto *back = new QShortcut(QKeySequence(Qt::Key_Escape), m_table);
    back->setContext(Qt::WidgetShortcut);
    connect(back, &QShortcut::activated, this, &EntityListPage::backRequested);
    showRows();
}

void EntityListPage::layOut()
{
    auto *bar = new ContextBar;
    bar->setBreadcrumb({tr("Instances")});
    bar->setTitle(tr("Entities"));
    m_search->setMinimumWidth(200);
    bar->addAction(m_search);
    connect(bar, &ContextBar::breadcrumbClicked, this, &EntityListPage::backRequested);
    m_table->setModel(m_model);
    prepareTable(m_table);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setTabKeyNavigation(false);
    m_table->setAccessibleName(tr("Entities"));
    for (int column = 0; column < int(std::size(columnWidths)); ++column)
        m_table->horizontalHeader()->resizeSection(column, columnWidths[column]);
    m_table->horizontalHeader()->setStretchLastSection(false);
    m_table->horizontalHeader()->setSectionResizeMode(EntityListModel::StateColumn, QHeaderView::Stretch);
    m_state->setTitle(tr("State"));
    m_state->setMinimumWidth(220);
    auto *columns = new QSplitter;
    columns->addWidget(m_table);
    columns->addWidget(m_state);
    columns->setStretchFactor(0, 1);
    columns->setSizes({820, 340});
    columns->setChildrenCollapsible(false);
    columns->setHandleWidth(1);
    m_pages->addWidget(m_empty);
    m_pages->addWidget(columns);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(bar);
    column->addWidget(m_banner);
    column->addWidget(m_pages, 1);
    setFocusProxy(m_table);
}

void EntityListPage::setClient(HubClient *client)
{
    m_banner->clear();
    m_model->setClient(client);
    showRows();
}

void EntityListPage::showRows()
{
    if (m_model->rowCount() > 0) {
        const int row = std::max(m_model->rowOf(m_chosen), 0);
        m_table->selectionModel()->setCurrentIndex(
            m_model->index(row, 0), QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    } else if (m_search->text().isEmpty()) {
        m_empty->setTexts(tr("No entities yet"),
                          tr("An entity comes into being with its first message. Draw one in Design, and "
                             "a workflow that calls or signals it."));
    } else {
        m_empty->setTexts(tr("No entity of that name"), tr("Write the whole name, or clear the field."));
    }
    m_pages->setCurrentIndex(m_model->rowCount() > 0 ? 1 : 0);
    showChosen();
}

void EntityListPage::showChosen()
{
    const EntityInfo *entity = m_model->at(m_table->currentIndex().row());
    if (entity)
        m_state->setValue(entity->state);
    else
        m_state->setPlaceholder(tr("Choose an entity to see its state."));
}

} // namespace perdura
