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
    void error(const char *code, const Node &node, QString message, std::string field = {});
    void warning(const char *code, const Node &node, QString message, std::string field = {});

    /// Sorted as validate() promises.
    [[nodiscard]] std::vector<Problem> take(const WorkflowDefinition &definition);

private:
    std::vector<Problem> m_problems;
};

} // namespace perdura
