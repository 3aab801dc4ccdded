// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/client/HubTypes.h"

#include <QAbstractTableModel>

#include <memory>

namespace perdura {

struct WorkflowDefinition;

/// The lines that an instance's activities and the engine wrote.
class LogModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { TimeColumn, LevelColumn, NodeColumn, TextColumn, ColumnCount };
    enum Role { LevelRole = Qt::UserRole };

    using QAbstractTableModel::QAbstractTableModel;

    /// Lines that continue the ones shown are appended; others replace them.
    void setLines(std::vector<LogLine> lines);
    /// Gives the nodes their names; may be null.
    void setDefinition(std::shared_ptr<const WorkflowDefinition> definition);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    [[nodiscard]] QString display(const LogLine &line, Column column) const;

    std::vector<LogLine> m_lines;
    std::shared_ptr<const WorkflowDefinition> m_definition;
};

} // namespace perdura
