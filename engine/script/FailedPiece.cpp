// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/script/FailedPiece.h"

#include "engine/definition/ExpressionTokens.h"

#include <algorithm>
#include <array>

namespace perdura {

namespace {

using Tokens = std::vector<ExpressionToken>;
using Kind = ExpressionToken::Kind;

// After these a new line would end the statement.
constexpr std::array<std::string_view, 6> beforeSameLine{"return",   "throw", "break",
                                                         "continue", "yield", "async"};
constexpr std::array<std::string_view, 14> noValues{"return",     "typeof", "case", "in",    "of",
                                                    "delete",     "void",   "new",  "throw", "else",
                                                    "instanceof", "yield",  "if",   "while"};

template <typename Words>
bool isOneOf(const ExpressionToken &token, const Words &words)
{
    return token.kind == Kind::Word && std::ranges::find(words, token.text) != words.end();
}

bool isDot(const ExpressionToken &token)
{
    return token.isSign(".") || token.isSign("?.");
}

/// May a new line stand between the two?
bool mayBreak(const ExpressionToken &before, const ExpressionToken &token)
{
    const bool isAdjacent = before.at + before.text.size() == token.at;
    // Numbers are taken apart at their point and at the sign of their exponent.
    if (isAdjacent && (before.kind == Kind::Number || token.kind == Kind::Number))
        return false;
    const bool isInTemplate = token.isSign("${") || (token.kind == Kind::Template && isAdjacent);
    return !isInTemplate && !isOneOf(before, beforeSameLine) && !token.isSign("++") && !token.isSign("--") &&
           !token.isSign("=>");
}

/// The bracket that the one before the token `end` closes.
std::optional<std::size_t> openingBefore(const Tokens &tokens, std::size_t end)
{
    int depth = 0;
    for (std::size_t i = end; i-- > 0;) {
        if (tokens[i].isSign(")") || tokens[i].isSign("]") || tokens[i].isSign("}"))
            ++depth;
        else if (tokens[i].isSign("(") || tokens[i].isSign("[") || tokens[i].isSign("{") ||
                 tokens[i].isSign("${"))
            --depth;
        if (depth == 0)
            return i;
    }
    return std::nullopt;
}

/// Can what ends before the token `end` be called, or an element be read from it?
bool isValueBefore(const Tokens &tokens, std::size_t end)
{
    if (end == 0)
        return false;
    const ExpressionToken &last = tokens[end - 1];
    return (last.kind == Kind::Word && !isOneOf(last, noValues)) || last.isSign(")") || last.isSign("]");
}

/// The token with which the operand begins that ends before the token `end`.
std::optional<std::size_t> beginOfOperand(const Tokens &tokens, std::size_t end)
{
    while (end > 0) {
        const ExpressionToken &last = tokens[end - 1];
        if (last.isSign(")") || last.isSign("]")) {
            const auto open = openingBefore(tokens, end);
            if (!open)
                return std::nullopt;
            end = *open;
            if (!isValueBefore(tokens, end))
                return end;
            continue;
        }
        if (last.kind != Kind::Word && last.kind != Kind::Text)
            return std::nullopt;
        --end;
        if (end == 0 || !isDot(tokens[end - 1]))
            return end;
        --end;
    }
    return std::nullopt;
}

} // namespace

SpreadText spreadOut(std::string_view expression)
{
    SpreadText spread;
    const Tokens tokens = expressionTokens(expression);
    std::size_t copied = 0;
    const auto copyTo = [&](std::size_t end) {
        const std::string_view piece = expression.substr(copied, end - copied);
        spread.text += piece;
        spread.places.insert(spread.places.end(), std::size_t(std::ranges::count(piece, '\n')), copied);
        copied = end;
    };
    spread.places.push_back(0);
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        copyTo(tokens[i].at);
        if (i == 0 || mayBreak(tokens[i - 1], tokens[i])) {
            if (i > 0)
                spread.text += '\n';
            if (i > 0)
                spread.places.push_back(0);
            spread.places.back() = tokens[i].at;
        } else if (isOneOf(tokens[i - 1], beforeSameLine)) {
            spread.places.back() = tokens[i].at;
        }
    }
    copyTo(expression.size());
    return spread;
}

std::optional<FailedPiece> pieceAt(std::string_view expression, std::size_t at)
{
    const Tokens tokens = expressionTokens(expression);
    const auto found = std::ranges::find(tokens, at, &ExpressionToken::at);
    if (found == tokens.end() || found->kind != Kind::Word)
        return std::nullopt;
    const auto index = std::size_t(found - tokens.begin());
    const bool isCalled = index + 1 < tokens.size() && tokens[index + 1].isSign("(");
    FailedPiece piece{{}, std::string(found->text), at, at, isCalled};
    if (index == 0 || !isDot(tokens[index - 1]))
        return piece;
    const auto begin = beginOfOperand(tokens, index - 1);
    if (!begin)
        return std::nullopt;
    const ExpressionToken &last = tokens[index - 2];
    piece.begin = tokens[*begin].at;
    piece.owner = expression.substr(piece.begin, last.at + last.text.size() - piece.begin);
    return piece;
}

std::string noting(std::string_view expression, const FailedPiece &piece, std::string_view note)
{
    const std::string &noted = piece.owner.empty() ? piece.member : piece.owner;
    std::string text(expression.substr(0, piece.begin));
    text += note;
    text += '(' + noted;
    if (!piece.owner.empty())
        text += ", \"" + piece.member + '"';
    text += ')';
    text += expression.substr(piece.begin + noted.size());
    return text;
}

} // namespace perdura
