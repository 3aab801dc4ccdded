// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/activities/ActivityRegistry.h"
#include "engine/client/HubClient.h"
#include "engine/core/Time.h"
#include "engine/secrets/SecretStore.h"

#include <functional>
#include <memory>

namespace perdura {

struct HubOptions
{
    QString workspace; ///< an existing folder; the hub lives in its `.perdura/`
    std::shared_ptr<const ActivityRegistry> activities;
    std::shared_ptr<const SecretStore> secrets =
        {};                             ///< those of the workspace (see workspaceSecrets), when null
    std::shared_ptr<const Clock> clock; ///< the machine's, when null
    int activityThreads = 0;            ///< 0: as many as cores, at least 4
    bool connectOnly = false;           ///< reach a running hub, never start one (NotFound if none runs)
};

/// Starts the workspace's hub in this process or, when another process owns it already, connects to that one.
/// Touches the disk on another thread; `done` is called on the thread of `context` (not at all once `context`
/// is gone), and the client belongs to that thread. Destroying the client stops the hub: turns under way are
/// finished and stored, running activities are told to stop and waited for up to 5 s. Errors are one sentence
/// for a person (read-only folder, damaged or locked database, newer version).
void openHub(HubOptions options, QObject *context,
             std::function<void(Result<std::unique_ptr<HubClient>>)> done);

} // namespace perdura
