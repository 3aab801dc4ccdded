// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/ProblemFixes.h"

#include "engine/definition/FixRequest.h"

namespace perdura {

std::vector<ProblemFix> fixesFor(const WorkflowDefinition &definition, const ActivityCatalog &activities,
                                 const Problem &problem)
{
    const FixRequest request{definition, activities, problem,
                             problem.node ? definition.find(*problem.node) : nullptr};
    for (const auto family : {fixesOfFlow, fixesOfLoops, fixesOfFields, fixesOfExpressions}) {
        if (auto fixes = family(request); !fixes.empty())
            return fixes;
    }
    return {};
}

} // namespace perdura
