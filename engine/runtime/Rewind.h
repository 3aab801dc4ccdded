// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/orchestration/OrchestrationLimits.h"
#include "engine/runtime/OrchestratorSource.h"
#include "engine/store/Store.h"

namespace perdura {

/// What has to be written so that a failed instance goes on, with all the children whose failure led to it.
/// Reads and plays histories; nothing changes yet. Used on the thread of reader and source. Errors: NotFound,
/// NotAllowed (not failed, or planRewind's), those of the reader.
[[nodiscard]] Result<RewindInstances> prepareRewind(StoreReader &reader, OrchestratorSource &orchestrators,
                                                    const InstanceId &id, const std::string &reason,
                                                    Instant now, const OrchestrationLimits &limits);

} // namespace perdura
