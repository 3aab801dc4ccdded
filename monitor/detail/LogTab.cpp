// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitor/detail/LogTab.h"

#include "app/kit/EmptyState.h"
#include "app/kit/Look.h"
#include "monitor/detail/EventDelegate.h"

#include <QHeaderView>
#include <QScrollBar>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

namespace perdura {

LogTab::LogTab(QWidget *parent)
    : QWidget(parent)
    , m_model(new LogModel(this))
    , m_table(new QTableView)
    , m_pages(new QStackedWidget)
{
    m_table->setModel(m_model);
    m_table->setItemDelegate(new EventDelegate(m_table));
    prepareTable(m_table);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->setAccessibleName(tr("Log"));
    QHeaderView *header = m_table->horizontalHeader();
    header->setStretchLastSection(true);
    const int widths[] = {190, 90, 170};
    for (int column = 0; column < int(std::size(widths)); ++column)
        header->resizeSection(column, widths[column]);
    m_pages->addWidget(new EmptyState(
        QStringLiteral("scroll-text"), tr("Nothing has been logged"),
        tr("Lines that activities write with “log”, and remarks of the engine, appear here.")));
    m_pages->addWidget(m_table);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_pages);
    connect(m_model, &QAbstractItemModel::rowsAboutToBeInserted, this, [this] {
        const QScrollBar *bar = m_table->verticalScrollBar();
        m_wasAtEnd = bar->value() == bar->maximum();
    });
    connect(m_model, &QAbstractItemModel::rowsInserted, this, [this] {
        if (m_wasAtEnd)
            m_table->scrollToBottom();
    });
}

void LogTab::setLines(const std::vector<LogLine> &lines)
{
    m_model->setLines(lines);
    m_pages->setCurrentIndex(m_model->rowCount() > 0 ? 1 : 0);
}

void LogTab::setDefinition(const std::shared_ptr<const WorkflowDefinition> &definition)
{
    m_model->setDefinition(definition);
}

} // namespace perdura
