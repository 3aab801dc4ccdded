// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/FieldChecks.h"
#include "engine/definition/WorkspaceEvents.h"

#include <unordered_map>

namespace perdura {

/// validate() for whoever checks the same drawing after each edit: it remembers what the fields of each node
/// came to, and looks at those again that have changed. What depends on several nodes is quick and found anew
/// each time. The answer is that of validate(), whatever was checked before. One thread at a time.
class IncrementalValidation
{
public:
    /// `others`: as with validate(). The catalog must say the same each time; with another evaluator than the
    /// last time nothing that was remembered counts.
    [[nodiscard]] std::vector<Problem> validate(const WorkflowDefinition &definition,
                                                const ActivityCatalog &activities,
                                                ExpressionEvaluator *expressions = nullptr,
                                                const WorkspaceEvents *others = nullptr);

private:
    struct Known
    {
        Node node;
        FieldFindings findings;
        std::uint64_t round = 0; ///< of the last check in which the node was there
    };
    const FieldFindings &findingsOf(const Node &node, FieldChecks &checks);
    void forgetRemoved();

    std::unordered_map<NodeId, Known> m_known;
    ExpressionEvaluator *m_expressions = nullptr;
    std::uint64_t m_round = 0;
};

} // namespace perdura
