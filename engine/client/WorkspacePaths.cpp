// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/client/WorkspacePaths.h"

#include <QCoreApplication>
#include <QDir>

#include <cerrno>
#include <sys/stat.h>

namespace perdura {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::Workspace", text);
}

} // namespace

WorkspacePaths::WorkspacePaths(const QString &workspace)
    : m_workspace(QDir(workspace).absolutePath())
{}

Result<void> WorkspacePaths::prepare() const
{
    const QString shown = QDir::toNativeSeparators(m_workspace);
    if (!QDir(m_workspace).exists())
        return fail(ErrorCode::NotFound, tr("There is no folder “%1”; choose another workspace.").arg(shown));
    if (QDir(hubFolder()).exists() || ::mkdir(QFile::encodeName(hubFolder()).constData(), 0700) == 0 ||
        (errno == EEXIST && QDir(hubFolder()).exists()))
        return {};
    switch (errno) {
    case EEXIST:
        return fail(ErrorCode::NotAllowed, tr("“%1” is a file where Perdura keeps a folder; move it away.")
                                               .arg(QDir::toNativeSeparators(hubFolder())));
    case EACCES:
    case EPERM:
    case EROFS:
        return fail(
            ErrorCode::AccessDenied,
            tr("The folder “%1” cannot be written; check its permissions or choose another workspace.")
                .arg(shown));
    case ENOSPC:
    case EDQUOT:
        return fail(ErrorCode::NoSpace,
                    tr("There is no space left on the disk that holds “%1”; free some.").arg(shown));
    default:
        return fail(
            ErrorCode::Io,
            tr("The folder “%1” cannot be used (%2); check the disk.").arg(shown, qt_error_string(errno)));
    }
}

} // namespace perdura
