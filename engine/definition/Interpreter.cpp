// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/Interpreter.h"

#include "engine/definition/InterpreterRun.h"

namespace perdura {

Orchestrator makeInterpreter(std::shared_ptr<const WorkflowDefinition> definition,
                             std::shared_ptr<ExpressionEvaluator> evaluator, FlowObserver *observer)
{
    Q_ASSERT(definition && evaluator);
    return [definition = std::move(definition), evaluator = std::move(evaluator),
            observer](OrchestrationContext &context) {
        return std::make_shared<InterpreterRun>(definition, evaluator, observer, context)->start();
    };
}

} // namespace perdura
