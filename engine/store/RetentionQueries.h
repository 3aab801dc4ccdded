// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/SqliteConnection.h"
#include "engine/store/Store.h"

namespace perdura {

/// At most 1,000 finished instances in the order of their start, from the one after `after`.
[[nodiscard]] Result<std::vector<FinishedInstance>> finishedInstances(SqliteConnection &connection,
                                                                      InstanceKey after);

} // namespace perdura
