// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/ProblemList.h"

#include <algorithm>
#include <unordered_map>

namespace perdura {

void ProblemList::error(const char *code, QString message)
{
    m_problems.push_back({Problem::Severity::Error, code, std::move(message), std::nullopt, {}, {}, {}});
}

void ProblemList::error(const char *code, const Node &node, QString message, std::string field,
                        std::string port)
{
    m_problems.push_back(
        {Problem::Severity::Error, code, std::move(message), node.id, std::move(field), std::move(port), {}});
}

void ProblemList::warning(const char *code, const Node &node, QString message, std::string field,
                          std::string port)
{
    m_problems.push_back({Problem::Severity::Warning,
                          code,
                          std::move(message),
                          node.id,
                          std::move(field),
                          std::move(port),
                          {}});
}

void ProblemList::append(const std::vector<Problem> &problems)
{
    m_problems.insert(m_problems.end(), problems.begin(), problems.end());
}

std::vector<Problem> ProblemList::take(const WorkflowDefinition &definition)
{
    if (m_problems.size() < 2)
        return std::move(m_problems);
    std::unordered_map<std::string_view, std::size_t> order;
    for (const Node &node : definition.nodes)
        order.emplace(node.id.value, order.size() + 1);
    const auto rank = [&order](const Problem &problem) {
        return problem.node ? order[problem.node->value] : 0;
    };
    std::stable_sort(m_problems.begin(), m_problems.end(),
                     [&rank](const Problem &a, const Problem &b) { return rank(a) < rank(b); });
    return std::move(m_problems);
}

} // namespace perdura
