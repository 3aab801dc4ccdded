// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/DefinitionEdit.h"
#include "engine/definition/Validation.h"

namespace perdura {

/// A way to mend a problem without asking anything further.
struct ProblemFix
{
    QString title; ///< what is done, as on a button: "Add a time-out of 3 d"
    std::vector<DefinitionEdit> edits;
    bool operator==(const ProblemFix &) const = default;
};

/// The ways to mend a problem that validate() has found in this very definition, the most likely one first;
/// empty where only a person can know. After any of them the problem is gone. Pure; any thread.
[[nodiscard]] std::vector<ProblemFix> fixesFor(const WorkflowDefinition &definition,
                                               const ActivityCatalog &activities, const Problem &problem);

} // namespace perdura
