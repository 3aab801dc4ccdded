// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/ExpressionTokens.h"

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace perdura {

/// Something in an expression that keeps it from giving the same value in every replay, or from giving one.
struct ExpressionFlaw
{
    enum class Kind {
        Clock,      ///< new Date(), Date.now(), Date()
        Random,     ///< Math.random
        Outside,    ///< fetch, setTimeout and the like: effects, or code that runs some other time
        Assignment, ///< to what belongs to the workflow
        UnknownName ///< neither the workflow's nor the language's nor the expression's own
    };
    Kind kind = Kind::Clock;
    std::string name;   ///< what it is about: "fetch", "vars"
    std::size_t at = 0; ///< the bytes that are wrong
    std::size_t length = 0;
    bool operator==(const ExpressionFlaw &) const = default;
};

/// In the order of the text. Finds what is certain from the words alone and is silent when in doubt: a name
/// that the expression itself may have introduced is nobody's business. Pure; any thread.
[[nodiscard]] std::vector<ExpressionFlaw> expressionFlaws(const std::vector<ExpressionToken> &tokens);

/// The names that a workflow gives to expressions: "input", "vars", …
[[nodiscard]] const std::vector<std::string_view> &expressionNames();

/// The names that an expression gives to the parameters of its arrow functions.
[[nodiscard]] std::set<std::string_view> parameterNames(const std::vector<ExpressionToken> &tokens);
/// True when the expression holds statements, which bring names of their own in more ways than are worth
/// following.
[[nodiscard]] bool hasStatements(const std::vector<ExpressionToken> &tokens);

/// True when the expression uses the name (not as a member of something else).
[[nodiscard]] bool usesName(const std::vector<ExpressionToken> &tokens, std::string_view name);

} // namespace perdura
