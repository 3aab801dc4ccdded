// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitor/detail/HistoryModel.h"

#include "app/kit/TimeText.h"
#include "monitor/StatusWords.h"
#include "monitor/detail/RowLook.h"

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

// Whether a view may keep its rows and take the rest as appended.
bool continues(const RunReading &older, const RunReading &newer)
{
    const std::size_t count = older.rows.size();
    return count > 0 && newer.rows.size() >= count && older.rows.front() == newer.rows.front() &&
           older.rows[count - 1] == newer.rows[count - 1];
}

} // namespace

void HistoryModel::setReading(std::shared_ptr<const RunReading> reading)
{
    if (m_reading && reading && continues(*m_reading, *reading)) {
        const int count = int(reading->rows.size());
        if (count == m_count) {
            m_reading = std::move(reading);
            return;
        }
        beginInsertRows({}, m_count, count - 1);
        m_reading = std::move(reading);
        m_count = count;
        endInsertRows();
        return;
    }
    beginResetModel();
    m_reading = std::move(reading);
    m_count = m_reading ? int(m_reading->rows.size()) : 0;
    endResetModel();
}

const HistoryEvent *HistoryModel::event(int row) const
{
    return row >= 0 && row < m_count ? &(*m_reading->history)[std::size_t(row)] : nullptr;
}

const HistoryRow *HistoryModel::row(int row) const
{
    return row >= 0 && row < m_count ? &m_reading->rows[std::size_t(row)] : nullptr;
}

int HistoryModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_count;
}

int HistoryModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant HistoryModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole && section == NumberColumn)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (Column(section)) {
    case NumberColumn:
        return tr("#");
    case TimeColumn:
        return tr("Time");
    case TypeColumn:
        return tr("Event");
    case NodeColumn:
        return tr("Node");
    case SummaryColumn:
        return tr("Summary");
    case ColumnCount:
        break;
    }
    return {};
}

void HistoryModel::setActivities(const ActivityCatalog &activities)
{
    m_activities = activities;
    if (m_count > 0)
        emit dataChanged(index(0, SummaryColumn), index(m_count - 1, SummaryColumn));
}

// "Fail at random  {…}": what a step does stands before what it does it with.
QString HistoryModel::summary(const HistoryRow &row) const
{
    if (row.activity.empty())
        return row.summary;
    const ActivityInfo *activity = m_activities.find(row.activity);
    const QString title = activity ? activity->title : QString::fromStdString(row.activity);
    return row.summary.isEmpty() ? title : title + u"  "_s + row.summary;
}

// The names that developers search for.
QVariant HistoryModel::toolTip(const HistoryRow &row, Column column) const
{
    switch (column) {
    case TimeColumn:
        return exactTime(row.time);
    case TypeColumn:
        return row.type;
    case NodeColumn:
        if (row.node.isEmpty())
            return {};
        return row.iteration.empty()
                   ? row.node.toQString()
                   : tr("%1, index %2").arg(row.node.toQString(), QString::fromStdString(row.iteration));
    case SummaryColumn:
        return row.activity.empty() ? row.summary
                                    : summary(row) + u'\n' + QString::fromStdString(row.activity);
    case NumberColumn:
    case ColumnCount:
        break;
    }
    return {};
}

QString HistoryModel::display(int row, Column column) const
{
    const HistoryRow &event = m_reading->rows[std::size_t(row)];
    switch (column) {
    case NumberColumn:
        return QString::number(row + 1);
    case TimeColumn:
        return clockTime(event.time);
    case TypeColumn:
        return event.words;
    case NodeColumn:
        return event.nodeName;
    case SummaryColumn:
        return summary(event);
    case ColumnCount:
        break;
    }
    return {};
}

QVariant HistoryModel::data(const QModelIndex &index, int role) const
{
    const HistoryRow *event = row(index.row());
    if (!event || !index.isValid())
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return display(index.row(), Column(index.column()));
    case Qt::ToolTipRole:
        return toolTip(*event, Column(index.column()));
    case Qt::TextAlignmentRole:
        return index.column() == NumberColumn ? int(Qt::AlignRight | Qt::AlignVCenter)
                                              : int(Qt::AlignLeft | Qt::AlignVCenter);
    case NodeRole:
        return event->node.toQString();
    case rowLookRole: {
        const bool isText =
            index.column() == TypeColumn || index.column() == SummaryColumn || index.column() == NodeColumn;
        const RowLook::Tone tone = event->isFailure ? RowLook::Tone::Failure
                                   : isText         ? RowLook::Tone::Normal
                                                    : RowLook::Tone::Quiet;
        return QVariant::fromValue(
            RowLook{tone, index.column() == TimeColumn || index.column() == NumberColumn});
    }
    case SearchRole:
        return QString(event->words % u'\n' % event->type % u'\n' % event->nodeName % u'\n' %
                       QString::fromStdString(event->activity) % u'\n' % summary(*event));
    default:
        return {};
    }
}

} // namespace perdura
