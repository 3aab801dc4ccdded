// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/ImportCodeCommand.h"

#include "engine/export/DrawnFiles.h"
#include "engine/import/ReadCode.h"

namespace perdura {

namespace {

const QString folderOption = QStringLiteral("to");
const QString mendOption = QStringLiteral("mend");

} // namespace

CommandInfo ImportCodeCommand::info() const
{
    return {
        QStringLiteral("import"),
        QStringLiteral("FOLDER|FILE.js"),
        tr("Make drawings of code, or bring them back from an export."),
        tr("From a project that perdura export has written it takes the drawings, exactly as they were. A "
           "JavaScript "
           "file with orchestrators and entities of Durable Functions becomes new drawings: what has no "
           "counterpart "
           "is printed with its line. The drawings are put into a folder; one that is there already and "
           "differs is "
           "not replaced.\n"
           "With --mend known mistakes of the code, such as a missing bracket around a yield, are mended "
           "while it "
           "is read; the file stays as it is.\n"
           "Exit code 0: the drawings are there; 1: they are, but they lack something that the code does; 2: "
           "nothing "
           "was imported."),
        {QCommandLineOption(folderOption, tr("The folder to put the drawings into; without it, this one."),
                            tr("FOLDER")),
         QCommandLineOption(mendOption, tr("Mend known mistakes of the code."))},
        1,
        1};
}

void ImportCodeCommand::start(const QCommandLineParser &given)
{
    const Mending mending = given.isSet(mendOption) ? Mending::Yes : Mending::No;
    const auto code = readCode(given.positionalArguments().front(), mending);
    if (!code)
        return finish(ExitCode::Usage, code.error().message);
    for (const QString &problem : code->problems)
        console().note(problem);
    for (const QString &remark : code->remarks)
        console().note(remark);
    if (code->fixes > 0 && mending == Mending::No)
        console().note(tr("%n of these can be mended; add --mend.", nullptr, code->fixes));
    if (code->drawings.empty())
        return finish(ExitCode::Usage, tr("Nothing was imported."));
    const QString folder = given.isSet(folderOption) ? given.value(folderOption) : QStringLiteral(".");
    if (const auto written = writeDrawings(code->drawings, folder); !written)
        return finish(ExitCode::Usage, written.error().message);
    for (const DrawnFile &drawing : code->drawings)
        console().print(QString(folder + u'/' + drawing.fileName));
    finish(code->problems.empty() ? ExitCode::Done : ExitCode::Failed);
}

} // namespace perdura
