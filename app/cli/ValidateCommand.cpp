// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/ValidateCommand.h"

#include "app/cli/DefinitionCheck.h"

namespace perdura {

CommandInfo ValidateCommand::info() const
{
    return {QStringLiteral("validate"),
            QStringLiteral("FILE…"),
            tr("Print every problem of some workflows."),
            tr("Prints each problem as a line “FILE: node “name”: sentence [code]”. The code of a problem "
               "stays the same from version to version. Warnings do not prevent a run.\n"
               "Exit code 0: the workflows can run; 2: at least one cannot."),
            {},
            1,
            -1};
}

void ValidateCommand::start(const QCommandLineParser &given)
{
    bool canAllRun = true;
    for (const QString &file : given.positionalArguments()) {
        const CheckedDefinition checked = checkDefinition(file);
        for (const QString &line : checked.errors + checked.warnings)
            console().print(line);
        canAllRun = canAllRun && checked.definition;
    }
    finish(canAllRun ? ExitCode::Done : ExitCode::Usage);
}

} // namespace perdura
