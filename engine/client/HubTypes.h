// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/HubState.h"
#include "engine/store/StoredValues.h"

namespace perdura {

// What a hub takes and tells about itself: plain values, passed between threads and processes. What it tells
// of its instances is in StoredValues.h.

struct StartRequest
{
    VersionId version;
    Json input;
    std::optional<InstanceId> id; ///< a new random one (32 hex digits) when absent
    std::string name;             ///< filled in from the published definition; ignored on the way in
};

} // namespace perdura
