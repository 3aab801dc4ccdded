// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/triggers/TriggerLauncher.h"
#include "engine/triggers/TriggerLedger.h"
#include "engine/triggers/WorkspaceTriggers.h"

#include <QFileSystemWatcher>
#include <QTimer>

#include <set>

namespace perdura {

/// A file as it lies there.
struct SeenFile
{
    std::string path; ///< relative to the workspace
    qint64 size = 0;
    Instant modified = {};
    auto operator<=>(const SeenFile &) const = default;
};

/// Starts workflows for the files of their folders, those included that came while no hub ran. A file counts
/// when two looks a second apart find it unchanged, so that one that is still being written is left alone; a
/// changed one counts anew. Launcher's thread; looks at the disk on another one.
class FolderRunner final : public QObject
{
    Q_OBJECT

public:
    /// Both must outlive this.
    FolderRunner(TriggerLauncher &launcher, TriggerLedger &ledger, QString workspace,
                 QObject *parent = nullptr);

    void setTriggers(const TriggerMap &triggers);

private:
    struct Entry
    {
        std::string workflow;
        FolderTrigger trigger;
        QString folder; ///< absolute
    };
    void look();
    void take(const std::vector<std::vector<SeenFile>> &found);
    void takeFile(const Entry &entry, const SeenFile &file);

    TriggerLauncher &m_launcher;
    TriggerLedger &m_ledger;
    QString m_workspace;
    std::vector<Entry> m_entries;
    std::set<SeenFile> m_unsettled;   ///< seen once
    std::set<std::string> m_underWay; ///< names in the ledger
    QFileSystemWatcher m_watcher;
    QTimer m_settle;
    bool m_looks = false;
    bool m_looksAgain = false;
};

} // namespace perdura
