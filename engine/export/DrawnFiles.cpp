// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/export/DrawnFiles.h"

#include "engine/core/WholeFile.h"
#include "engine/definition/DefinitionFile.h"
#include "engine/definition/DrawingReferences.h"

#include <QCoreApplication>
#include <QDir>
#include <QDirIterator>
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

/// By published name; of several of the same name the first.
using DrawingsByName = std::map<std::string, DrawnFile>;

/// Those of the files that can be read.
DrawingsByName readable(const QStringList &files)
{
    DrawingsByName found;
    for (const QString &path : files) {
        if (auto drawing = readDrawnFiles({path})) {
            std::string name = publishedNameOf(drawing->front());
            found.emplace(std::move(name), std::move(drawing->front()));
        }
    }
    return found;
}

DrawingsByName drawingsBeside(const QStringList &files)
{
    QStringList folders;
    for (const QString &file : files)
        folders.push_back(QFileInfo(file).absolutePath());
    folders.removeDuplicates();
    QStringList paths;
    for (const QString &folder : folders)
        paths += drawingsOf(folder);
    return readable(paths);
}

/// As a run finds them: in all folders of the workspace but hidden ones.
DrawingsByName drawingsBelow(const QString &workspace)
{
    QStringList paths;
    for (QDirIterator it(workspace, {QStringLiteral("*.workflow.json")}, QDir::Files,
                         QDirIterator::Subdirectories);
         it.hasNext();)
        paths.push_back(it.next());
    paths.sort();
    return readable(paths);
}

/// Adds what the drawings name, and what that names. Files of the same name in several folders get different
/// ones, as they will lie in one.
void addNamed(std::vector<DrawnFile> &drawings, const DrawingsByName &others)
{
    std::set<std::string> taken;
    std::set<QString> files;
    for (const DrawnFile &drawing : drawings) {
        taken.insert(publishedNameOf(drawing));
        files.insert(drawing.fileName.toLower());
    }
    // What is added is looked at in its turn.
    for (std::size_t i = 0; i < drawings.size(); ++i) {
        for (const std::string &name : referencesOf(drawings[i].definition)) {
            const auto other = others.find(name);
            if (other == others.end() || !taken.insert(name).second)
                continue;
            DrawnFile added = other->second;
            added.fileName = freeFileName(added.fileName, files);
            files.insert(added.fileName.toLower());
            drawings.push_back(std::move(added));
        }
    }
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
    addNamed(*drawings, drawingsBeside(*files));
    return drawings;
}

std::vector<DrawnFile> withNamedDrawings(DrawnFile drawing, const QString &workspace)
{
    std::vector<DrawnFile> drawings;
    drawings.push_back(std::move(drawing));
    // Most drawings name nothing; then no file is read.
    if (!workspace.isEmpty() && !referencesOf(drawings.front().definition).empty())
        addNamed(drawings, drawingsBelow(workspace));
    return drawings;
}

std::vector<std::string> missingNames(const std::vector<DrawnFile> &drawings)
{
    std::set<std::string> missing;
    for (const DrawnFile &drawing : drawings)
        missing.merge(referencesOf(drawing.definition));
    for (const DrawnFile &drawing : drawings)
        missing.erase(publishedNameOf(drawing));
    return {missing.begin(), missing.end()};
}

QString freeFileName(const QString &fileName, const std::set<QString> &taken)
{
    const qsizetype dot = fileName.indexOf(u'.');
    const QString stem = fileName.left(dot);
    const QString ending = dot < 0 ? QString() : fileName.mid(dot);
    QString name = fileName;
    for (int number = 2; taken.contains(name.toLower()); ++number)
        name = QStringLiteral("%1-%2%3").arg(stem, QString::number(number), ending);
    return name;
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
