// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/Validation.h"

#include <QAbstractTableModel>

#include <memory>
#include <vector>

namespace perdura {

/// The problems of a definition as rows: what is wrong, and where. GUI thread.
class ProblemsModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { MessageColumn, NodeColumn, ColumnCount };
    enum Role { SeverityRole = Qt::UserRole + 1 };

    explicit ProblemsModel(QObject *parent = nullptr);

    /// Names of nodes are looked up in the definition, which may be null.
    void setProblems(std::vector<Problem> problems, const WorkflowDefinition *definition);
    [[nodiscard]] const Problem *problemAt(const QModelIndex &index) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    struct Row
    {
        Problem problem;
        QString where;
    };
    std::vector<Row> m_rows;
};

} // namespace perdura
