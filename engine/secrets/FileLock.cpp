// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/secrets/FileLock.h"

#include <QFile>

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace perdura {

namespace {

tl::unexpected<Error> faultOf(int reason)
{
    const ErrorCode code = reason == ENOSPC || reason == EDQUOT                     ? ErrorCode::NoSpace
                           : reason == EACCES || reason == EPERM || reason == EROFS ? ErrorCode::AccessDenied
                                                                                    : ErrorCode::Io;
    return fail(code, qt_error_string(reason));
}

} // namespace

Result<FileLock> FileLock::take(const QString &path)
{
    const int descriptor = ::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0)
        return faultOf(errno);
    FileLock lock(descriptor);
    while (::flock(descriptor, LOCK_EX) != 0) {
        if (errno != EINTR)
            return faultOf(errno);
    }
    return lock;
}

FileLock::~FileLock()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

} // namespace perdura
