// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "monitor/detail/RunReader.h"

#include <QAbstractListModel>

namespace perdura {

/// The passes of a run through one node: its iterations, or how often the flow came by.
class VisitListModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;

    void show(std::shared_ptr<const RunReading> reading, const NodeId &node);
    [[nodiscard]] const NodeVisit *at(int row) const;
    /// The first visit of that iteration; the last one of all when there is none, -1 when the model is empty.
    [[nodiscard]] int rowOf(const std::string &iteration) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    std::shared_ptr<const RunReading> m_reading;
    std::vector<std::size_t> m_visits; // places in the trace
};

} // namespace perdura
