// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/ValidateCommand.h"

#include "app/cli/DefinitionCheck.h"
#include "app/cli/WorkspaceDrawings.h"

namespace perdura {

CommandInfo ValidateCommand::info() const
{
    return {QStringLiteral("validate"),
            QStringLiteral("FILE…"),
            tr("Print every problem of some workflows."),
            tr("Prints each problem as a line “FILE: node “name”: sentence [code]”. The code of a problem "
               "stays the same from version to version. Warnings and hints do not prevent a "
               "run. Events are compared with those of the other workflows of the same workspace.\n"
               "Exit code 0: the workflows can run; 2: at least one cannot."),
            {},
            1,
            -1};
}

void ValidateCommand::start(const QCommandLineParser &given)
{
    bool canAllRun = true;
    WorkspaceDrawings drawings(given.positionalArguments());
    for (const QString &file : given.positionalArguments()) {
        const WorkspaceEvents others = drawings.othersOf(file);
        const CheckedDefinition checked = checkDefinition(file, &others);
        for (const QString &line : checked.errors + checked.warnings)
            console().print(line);
        canAllRun = canAllRun && checked.definition;
    }
    finish(canAllRun ? ExitCode::Done : ExitCode::Usage);
}

} // namespace perdura
