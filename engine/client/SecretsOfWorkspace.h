// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/secrets/SecretStore.h"

#include <QString>

#include <memory>

namespace perdura {

/// The secrets of the workspace in that folder: names in `.perdura/secrets.json`, values in the system's
/// keychain or an encrypted file of the person's. Touches nothing before it is asked; any thread.
[[nodiscard]] std::shared_ptr<SecretStore> workspaceSecrets(const QString &workspace);

} // namespace perdura
