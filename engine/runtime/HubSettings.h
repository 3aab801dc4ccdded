// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/FailPoints.h"
#include "engine/core/Time.h"
#include "engine/orchestration/OrchestrationLimits.h"
#include "engine/runtime/ActivityRunner.h"
#include "engine/runtime/EntitySource.h"
#include "engine/runtime/HubState.h"
#include "engine/runtime/LiveEntity.h"
#include "engine/runtime/OrchestratorSource.h"
#include "engine/store/Store.h"

namespace perdura {

/// What a hub is made of. All parts are set, unless said otherwise.
struct HubSettings
{
    QString workspace; ///< absolute, existing folder; activities work in it
    std::shared_ptr<const Store> store;
    ActivityLookup activities;
    std::shared_ptr<const SecretStore> secrets = nullptr; ///< may be null: activities that need some fail
    std::shared_ptr<const Clock> clock = std::make_shared<SystemClock>();
    OrchestratorSourceFactory orchestrators;
    EntitySourceFactory entities = {}; ///< may be null: there are none
    int orchestrationThreads = 0;      ///< 0: as many as cores, at most 4
    int activityThreads = 0;           ///< 0: as many as cores, at least 4
    int cachedInstances =
        10000; ///< waiting instances kept in memory; 0: every turn plays the whole history again
    int cachedEntities = 10000; ///< idle entities kept in memory
    OrchestrationLimits limits = {};
    EntityLimits entityLimits = {};
    FailPoints failPoints = {};                      ///< for crash tests
    std::function<void(const InstanceId &)> changed; ///< something about it changed; may be null; any thread
    std::function<void(const HubState &)> stateChanged; ///< may be null; any thread
    std::function<void()> batchesChanged;               ///< may be null; any thread
};

} // namespace perdura
