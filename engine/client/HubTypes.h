// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/BatchTypes.h"
#include "engine/runtime/HubHealth.h"
#include "engine/runtime/HubState.h"
#include "engine/runtime/RetentionRules.h"
#include "engine/store/InstanceExplanation.h"
#include "engine/store/StoredValues.h"
#include "engine/store/WriteRequest.h"

namespace perdura {

// What a hub takes and tells about itself: plain values, passed between threads and processes. What it tells
// of its instances is in StoredValues.h.

struct StartRequest
{
    VersionId version;
    Json input = nullptr;
    std::optional<InstanceId> id = {}; ///< a new random one (32 hex digits) when absent
    Tags tags = {};
    std::optional<Instant> startAt = {}; ///< not before; at once when absent
    /// An instance of the same id with one of these statuses is replaced; any other refuses the start.
    std::vector<OrchestrationStatus> replaceable = CreateInstance().replaceable;
    std::string name = {}; ///< filled in from the published definition; ignored on the way in
};

} // namespace perdura
