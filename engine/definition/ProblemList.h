// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/Validation.h"

namespace perdura {

/// Where the checks put what they find.
class ProblemList
{
public:
    /// About the definition as a whole.
    void error(const char *code, QString message);
    void error(const char *code, const Node &node, QString message, std::string field = {},
               std::string port = {});
    void warning(const char *code, const Node &node, QString message, std::string field = {},
                 std::string port = {});
    void add(Problem problem) { m_problems.push_back(std::move(problem)); }
    void append(const std::vector<Problem> &problems);

    /// In the order in which they were found.
    [[nodiscard]] std::vector<Problem> take() { return std::move(m_problems); }
    /// Sorted as validate() promises.
    [[nodiscard]] std::vector<Problem> take(const WorkflowDefinition &definition);

private:
    std::vector<Problem> m_problems;
};

} // namespace perdura
