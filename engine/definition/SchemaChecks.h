// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/ProblemList.h"

namespace perdura {

// Schemas that a drawing holds and that are none, such as one of a type that there is not.

/// The schema of the definition's own input; the problems' fields point into the file ("/input/type").
void checkInputSchema(const WorkflowDefinition &definition, ProblemList &problems);
/// The form of an approval.
void checkFormSchema(const Node &approval, ProblemList &problems);

} // namespace perdura
