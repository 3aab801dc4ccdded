// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace perdura {

/// One piece of an expression. Views point into the text that was taken apart.
struct ExpressionToken
{
    enum class Kind {
        Word, ///< names and keywords
        Number,
        Text,     ///< in quotation marks
        Template, ///< a piece of text of a template literal; what it computes follows between "${" and "}"
        Pattern,  ///< a regular expression
        Sign      ///< operators and brackets, such as "===" or "?."
    };
    Kind kind = Kind::Word;
    std::string_view text; ///< as written, marks included
    std::size_t at = 0;    ///< byte in the expression

    [[nodiscard]] bool isWord(std::string_view word) const { return kind == Kind::Word && text == word; }
    [[nodiscard]] bool isSign(std::string_view sign) const { return kind == Kind::Sign && text == sign; }
};

/// Takes an expression (without its '=') apart; comments and white space are passed over. Never fails: what
/// is not closed ends with the text. Pure; any thread.
[[nodiscard]] std::vector<ExpressionToken> expressionTokens(std::string_view expression);

/// What a Text token stands for: without its marks, escaped characters as themselves.
[[nodiscard]] std::string textOfToken(const ExpressionToken &token);

} // namespace perdura
