// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/ExpressionTokens.h"

#include <optional>

namespace perdura {

/// The steps of a value such as input.lines[0].price: {"input", "lines", "[]", "price"}.
using ValuePath = std::vector<std::string>;

/// What could be written where the caret stands in an expression.
struct ExpressionCaret
{
    enum class Place {
        Nowhere, ///< in a text, a comment, a number, or where only an operator may follow
        Name,    ///< a name, such as input
        Member   ///< what follows a point or stands between brackets
    };
    Place place = Place::Nowhere;
    std::string word; ///< what stands there already, up to the caret
    ValuePath owner;  ///< of a Member: whose; empty when that is worked out
    std::size_t start = 0;
    std::size_t length = 0; ///< the bytes that a choice replaces; of a Member with its point or brackets
    std::string_view sign;  ///< of a Member: ".", "?." or "["
    char quote = 0;         ///< of a Member between brackets: the mark that opens its name; 0: none yet
};

/// Never fails. Views point into the expression. Pure; any thread.
[[nodiscard]] ExpressionCaret caretIn(std::string_view expression, std::size_t caret);

/// The path that an expression consists of; nothing when there is more to it, or less.
[[nodiscard]] std::optional<ValuePath> pathOf(std::string_view expression);

/// For a parameter of a function that is given the items of a list, as line in input.lines.map(line => …: the
/// path of such an item. Looks at what stands before the caret.
[[nodiscard]] std::optional<ValuePath> itemPathOf(std::string_view parameter, std::string_view expression,
                                                  std::size_t caret);

} // namespace perdura
