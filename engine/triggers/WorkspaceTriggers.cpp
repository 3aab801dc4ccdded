// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/triggers/WorkspaceTriggers.h"

#include "engine/client/InBackground.h"
#include "engine/client/WhenFinished.h"
#include "engine/definition/DefinitionFile.h"

#include <QDirIterator>
#include <QSet>

namespace perdura {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

// More than any workspace has; the system allows only so many watches.
constexpr int mostWatched = 2000;

} // namespace

WorkspaceTriggers::WorkspaceTriggers(QString workspace, QObject *parent)
    : QObject(parent)
    , m_workspace(std::move(workspace))
{
    m_settle.setSingleShot(true);
    m_settle.setInterval(200ms);
    connect(&m_settle, &QTimer::timeout, this, &WorkspaceTriggers::look);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, &WorkspaceTriggers::settle);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, &WorkspaceTriggers::settle);
    look();
}

void WorkspaceTriggers::settle()
{
    // Not begun anew: where something changes all the time it would never end.
    if (!m_settle.isActive())
        m_settle.start();
}

WorkspaceTriggers::Seen WorkspaceTriggers::lookAt(const QString &workspace, const ReadFiles &before)
{
    Seen seen{{}, {workspace}};
    for (QDirIterator it(workspace, QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks,
                         QDirIterator::Subdirectories);
         it.hasNext() && seen.paths.size() < mostWatched;)
        seen.paths.append(it.next());
    for (QDirIterator it(workspace, {u"*.workflow.json"_s}, QDir::Files, QDirIterator::Subdirectories);
         it.hasNext();) {
        const QString path = it.next();
        ReadFile file{it.fileInfo().size(), it.fileInfo().lastModified(), {}, {}};
        const auto known = before.find(path);
        if (known != before.end() && known->second.size == file.size &&
            known->second.modified == file.modified) {
            file = known->second;
        } else if (const auto definition = loadDefinition(path)) {
            file.triggers = triggersOf(*definition);
            file.workflow = file.triggers.isEmpty() ? std::string() : definition->name;
        }
        seen.files.emplace(path, std::move(file));
        if (seen.paths.size() < mostWatched)
            seen.paths.append(path);
    }
    return seen;
}

void WorkspaceTriggers::look()
{
    if (std::exchange(m_looks, true)) {
        m_looksAgain = true;
        return;
    }
    auto work =
        inBackground([workspace = m_workspace, before = m_files] { return lookAt(workspace, before); });
    whenFinished(std::move(work), this, [this](const Result<Seen> &seen) {
        m_looks = false;
        if (seen)
            take(*seen);
        if (std::exchange(m_looksAgain, false))
            look();
    });
}

void WorkspaceTriggers::take(const Seen &seen)
{
    m_files = seen.files;
    watch(seen.paths);
    TriggerMap triggers;
    for (const auto &[path, file] : m_files) {
        if (!file.workflow.empty())
            triggers.emplace(file.workflow, file.triggers);
    }
    if (std::exchange(m_triggers, triggers) != triggers)
        emit changed();
}

void WorkspaceTriggers::watch(const QStringList &paths)
{
    const QStringList before = m_watcher.files() + m_watcher.directories();
    const QSet<QString> watched(before.begin(), before.end());
    const QSet<QString> wanted(paths.begin(), paths.end());
    if (const auto gone = watched - wanted; !gone.isEmpty())
        m_watcher.removePaths(QStringList(gone.begin(), gone.end()));
    // A file that was replaced, as saving does, has lost its watch.
    const auto fresh = wanted - watched;
    if (fresh.isEmpty())
        return;
    // What changed between the look and the watch would be missed. A path that cannot be watched is no reason
    // to look for ever.
    if (m_watcher.addPaths(QStringList(fresh.begin(), fresh.end())).size() < fresh.size())
        settle();
}

} // namespace perdura
