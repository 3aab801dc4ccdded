// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/triggers/WorkspaceTriggers.h"

#include "engine/client/WhenFinished.h"
#include "engine/definition/DefinitionFile.h"

#include <QDirIterator>
#include <QPromise>
#include <QThreadPool>

namespace perdura {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

// More than any workspace has; the system allows only so many watches.
constexpr int mostWatched = 2000;

} // namespace

TriggerMap readTriggers(const QString &workspace)
{
    TriggerMap found;
    for (QDirIterator it(workspace, {u"*.workflow.json"_s}, QDir::Files, QDirIterator::Subdirectories);
         it.hasNext();) {
        const auto definition = loadDefinition(it.next());
        if (!definition)
            continue;
        StartTriggers triggers = triggersOf(*definition);
        if (!triggers.isEmpty())
            found.emplace(definition->name, std::move(triggers));
    }
    return found;
}

WorkspaceTriggers::WorkspaceTriggers(QString workspace, QObject *parent)
    : QObject(parent)
    , m_workspace(std::move(workspace))
{
    m_settle.setSingleShot(true);
    m_settle.setInterval(200ms);
    connect(&m_settle, &QTimer::timeout, this, &WorkspaceTriggers::look);
    const auto settle = [this] { m_settle.start(); };
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, settle);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, settle);
    look();
}

WorkspaceTriggers::Seen WorkspaceTriggers::lookAt(const QString &workspace)
{
    Seen seen{readTriggers(workspace), {workspace}};
    for (QDirIterator it(workspace, QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks,
                         QDirIterator::Subdirectories);
         it.hasNext() && seen.paths.size() < mostWatched;)
        seen.paths.append(it.next());
    for (QDirIterator it(workspace, {u"*.workflow.json"_s}, QDir::Files, QDirIterator::Subdirectories);
         it.hasNext() && seen.paths.size() < mostWatched;)
        seen.paths.append(it.next());
    return seen;
}

void WorkspaceTriggers::look()
{
    if (std::exchange(m_looks, true)) {
        m_looksAgain = true;
        return;
    }
    const auto reply = std::make_shared<QPromise<Result<Seen>>>();
    reply->start();
    QThreadPool::globalInstance()->start([reply, workspace = m_workspace] {
        reply->addResult(lookAt(workspace));
        reply->finish();
    });
    whenFinished(reply->future(), this, [this](const Result<Seen> &seen) {
        m_looks = false;
        if (seen)
            take(*seen);
        if (std::exchange(m_looksAgain, false))
            look();
    });
}

void WorkspaceTriggers::take(const Seen &seen)
{
    const QStringList before = m_watcher.files() + m_watcher.directories();
    QStringList gone;
    for (const QString &path : before) {
        if (!seen.paths.contains(path))
            gone.append(path);
    }
    if (!gone.isEmpty())
        m_watcher.removePaths(gone);
    QStringList fresh;
    for (const QString &path : seen.paths) {
        // A file that was replaced, as saving does, has lost its watch.
        if (!before.contains(path))
            fresh.append(path);
    }
    // What changed between the look and the watch would be missed. A path that cannot be watched is no reason
    // to look for ever.
    if (!fresh.isEmpty() && m_watcher.addPaths(fresh).size() < fresh.size())
        m_settle.start();
    if (std::exchange(m_triggers, seen.triggers) != seen.triggers)
        emit changed();
}

} // namespace perdura
