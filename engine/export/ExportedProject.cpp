// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/export/ExportedProject.h"

#include "engine/core/WholeFile.h"
#include "engine/export/ProjectFolder.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace perdura {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::ExportedProject", text);
}

/// An empty folder, or one that an export has made.
Result<void> checkFolder(const QString &folder)
{
    const QFileInfo info(folder);
    if (info.exists() && !info.isDir())
        return fail(
            ErrorCode::AlreadyExists,
            tr("%1 is a file; choose a folder for the export.").arg(QDir::toNativeSeparators(folder)));
    const QDir dir(folder);
    if (info.exists() && !dir.isEmpty() && !dir.exists(exportedDrawingsFolder()))
        return fail(ErrorCode::AlreadyExists,
                    tr("%1 has other files in it; choose an empty folder, or one of an "
                       "earlier export.")
                        .arg(QDir::toNativeSeparators(folder)));
    return {};
}

} // namespace

QString exportedDrawingsFolder()
{
    return QStringLiteral("drawings");
}

void ExportedProject::add(const QString &path, const QByteArray &content)
{
    const auto place = std::ranges::lower_bound(files, path, {}, &ExportedFile::path);
    Q_ASSERT(place == files.end() || place->path != path);
    files.insert(place, {path, content});
}

Result<void> writeProject(const ExportedProject &project, const QString &folder)
{
    if (auto usable = checkFolder(folder); !usable)
        return usable;
    for (const ExportedFile &file : project.files) {
        const QString path = folder + u'/' + file.path;
        const QString parent = QFileInfo(path).path();
        if (!QDir().mkpath(parent))
            return fail(ErrorCode::AccessDenied, tr("The folder %1 cannot be made; choose another one.")
                                                     .arg(QDir::toNativeSeparators(parent)));
        if (const auto written = writeWhole(path, file.content); !written)
            return fail(
                written.error().code,
                tr("%1 cannot be written: %2").arg(QDir::toNativeSeparators(path), written.error().message));
    }
    return {};
}

} // namespace perdura
