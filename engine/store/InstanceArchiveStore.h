// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/DefinitionTable.h"
#include "engine/store/InstanceArchive.h"
#include "engine/store/InstanceQueries.h"
#include "engine/store/LogTable.h"

namespace perdura {

// How an archive comes out of the tables and goes back in.

/// The caller holds a snapshot. NotFound when there is no such instance.
[[nodiscard]] Result<InstanceArchive> archiveOf(const InstanceId &id, InstanceQueries &instances,
                                                DefinitionTable &definitions, LogTable &log);

/// An archived instance that has finished, as it began and as it ended: together they make its rows.
[[nodiscard]] CreateInstance createOf(const InstanceId &id, const InstanceArchive &archive);
[[nodiscard]] CommitTurn lastTurnOf(InstanceKey key, const InstanceId &id, const InstanceArchive &archive);

} // namespace perdura
