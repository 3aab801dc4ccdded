// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitor/detail/RunTracer.h"

#include "engine/script/JsExpressionEvaluator.h"

namespace perdura {

RunTracer makeRunTracer()
{
    return [evaluator = std::shared_ptr<ExpressionEvaluator>(makeExpressionEvaluator())](
               std::shared_ptr<const WorkflowDefinition> definition, std::span<const HistoryEvent> history) {
        return std::optional(traceRun(std::move(definition), history, evaluator));
    };
}

} // namespace perdura
