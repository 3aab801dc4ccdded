// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Ids.h"
#include "engine/core/Result.h"

namespace perdura {

/// InvalidArgument, with the rule that is broken, unless the text may be an instance's id (see InstanceId).
[[nodiscard]] Result<void> checkInstanceId(const InstanceId &id);

} // namespace perdura
