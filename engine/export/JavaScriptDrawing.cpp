// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/export/JavaScriptDrawing.h"

#include "engine/definition/Expression.h"
#include "engine/definition/ExpressionReferences.h"
#include "engine/export/FunctionName.h"
#include "engine/export/JavaScriptNames.h"

#include <algorithm>

namespace perdura {

namespace {

/// The node's own, or with a number when others have it.
std::string freshVariable(const Node &node, const std::set<std::string> &taken)
{
    std::string wanted = variableName(node.name);
    if (wanted.empty())
        wanted = variableName("step " + node.id.value);
    std::string name = wanted;
    for (int number = 2; taken.contains(name) || isTakenInJavaScript(name); ++number)
        name = wanted + std::to_string(number);
    return name;
}

} // namespace

JavaScriptDrawing::JavaScriptDrawing(const WorkflowDefinition &definition)
    : m_definition(definition)
    , m_index(definition)
{
    std::set<std::string> taken;
    for (const Node &node : definition.nodes) {
        collectReferences(node.fields);
        std::string variable = freshVariable(node, taken);
        taken.insert(variable);
        m_variables.emplace(&node, std::move(variable));
    }
}

void JavaScriptDrawing::collectReferences(const Json &value)
{
    if (isExpression(value)) {
        const std::string &text = value.get_ref<const std::string &>();
        const auto tokens = expressionTokens(std::string_view(text).substr(1));
        const std::vector<std::string> names = referencedNodes(tokens);
        m_referenced.insert(names.begin(), names.end());
        const auto uses =
            std::ranges::count_if(tokens, [](const auto &token) { return token.isWord("nodes"); });
        m_isAnyReferenced = m_isAnyReferenced || std::size_t(uses) > names.size();
    } else if (value.is_structured()) {
        for (const Json &member : value)
            collectReferences(member);
    }
}

bool JavaScriptDrawing::isReferenced(const Node &node) const
{
    return m_isAnyReferenced || m_referenced.contains(node.name);
}

const std::string &JavaScriptDrawing::variable(const Node &node) const
{
    const auto found = m_variables.find(&node);
    Q_ASSERT(found != m_variables.end());
    return found->second;
}

bool mentionsInExpressions(const Json &value, std::string_view word)
{
    if (isExpression(value)) {
        const std::string &text = value.get_ref<const std::string &>();
        const auto tokens = expressionTokens(std::string_view(text).substr(1));
        return std::ranges::any_of(tokens, [word](const auto &token) { return token.isWord(word); });
    }
    return value.is_structured() && std::ranges::any_of(value, [word](const Json &member) {
               return mentionsInExpressions(member, word);
           });
}

bool isSet(const Node &node, const char *field)
{
    const auto found = node.fields.find(field);
    return found != node.fields.end() && !found->is_null() && *found != "";
}

} // namespace perdura
