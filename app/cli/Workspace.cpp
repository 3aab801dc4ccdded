// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Workspace.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::Workspace", text);
}

bool hasHub(const QString &folder)
{
    return QFileInfo(folder + u"/.perdura"_s).isDir();
}

} // namespace

Result<QString> findWorkspace(const QCommandLineParser &given)
{
    if (given.isSet(u"workspace"_s)) {
        const auto folder = workspaceFor(given, {});
        if (folder && !hasHub(*folder))
            return fail(ErrorCode::NotFound,
                        tr("%1: nothing has run in this folder yet.").arg(given.value(u"workspace"_s)));
        return folder;
    }
    QDir folder = QDir::current();
    do {
        if (hasHub(folder.absolutePath()))
            return folder.absolutePath();
    } while (folder.cdUp());
    return fail(ErrorCode::NotFound,
                tr("Neither the current folder nor one above it is a workspace in which something has "
                   "run; name one with --workspace DIR."));
}

Result<QString> workspaceFor(const QCommandLineParser &given, const QString &otherwise)
{
    const QString folder = given.isSet(u"workspace"_s) ? given.value(u"workspace"_s) : otherwise;
    const QFileInfo info(folder);
    if (!info.isDir())
        return fail(ErrorCode::NotFound, tr("%1: there is no such folder.").arg(folder));
    return info.canonicalFilePath();
}

} // namespace perdura
