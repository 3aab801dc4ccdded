// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/triggers/FolderRunner.h"

#include "engine/activities/WorkspacePath.h"
#include "engine/client/InBackground.h"
#include "engine/client/WhenFinished.h"

#include <QDir>

namespace perdura {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

std::string ledgerName(const std::string &workflow, const SeenFile &file)
{
    return "file\n" + workflow + '\n' + file.path;
}

std::string stamp(const SeenFile &file)
{
    return toIso(file.modified) + ' ' + std::to_string(file.size);
}

/// Makes the folder when it is not there.
std::vector<SeenFile> filesIn(const QDir &workspace, const QString &folder, const QString &pattern)
{
    std::vector<SeenFile> files;
    QDir().mkpath(folder);
    const auto found =
        QDir(folder).entryInfoList({pattern}, QDir::Files | QDir::Readable, QDir::Time | QDir::Reversed);
    for (const QFileInfo &info : found) {
        if (!info.fileName().endsWith(".workflow.json"_L1))
            files.push_back({workspace.relativeFilePath(info.absoluteFilePath()).toStdString(), info.size(),
                             fromQDateTime(info.lastModified())});
    }
    return files;
}

} // namespace

FolderRunner::FolderRunner(TriggerLauncher &launcher, TriggerLedger &ledger, QString workspace,
                           QObject *parent)
    : QObject(parent)
    , m_launcher(launcher)
    , m_ledger(ledger)
    , m_workspace(std::move(workspace))
{
    m_settle.setSingleShot(true);
    m_settle.setInterval(1s);
    connect(&m_settle, &QTimer::timeout, this, &FolderRunner::look);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, &FolderRunner::look);
}

void FolderRunner::setTriggers(const TriggerMap &triggers)
{
    m_entries.clear();
    for (const auto &[workflow, all] : triggers) {
        for (const FolderTrigger &trigger : all.folders) {
            const auto folder = resolveInWorkspace(m_workspace, QString::fromStdString(trigger.folder));
            if (folder)
                m_entries.push_back({workflow, trigger, *folder});
        }
    }
    if (const QStringList watched = m_watcher.directories(); !watched.isEmpty())
        m_watcher.removePaths(watched);
    look();
}

void FolderRunner::look()
{
    if (m_entries.empty())
        return;
    if (std::exchange(m_looks, true)) {
        m_looksAgain = true;
        return;
    }
    using Found = std::vector<std::vector<SeenFile>>;
    auto work = inBackground([workspace = m_workspace, entries = m_entries] {
        Found found;
        for (const Entry &entry : entries)
            found.push_back(
                filesIn(QDir(workspace), entry.folder, QString::fromStdString(entry.trigger.pattern)));
        return found;
    });
    whenFinished(std::move(work), this, [this, count = m_entries.size()](const Result<Found> &found) {
        m_looks = false;
        // The triggers may have become others meanwhile; then there is another look.
        if (found && count == m_entries.size() && !m_looksAgain)
            take(*found);
        if (std::exchange(m_looksAgain, false))
            look();
    });
}

void FolderRunner::take(const std::vector<std::vector<SeenFile>> &found)
{
    std::set<SeenFile> unsettled;
    bool needsLook = false;
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        const Entry &entry = m_entries[i];
        // What came between the look and the watch would be missed.
        needsLook = m_watcher.addPath(entry.folder) || needsLook;
        for (const SeenFile &file : found[i]) {
            if (m_ledger.find(ledgerName(entry.workflow, file)) == stamp(file))
                continue;
            if (m_unsettled.contains(file))
                takeFile(entry, file);
            else
                unsettled.insert(file);
        }
    }
    m_unsettled = std::move(unsettled);
    if (!m_unsettled.empty() || needsLook)
        m_settle.start();
}

void FolderRunner::takeFile(const Entry &entry, const SeenFile &file)
{
    const std::string name = ledgerName(entry.workflow, file);
    if (!m_underWay.insert(name).second)
        return;
    TriggerEvent event;
    event.workflow = entry.workflow;
    event.trigger = "folder " + entry.trigger.folder;
    event.instance = triggerInstanceId(entry.workflow, toIso(file.modified) + ' ' + file.path);
    event.input = entry.trigger.input;
    event.told = {{"path", file.path},
                  {"name", QFileInfo(QString::fromStdString(file.path)).fileName().toStdString()},
                  {"size", file.size},
                  {"modified", toIso(file.modified)}};
    m_launcher.launch(std::move(event), [this, name, file](bool isDone) {
        m_underWay.erase(name);
        if (isDone)
            m_ledger.set(name, stamp(file));
        else
            QTimer::singleShot(1min, this, &FolderRunner::look);
    });
}

} // namespace perdura
