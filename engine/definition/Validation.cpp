// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/Validation.h"

#include "engine/definition/IncrementalValidation.h"

#include <algorithm>

namespace perdura {

std::vector<Problem> validate(const WorkflowDefinition &definition, const ActivityCatalog &activities,
                              ExpressionEvaluator *expressions, const WorkspaceEvents *others)
{
    return IncrementalValidation().validate(definition, activities, expressions, others);
}

bool hasErrors(const std::vector<Problem> &problems)
{
    return std::any_of(problems.begin(), problems.end(),
                       [](const Problem &problem) { return problem.severity == Problem::Severity::Error; });
}

} // namespace perdura
