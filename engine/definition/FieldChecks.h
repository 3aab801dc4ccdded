// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/NeededValues.h"
#include "engine/definition/ProblemList.h"

namespace perdura {

/// A node that an expression names.
struct FieldReference
{
    std::string name;
    std::string path; ///< JSON pointer of the expression
};

/// A value of the workflow that an expression takes for granted.
struct FieldValue
{
    NeededValue value;
    std::string path; ///< JSON pointer of the expression
};

/// All that can be told from the fields of a node alone, and what others have to be asked about.
struct FieldFindings
{
    std::vector<Problem> problems;
    std::vector<FieldReference> references;
    std::vector<FieldValue> values;
};

/// The part of the validation that looks at the fields of each node by themselves. All must outlive the
/// object.
class FieldChecks
{
public:
    FieldChecks(const ActivityCatalog &activities, ExpressionEvaluator *expressions);
    [[nodiscard]] FieldFindings findingsOf(const Node &node);

private:
    void checkSchema(const Node &node);
    /// What the schemas call the field, in quotation marks.
    [[nodiscard]] QString subjectOf(const Node &node, std::string path) const;
    void checkKind(const Node &node);
    void checkCommentedOutcomes(const Node &node);
    void checkActivity(const Node &node);
    void checkMembers(const Node &node, const Json &input, const ActivityInfo &activity);
    void checkAddress(const Node &node, const char *path);
    void checkCode(const Node &node, const Json &input);
    void checkRetry(const Node &node);
    void checkVariables(const Node &node);
    void checkTimer(const Node &node);
    /// The texts of a list of which each gets a port.
    void checkPortNames(const Node &node, const char *field, const char *code);
    void checkEntities(const Node &node);
    void checkParallelism(const Node &node);
    void checkExpressions(const Node &node, const Json &value, const std::string &path);
    void checkExpression(const Node &node, const std::string &expression, const std::string &path);

    const ActivityCatalog &m_activities;
    ExpressionEvaluator *m_expressions;
    ProblemList m_problems;
    std::vector<FieldReference> m_references;
    std::vector<FieldValue> m_values;
};

} // namespace perdura
