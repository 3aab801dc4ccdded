// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/versions/VerdictModel.h"

#include "app/kit/Icons.h"
#include "app/versions/VersionListModel.h"
#include "monitor/StatusWords.h"

#include <algorithm>

namespace perdura {

VerdictModel::VerdictModel(QObject *parent)
    : QAbstractTableModel(parent)
{}

void VerdictModel::begin(VersionId target)
{
    beginResetModel();
    m_target = std::move(target);
    m_rows.clear();
    endResetModel();
    emit tickedChanged();
}

void VerdictModel::add(CheckedInstance instance)
{
    const int row = int(m_rows.size());
    beginInsertRows({}, row, row);
    m_rows.push_back({std::move(instance), false, {}});
    endInsertRows();
    emit tickedChanged();
}

void VerdictModel::setMoved(const InstanceId &id, InstanceMover::Outcome outcome, const QString &why)
{
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        Row &row = m_rows[i];
        if (row.checked.instance.id != id)
            continue;
        row.isTicked = false;
        if (outcome == InstanceMover::Outcome::Moved) {
            row.outcome = tr("Goes on with this version");
            row.checked.instance.version = m_target;
        } else {
            row.outcome = outcome == InstanceMover::Outcome::Waits ? tr("Will start with this version") : why;
        }
        emit dataChanged(index(int(i), 0), index(int(i), ColumnCount - 1));
    }
    emit tickedChanged();
}

std::vector<InstanceId> VerdictModel::ticked() const
{
    std::vector<InstanceId> ids;
    for (const Row &row : m_rows) {
        if (row.isTicked)
            ids.push_back(row.checked.instance.id);
    }
    return ids;
}

int VerdictModel::tickableCount() const
{
    return int(std::ranges::count_if(m_rows, [this](const Row &row) { return isTickable(row); }));
}

void VerdictModel::tickAll()
{
    for (Row &row : m_rows)
        row.isTicked = isTickable(row);
    if (!m_rows.empty())
        emit dataChanged(index(0, 0), index(int(m_rows.size()) - 1, 0), {Qt::CheckStateRole});
    emit tickedChanged();
}

int VerdictModel::count(ReplayVerdict::Kind kind) const
{
    return int(
        std::ranges::count_if(m_rows, [kind](const Row &row) { return row.checked.verdict.kind == kind; }));
}

bool VerdictModel::isTickable(const Row &row) const
{
    return row.checked.verdict.kind == ReplayVerdict::Kind::Continues &&
           !isTerminal(row.checked.instance.status) && row.checked.instance.version != m_target;
}

QString VerdictModel::text(const Row &row, int column) const
{
    const InstanceSummary &instance = row.checked.instance;
    switch (column) {
    case InstanceColumn:
        return instance.id.toQString();
    case VersionColumn:
        return shortVersion(instance.version);
    case StatusColumn:
        return statusWord(instance.status);
    default:
        if (!row.outcome.isEmpty())
            return row.outcome;
        return instance.version == m_target ? tr("Runs on this version")
                                            : verdictSentence(row.checked.verdict);
    }
}

int VerdictModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int VerdictModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant VerdictModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows[std::size_t(index.row())];
    if (role == Qt::CheckStateRole && index.column() == InstanceColumn && isTickable(row))
        return int(row.isTicked ? Qt::Checked : Qt::Unchecked);
    if (role == Qt::DecorationRole && index.column() == VerdictColumn) {
        const bool fits = row.checked.verdict.kind == ReplayVerdict::Kind::Continues;
        return icon(fits ? QStringLiteral("circle-check") : QStringLiteral("triangle-alert"));
    }
    if (role == Qt::ToolTipRole && index.column() == VerdictColumn && !row.checked.verdict.why.empty())
        return QString::fromStdString(row.checked.verdict.why);
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole)
        return text(row, index.column());
    return {};
}

bool VerdictModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::CheckStateRole || !checkIndex(index, CheckIndexOption::IndexIsValid))
        return false;
    Row &row = m_rows[std::size_t(index.row())];
    if (!isTickable(row))
        return false;
    row.isTicked = value.toInt() == Qt::Checked;
    emit dataChanged(index, index, {Qt::CheckStateRole});
    emit tickedChanged();
    return true;
}

Qt::ItemFlags VerdictModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    if (index.column() == InstanceColumn && isTickable(m_rows[std::size_t(index.row())]))
        flags |= Qt::ItemIsUserCheckable;
    return flags;
}

QVariant VerdictModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case InstanceColumn:
        return tr("Instance");
    case VersionColumn:
        return tr("Version");
    case StatusColumn:
        return tr("Status");
    default:
        return tr("Replay");
    }
}

QString verdictSentence(const ReplayVerdict &verdict)
{
    switch (verdict.kind) {
    case ReplayVerdict::Kind::Continues:
        return VerdictModel::tr("Continues");
    case ReplayVerdict::Kind::Differs:
        if (verdict.recorded.empty() && verdict.asked.empty())
            break;
        return VerdictModel::tr("Differs at event %1: the history has %2, the drawing asks for %3")
            .arg(verdict.event + 1)
            .arg(QString::fromStdString(verdict.recorded), QString::fromStdString(verdict.asked));
    case ReplayVerdict::Kind::CannotContinue:
        break;
    }
    return VerdictModel::tr("Cannot continue: %1").arg(QString::fromStdString(verdict.why));
}

} // namespace perdura
