// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/SecretsRemoveCommand.h"

#include "app/cli/Workspace.h"
#include "engine/client/InBackground.h"
#include "engine/client/SecretsOfWorkspace.h"
#include "engine/client/WhenFinished.h"

namespace perdura {

using namespace Qt::Literals::StringLiterals;

CommandInfo SecretsRemoveCommand::info() const
{
    return {u"secrets remove"_s,
            u"NAME"_s,
            tr("Remove a secret from a workspace."),
            tr("Removes the name and the value. Steps that need the secret fail from then on."),
            {workspaceOption()},
            1,
            1};
}

void SecretsRemoveCommand::start(const QCommandLineParser &given)
{
    const auto folder = findWorkspace(given);
    if (!folder) {
        finish(ExitCode::Usage, folder.error().message);
        return;
    }
    const QString name = given.positionalArguments().constFirst();
    auto removed = inBackground(
        [secrets = workspaceSecrets(*folder), name] { return secrets->remove(name.toStdString()); });
    whenFinished(std::move(removed), this, [this, name](const Result<void> &done) {
        if (!done) {
            finish(ExitCode::Failed, done.error().message);
            return;
        }
        console().note(tr("“%1” is removed.").arg(name));
        finish(ExitCode::Done);
    });
}

} // namespace perdura
