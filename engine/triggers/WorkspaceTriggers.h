// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/StartTriggers.h"

#include <QDateTime>
#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>

#include <map>
#include <string>

namespace perdura {

/// By the workflow's name.
using TriggerMap = std::map<std::string, StartTriggers>;

/// Knows which triggers a workspace has at the moment: reads its files on another thread, again whenever one
/// of them changes. Any thread with an event loop.
class WorkspaceTriggers final : public QObject
{
    Q_OBJECT

public:
    explicit WorkspaceTriggers(QString workspace, QObject *parent = nullptr);

    [[nodiscard]] const TriggerMap &triggers() const { return m_triggers; }

signals:
    /// They are others now. Comes also after the first look, if there are any.
    void changed();

private:
    /// What a workflow file said when it was read.
    struct ReadFile
    {
        qint64 size = 0;
        QDateTime modified;
        std::string workflow; ///< empty: it could not be read, or has no triggers
        StartTriggers triggers;
    };
    using ReadFiles = std::map<QString, ReadFile>; ///< by path
    struct Seen
    {
        ReadFiles files;
        QStringList paths; ///< of files and folders, to be watched
    };
    void settle();
    void look();
    void take(const Seen &seen);
    void watch(const QStringList &paths);
    /// Reads the files of the folder and its sub-folders that are not as they were.
    [[nodiscard]] static Seen lookAt(const QString &workspace, const ReadFiles &before);

    QString m_workspace;
    ReadFiles m_files;
    TriggerMap m_triggers; ///< of several files of one name the first counts
    QFileSystemWatcher m_watcher;
    QTimer m_settle; ///< several changes in a row are looked at once
    bool m_looks = false;
    bool m_looksAgain = false;
};

} // namespace perdura
