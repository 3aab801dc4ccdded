// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/ExportCodeCommand.h"

#include "app/cli/DefinitionCheck.h"
#include "engine/export/DrawnFiles.h"
#include "engine/export/HandChanges.h"
#include "engine/export/JavaScriptExport.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace perdura {

namespace {

const QString folderOption = QStringLiteral("to");
const QString replaceOption = QStringLiteral("replace");

} // namespace

CommandInfo ExportCodeCommand::info() const
{
    return {QStringLiteral("export"),
            QStringLiteral("FILE…"),
            tr("Export workflows and entities as code for Durable Functions."),
            tr("Writes a project for Azure Functions in JavaScript (programming model v4) that does what the "
               "drawings say, with the drawings in it: perdura import brings them back. Sub-workflows and "
               "entities that "
               "they name are exported as well when they are in the same folder. What has no counterpart "
               "there, or has to be written "
               "by hand, is printed and stands in the README of the project.\n"
               "The folder must be empty or that of an earlier export, whose files are replaced but for "
               "those that "
               "were changed or written by hand since.\n"
               "Exit code 0: the project is written; 2: it is not."),
            {QCommandLineOption(folderOption, tr("The folder to write the project into."), tr("FOLDER")),
             QCommandLineOption(replaceOption, tr("Replace files that were changed by hand, too."))},
            1,
            -1};
}

void ExportCodeCommand::start(const QCommandLineParser &given)
{
    const QString folder = given.value(folderOption);
    if (folder.isEmpty())
        return finish(ExitCode::Usage, tr("Say where the project goes, as in --to FOLDER."));
    const auto files = drawingFiles(given.positionalArguments());
    if (!files)
        return finish(ExitCode::Usage, files.error().message);
    for (const QString &file : *files) {
        const CheckedDefinition checked = checkDefinition(file, nullptr, RunsIn::ExportedCode);
        for (const QString &line : checked.errors)
            console().print(line);
        if (!checked.definition)
            return finish(ExitCode::Usage,
                          tr("%1 has problems that prevent a run, so nothing was exported.").arg(file));
    }
    const auto drawings = readWithReferences(*files);
    if (!drawings)
        return finish(ExitCode::Usage, drawings.error().message);
    auto project = exportJavaScript(*drawings, QFileInfo(QDir(folder).absolutePath()).fileName());
    if (!project)
        return finish(ExitCode::Usage, project.error().message);
    const std::vector<QString> changed = changedByHand(*project, folder);
    if (!given.isSet(replaceOption)) {
        std::erase_if(project->files, [&changed](const ExportedFile &file) {
            return std::ranges::find(changed, file.path) != changed.end();
        });
    }
    if (const auto written = writeProject(*project, folder); !written)
        return finish(ExitCode::Usage, written.error().message);
    console().print(tr("%n file(s) written into %1.", nullptr, int(project->files.size())).arg(folder));
    for (const QString &path : given.isSet(replaceOption) ? std::vector<QString>() : changed)
        console().print(
            tr("%1 was changed by hand and stays as it is; --replace would write it anew.").arg(path));
    for (const QString &remark : project->remarks)
        console().print(remark);
    finish(ExitCode::Done);
}

} // namespace perdura
