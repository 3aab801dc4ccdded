// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/versions/VersionListModel.h"

#include "app/kit/TimeText.h"

#include <QLocale>

namespace perdura {

VersionListModel::VersionListModel(QObject *parent)
    : QAbstractTableModel(parent)
{}

void VersionListModel::setVersions(VersionId draft, std::vector<VersionInfo> versions)
{
    beginResetModel();
    m_draft = std::move(draft);
    m_versions = std::move(versions);
    endResetModel();
}

VersionId VersionListModel::at(int row) const
{
    return row <= 0 ? m_draft : m_versions[std::size_t(row) - 1].version;
}

QString VersionListModel::title(int row) const
{
    return row <= 0 ? tr("Draft") : tr("%1, %2").arg(text(row, VersionColumn), text(row, PublishedColumn));
}

QString VersionListModel::text(int row, int column) const
{
    if (row == 0) {
        if (column == VersionColumn)
            return tr("Draft");
        return column == PublishedColumn ? tr("as on screen") : QString();
    }
    const VersionInfo &info = m_versions[std::size_t(row) - 1];
    switch (column) {
    case VersionColumn:
        return info.version == m_draft ? tr("%1 (draft)").arg(shortVersion(info.version))
                                       : shortVersion(info.version);
    case PublishedColumn:
        return relativeTime(info.published, SystemClock().now());
    default:
        return info.instances >= VersionInfo::countLimit
                   ? tr("%1 or more").arg(QLocale().toString(info.instances))
                   : QLocale().toString(info.instances);
    }
}

int VersionListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() || m_draft.isEmpty() ? 0 : int(m_versions.size()) + 1;
}

int VersionListModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant VersionListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role == Qt::DisplayRole)
        return text(index.row(), index.column());
    if (role == Qt::ToolTipRole && index.row() > 0) {
        return index.column() == PublishedColumn
                   ? exactTime(m_versions[std::size_t(index.row()) - 1].published)
                   : at(index.row()).toQString();
    }
    if (role == Qt::TextAlignmentRole && index.column() == InstancesColumn)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    return {};
}

QVariant VersionListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role == Qt::TextAlignmentRole && section == InstancesColumn)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case VersionColumn:
        return tr("Version");
    case PublishedColumn:
        return tr("Published");
    default:
        return tr("Instances");
    }
}

QString shortVersion(const VersionId &version)
{
    constexpr int shown = 8;
    return version.toQString().left(shown);
}

} // namespace perdura
