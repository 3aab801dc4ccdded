// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/ActivityCatalog.h"
#include "engine/definition/Expression.h"
#include "engine/definition/WorkflowDefinition.h"

#include <QString>

#include <vector>

namespace perdura {

class WorkspaceEvents;

/// Something wrong with a drawing, with the way to mend it.
struct Problem
{
    enum class Severity {
        Error,   ///< prevents a run
        Warning, ///< most likely not what was meant
        Hint     ///< worth knowing; nothing is wrong
    };
    Severity severity = Severity::Error;
    std::string code;           ///< stable: "node.unreachable"
    QString message;            ///< one sentence, says what to do
    std::optional<NodeId> node; ///< where; none: the definition as a whole
    std::string field;    ///< JSON pointer into the node's fields ("/duration"), or without a node into the
                          ///< file; empty: the node, or the definition, as a whole
    std::string port;     ///< the output port in question; empty: none
    std::string proposal; ///< what the field most likely should say; empty: not known
    bool operator==(const Problem &) const = default;
};

/// Every problem of the definition: those of the whole first, then in the order of its nodes. Errors prevent
/// a run, the others do not. Takes time proportional to the drawing. With `expressions` their syntax is
/// checked as well, with `others`, the other drawings of the workspace, whether events are raised and waited
/// for. Any thread that the evaluator, if given, may be used on. Whoever checks after every edit uses
/// IncrementalValidation.
[[nodiscard]] std::vector<Problem> validate(const WorkflowDefinition &definition,
                                            const ActivityCatalog &activities,
                                            ExpressionEvaluator *expressions = nullptr,
                                            const WorkspaceEvents *others = nullptr);

[[nodiscard]] bool hasErrors(const std::vector<Problem> &problems);

} // namespace perdura
