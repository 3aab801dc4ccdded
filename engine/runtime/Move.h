// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/LiveInstance.h"

namespace perdura {

// Moving a live instance to another version of its drawing. It is asked for with a message, so that it keeps
// its place among all that happens to the instance; the turn that takes the message in decides, for only then
// is the history known to which the new version must fit.

/// The request for a move that fits the history as it is now. Errors: InvalidArgument (other name, same
/// version), NotFound (instance, version), NotAllowed (finished; does not fit, and why).
[[nodiscard]] Result<AddMessage> prepareMove(StoreReader &reader, OrchestratorSource &orchestrators,
                                             const InstanceId &id, const VersionId &version,
                                             std::string reason, Instant now,
                                             const OrchestrationLimits &limits);

/// The requests among the messages, the last one first: the first of these that fits counts.
[[nodiscard]] std::vector<ExecutionMoved *> movesLastFirst(std::vector<InstanceMessage> &messages);

/// The instance with the version that is asked for. Null when that does not fit: `move` then says why. An
/// error: it cannot be told for now, since the version cannot be read.
[[nodiscard]] Result<std::unique_ptr<LiveInstance>>
movedInstance(const StoredInstance &stored, ExecutionMoved &move, OrchestratorSource &orchestrators,
              Instant now, const OrchestrationLimits &limits);

} // namespace perdura
