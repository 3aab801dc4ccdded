// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/activities/FileWatch.h"

#include "engine/activities/FileEntry.h"
#include "engine/activities/InputReader.h"

#include <QDir>

#include <algorithm>

namespace perdura {

FileWatch::FileWatch(FileWatchRequest request, const std::stop_token &stop, ActivityDone done)
    : PendingCall(stop, std::move(done))
    , m_request(std::move(request))
    , m_name(namePattern(m_request.pattern))
{
    m_settled.setSingleShot(true);
    m_timeLimit.setSingleShot(true);
    connect(&m_settled, &QTimer::timeout, this, &FileWatch::look);
    connect(&m_timeLimit, &QTimer::timeout, this, [this] {
        finish(
            tl::unexpected(passingFailure("TimedOut", tr("No file in “%1” that matches “%2” was ready in %3.")
                                                          .arg(m_request.shownFolder, m_request.pattern,
                                                               describeDuration(*m_request.timeout)))));
    });
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, &FileWatch::look);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, &FileWatch::takeChange);
}

void FileWatch::start(FileWatchRequest request, const std::stop_token &stop, ActivityDone done)
{
    auto *watch = new FileWatch(std::move(request), stop, std::move(done)); // deletes itself
    watch->begin();
}

void FileWatch::begin()
{
    // The folder is watched before it is read, so that no file slips through between the two.
    watch(m_request.folder);
    if (m_request.timeout)
        m_timeLimit.start(std::chrono::ceil<std::chrono::milliseconds>(*m_request.timeout));
    look();
}

void FileWatch::watch(const QString &path)
{
    const bool isWatched = m_watcher.files().contains(path) || m_watcher.directories().contains(path);
    // A file that is gone by now makes the folder tell so.
    if (isWatched || m_watcher.addPath(path) || !QFileInfo::exists(path))
        return;
    finish(tl::unexpected(passingFailure(
        "WatchFailed",
        tr("“%1” cannot be watched: the system has no more watches to give, or the file system "
           "tells no changes. Raise fs.inotify.max_user_watches, or use a local folder.")
            .arg(m_request.shownFolder))));
}

void FileWatch::takeChange(const QString &path)
{
    if (const auto seen = m_seen.find(QFileInfo(path).fileName()); seen != m_seen.end())
        seen->second.since = SteadyClock::now();
    look();
}

/// A file that was there before the call has been at rest since its last change, as far as its time tells.
FileWatch::SteadyClock::time_point FileWatch::firstSight(const QFileInfo &file) const
{
    const auto now = SteadyClock::now();
    if (!m_isFirstLook)
        return now;
    const Duration age = std::chrono::milliseconds(file.lastModified().msecsTo(QDateTime::currentDateTime()));
    return now - std::clamp(age, Duration(0), m_request.settleTime);
}

std::map<QString, FileWatch::Seen> FileWatch::candidates(const QFileInfoList &files) const
{
    std::map<QString, Seen> found;
    for (const QFileInfo &file : files) {
        if (found.size() == maxFiles)
            break;
        if (!m_name.match(file.fileName()).hasMatch() || !isListed(m_request.workspace, file))
            continue;
        const auto before = m_seen.find(file.fileName());
        const bool isSame = before != m_seen.end() && before->second.size == file.size() &&
                            before->second.modified == file.lastModified();
        found[file.fileName()] =
            isSame ? before->second : Seen{file.size(), file.lastModified(), firstSight(file)};
    }
    return found;
}

void FileWatch::look()
{
    if (isFinished())
        return;
    const QDir folder(m_request.folder);
    if (!folder.exists()) {
        return finish(tl::unexpected(passingFailure(
            "FolderNotFound",
            tr("The folder “%1” has been removed from the workspace.").arg(m_request.shownFolder))));
    }
    m_seen = candidates(folder.entryInfoList(QDir::Files, QDir::Name));
    m_isFirstLook = false;
    for (const auto &[name, seen] : m_seen)
        watch(folder.filePath(name));
    answerOrWait();
}

void FileWatch::answerOrWait()
{
    if (isFinished() || m_seen.empty())
        return m_settled.stop();
    const auto first = std::min_element(m_seen.begin(), m_seen.end(), [](const auto &a, const auto &b) {
        return a.second.since < b.second.since;
    });
    const auto left = first->second.since + m_request.settleTime - SteadyClock::now();
    if (left.count() > 0)
        return m_settled.start(std::chrono::ceil<std::chrono::milliseconds>(left));
    finish(fileEntry(m_request.workspace, QFileInfo(QDir(m_request.folder).filePath(first->first))));
}

} // namespace perdura
