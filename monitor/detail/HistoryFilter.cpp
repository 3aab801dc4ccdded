// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitor/detail/HistoryFilter.h"

#include "monitor/detail/HistoryModel.h"

namespace perdura {

void HistoryFilter::setText(const QString &text)
{
    if (text == m_text)
        return;
    m_text = text;
    invalidateFilter();
}

void HistoryFilter::setTurnsShown(bool shown)
{
    m_turnsShown = shown;
    invalidateFilter();
}

bool HistoryFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const auto *model = static_cast<const HistoryModel *>(sourceModel());
    const HistoryEvent *event = model->event(row);
    if (!m_turnsShown && event && (event->as<OrchestratorStarted>() || event->as<OrchestratorCompleted>()))
        return false;
    return m_text.isEmpty() || model->index(row, 0, parent)
                                   .data(HistoryModel::SearchRole)
                                   .toString()
                                   .contains(m_text, Qt::CaseInsensitive);
}

} // namespace perdura
