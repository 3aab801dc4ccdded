// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/ImportCodeCommand.h"

#include "engine/export/DrawnFiles.h"
#include "engine/export/ProjectFolder.h"

#include <QFileInfo>

namespace perdura {

namespace {

const QString folderOption = QStringLiteral("to");

} // namespace

CommandInfo ImportCodeCommand::info() const
{
    return {
        QStringLiteral("import"),
        QStringLiteral("FOLDER"),
        tr("Bring drawings back from exported code."),
        tr("Takes the drawings out of a project that perdura export has written, exactly as they were, and "
           "puts "
           "them into a folder. A drawing that is there already and differs is not replaced. Code that was "
           "changed by hand after the export is told, for the drawings do not have such changes.\n"
           "Exit code 0: the drawings are there; 2: they are not."),
        {QCommandLineOption(folderOption, tr("The folder to put the drawings into; without it, this one."),
                            tr("FOLDER"))},
        1,
        1};
}

void ImportCodeCommand::start(const QCommandLineParser &given)
{
    const QString folder = given.value(folderOption);
    importProject(given.positionalArguments().front(), folder.isEmpty() ? QStringLiteral(".") : folder);
}

void ImportCodeCommand::importProject(const QString &folder, const QString &workspace)
{
    const auto project = readProject(folder);
    if (!project)
        return finish(ExitCode::Usage, project.error().message);
    const auto written = writeDrawings(project->drawings, workspace);
    if (!written)
        return finish(ExitCode::Usage, written.error().message);
    for (const DrawnFile &drawing : project->drawings)
        console().print(workspace + u'/' + drawing.fileName);
    for (const QString &remark : project->remarks)
        console().note(remark);
    finish(ExitCode::Done);
}

} // namespace perdura
