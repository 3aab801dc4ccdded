// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/DurableFile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QUuid>

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <unistd.h>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

tl::unexpected<Error> faultOf(const QString &path)
{
    const int fault = errno;
    const ErrorCode code = fault == ENOSPC || fault == EDQUOT                    ? ErrorCode::NoSpace
                           : fault == EACCES || fault == EPERM || fault == EROFS ? ErrorCode::AccessDenied
                           : fault == ENOENT                                     ? ErrorCode::NotFound
                                                                                 : ErrorCode::Io;
    return fail(code, QCoreApplication::translate("perdura::DurableFile",
                                                  "The file “%1” cannot be written (%2); check the disk and "
                                                  "the folder.")
                          .arg(QDir::toNativeSeparators(path), qt_error_string(fault)));
}

Result<void> sync(const QString &path, int flags)
{
    const int descriptor = ::open(QFile::encodeName(path).constData(), flags | O_CLOEXEC);
    if (descriptor < 0)
        return faultOf(path);
    const int synced = ::fsync(descriptor);
    const Result<void> result = synced == 0 ? Result<void>() : faultOf(path);
    ::close(descriptor);
    return result;
}

} // namespace

Result<void> syncFile(const QString &path)
{
    return sync(path, O_RDONLY);
}

Result<void> renameDurably(const QString &from, const QString &to)
{
    if (std::rename(QFile::encodeName(from).constData(), QFile::encodeName(to).constData()) != 0)
        return faultOf(to);
    return sync(QFileInfo(to).absolutePath(), O_RDONLY | O_DIRECTORY);
}

QString partialName(const QString &path)
{
    return path + u".partial-"_s + QUuid::createUuid().toString(QUuid::Id128).left(8);
}

} // namespace perdura
