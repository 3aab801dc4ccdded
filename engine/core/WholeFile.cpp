// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/WholeFile.h"

#include <QSaveFile>

#include <cerrno>
#include <unistd.h>

namespace perdura {

namespace {

ErrorCode codeOf(int reason)
{
    switch (reason) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return ErrorCode::NoSpace;
    case EACCES:
    case EPERM:
    case EROFS:
        return ErrorCode::AccessDenied;
    case ENOENT:
        return ErrorCode::NotFound;
    default:
        return ErrorCode::Io;
    }
}

/// Also when the disk only finds out now that it has no room. Some file systems cannot be told to.
bool sync(int descriptor)
{
    return ::fsync(descriptor) == 0 || errno == EINVAL || errno == ENOSYS || errno == ENOTSUP;
}

} // namespace

Result<void> writeWhole(const QString &path, const QByteArray &bytes)
{
    return writeWhole(path, [&bytes](QSaveFile &file) -> Result<void> {
        errno = 0;
        if (file.write(bytes) == bytes.size())
            return {};
        const int reason = errno;
        return fail(codeOf(reason), file.errorString());
    });
}

Result<void> writeWhole(const QString &path, const std::function<Result<void>(QSaveFile &)> &fill)
{
    QSaveFile file(path);
    errno = 0;
    if (!file.open(QIODevice::WriteOnly)) {
        const int reason = errno;
        return fail(codeOf(reason), file.errorString());
    }
    if (const Result<void> filled = fill(file); !filled)
        return fail(filled.error());
    // commit() puts the file in its place even when the bytes that were still in the buffer could not be
    // written, so what becomes of them is looked at before.
    if (!file.flush() || !sync(file.handle())) {
        const int reason = errno;
        return fail(codeOf(reason), qt_error_string(reason));
    }
    if (!file.commit()) {
        const int reason = errno;
        return fail(codeOf(reason), file.errorString());
    }
    return {};
}

} // namespace perdura
