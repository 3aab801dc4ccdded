// SPDX-License-Identifier: GPL-3.0-or-later
#include "designer/palette/TargetModel.h"

#include "designer/document/DefinitionEdits.h"
#include "designer/palette/PaletteModel.h"

#include <algorithm>
#include <set>

namespace perdura {

TargetModel::TargetModel(std::shared_ptr<const WorkflowDefinition> definition, QObject *parent)
    : QAbstractListModel(parent)
    , m_definition(std::move(definition))
{}

void TargetModel::setPort(const EdgeKey &port)
{
    m_port = port;
    rebuild();
}

void TargetModel::setFilter(const QString &text)
{
    m_words = text.split(u' ', Qt::SkipEmptyParts);
    rebuild();
}

void TargetModel::rebuild()
{
    beginResetModel();
    m_rows.clear();
    std::set<NodeId> reached;
    for (const Edge &edge : m_definition->edges)
        reached.insert(edge.to);
    for (const Node &node : m_definition->nodes) {
        const QString haystack = QString::fromStdString(node.name) + u' ' + nodeKindInfo(node.kind).title;
        const bool fits = std::all_of(m_words.begin(), m_words.end(), [&haystack](const QString &word) {
            return haystack.contains(word, Qt::CaseInsensitive);
        });
        if (m_port && fits && !edits::connectionRefusal(*m_definition, *m_port, node.id))
            m_rows.push_back(&node);
    }
    std::stable_sort(m_rows.begin(), m_rows.end(), [&reached](const Node *a, const Node *b) {
        const bool aReached = reached.contains(a->id);
        const bool bReached = reached.contains(b->id);
        return aReached != bReached
                   ? bReached
                   : QString::compare(QString::fromStdString(a->name), QString::fromStdString(b->name),
                                      Qt::CaseInsensitive) < 0;
    });
    endResetModel();
}

std::optional<NodeId> TargetModel::targetAt(const QModelIndex &index) const
{
    return checkIndex(index, CheckIndexOption::IndexIsValid)
               ? std::optional(m_rows[std::size_t(index.row())]->id)
               : std::nullopt;
}

int TargetModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant TargetModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Node &node = *m_rows[std::size_t(index.row())];
    const NodeKindInfo &kind = nodeKindInfo(node.kind);
    switch (role) {
    case Qt::DisplayRole:
        return QString::fromStdString(node.name);
    case Qt::ToolTipRole:
        return kind.title;
    case PaletteModel::HeadingRole:
        return false;
    case PaletteModel::IconRole:
        return kind.icon;
    case PaletteModel::FamilyRole:
        return int(kind.family);
    default:
        return {};
    }
}

} // namespace perdura
