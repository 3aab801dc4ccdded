// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/script/PowerOperator.h"

#include "engine/definition/ExpressionTokens.h"

#include <algorithm>
#include <array>
#include <optional>

namespace perdura {

namespace {

using Kind = ExpressionToken::Kind;
using Tokens = std::vector<ExpressionToken>;
using Place = std::optional<std::size_t>;

constexpr std::array<std::string_view, 12> keywords{
    "new", "typeof", "void", "delete", "in", "of", "class", "function", "yield", "await", "async", "return"};

bool isOneOf(const ExpressionToken &token, std::initializer_list<std::string_view> signs)
{
    return token.kind == Kind::Sign && std::ranges::find(signs, token.text) != signs.end();
}

bool isWholeTemplate(const ExpressionToken &token)
{
    return token.kind == Kind::Template && token.text.size() > 1 && token.text.starts_with('`') &&
           token.text.ends_with('`');
}

/// A value that is one token.
bool isSimple(const ExpressionToken &token)
{
    if (token.kind == Kind::Word)
        return std::ranges::find(keywords, token.text) == keywords.end();
    return token.kind == Kind::Number || token.kind == Kind::Text || token.kind == Kind::Pattern ||
           isWholeTemplate(token);
}

/// The bracket that belongs to that one, in steps of 1 or -1.
Place otherBracket(const Tokens &tokens, std::size_t at, int step)
{
    int depth = 0;
    for (; at < tokens.size(); at += std::size_t(step)) { // past 0 it is beyond the end
        const int opens = isOneOf(tokens[at], {"(", "[", "{", "${"}) ? 1
                          : isOneOf(tokens[at], {")", "]", "}"})     ? -1
                                                                     : 0;
        depth += opens;
        if (opens != 0 && depth == 0)
            return at;
    }
    return std::nullopt;
}

/// Where the value begins that ends there: a name or a bracket with all that is called and read from it.
Place startOfValue(const Tokens &tokens, std::size_t at)
{
    while (true) {
        if (isOneOf(tokens[at], {")", "]"})) {
            const Place open = otherBracket(tokens, at, -1);
            if (!open)
                return std::nullopt;
            at = *open;
            const bool isCall =
                at > 0 && (isSimple(tokens[at - 1]) || isOneOf(tokens[at - 1], {")", "]", "?."}));
            if (isCall) {
                at -= tokens[at - 1].isSign("?.") && at > 1 ? 2 : 1;
                continue;
            }
        } else if (!isSimple(tokens[at])) {
            return std::nullopt;
        }
        if (at == 0 || !isOneOf(tokens[at - 1], {".", "?."}))
            break;
        if (at < 2)
            return std::nullopt;
        at -= 2;
    }
    return at > 0 && (tokens[at - 1].kind == Kind::Word || tokens[at - 1].kind == Kind::Template)
               ? std::nullopt
               : Place(at);
}

/// Where the value ends that begins there, with its signs and with the powers of it.
Place endOfValue(const Tokens &tokens, std::size_t at)
{
    while (at < tokens.size() && isOneOf(tokens[at], {"+", "-", "!", "~"}))
        ++at;
    if (at >= tokens.size())
        return std::nullopt;
    Place end = isOneOf(tokens[at], {"(", "["}) ? otherBracket(tokens, at, 1) : Place(at);
    if (!end || (*end == at && !isSimple(tokens[at])))
        return std::nullopt;
    while (*end + 1 < tokens.size()) {
        const std::size_t next = *end + 1;
        if (isOneOf(tokens[next], {"(", "["})) {
            end = otherBracket(tokens, next, 1);
            if (!end)
                return std::nullopt;
        } else if (isOneOf(tokens[next], {".", "?."}) && next + 1 < tokens.size()) {
            end = isOneOf(tokens[next + 1], {"(", "["}) ? Place(next) : Place(next + 1);
        } else if (isOneOf(tokens[next], {"++", "--", "=>"}) || tokens[next].kind == Kind::Template) {
            return std::nullopt;
        } else if (tokens[next].isSign("**")) {
            return endOfValue(tokens, next + 1);
        } else {
            break;
        }
    }
    return end;
}

/// “1e” of “1e-3”, which is three tokens.
bool isPartOfNumber(const ExpressionToken &token)
{
    return token.kind == Kind::Number && (token.text.ends_with('e') || token.text.ends_with('E'));
}

struct Change
{
    std::size_t at = 0;
    std::size_t length = 0;
    std::string_view by;
};

} // namespace

std::string withPortablePowers(const std::string &expression)
{
    if (expression.find("**") == std::string::npos)
        return expression;
    const Tokens tokens = expressionTokens(expression);
    if (std::ranges::any_of(tokens, isPartOfNumber))
        return expression;
    std::vector<Change> changes;
    for (std::size_t at = 1; at + 1 < tokens.size(); ++at) {
        if (!tokens[at].isSign("**"))
            continue;
        const Place start = startOfValue(tokens, at - 1);
        const Place end = endOfValue(tokens, at + 1);
        if (!start || !end)
            return expression;
        changes.push_back({tokens[*start].at, 0, "Math.pow("});
        changes.push_back({tokens[at].at, 2, ","});
        changes.push_back({tokens[*end].at + tokens[*end].text.size(), 0, ")"});
    }
    std::ranges::stable_sort(changes, std::ranges::greater(), &Change::at);
    std::string result = expression;
    for (const Change &change : changes)
        result.replace(change.at, change.length, change.by);
    return result;
}

} // namespace perdura
