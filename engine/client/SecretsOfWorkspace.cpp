// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/client/SecretsOfWorkspace.h"

#include "engine/client/WorkspacePaths.h"
#include "engine/secrets/EncryptedVault.h"
#include "engine/secrets/SystemKeychain.h"
#include "engine/secrets/WorkspaceSecrets.h"

namespace perdura {

std::shared_ptr<SecretStore> workspaceSecrets(const QString &workspace)
{
    const WorkspacePaths paths(workspace);
    WorkspaceSecrets::Settings settings;
    settings.listFile = paths.hubFolder() + QStringLiteral("/secrets.json");
    settings.makeFolder = [paths] { return paths.prepare(); };
    settings.keychain = std::make_shared<SystemKeychain>();
    settings.file = std::make_shared<EncryptedVault>(EncryptedVault::standardFolders());
    return std::make_shared<WorkspaceSecrets>(std::move(settings));
}

} // namespace perdura
