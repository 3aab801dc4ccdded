// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/FlowIndex.h"
#include "engine/definition/ProblemList.h"

namespace perdura {

/// The half of the validation that looks at the fields of each node. All must outlive the object.
class FieldChecks
{
public:
    FieldChecks(const WorkflowDefinition &definition, const FlowIndex &index,
                const ActivityCatalog &activities, ExpressionEvaluator *expressions, ProblemList &problems);
    void run();

private:
    void checkSchema(const Node &node);
    /// What the schemas call the field, in quotation marks.
    [[nodiscard]] QString subjectOf(const Node &node, std::string path) const;
    void checkKind(const Node &node);
    void checkActivity(const Node &node);
    void checkVariables(const Node &node);
    void checkTimer(const Node &node);
    /// The texts of a list of which each gets a port.
    void checkPortNames(const Node &node, const char *field, const char *code);
    void checkEntities(const Node &node);
    void checkParallelism(const Node &node);
    void checkTimeout(const Node &node, const char *code, const QString &message);
    void checkExpressions(const Node &node, const Json &value, const std::string &path);
    void checkReference(const Node &node, const std::string &name, const std::string &path);

    const WorkflowDefinition &m_definition;
    const FlowIndex &m_index;
    const ActivityCatalog &m_activities;
    ExpressionEvaluator *m_expressions;
    ProblemList &m_problems;
};

} // namespace perdura
