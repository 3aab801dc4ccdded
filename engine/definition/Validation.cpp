// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/Validation.h"

#include "engine/definition/FieldChecks.h"
#include "engine/definition/FlowChecks.h"
#include "engine/definition/ProblemList.h"

#include <algorithm>
#include <unordered_map>

namespace perdura {

void ProblemList::error(const char *code, QString message)
{
    m_problems.push_back({Problem::Severity::Error, code, std::move(message), std::nullopt, {}});
}

void ProblemList::error(const char *code, const Node &node, QString message, std::string field)
{
    m_problems.push_back({Problem::Severity::Error, code, std::move(message), node.id, std::move(field)});
}

void ProblemList::warning(const char *code, const Node &node, QString message, std::string field)
{
    m_problems.push_back({Problem::Severity::Warning, code, std::move(message), node.id, std::move(field)});
}

std::vector<Problem> ProblemList::take(const WorkflowDefinition &definition)
{
    std::unordered_map<NodeId, std::size_t> order;
    for (const Node &node : definition.nodes)
        order.emplace(node.id, order.size() + 1);
    const auto rank = [&order](const Problem &problem) { return problem.node ? order[*problem.node] : 0; };
    std::stable_sort(m_problems.begin(), m_problems.end(),
                     [&rank](const Problem &a, const Problem &b) { return rank(a) < rank(b); });
    return std::move(m_problems);
}

std::vector<Problem> validate(const WorkflowDefinition &definition, const ActivityCatalog &activities,
                              ExpressionEvaluator *expressions)
{
    ProblemList problems;
    const FlowIndex index(definition);
    FlowChecks(definition, index, problems).run();
    FieldChecks(definition, index, activities, expressions, problems).run();
    return problems.take(definition);
}

bool hasErrors(const std::vector<Problem> &problems)
{
    return std::any_of(problems.begin(), problems.end(),
                       [](const Problem &problem) { return problem.severity == Problem::Severity::Error; });
}

} // namespace perdura
