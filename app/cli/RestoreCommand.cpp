// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/RestoreCommand.h"

#include "app/cli/Workspace.h"
#include "engine/client/ClosedHub.h"

#include <QDir>
#include <QFileInfo>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

CommandInfo RestoreCommand::info() const
{
    return {u"hub restore"_s,
            u"FILE"_s,
            tr("Put a backup in the place of a hub's database."),
            tr("Puts a backup in the place of a hub's database. No program may run the hub meanwhile. The "
               "backup is "
               "checked\n"
               "first; the old database is kept beside the new one. What happened since the backup is then "
               "forgotten."),
            {jsonOption(), workspaceOption()},
            1,
            1};
}

void RestoreCommand::start(const QCommandLineParser &given)
{
    const auto folder = findWorkspace(given);
    if (!folder)
        finish(ExitCode::Usage, folder.error().message);
    else
        restore(*folder, QFileInfo(given.positionalArguments().constFirst()).absoluteFilePath(),
                given.isSet(u"json"_s));
}

void RestoreCommand::restore(const QString &workspace, const QString &file, bool asJson)
{
    const auto kept = restoreHub(workspace, file);
    if (!kept) {
        finish(ExitCode::Failed, kept.error().message);
        return;
    }
    if (asJson)
        console().print(Json{{"kept", kept->toStdString()}});
    else if (kept->isEmpty())
        console().print(tr("Restored; there was no database before."));
    else
        console().print(tr("Restored; the old database is kept as %1.").arg(QDir::toNativeSeparators(*kept)));
    finish(ExitCode::Done);
}

} // namespace perdura
