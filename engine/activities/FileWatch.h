// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/activities/PendingCall.h"

#include <QDateTime>
#include <QFileInfo>
#include <QFileSystemWatcher>
#include <QRegularExpression>
#include <QTimer>

#include <chrono>
#include <map>

namespace perdura {

struct FileWatchRequest
{
    QString workspace;
    QString folder;      ///< absolute
    QString shownFolder; ///< as it was written
    QString pattern;
    Duration settleTime{};
    std::optional<Duration> timeout;
};

/// Waits for a file in one folder. The system tells of changes; nothing is looked at again and again. Of
/// several files that have settled, it takes the one that did so first, then the first by name.
class FileWatch : public PendingCall
{
    Q_OBJECT

public:
    /// Only so many matching files, the first by name, are looked after at a time.
    static constexpr int maxFiles = 256;

    static void start(FileWatchRequest request, const std::stop_token &stop, ActivityDone done);

private:
    using SteadyClock = std::chrono::steady_clock;
    struct Seen
    {
        qint64 size = 0;
        QDateTime modified;
        SteadyClock::time_point since; ///< when it was last seen to change
    };

    FileWatch(FileWatchRequest request, const std::stop_token &stop, ActivityDone done);
    void begin();
    void look();
    void takeChange(const QString &path);
    [[nodiscard]] std::map<QString, Seen> candidates(const QFileInfoList &files) const;
    [[nodiscard]] SteadyClock::time_point firstSight(const QFileInfo &file) const;
    void watch(const QString &path);
    void answerOrWait();

    FileWatchRequest m_request;
    QRegularExpression m_name;
    QFileSystemWatcher m_watcher;
    QTimer m_settled;
    QTimer m_timeLimit;
    std::map<QString, Seen> m_seen; ///< by name
    bool m_isFirstLook = true;
};

} // namespace perdura
