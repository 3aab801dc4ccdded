// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/Validation.h"

#include <QAbstractTableModel>

#include <memory>
#include <vector>

namespace perdura {

/// The problems of a definition as rows: what is wrong, where, and what would mend it. GUI thread.
class ProblemsModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { MessageColumn, NodeColumn, FixColumn, ColumnCount };
    enum Role { SeverityRole = Qt::UserRole + 1 };

    explicit ProblemsModel(QObject *parent = nullptr);

    /// The problems of `definition`, which may be null when there are none. The catalog must outlive the
    /// model or the next call.
    void setProblems(std::vector<Problem> problems, std::shared_ptr<const WorkflowDefinition> definition,
                     const ActivityCatalog *catalog);
    /// Those that are more than a hint.
    [[nodiscard]] int seriousCount() const;
    [[nodiscard]] const Problem *problemAt(const QModelIndex &index) const;
    /// The words of the first fix of the row's problem; empty: there is none.
    [[nodiscard]] QString fixTitleAt(const QModelIndex &index) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    struct Row
    {
        Problem problem;
        QString where;
        mutable std::optional<QString> fixTitle; ///< worked out when the row is first shown
    };
    std::vector<Row> m_rows;
    std::shared_ptr<const WorkflowDefinition> m_definition;
    const ActivityCatalog *m_catalog = nullptr;
};

} // namespace perdura
