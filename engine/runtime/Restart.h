// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/Store.h"

namespace perdura {

/// Starts a finished instance anew with its version, input and tags. Errors: NotFound, NotAllowed (not
/// finished).
[[nodiscard]] Result<CreateInstance> prepareRestart(StoreReader &reader, const InstanceId &id,
                                                    const std::optional<InstanceId> &newId, Instant now);

} // namespace perdura
