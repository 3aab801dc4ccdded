// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/FlowIndex.h"

#include <QString>

#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace perdura {

/// What the code of all flows of one drawing shares. The definition must outlive it.
class JavaScriptDrawing
{
public:
    explicit JavaScriptDrawing(const WorkflowDefinition &definition);

    [[nodiscard]] const WorkflowDefinition &definition() const { return m_definition; }
    [[nodiscard]] const FlowIndex &index() const { return m_index; }
    [[nodiscard]] bool isEntity() const { return m_definition.kind == DefinitionKind::Entity; }
    /// Whether an expression may ask for the node's output.
    [[nodiscard]] bool isReferenced(const Node &node) const;
    /// The name that the node's value and label have in the code; no two nodes have the same.
    [[nodiscard]] const std::string &variable(const Node &node) const;

private:
    void collectReferences(const Json &value);

    const WorkflowDefinition &m_definition;
    FlowIndex m_index;
    std::set<std::string> m_referenced;
    bool m_isAnyReferenced = false; ///< an expression computes the name
    std::unordered_map<const Node *, std::string> m_variables;
};

/// Whether an expression of the node has the word as a name.
[[nodiscard]] bool mentionsInExpressions(const Json &value, std::string_view word);
/// Whether the field is there and says something.
[[nodiscard]] bool isSet(const Node &node, const char *field);

} // namespace perdura
