// SPDX-License-Identifier: GPL-3.0-or-later
#include "designer/explorer/WorkspaceModel.h"

#include "designer/document/BackgroundQueue.h"

#include <QDir>
#include <QDirIterator>
#include <QSet>

#include <chrono>

namespace perdura {

using namespace Qt::StringLiterals;

namespace {

constexpr auto suffix = ".workflow.json"_L1;
/// A home folder taken for a workspace by mistake must not cost minutes and all watches of the system.
constexpr int maxFolders = 500;
constexpr int maxFiles = 5000;

} // namespace

WorkspaceModel::WorkspaceModel(BackgroundQueue &queue, QObject *parent)
    : QAbstractListModel(parent)
    , m_queue(queue)
{
    m_burst.setSingleShot(true);
    m_burst.setInterval(std::chrono::milliseconds(150));
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, &m_burst, qOverload<>(&QTimer::start));
    connect(&m_burst, &QTimer::timeout, this, &WorkspaceModel::refresh);
}

void WorkspaceModel::setFolder(const QString &folder)
{
    m_folder = folder.isEmpty() ? QString() : QDir(folder).absolutePath();
    take({m_folder, {}, {}});
    refresh();
}

WorkspaceModel::Listing WorkspaceModel::list(const QString &folder)
{
    Listing listing{folder, {}, {folder}};
    QStringList open{folder};
    while (!open.isEmpty() && listing.folders.size() < maxFolders && listing.files.size() < maxFiles) {
        QDirIterator entries(open.takeFirst(), QDir::AllEntries | QDir::NoDotAndDotDot | QDir::NoSymLinks);
        while (entries.hasNext()) {
            const QFileInfo entry(entries.next());
            if (entry.isDir()) { // hidden ones, such as .perdura, are not listed at all
                listing.folders << entry.absoluteFilePath();
                open << entry.absoluteFilePath();
            } else if (entry.fileName().endsWith(suffix)) {
                listing.files << entry.absoluteFilePath();
            }
        }
    }
    listing.files.sort(Qt::CaseInsensitive);
    return listing;
}

void WorkspaceModel::refresh()
{
    if (m_folder.isEmpty())
        return;
    m_queue.run(
        this, [folder = m_folder] { return list(folder); },
        [this](const Listing &listing) {
            if (listing.folder != m_folder)
                return;
            take(listing);
            emit listed();
        });
}

bool WorkspaceModel::watch(const QStringList &folders)
{
    const QStringList watched = m_watcher.directories();
    const QSet<QString> before(watched.begin(), watched.end());
    const QSet<QString> wanted(folders.begin(), folders.end());
    const QStringList gone = (before - wanted).values();
    const QStringList added = (wanted - before).values();
    if (!gone.isEmpty())
        m_watcher.removePaths(gone);
    return !added.isEmpty() && m_watcher.addPaths(added).size() < added.size();
}

void WorkspaceModel::take(const Listing &listing)
{
    // What came into a folder between its listing and the start of its watch would stay unseen: list once
    // more.
    if (watch(listing.folders))
        refresh();
    if (listing.files != m_files) {
        beginResetModel();
        m_files = listing.files;
        endResetModel();
        emit filesChanged();
    }
}

void WorkspaceModel::setModifiedPaths(const QSet<QString> &paths)
{
    set(m_modified, paths, ModifiedRole);
}

void WorkspaceModel::setEntityPaths(const QSet<QString> &paths)
{
    set(m_entities, paths, EntityRole);
}

void WorkspaceModel::set(QSet<QString> &own, const QSet<QString> &paths, Role role)
{
    if (own == paths)
        return;
    own = paths;
    if (!m_files.isEmpty())
        emit dataChanged(index(0), index(int(m_files.size()) - 1), {role, Qt::AccessibleTextRole});
}

QModelIndex WorkspaceModel::indexOf(const QString &path) const
{
    const auto row = m_files.indexOf(path);
    return row < 0 ? QModelIndex() : index(int(row));
}

int WorkspaceModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_files.size());
}

QString WorkspaceModel::spoken(const QString &path, const QString &shown) const
{
    const QString name = m_entities.contains(path) ? tr("%1, entity").arg(shown) : shown;
    return m_modified.contains(path) ? tr("%1, unsaved changes").arg(name) : name;
}

QVariant WorkspaceModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const QString &path = m_files[index.row()];
    const QString shown = QDir(m_folder).relativeFilePath(path).chopped(suffix.size());
    switch (role) {
    case Qt::DisplayRole:
        return shown;
    case Qt::ToolTipRole:
    case PathRole:
        return path;
    case ModifiedRole:
        return m_modified.contains(path);
    case EntityRole:
        return m_entities.contains(path);
    case Qt::AccessibleTextRole:
        return spoken(path, shown);
    default:
        return {};
    }
}

} // namespace perdura
