// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/export/ProjectFolder.h"

#include "engine/definition/DefinitionFile.h"
#include "engine/export/DrawnFiles.h"
#include "engine/export/RoundTripMark.h"

#include <QCoreApplication>
#include <QDir>
#include <QDirIterator>
#include <QFile>

#include <algorithm>

namespace perdura {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::ProjectFolder", text);
}

QStringList drawingsIn(const QString &folder)
{
    const QDir drawings(folder + u'/' + exportedDrawingsFolder());
    QStringList paths;
    for (const QString &name :
         drawings.entryList({QStringLiteral("*.workflow.json")}, QDir::Files, QDir::Name))
        paths.push_back(drawings.filePath(name));
    return paths;
}

/// What the marks in the code say about the drawings.
Result<void> compare(const QString &folder, ReadProject &project)
{
    QStringList files;
    QDirIterator all(folder + QStringLiteral("/src/functions"), {QStringLiteral("*.js")}, QDir::Files,
                     QDirIterator::Subdirectories);
    while (all.hasNext())
        files.push_back(all.next());
    files.sort();
    for (const QString &path : files) {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            return fail(ErrorCode::AccessDenied, tr("%1 cannot be read: %2.").arg(path, file.errorString()));
        const auto mark = readMark(file.readAll());
        if (!mark)
            continue;
        const QString name = QDir(folder).relativeFilePath(path);
        const auto drawing = std::ranges::find(project.drawings, mark->drawing, &DrawnFile::fileName);
        if (drawing == project.drawings.end())
            return fail(ErrorCode::NotFound,
                        tr("%1 was made from %2, which is not in the folder %3; put it back.")
                            .arg(name, mark->drawing, exportedDrawingsFolder()));
        if (contentAddress(drawing->definition) != mark->version)
            return fail(ErrorCode::Damaged,
                        tr("%1 was made from another version of %2 than the one in the folder %3; "
                           "put that version back, or export the drawing again.")
                            .arg(name, mark->drawing, exportedDrawingsFolder()));
        if (!mark->isUnchanged)
            project.remarks.push_back(
                tr("%1 was changed by hand after the export; the drawing %2 does not have the "
                   "changes.")
                    .arg(name, mark->drawing));
    }
    return {};
}

} // namespace

bool isExportedProject(const QString &folder)
{
    return !drawingsIn(folder).isEmpty();
}

Result<ReadProject> readProject(const QString &folder)
{
    const QStringList paths = drawingsIn(folder);
    if (paths.isEmpty())
        return fail(ErrorCode::NotFound,
                    tr("%1 is no project exported by Perdura: it has no drawings in a folder %2.")
                        .arg(QDir::toNativeSeparators(folder), exportedDrawingsFolder()));
    auto drawings = readDrawnFiles(paths);
    if (!drawings)
        return fail(drawings.error());
    ReadProject project{*std::move(drawings), {}};
    if (const auto compared = compare(folder, project); !compared)
        return fail(compared.error());
    return project;
}

} // namespace perdura
