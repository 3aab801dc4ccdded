// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/ActivityCatalog.h"
#include "monitor/detail/RunReader.h"

#include <QAbstractTableModel>

namespace perdura {

/// The events of one instance. Follows the run: what is new is appended, so that a view keeps its place.
class HistoryModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { NumberColumn, TimeColumn, TypeColumn, NodeColumn, SummaryColumn, ColumnCount };
    enum Role { NodeRole = Qt::UserRole, SearchRole };

    using QAbstractTableModel::QAbstractTableModel;

    /// Null: empty.
    void setReading(std::shared_ptr<const RunReading> reading);
    /// Gives the activities of steps their words.
    void setActivities(const ActivityCatalog &activities);
    [[nodiscard]] const HistoryEvent *event(int row) const;
    [[nodiscard]] const HistoryRow *row(int row) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    [[nodiscard]] QString display(int row, Column column) const;
    [[nodiscard]] QString summary(const HistoryRow &row) const;
    [[nodiscard]] QVariant toolTip(const HistoryRow &row, Column column) const;

    ActivityCatalog m_activities;
    std::shared_ptr<const RunReading> m_reading;
    int m_count = 0;
};

} // namespace perdura
