// SPDX-License-Identifier: GPL-3.0-or-later
#include "designer/problems/ProblemsModel.h"

#include "engine/definition/ProblemFixes.h"

#include <algorithm>
#include <unordered_map>

namespace perdura {

namespace {

QString spoken(const Problem &problem)
{
    switch (problem.severity) {
    case Problem::Severity::Error:
        return ProblemsModel::tr("Error: %1").arg(problem.message);
    case Problem::Severity::Warning:
        return ProblemsModel::tr("Warning: %1").arg(problem.message);
    case Problem::Severity::Hint:
        return ProblemsModel::tr("Hint: %1").arg(problem.message);
    }
    Q_UNREACHABLE();
}

} // namespace

ProblemsModel::ProblemsModel(QObject *parent)
    : QAbstractTableModel(parent)
{}

void ProblemsModel::setProblems(std::vector<Problem> problems,
                                std::shared_ptr<const WorkflowDefinition> definition,
                                const ActivityCatalog *catalog)
{
    std::unordered_map<NodeId, QString> names;
    if (definition) {
        for (const Node &node : definition->nodes)
            names[node.id] = QString::fromStdString(node.name);
    }
    beginResetModel();
    m_definition = std::move(definition);
    m_catalog = catalog;
    m_rows.clear();
    for (Problem &problem : problems) {
        const QString where = problem.node ? names[*problem.node] : tr("Workflow");
        m_rows.push_back({std::move(problem), where, std::nullopt});
    }
    endResetModel();
}

int ProblemsModel::seriousCount() const
{
    return int(std::ranges::count_if(
        m_rows, [](const Row &row) { return row.problem.severity != Problem::Severity::Hint; }));
}

const Problem *ProblemsModel::problemAt(const QModelIndex &index) const
{
    return checkIndex(index, CheckIndexOption::IndexIsValid) ? &m_rows[std::size_t(index.row())].problem
                                                             : nullptr;
}

QString ProblemsModel::fixTitleAt(const QModelIndex &index) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || !m_definition || !m_catalog)
        return {};
    const Row &row = m_rows[std::size_t(index.row())];
    if (!row.fixTitle) {
        const auto fixes = fixesFor(*m_definition, *m_catalog, row.problem);
        row.fixTitle = fixes.empty() ? QString() : fixes.front().title;
    }
    return *row.fixTitle;
}

int ProblemsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int ProblemsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant ProblemsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows[std::size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        if (index.column() == FixColumn)
            return fixTitleAt(index);
        return index.column() == MessageColumn ? row.problem.message : row.where;
    case Qt::AccessibleTextRole:
        if (index.column() == FixColumn)
            return fixTitleAt(index).isEmpty() ? QString() : tr("Fix: %1").arg(fixTitleAt(index));
        return index.column() == NodeColumn ? row.where : spoken(row.problem);
    case SeverityRole:
        return int(row.problem.severity);
    default:
        return {};
    }
}

} // namespace perdura
