// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/export/DrawnFiles.h"

#include "engine/core/WholeFile.h"
#include "engine/definition/DefinitionFile.h"
#include "engine/definition/DrawingReferences.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <map>
#include <set>

namespace perdura {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::DrawnFiles", text);
}

QStringList drawingsOf(const QString &folder)
{
    const QDir dir(folder);
    QStringList paths;
    for (const QString &name : dir.entryList({QStringLiteral("*.workflow.json")}, QDir::Files, QDir::Name))
        paths.push_back(dir.absoluteFilePath(name));
    return paths;
}

std::string publishedNameOf(const DrawnFile &file)
{
    return publishedName(file.definition.kind, file.definition.name);
}

/// By published name, the drawings beside the files that can be read; of several of the same name the first.
std::map<std::string, DrawnFile> drawingsBeside(const QStringList &files)
{
    QStringList folders;
    for (const QString &file : files)
        folders.push_back(QFileInfo(file).absolutePath());
    folders.removeDuplicates();
    std::map<std::string, DrawnFile> found;
    for (const QString &folder : folders) {
        for (const QString &path : drawingsOf(folder)) {
            if (auto drawing = readDrawnFiles({path})) {
                std::string name = publishedNameOf(drawing->front());
                found.emplace(std::move(name), std::move(drawing->front()));
            }
        }
    }
    return found;
}

} // namespace

Result<QStringList> drawingFiles(const QStringList &paths)
{
    QStringList files;
    for (const QString &path : paths) {
        if (!QFileInfo(path).isDir()) {
            files.push_back(QFileInfo(path).absoluteFilePath());
            continue;
        }
        const QStringList inside = drawingsOf(path);
        if (inside.isEmpty())
            return fail(
                ErrorCode::NotFound,
                tr("There is no drawing (*.workflow.json) in %1.").arg(QDir::toNativeSeparators(path)));
        files += inside;
    }
    files.removeDuplicates();
    return files;
}

Result<std::vector<DrawnFile>> readDrawnFiles(const QStringList &paths)
{
    std::vector<DrawnFile> drawings;
    for (const QString &path : paths) {
        auto definition = loadDefinition(path);
        if (!definition)
            return fail(definition.error());
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            return fail(ErrorCode::AccessDenied, tr("%1 cannot be read: %2.").arg(path, file.errorString()));
        drawings.push_back({QFileInfo(path).fileName(), file.readAll(), *std::move(definition)});
    }
    return drawings;
}

Result<std::vector<DrawnFile>> readWithReferences(const QStringList &paths)
{
    const auto files = drawingFiles(paths);
    if (!files)
        return fail(files.error());
    auto drawings = readDrawnFiles(*files);
    if (!drawings)
        return fail(drawings.error());
    std::set<std::string> taken;
    for (const DrawnFile &drawing : *drawings)
        taken.insert(publishedNameOf(drawing));
    const std::map<std::string, DrawnFile> others = drawingsBeside(*files);
    // What is added is looked at in its turn.
    for (std::size_t i = 0; i < drawings->size(); ++i) {
        for (const std::string &name : referencesOf((*drawings)[i].definition)) {
            const auto other = others.find(name);
            if (other != others.end() && taken.insert(name).second)
                drawings->push_back(other->second);
        }
    }
    return drawings;
}

Result<void> writeDrawings(const std::vector<DrawnFile> &drawings, const QString &folder)
{
    for (const DrawnFile &drawing : drawings) {
        QFile there(folder + u'/' + drawing.fileName);
        if (there.exists() && (!there.open(QIODevice::ReadOnly) || there.readAll() != drawing.text))
            return fail(ErrorCode::AlreadyExists,
                        tr("%1 is there already and differs; move it away, or choose another folder.")
                            .arg(QDir::toNativeSeparators(there.fileName())));
    }
    if (!QDir().mkpath(folder))
        return fail(
            ErrorCode::AccessDenied,
            tr("The folder %1 cannot be made; choose another one.").arg(QDir::toNativeSeparators(folder)));
    for (const DrawnFile &drawing : drawings) {
        const QString path = folder + u'/' + drawing.fileName;
        if (const auto written = writeWhole(path, drawing.text); !written)
            return fail(
                written.error().code,
                tr("%1 cannot be written: %2").arg(QDir::toNativeSeparators(path), written.error().message));
    }
    return {};
}

} // namespace perdura
