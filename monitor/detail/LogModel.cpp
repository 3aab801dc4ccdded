// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitor/detail/LogModel.h"

#include "app/kit/TimeText.h"
#include "engine/definition/WorkflowDefinition.h"
#include "monitor/StatusWords.h"
#include "monitor/detail/RowLook.h"

namespace perdura {

namespace {

bool sameLine(const LogLine &a, const LogLine &b)
{
    return a.time == b.time && a.text == b.text && a.origin == b.origin;
}

} // namespace

void LogModel::setLines(std::vector<LogLine> lines)
{
    const std::size_t count = m_lines.size();
    const bool continues = count > 0 && lines.size() >= count && sameLine(lines.front(), m_lines.front()) &&
                           sameLine(lines[count - 1], m_lines.back());
    if (continues && lines.size() == count)
        return;
    if (continues) {
        beginInsertRows({}, int(count), int(lines.size()) - 1);
        m_lines = std::move(lines);
        endInsertRows();
        return;
    }
    beginResetModel();
    m_lines = std::move(lines);
    endResetModel();
}

void LogModel::setDefinition(std::shared_ptr<const WorkflowDefinition> definition)
{
    m_definition = std::move(definition);
    if (!m_lines.empty())
        emit dataChanged(index(0, NodeColumn), index(int(m_lines.size()) - 1, NodeColumn));
}

int LogModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_lines.size());
}

int LogModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant LogModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (Column(section)) {
    case TimeColumn:
        return tr("Time");
    case LevelColumn:
        return tr("Level");
    case NodeColumn:
        return tr("Node");
    case TextColumn:
        return tr("Text");
    case ColumnCount:
        break;
    }
    return {};
}

QString LogModel::display(const LogLine &line, Column column) const
{
    switch (column) {
    case TimeColumn:
        return clockTime(line.time);
    case LevelColumn:
        return line.level == "error" ? tr("Error") : line.level == "warning" ? tr("Warning") : tr("Info");
    case NodeColumn: {
        const Node *node = m_definition ? m_definition->find(NodeId(line.origin.node)) : nullptr;
        return QString::fromStdString(node ? node->name : line.origin.node);
    }
    case TextColumn:
        return QString::fromStdString(line.text);
    case ColumnCount:
        break;
    }
    return {};
}

QVariant LogModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= int(m_lines.size()))
        return {};
    const LogLine &line = m_lines[std::size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return display(line, Column(index.column()));
    case Qt::ToolTipRole:
        return index.column() == TimeColumn   ? exactTime(line.time)
               : index.column() == TextColumn ? QString::fromStdString(line.text)
                                              : QVariant();
    case Qt::TextAlignmentRole:
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    case LevelRole:
        return QString::fromStdString(line.level);
    case rowLookRole: {
        const RowLook::Tone quiet =
            index.column() == TextColumn ? RowLook::Tone::Normal : RowLook::Tone::Quiet;
        const bool isWarning = line.level == "warning" && index.column() == LevelColumn;
        const RowLook::Tone tone = line.level == "error" ? RowLook::Tone::Failure
                                   : isWarning           ? RowLook::Tone::Warning
                                                         : quiet;
        return QVariant::fromValue(RowLook{tone, index.column() == TimeColumn});
    }
    default:
        return {};
    }
}

} // namespace perdura
