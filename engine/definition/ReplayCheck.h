// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/Expression.h"
#include "engine/definition/WorkflowDefinition.h"
#include "engine/orchestration/HistoryEvent.h"

#include <memory>
#include <span>

namespace perdura {

/// Whether an instance could go on with another drawing than the one that it started with.
struct ReplayVerdict
{
    enum class Kind {
        Continues,     ///< the drawing asks for all that the history has, and for nothing else
        Differs,       ///< at `event`
        CannotContinue ///< the history is none of a run, or not of this kind of drawing
    };
    Kind kind = Kind::Continues;
    int event = -1;       ///< place in the history of the first event that does not fit
    std::string recorded; ///< what the history has there, in words: "the activity “F1”", "nothing"
    std::string asked;    ///< what the drawing asks for instead
    std::string why;      ///< one sentence; empty when it continues
    bool operator==(const ReplayVerdict &) const = default;
};

/// Replays a history against a drawing. Pure; costs as much as a replay, so keep it off the GUI thread.
[[nodiscard]] ReplayVerdict checkReplay(std::shared_ptr<const WorkflowDefinition> definition,
                                        std::span<const HistoryEvent> history,
                                        std::shared_ptr<ExpressionEvaluator> evaluator);

} // namespace perdura
