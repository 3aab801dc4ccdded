// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/Expression.h"
#include "engine/definition/WorkflowDefinition.h"
#include "engine/orchestration/HistoryEvent.h"
#include "tests/support/orchestration/OrchestrationDriver.h"

#include <QByteArray>

#include <vector>

namespace perdura::test {

/// The history as the store writes it, in Base64.
[[nodiscard]] std::string packedHistory(const History &history);
/// Dies of what is no history; the tests' own files are whole.
[[nodiscard]] History unpackedHistory(const std::string &packed);

/// Plays the recorded history once more: for each of its turns, what the definition decides now. The
/// decisions that were recorded are looked at by replays alone.
[[nodiscard]] std::vector<Json> decisionsOf(const WorkflowDefinition &definition,
                                            const std::shared_ptr<ExpressionEvaluator> &evaluator,
                                            const History &history, Memory memory);

} // namespace perdura::test
