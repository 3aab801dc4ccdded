// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/versions/DiffModel.h"

#include "app/kit/Icons.h"

namespace perdura {

namespace {

QString iconOf(DiffLine::Kind kind)
{
    switch (kind) {
    case DiffLine::Kind::Added:
        return QStringLiteral("plus");
    case DiffLine::Kind::Removed:
        return QStringLiteral("minus");
    case DiffLine::Kind::Changed:
        return QStringLiteral("pencil");
    case DiffLine::Kind::Moved:
        return QStringLiteral("arrow-right");
    }
    Q_UNREACHABLE();
}

/// Marked up, lest a value that looks like HTML is taken for it; what is longer stands below the table.
QString toolTipOf(const QString &whole)
{
    constexpr qsizetype most = 1000;
    const QString text = whole.size() > most ? whole.left(most) + u'…' : whole;
    return text.isEmpty()
               ? QString()
               : QStringLiteral("<p style=\"white-space: pre-wrap\">%1</p>").arg(text.toHtmlEscaped());
}

} // namespace

DiffModel::DiffModel(QObject *parent)
    : QAbstractTableModel(parent)
{}

void DiffModel::setLines(std::vector<DiffLine> lines)
{
    beginResetModel();
    m_lines = std::move(lines);
    endResetModel();
}

int DiffModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_lines.size());
}

int DiffModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant DiffModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const DiffLine &line = m_lines[std::size_t(index.row())];
    if (role == Qt::DecorationRole && index.column() == KindColumn)
        return icon(iconOf(line.kind));
    if (role == wholeRole)
        return line.whole;
    if (role == Qt::ToolTipRole && index.column() == DetailsColumn)
        return toolTipOf(line.whole);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    switch (index.column()) {
    case KindColumn:
        return kindWord(line.kind);
    case WhatColumn:
        return line.what;
    default:
        return line.details;
    }
}

QVariant DiffModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case KindColumn:
        return tr("Change");
    case WhatColumn:
        return tr("What");
    default:
        return tr("From → to");
    }
}

} // namespace perdura
