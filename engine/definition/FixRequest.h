// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/ProblemFixes.h"

namespace perdura {

// What fixesFor() is put together from, each family for some of the codes; empty for all others.

/// A problem with what is around it.
struct FixRequest
{
    const WorkflowDefinition &definition;
    const ActivityCatalog &activities;
    const Problem &problem;
    const Node *node; ///< null: a problem of the whole

    [[nodiscard]] bool is(const char *code) const { return problem.code == code; }
};

using Fixes = std::vector<ProblemFix>;

[[nodiscard]] Fixes fixesOfFlow(const FixRequest &request);
[[nodiscard]] Fixes fixesOfLoops(const FixRequest &request);
[[nodiscard]] Fixes fixesOfFields(const FixRequest &request);
[[nodiscard]] Fixes fixesOfExpressions(const FixRequest &request);

/// A node with a free id and a free name, in the same flow as `beside`.
[[nodiscard]] Node newNodeBeside(const FixRequest &request, NodeKind kind, const Node &beside,
                                 const QString &name = {});

} // namespace perdura
