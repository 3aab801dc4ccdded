// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/SecretsListCommand.h"

#include "app/cli/InstanceWords.h"
#include "app/cli/Table.h"
#include "app/cli/Workspace.h"
#include "engine/client/InBackground.h"
#include "engine/client/SecretsOfWorkspace.h"
#include "engine/client/WhenFinished.h"

namespace perdura {

using namespace Qt::Literals::StringLiterals;

CommandInfo SecretsListCommand::info() const
{
    return {u"secrets list"_s,
            {},
            tr("List the secrets of a workspace, without their values."),
            tr("Lists the names of a workspace's secrets, where each is kept and when it was last changed. "
               "Values "
               "are never shown."),
            {jsonOption(), workspaceOption()},
            0,
            0};
}

void SecretsListCommand::start(const QCommandLineParser &given)
{
    const auto folder = findWorkspace(given);
    if (!folder) {
        finish(ExitCode::Usage, folder.error().message);
        return;
    }
    auto listed = inBackground([secrets = workspaceSecrets(*folder)] { return secrets->list(); });
    whenFinished(std::move(listed), this,
                 [this, folder = *folder,
                  asJson = given.isSet(u"json"_s)](const Result<std::vector<SecretInfo>> &secrets) {
                     if (secrets)
                         print(*secrets, folder, asJson);
                     else
                         finish(ExitCode::Failed, secrets.error().message);
                 });
}

void SecretsListCommand::print(const std::vector<SecretInfo> &secrets, const QString &workspace, bool asJson)
{
    if (asJson) {
        Json list = Json::array();
        for (const SecretInfo &secret : secrets) {
            list.push_back(Json::object({{"name", secret.name},
                                         {"keptIn", secret.keptIn == SecretPlace::File ? "file" : "keychain"},
                                         {"changed", toIso(secret.changed)}}));
        }
        console().print(Json::object({{"secrets", std::move(list)}}));
    } else if (secrets.empty()) {
        console().note(
            tr("There is no secret in %1; add one with “perdura secrets set NAME”.").arg(workspace));
    } else {
        const Instant now = SystemClock().now();
        Table table;
        table.add({tr("NAME"), tr("KEPT IN"), tr("CHANGED")});
        for (const SecretInfo &secret : secrets) {
            table.add({inOneLine(secret.name),
                       secret.keptIn == SecretPlace::File ? tr("encrypted file") : tr("system keychain"),
                       timeWords(secret.changed, now)});
        }
        console().print(table.text());
    }
    finish(ExitCode::Done);
}

} // namespace perdura
