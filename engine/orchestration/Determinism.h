// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/orchestration/Action.h"

#include <optional>

namespace perdura {

/// Compares a decision in the history with the decision that the orchestrator made under that number: the
/// kind must be the same and, for activities, the name (case-insensitive). Inputs and times are not compared.
/// Null pointers stand for "nothing there". Nothing when they agree, else the
/// NonDeterministicOrchestrationException.
[[nodiscard]] std::optional<FailureDetails> compareDecisions(const HistoryEvent *recorded,
                                                             const Action *asked);

} // namespace perdura
