// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/ExpressionTokens.h"
#include "engine/definition/ProblemList.h"

namespace perdura {

/// What keeps an expression from giving the same value in every replay, as problems of the field at `path`.
void checkExpressionRules(const Node &node, const std::vector<ExpressionToken> &tokens,
                          const std::string &path, ProblemList &problems);

} // namespace perdura
