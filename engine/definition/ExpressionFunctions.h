// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <string_view>
#include <vector>

namespace perdura {

/// A function that expressions and scripts can call besides those of the language;
/// resources/script/helpers holds what it does.
struct ExpressionFunction
{
    std::string_view name; ///< "sum"
    QString signature;     ///< "sum(list, path?)"; what may be left out has a question mark
    QString documentation; ///< one sentence
};

/// In the order of their names. The only list of them: the checks, the completion and the page of the help go
/// by it.
[[nodiscard]] const std::vector<ExpressionFunction> &expressionFunctions();
/// Null when there is none of that name.
[[nodiscard]] const ExpressionFunction *findExpressionFunction(std::string_view name);

} // namespace perdura
