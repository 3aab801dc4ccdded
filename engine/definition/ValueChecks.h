// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/FieldChecks.h"
#include "engine/definition/FlowIndex.h"

#include <optional>
#include <set>

namespace perdura {

/// The part of the validation that looks whether the values that expressions take for granted can be there:
/// variables that some node sets, members that the schema of the input has, the item of a For each, the error
/// behind an error port. All are warnings: the drawing may know more than this. All must outlive the object.
class ValueChecks
{
public:
    ValueChecks(const WorkflowDefinition &definition, const FlowIndex &index, ProblemList &problems);
    /// `node` is one of the definition's own.
    void check(const Node &node, const std::vector<FieldValue> &values);

private:
    void checkVariable(const Node &node, const FieldValue &value);
    void checkInput(const Node &node, const FieldValue &value);
    void checkItem(const Node &node, const FieldValue &value);
    void checkError(const Node &node, const FieldValue &value);
    void addWarning(const char *code, const Node &node, const FieldValue &value, QString message,
                    std::string proposal = {});
    void findVariables();
    /// The nodes that a way through an error port leads to, or that undo something after whatever failed.
    void findErrors();
    void follow(std::vector<const Node *> open);

    const WorkflowDefinition &m_definition;
    const FlowIndex &m_index;
    ProblemList &m_problems;
    std::optional<std::set<std::string>> m_variables; ///< of findVariables(), when it has run
    bool m_setsUnknown = false;                       ///< a node sets variables that cannot be told
    std::vector<bool> m_hasError; ///< by the node's place in the definition; empty: findErrors() has not run
};

} // namespace perdura
