// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/export/DrawingImport.h"

#include "engine/definition/DefinitionFile.h"
#include "engine/export/DrawnFiles.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>

#include <map>

namespace perdura {

namespace {

std::string publishedNameOf(const WorkflowDefinition &definition)
{
    return publishedName(definition.kind, definition.name);
}

/// A drawing of the workspace; its text is compared, for two files may say the same in other words.
struct OwnDrawing
{
    QString path;
    QByteArray text;
};

std::multimap<std::string, OwnDrawing> drawingsOf(const QString &workspace)
{
    std::multimap<std::string, OwnDrawing> own;
    for (QDirIterator it(workspace, {QStringLiteral("*.workflow.json")}, QDir::Files,
                         QDirIterator::Subdirectories);
         it.hasNext();) {
        const QString path = it.next();
        if (const auto definition = loadDefinition(path))
            own.emplace(publishedNameOf(*definition), OwnDrawing{path, definitionText(*definition)});
    }
    return own;
}

IncomingDrawing compared(const DrawnFile &drawing, const QDir &workspace,
                         const std::multimap<std::string, OwnDrawing> &own)
{
    using State = IncomingDrawing::State;
    const QByteArray text = definitionText(drawing.definition);
    const auto [first, last] = own.equal_range(publishedNameOf(drawing.definition));
    for (auto it = first; it != last; ++it) {
        if (it->second.text == text)
            return {drawing, State::Same, it->second.path};
    }
    if (first != last)
        return {drawing, State::Differs, first->second.path};
    // Also a file that is no drawing, or another one, stays what it is.
    const QString path = workspace.absoluteFilePath(drawing.fileName);
    return QFileInfo::exists(path) ? IncomingDrawing{drawing, State::Differs, path}
                                   : IncomingDrawing{drawing, State::New, {}};
}

void giveFreeName(WorkflowDefinition &definition, const std::set<std::string> &taken)
{
    const std::string name = definition.name;
    for (int number = 2; taken.contains(publishedNameOf(definition)); ++number)
        definition.name = name + ' ' + std::to_string(number);
}

} // namespace

DrawingImport compareWithWorkspace(const std::vector<DrawnFile> &drawings, const QString &workspace)
{
    const QDir folder(workspace);
    const auto own = drawingsOf(workspace);
    DrawingImport found;
    for (const auto &[name, drawing] : own)
        found.names.insert(name);
    for (const QString &file : folder.entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot))
        found.files.insert(file.toLower());
    for (const DrawnFile &drawing : drawings) {
        found.drawings.push_back(compared(drawing, folder, own));
        if (found.drawings.back().state == IncomingDrawing::State::New)
            found.names.insert(publishedNameOf(drawing.definition));
    }
    return found;
}

std::vector<DrawnFile> drawingsToWrite(const DrawingImport &found, IfDifferent choice)
{
    std::vector<DrawnFile> written;
    std::set<std::string> names = found.names;
    std::set<QString> files = found.files;
    for (const IncomingDrawing &incoming : found.drawings) {
        if (incoming.state == IncomingDrawing::State::New)
            files.insert(incoming.drawing.fileName.toLower());
    }
    for (const IncomingDrawing &incoming : found.drawings) {
        if (incoming.state == IncomingDrawing::State::Same ||
            (incoming.state == IncomingDrawing::State::Differs && choice == IfDifferent::KeepMine))
            continue;
        DrawnFile drawing = incoming.drawing;
        if (incoming.state == IncomingDrawing::State::Differs) {
            giveFreeName(drawing.definition, names);
            if (drawing.definition.name != incoming.drawing.definition.name)
                drawing.text = definitionText(drawing.definition);
            drawing.fileName = freeFileName(drawing.fileName, files);
            names.insert(publishedNameOf(drawing.definition));
            files.insert(drawing.fileName.toLower());
        }
        written.push_back(std::move(drawing));
    }
    return written;
}

} // namespace perdura
