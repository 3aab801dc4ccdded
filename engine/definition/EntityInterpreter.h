// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/Expression.h"
#include "engine/definition/WorkflowDefinition.h"
#include "engine/orchestration/EntityContext.h"

namespace perdura {

/// The front end for drawn entities: each operation is a flow of nodes that end at once, which begins at the
/// Operation node of that name (whatever its case) and whose result is the operation's. Expressions see
/// `state`, `entity` (name, key) and `input`. An operation "delete" that is not drawn deletes the state. The
/// definition and the evaluator are shared by all calls.
[[nodiscard]] EntityFunction makeEntityInterpreter(std::shared_ptr<const WorkflowDefinition> definition,
                                                   std::shared_ptr<ExpressionEvaluator> evaluator);

} // namespace perdura
