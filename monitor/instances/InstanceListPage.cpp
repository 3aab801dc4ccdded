// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitor/instances/InstanceListPage.h"

#include "app/kit/Banner.h"
#include "app/kit/EmptyState.h"
#include "app/kit/Look.h"
#include "app/kit/SearchField.h"
#include "engine/client/WhenFinished.h"
#include "monitor/instances/InstanceDelegate.h"
#include "monitor/instances/StatusFilterBar.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QShortcut>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include <numeric>

namespace perdura {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int columnWidths[] = {124, 230, 210, 124, 104, 70}; // the note takes the rest
constexpr int noteWidth = 420;

} // namespace

InstanceListPage::InstanceListPage(QWidget *parent)
    : QWidget(parent)
    , m_model(new InstanceListModel(this))
    , m_statuses(new StatusFilterBar)
    , m_search(new SearchField(tr("Search workflow or instance")))
    , m_clear(makeButton(tr("Clear filter"), ButtonTone::Link))
    , m_banner(new Banner)
    , m_table(new QTableView)
    , m_empty(new EmptyState(u"activity"_s, {}, {}))
    , m_emptyAction(m_empty->addAction(tr("Clear filter"), ButtonTone::Primary))
    , m_toDesign(m_empty->addAction(tr("Choose a workflow in Design"), ButtonTone::Primary))
    , m_pages(new QStackedWidget)
{
    m_countDelay.setSingleShot(true);
    m_countDelay.setInterval(400ms);
    m_clock.setInterval(1s); // running durations count up
    m_banner->setClosable(true);
    layOut();
    connectParts();
    showState();
}

// Parts that go with the base class must not call back any more.
InstanceListPage::~InstanceListPage()
{
    m_table->verticalScrollBar()->disconnect(this);
    m_table->selectionModel()->disconnect(this);
    m_model->disconnect(this);
}

void InstanceListPage::layOut()
{
    m_table->setModel(m_model);
    m_table->setItemDelegate(new InstanceDelegate(m_table));
    prepareTable(m_table);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->setAccessibleName(tr("Instances"));
    m_table->verticalHeader()->setDefaultSectionSize(34);
    QHeaderView *header = m_table->horizontalHeader();
    header->setStretchLastSection(true);
    header->setMinimumSectionSize(60);
    for (int column = 0; column < int(std::size(columnWidths)); ++column)
        header->resizeSection(column, columnWidths[column]);

    auto *filters = new QWidget;
    setSurface(filters, Surface::Panel);
    auto *row = new QHBoxLayout(filters);
    row->setContentsMargins(space::m, space::s, space::m, space::s);
    row->setSpacing(space::m);
    m_search->setMinimumWidth(180);
    m_search->setMaximumWidth(320);
    row->addWidget(m_search, 1);
    row->addWidget(m_statuses);
    row->addWidget(m_clear);
    row->addStretch(1);
    QPushButton *entities = makeButton(tr("Entities"), ButtonTone::Flat, u"database"_s);
    entities->setObjectName(u"entitiesButton"_s);
    entities->setToolTip(tr("Shows the entities of this hub and their states"));
    connect(entities, &QPushButton::clicked, this, &InstanceListPage::entitiesRequested);
    row->addWidget(entities);

    m_pages->addWidget(m_empty);
    m_pages->addWidget(m_table);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(filters);
    column->addWidget(makeLine(Qt::Horizontal));
    column->addWidget(m_banner);
    column->addWidget(m_pages, 1);
    setFocusProxy(m_table);
}

// What a wide window leaves beside the notes goes to names and ids that do not fit otherwise.
void InstanceListPage::fitColumns()
{
    if (m_hasOwnWidths)
        return;
    const QScopedValueRollback fitting(m_isFitting, true);
    const int spare =
        width() - noteWidth - std::accumulate(std::begin(columnWidths), std::end(columnWidths), 0);
    const auto widen = [&](InstanceListModel::Column column, int more) {
        m_table->horizontalHeader()->resizeSection(column, columnWidths[column] + more);
    };
    widen(InstanceListModel::NameColumn, std::clamp(spare / 2, 0, 260));
    widen(InstanceListModel::IdColumn, std::clamp(spare / 4, 0, 70));
}

void InstanceListPage::connectParts()
{
    connect(m_table->horizontalHeader(), &QHeaderView::sectionResized, this, [this](int column) {
        if (!m_isFitting && column != InstanceListModel::NoteColumn)
            m_hasOwnWidths = true;
    });
    connect(m_statuses, &StatusFilterBar::changed, this, &InstanceListPage::applyFilter);
    connect(m_search, &SearchField::searched, this, &InstanceListPage::applyFilter);
    connect(m_clear, &QPushButton::clicked, this, &InstanceListPage::clearFilter);
    connect(m_emptyAction, &QPushButton::clicked, this, &InstanceListPage::clearFilter);
    connect(m_toDesign, &QPushButton::clicked, this, &InstanceListPage::designRequested);
    connect(m_model, &InstanceListModel::loaded, this, &InstanceListPage::showState);
    connect(m_model, &InstanceListModel::loaded, this, &InstanceListPage::reportShownRows);
    connect(m_model, &InstanceListModel::loaded, this, &InstanceListPage::restorePlace);
    connect(m_model, &QAbstractItemModel::rowsRemoved, this, &InstanceListPage::showState);
    connect(m_model, &InstanceListModel::failed, m_banner,
            [this](const QString &message) { m_banner->showMessage(Banner::Kind::Error, message); });
    // What comes in above the rows in use must not push them away.
    connect(m_model, &QAbstractItemModel::rowsAboutToBeInserted, this, &InstanceListPage::keepPlace);
    connect(m_model, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex &, int first, int last) {
                QScrollBar *bar = m_table->verticalScrollBar();
                const int rowHeight = m_table->verticalHeader()->defaultSectionSize();
                if (bar->value() > 0 && first * rowHeight < bar->value()) {
                    const int shifted = bar->value() + (last - first + 1) * rowHeight;
                    bar->setMaximum(
                        std::max(bar->maximum(), shifted)); // the view itself only counts the rows later
                    bar->setValue(shifted);
                }
                reportShownRows();
            });
    connect(m_table->verticalScrollBar(), &QScrollBar::valueChanged, this,
            &InstanceListPage::reportShownRows);
    connect(m_table->verticalScrollBar(), &QScrollBar::rangeChanged, this,
            &InstanceListPage::reportShownRows);
    connect(m_table, &QTableView::doubleClicked, this, &InstanceListPage::openCurrent);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &current) {
                if (const InstanceSummary *instance = m_model->at(current.row()))
                    m_selected = instance->id;
            });
    connect(&m_countDelay, &QTimer::timeout, this, &InstanceListPage::fetchCounts);
    connect(&m_clock, &QTimer::timeout, m_model, &InstanceListModel::refreshTimes);
    m_table->installEventFilter(this);
    m_search->installEventFilter(this);
    auto *find = new QShortcut(QKeySequence::Find, this);
    find->setContext(Qt::WidgetWithChildrenShortcut);
    connect(find, &QShortcut::activated, this, &InstanceListPage::focusSearch);
}

void InstanceListPage::setClient(HubClient *client)
{
    if (m_client)
        m_client->disconnect(this);
    m_client = client;
    m_banner->clear();
    m_selected = {};
    m_statuses->setCounts({});
    if (m_client) {
        connect(m_client, &HubClient::instancesChanged, this, [this] {
            if (!m_countDelay.isActive())
                m_countDelay.start();
        });
        fetchCounts();
    }
    m_model->setClient(client);
    showState();
}

void InstanceListPage::setDesignOffered(bool offered)
{
    m_isDesignOffered = offered;
    showState();
}

void InstanceListPage::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void InstanceListPage::fetchCounts()
{
    if (!m_client)
        return;
    whenFinished(m_client->statusCounts(), this,
                 [this, job = ++m_newestCounts](const Result<StatusCounts> &counts) {
                     if (job == m_newestCounts && counts)
                         m_statuses->setCounts(*counts);
                 });
}

void InstanceListPage::applyFilter()
{
    m_model->setFilter({m_statuses->chosen(), m_search->text().trimmed()});
    showState();
}

void InstanceListPage::clearFilter()
{
    m_statuses->clear();
    m_search->clear();
    applyFilter();
    m_table->setFocus();
}

void InstanceListPage::showState()
{
    const bool isFiltered = !m_model->filter().isEmpty();
    m_clear->setVisible(isFiltered);
    m_emptyAction->setVisible(m_client && isFiltered);
    m_toDesign->setVisible(m_client && !isFiltered && m_isDesignOffered);
    if (!m_client)
        m_empty->setTexts(tr("The hub is not running"),
                          tr("The instances of this workspace show here as soon as it runs."));
    else if (isFiltered)
        m_empty->setTexts(tr("Nothing matches the filter"),
                          tr("No instance has this status and this text in its name or id."));
    else
        m_empty->setTexts(tr("No instances yet"),
                          tr("Open a workflow in Design (Ctrl+1) and run it (F5); here you watch it while it "
                             "works."));
    const bool isEmpty = m_model->rowCount() == 0 && !m_model->isLoading();
    m_pages->setCurrentWidget(isEmpty ? static_cast<QWidget *>(m_empty) : m_table);
}

// While nobody looks, nothing is asked for the rows.
void InstanceListPage::reportShownRows()
{
    if (!isVisible())
        return;
    const int first = m_table->rowAt(0);
    const int last = m_table->rowAt(m_table->viewport()->height() - 1);
    m_model->setShownRows(first, last < 0 ? m_model->rowCount() - 1 : last);
}

void InstanceListPage::keepPlace()
{
    if (const InstanceSummary *instance = m_model->at(m_table->currentIndex().row()))
        m_selected = instance->id;
}

void InstanceListPage::restorePlace()
{
    if (m_table->currentIndex().isValid())
        return;
    int row = m_model->rowOf(m_selected);
    if (m_selected.isEmpty() && m_table->hasFocus())
        row = 0; // the keyboard was here before the rows
    if (row >= 0 && row < m_model->rowCount())
        m_table->selectionModel()->setCurrentIndex(
            m_model->index(row, 0), QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
}

void InstanceListPage::openCurrent()
{
    if (const InstanceSummary *instance = m_model->at(m_table->currentIndex().row()))
        emit instanceOpened(instance->id);
}

bool InstanceListPage::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (watched == m_table && (key == Qt::Key_Return || key == Qt::Key_Enter)) {
            openCurrent();
            return true;
        }
        if (watched == m_search && (key == Qt::Key_Down || key == Qt::Key_Return)) {
            m_table->setFocus();
            if (!m_table->currentIndex().isValid() && m_model->rowCount() > 0)
                m_table->selectRow(0);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void InstanceListPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitColumns();
}

void InstanceListPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    reportShownRows();
    m_model->refreshTimes();
    m_clock.start();
}

void InstanceListPage::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_clock.stop();
}

} // namespace perdura
