// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/export/ReadCode.h"

#include "engine/export/ProjectFolder.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

namespace perdura {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::ReadCode", text);
}

} // namespace

Result<ReadCode> readCode(const QString &path)
{
    const QString shown = QDir::toNativeSeparators(path);
    if (!QFileInfo::exists(path))
        return fail(ErrorCode::NotFound, tr("There is no folder %1; choose another one.").arg(shown));
    if (!QFileInfo(path).isDir())
        return fail(ErrorCode::Unsupported,
                    tr("%1 is a file; choose the folder of an exported project.").arg(shown));
    auto project = readProject(path);
    if (!project)
        return fail(project.error());
    return ReadCode{std::move(project->drawings), std::move(project->remarks), {}};
}

} // namespace perdura
