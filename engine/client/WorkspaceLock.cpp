// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/client/WorkspaceLock.h"

#include "engine/core/Json.h"
#include "engine/core/WholeFile.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::Workspace", text);
}

// A lock file does not tell that the disk is full or the quota used up, so a little is written beside it.
bool isDiskFull(const WorkspacePaths &paths)
{
    const QString probe = paths.lock() + u".probe"_s;
    const Result<void> written = writeWhole(probe, "a few bytes");
    QFile::remove(probe);
    return !written && written.error().code == ErrorCode::NoSpace;
}

tl::unexpected<Error> noSpace(const WorkspacePaths &paths)
{
    return fail(ErrorCode::NoSpace, tr("There is no space left on the disk that holds “%1”; free some.")
                                        .arg(QDir::toNativeSeparators(paths.workspace())));
}

tl::unexpected<Error> cannotWrite(const WorkspacePaths &paths)
{
    return fail(ErrorCode::AccessDenied,
                tr("The folder “%1” cannot be written; check its permissions or choose another workspace.")
                    .arg(QDir::toNativeSeparators(paths.hubFolder())));
}

constexpr qint64 secondsUntilHeld = 5;

} // namespace

bool WorkspaceLock::tryTake()
{
    if (m_file.tryLock(0))
        return true;
    // A dead holder is not found out when its process id is in use again, in another container say, or when
    // it left an empty file. The system knows better: it lets the file be removed only when nobody holds it
    // open. A fresh file may belong to somebody who is about to hold it.
    const QFileInfo file(m_paths.lock());
    const bool isFresh = file.lastModified().secsTo(QDateTime::currentDateTime()) < secondsUntilHeld;
    return m_file.error() == QLockFile::LockFailedError && !isFresh && m_file.removeStaleLockFile() &&
           m_file.tryLock(0);
}

WorkspaceLock::WorkspaceLock(const WorkspacePaths &paths)
    : m_paths(paths)
    , m_file(paths.lock())
{
    // However old: a hub may run for months. A holder that is not alive any more is found out by its process
    // id.
    m_file.setStaleLockTime(0);
}

WorkspaceLock::~WorkspaceLock()
{
    if (m_file.isLocked())
        QFile::remove(m_paths.owner());
}

Result<std::unique_ptr<WorkspaceLock>> WorkspaceLock::take(const WorkspacePaths &paths)
{
    std::unique_ptr<WorkspaceLock> lock(new WorkspaceLock(paths));
    if (lock->tryTake()) {
        QFile::remove(paths.owner()); // left behind by a holder that was killed
        return lock;
    }
    switch (lock->m_file.error()) {
    case QLockFile::NoError:
    case QLockFile::LockFailedError: {
        qint64 pid = 0;
        QString host;
        QString program;
        if (!lock->m_file.getLockInfo(&pid, &host, &program) || pid == 0) {
            return fail(ErrorCode::Busy,
                        tr("Another process runs the workspace “%1” (its lock file does not say "
                           "which); close it or work through it.")
                            .arg(QDir::toNativeSeparators(paths.workspace())));
        }
        return fail(ErrorCode::Busy,
                    tr("Another process (pid %1) runs the workspace “%2”; close it or work through it.")
                        .arg(pid)
                        .arg(QDir::toNativeSeparators(paths.workspace())));
    }
    case QLockFile::PermissionError:
        return cannotWrite(paths);
    case QLockFile::UnknownError:
        break;
    }
    if (isDiskFull(paths))
        return noSpace(paths);
    return fail(ErrorCode::Io, tr("“%1” cannot be used as a lock; check the disk and its free space.")
                                   .arg(QDir::toNativeSeparators(paths.lock())));
}

Result<void> WorkspaceLock::announce(const HubOwner &owner) const
{
    Json json = Json::object();
    json["pid"] = owner.pid;
    json["server"] = owner.server.toStdString();
    const Result<void> written = writeWhole(m_paths.owner(), QByteArray::fromStdString(dumpJson(json)));
    if (!written)
        return written.error().code == ErrorCode::NoSpace ? noSpace(m_paths) : cannotWrite(m_paths);
    return {};
}

std::optional<HubOwner> WorkspaceLock::owner(const WorkspacePaths &paths)
{
    QFile file(paths.owner());
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const auto json = parseJson(file.readAll().toStdString());
    if (!json || !json->is_object())
        return {};
    const auto pid = json->find("pid");
    const auto server = json->find("server");
    if (pid == json->end() || !pid->is_number_integer() || server == json->end() || !server->is_string())
        return {};
    return HubOwner{pid->get<qint64>(), QString::fromStdString(server->get<std::string>())};
}

} // namespace perdura
