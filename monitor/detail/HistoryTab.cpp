// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitor/detail/HistoryTab.h"

#include "app/kit/JsonView.h"
#include "app/kit/Look.h"
#include "app/kit/SearchField.h"
#include "monitor/detail/EventDelegate.h"
#include "monitor/detail/HistoryFilter.h"

#include <QCheckBox>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

HistoryTab::HistoryTab(QWidget *parent)
    : QWidget(parent)
    , m_model(new HistoryModel(this))
    , m_filter(new HistoryFilter(this))
    , m_search(new SearchField(tr("Search events")))
    , m_turns(new QCheckBox(tr("Show turns")))
    , m_count(makeLabel({}, TextStyle::Secondary, TextTone::Secondary))
    , m_table(new QTableView)
    , m_what(makeLabel({}, TextStyle::Section))
    , m_where(makeLabel({}, TextStyle::Secondary, TextTone::Secondary))
    , m_json(new JsonView)
{
    m_filter->setSourceModel(m_model);
    layOut();
    connect(m_search, &SearchField::searched, m_filter, &HistoryFilter::setText);
    connect(m_search, &SearchField::searched, this, &HistoryTab::updateCount);
    connect(m_turns, &QCheckBox::toggled, m_filter, &HistoryFilter::setTurnsShown);
    connect(m_turns, &QCheckBox::toggled, this, &HistoryTab::updateCount);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, [this] {
        showCurrent();
        const HistoryRow *row = m_model->row(currentRow());
        if (row && !m_isSelecting)
            emit eventChosen(row->node, row->iteration, currentRow());
    });
    connect(m_filter, &QAbstractItemModel::rowsAboutToBeInserted, this, [this] {
        const QScrollBar *bar = m_table->verticalScrollBar();
        m_wasAtEnd = bar->maximum() > 0 && bar->value() == bar->maximum();
    });
    connect(m_filter, &QAbstractItemModel::rowsInserted, this, [this] {
        if (m_wasAtEnd)
            m_table->scrollToBottom();
    });
}

// Parts that go with the base class must not call back any more.
HistoryTab::~HistoryTab()
{
    m_table->selectionModel()->disconnect(this);
    m_filter->disconnect(this);
}

void HistoryTab::layOut()
{
    m_table->setModel(m_filter);
    m_table->setItemDelegate(new EventDelegate(m_table));
    prepareTable(m_table);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->setAccessibleName(tr("History"));
    QHeaderView *header = m_table->horizontalHeader();
    header->setStretchLastSection(true);
    const int widths[] = {52, 190, 160, 170};
    for (int column = 0; column < int(std::size(widths)); ++column)
        header->resizeSection(column, widths[column]);
    m_turns->setToolTip(tr("Also shows when the orchestrator took its turns"));

    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(space::m, space::s, space::m, space::s);
    bar->setSpacing(space::m);
    m_search->setMaximumWidth(320);
    bar->addWidget(m_search, 1);
    bar->addWidget(m_turns);
    bar->addStretch(1);
    bar->addWidget(m_count);
    auto *side = new QWidget;
    setSurface(side, Surface::Panel);
    auto *sideColumn = new QVBoxLayout(side);
    sideColumn->setContentsMargins(space::m, space::s, space::m, space::m);
    m_what->setObjectName(u"what"_s);
    m_where->setObjectName(u"where"_s);
    m_where->setWordWrap(true);
    sideColumn->addWidget(m_what);
    sideColumn->addWidget(m_where);
    sideColumn->addWidget(m_json);
    auto *split = new QSplitter(Qt::Horizontal);
    split->setChildrenCollapsible(false);
    split->addWidget(m_table);
    split->addWidget(side);
    split->setStretchFactor(0, 1);
    split->setSizes({820, 360});
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(bar);
    column->addWidget(makeLine(Qt::Horizontal));
    column->addWidget(split, 1);
    setFocusProxy(m_table);
    showInFull(nullptr, nullptr);
}

void HistoryTab::setReading(const std::shared_ptr<const RunReading> &reading)
{
    const QScopedValueRollback selecting(m_isSelecting, true);
    m_model->setReading(reading);
    updateCount();
    showCurrent();
}

void HistoryTab::updateCount()
{
    const int all = m_model->rowCount(), shown = m_filter->rowCount();
    const QLocale locale;
    m_count->setText(all == shown ? tr("%1 events").arg(locale.toString(all))
                                  : tr("%1 of %2 events").arg(locale.toString(shown), locale.toString(all)));
}

int HistoryTab::currentRow() const
{
    const QModelIndex current = m_table->currentIndex();
    return current.isValid() ? m_filter->mapToSource(current).row() : -1;
}

void HistoryTab::showCurrent()
{
    const int row = currentRow();
    if (row == m_shownRow)
        return;
    m_shownRow = row;
    showInFull(m_model->event(row), m_model->row(row));
}

// The value holds ids as they are stored; the words above it say what they mean.
void HistoryTab::showInFull(const HistoryEvent *event, const HistoryRow *row)
{
    m_what->setVisible(event != nullptr);
    m_where->setVisible(event && !row->nodeName.isEmpty());
    if (!event) {
        m_json->setTitle(tr("Event"));
        m_json->setPlaceholder(tr("Choose an event to see it in full."));
        return;
    }
    m_what->setText(row->words);
    m_where->setText(row->nodeName);
    m_json->setTitle(row->type);
    m_json->setValue(toJson(*event));
}

void HistoryTab::selectEvent(int row)
{
    const QModelIndex index = m_filter->mapFromSource(m_model->index(row, 0));
    if (!index.isValid() || row == currentRow())
        return;
    const QScopedValueRollback selecting(m_isSelecting, true);
    m_table->setCurrentIndex(index);
    m_table->scrollTo(index);
}

void HistoryTab::selectNode(const NodeId &node)
{
    const HistoryRow *current = m_model->row(currentRow());
    if (node.isEmpty() || (current && current->node == node))
        return;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        if (m_model->row(row)->node == node) {
            selectEvent(row);
            return;
        }
    }
}

void HistoryTab::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

} // namespace perdura
