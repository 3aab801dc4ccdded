// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/StartTriggers.h"

#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>

#include <map>
#include <string>

namespace perdura {

/// By the workflow's name.
using TriggerMap = std::map<std::string, StartTriggers>;

/// The triggers of all workflow files of a folder and its sub-folders, by reading them; of several files of
/// one name the first counts. Touches the disk.
[[nodiscard]] TriggerMap readTriggers(const QString &workspace);

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
    struct Seen
    {
        TriggerMap triggers;
        QStringList paths; ///< of files and folders, to be watched
    };
    void look();
    void take(const Seen &seen);
    [[nodiscard]] static Seen lookAt(const QString &workspace);

    QString m_workspace;
    TriggerMap m_triggers;
    QFileSystemWatcher m_watcher;
    QTimer m_settle; ///< several changes in a row are looked at once
    bool m_looks = false;
    bool m_looksAgain = false;
};

} // namespace perdura
