// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitor/detail/VisitListModel.h"

#include "app/kit/Icons.h"
#include "app/kit/Theme.h"
#include "monitor/StatusWords.h"

#include <QGuiApplication>

#include <algorithm>

namespace perdura {

namespace {

QString toolTipOf(const NodeVisit &visit)
{
    const QString words =
        visit.failure.empty() ? runStateText(runStateOf(visit.state)) : QString::fromStdString(visit.failure);
    // The drawing's expressions count from 0.
    return visit.iteration.empty()
               ? words
               : VisitListModel::tr("%1\nIndex %2").arg(words, QString::fromStdString(visit.iteration));
}

} // namespace

void VisitListModel::show(std::shared_ptr<const RunReading> reading, const NodeId &node)
{
    std::vector<std::size_t> visits;
    if (reading && reading->trace) {
        for (std::size_t i = 0; i < reading->trace->visits.size(); ++i) {
            if (reading->trace->visits[i].node == node)
                visits.push_back(i);
        }
    }
    const bool isSame =
        visits == m_visits; // the same rows, perhaps in another state: a view keeps its selection
    if (!isSame)
        beginResetModel();
    m_reading = std::move(reading);
    m_visits = std::move(visits);
    if (!isSame)
        endResetModel();
    else if (!m_visits.empty())
        emit dataChanged(index(0), index(int(m_visits.size()) - 1));
}

const NodeVisit *VisitListModel::at(int row) const
{
    return row >= 0 && row < int(m_visits.size()) ? &m_reading->trace->visits[m_visits[std::size_t(row)]]
                                                  : nullptr;
}

int VisitListModel::rowOf(const std::string &iteration) const
{
    for (int row = 0; row < int(m_visits.size()); ++row) {
        if (at(row)->iteration == iteration)
            return row;
    }
    return int(m_visits.size()) - 1;
}

int VisitListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_visits.size());
}

QVariant VisitListModel::data(const QModelIndex &index, int role) const
{
    const NodeVisit *visit = at(index.row());
    if (!visit)
        return {};
    const RunState state = runStateOf(visit->state);
    switch (role) {
    case Qt::DisplayRole: {
        const QString name = visit->iteration.empty() ? tr("Pass %1").arg(index.row() + 1)
                                                      : tr("Item %1").arg(itemNumber(visit->iteration));
        return visit->end ? tr("%1  ·  %2").arg(name, describeDuration(*visit->end - visit->start))
                          : tr("%1  ·  %2").arg(name, runStateText(state));
    }
    case Qt::DecorationRole:
        return iconPixmap(runStateIcon(state), 16,
                          runStateColor(state, tokensFor(QGuiApplication::palette())),
                          qGuiApp->devicePixelRatio());
    case Qt::ToolTipRole:
        return toolTipOf(*visit);
    default:
        return {};
    }
}

} // namespace perdura
