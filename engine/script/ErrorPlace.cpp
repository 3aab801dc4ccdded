// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/script/ErrorPlace.h"

#include "engine/definition/ExpressionTokens.h"

#include <algorithm>
#include <optional>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

using Tokens = std::vector<ExpressionToken>;
using Kind = ExpressionToken::Kind;

/// A step of a path that ends before the token `i`: where it begins, and what it reads.
struct Step
{
    std::size_t begin = 0; ///< the token "." or "["
    std::string member;
};

std::optional<Step> stepBefore(const Tokens &tokens, std::size_t i)
{
    if (i >= 2 && tokens[i - 1].kind == Kind::Word && tokens[i - 2].isSign("."))
        return Step{i - 2, std::string(tokens[i - 1].text)};
    const bool isElement = i >= 3 && tokens[i - 1].isSign("]") && tokens[i - 3].isSign("[");
    if (isElement && tokens[i - 2].kind == Kind::Text)
        return Step{i - 3, textOfToken(tokens[i - 2])};
    if (isElement && tokens[i - 2].kind == Kind::Number)
        return Step{i - 3, std::string(tokens[i - 2].text)};
    return std::nullopt;
}

/// The token at which the path begins that ends before the token `end`; nothing when it is no path.
std::optional<std::size_t> beginOfPath(const Tokens &tokens, std::size_t end)
{
    while (const auto step = stepBefore(tokens, end))
        end = step->begin;
    const bool isName = end >= 1 && tokens[end - 1].kind == Kind::Word &&
                        (end < 2 || !(tokens[end - 2].isSign(".") || tokens[end - 2].isSign("?.")));
    return isName ? std::optional(end - 1) : std::nullopt;
}

} // namespace

std::vector<MemberRead> readsOfMember(std::string_view expression, std::string_view member)
{
    const Tokens tokens = expressionTokens(expression);
    std::vector<MemberRead> reads;
    for (std::size_t end = 2; end <= tokens.size(); ++end) {
        const auto step = stepBefore(tokens, end);
        if (!step || step->member != member)
            continue;
        const auto begin = beginOfPath(tokens, step->begin);
        if (!begin)
            continue;
        const ExpressionToken &last = tokens[step->begin - 1];
        const std::size_t from = tokens[*begin].at;
        reads.push_back({std::string(expression.substr(from, last.at + last.text.size() - from)),
                         tokens[step->begin + 1].at});
    }
    return reads;
}

QString placeWords(std::string_view expression, std::size_t at)
{
    const std::string_view before = expression.substr(0, at);
    const auto line = std::count(before.begin(), before.end(), '\n') + 1;
    const std::size_t begin = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
    const std::string_view inLine = before.substr(begin);
    const auto column = QString::fromUtf8(inLine.data(), qsizetype(inLine.size())).size() + 1;
    const bool hasSeveral = expression.find('\n') != std::string_view::npos;
    return hasSeveral ? u"line %1, character %2"_s.arg(line).arg(column) : u"character %1"_s.arg(column);
}

} // namespace perdura
