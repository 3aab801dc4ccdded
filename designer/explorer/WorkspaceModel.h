// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <QFileSystemWatcher>
#include <QSet>
#include <QStringList>
#include <QTimer>

namespace perdura {

class BackgroundQueue;

/// The workflows of a workspace folder (`*.workflow.json`, also in subfolders), kept up to date while files
/// come and go. The folder is read on the queue, which must outlive the model. GUI thread.
class WorkspaceModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { PathRole = Qt::UserRole + 1, ModifiedRole, EntityRole };

    explicit WorkspaceModel(BackgroundQueue &queue, QObject *parent = nullptr);

    /// Empty: no workspace.
    void setFolder(const QString &folder);
    [[nodiscard]] const QString &folder() const { return m_folder; }
    /// Absolute paths, sorted.
    [[nodiscard]] const QStringList &files() const { return m_files; }
    /// Which files are open with unsaved changes.
    void setModifiedPaths(const QSet<QString> &paths);
    /// Which files draw an entity, as far as they have been read.
    void setEntityPaths(const QSet<QString> &paths);
    [[nodiscard]] QModelIndex indexOf(const QString &path) const;
    /// Reads the folder again.
    void refresh();

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

signals:
    /// The folder has been looked at; what is in the files may have changed.
    void listed();
    void filesChanged();

private:
    /// Takes over which files have something, and tells the views.
    void set(QSet<QString> &own, const QSet<QString> &paths, Role role);
    [[nodiscard]] QString spoken(const QString &path, const QString &shown) const;
    struct Listing
    {
        QString folder;
        QStringList files;   ///< absolute
        QStringList folders; ///< to be watched
    };
    [[nodiscard]] static Listing list(const QString &folder);
    void take(const Listing &listing);
    /// Watches these folders and no others; true when there are new ones among them.
    bool watch(const QStringList &folders);

    BackgroundQueue &m_queue;
    QString m_folder;
    QStringList m_files;
    QSet<QString> m_modified;
    QSet<QString> m_entities;
    QFileSystemWatcher m_watcher;
    QTimer m_burst; ///< folds the many notices of one checkout or copy into one reading
};

} // namespace perdura
