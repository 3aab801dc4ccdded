// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/ExpressionCaret.h"

#include "engine/core/Text.h"

#include <algorithm>
#include <array>

namespace perdura {

namespace {

using Kind = ExpressionToken::Kind;
using Tokens = std::vector<ExpressionToken>;

/// Words after which a value is expected, as after an operator.
constexpr std::array<std::string_view, 6> operatorWords{"typeof", "return", "in", "of", "instanceof", "new"};

constexpr std::array<std::string_view, 8> methodsWithItems{"map",  "filter", "find",    "findIndex",
                                                           "some", "every",  "forEach", "flatMap"};

bool isLetter(char c)
{
    return isWordCharacter(c) || (c & 0x80);
}

bool isPoint(const ExpressionToken &token)
{
    return token.isSign(".") || token.isSign("?.");
}

std::size_t endOf(const ExpressionToken &token)
{
    return token.at + token.text.size();
}

/// Whether what lies between the last token and the end of the text is a comment that goes on.
bool endsInComment(std::string_view rest)
{
    for (std::size_t at = rest.find('/'); at != std::string_view::npos; at = rest.find('/', at)) {
        const bool isLine = rest.substr(at).starts_with("//");
        const std::string_view mark = isLine ? "\n" : "*/";
        const std::size_t end = rest.find(mark, at + 2);
        if (end == std::string_view::npos)
            return true;
        at = end + mark.size();
    }
    return false;
}

/// Whether the closing mark of a text is missing, or that of a piece of a template literal.
bool isOpen(const Tokens &tokens, std::size_t i)
{
    const std::string_view text = tokens[i].text;
    const bool isPiece = tokens[i].kind == Kind::Template && i > 0 && tokens[i - 1].isSign("}");
    const std::size_t opening = isPiece ? 0 : 1;
    const char mark = tokens[i].kind == Kind::Template ? '`' : text.front();
    if (text.size() <= opening || text.back() != mark)
        return true;
    std::size_t slashes = 0;
    while (slashes + 1 < text.size() && text[text.size() - 2 - slashes] == '\\')
        ++slashes;
    return slashes % 2 == 1;
}

std::optional<std::size_t> openingOf(const Tokens &tokens, std::size_t close)
{
    int depth = 0;
    for (std::size_t i = close + 1; i-- > 0;) {
        depth += tokens[i].isSign("]") ? 1 : tokens[i].isSign("[") ? -1 : 0;
        if (depth == 0)
            return i;
    }
    return std::nullopt;
}

/// The path whose last token is the one at `last`, and the token that it begins with.
std::optional<std::pair<ValuePath, std::size_t>> pathBefore(const Tokens &tokens, std::size_t last)
{
    ValuePath path;
    std::size_t i = last;
    for (;;) {
        if (tokens[i].kind == Kind::Word) {
            path.insert(path.begin(), std::string(tokens[i].text));
            if (i == 0 || !isPoint(tokens[i - 1]))
                return std::pair(path, i);
            if (i < 2)
                return std::nullopt;
            i -= 2;
            continue;
        }
        const auto open = tokens[i].isSign("]") ? openingOf(tokens, i) : std::nullopt;
        if (!open || *open == 0)
            return std::nullopt;
        const bool isName = i == *open + 2 && tokens[*open + 1].kind == Kind::Text;
        path.insert(path.begin(), isName ? textOfToken(tokens[*open + 1]) : "[]");
        i = *open - 1;
        if (tokens[i].isSign("?.")) {
            if (i == 0)
                return std::nullopt;
            --i;
        }
    }
}

bool endsValue(const ExpressionToken &token)
{
    if (token.kind == Kind::Word)
        return std::ranges::find(operatorWords, token.text) == operatorWords.end();
    if (token.kind == Kind::Sign)
        return token.isSign(")") || token.isSign("]") || token.isSign("}");
    return true;
}

/// The member after a point, or between brackets that the token at `sign` opens.
ExpressionCaret memberAt(const Tokens &tokens, std::size_t sign, ExpressionCaret found, std::size_t end)
{
    found.place = ExpressionCaret::Place::Member;
    found.sign = tokens[sign].text;
    std::size_t first = sign;
    if (found.sign == "[" && sign > 0 && tokens[sign - 1].isSign("?."))
        first = sign - 1;
    found.start = tokens[first].at;
    found.length = end - found.start;
    if (first > 0) {
        if (auto path = pathBefore(tokens, first - 1))
            found.owner = std::move(path->first);
    }
    return found;
}

/// Past what closes the brackets of a name that is being written.
std::size_t endOfBrackets(std::string_view expression, std::size_t at, char quote)
{
    std::size_t end = at;
    while (end < expression.size() && (isLetter(expression[end]) || expression[end] == ' '))
        ++end;
    if (quote == 0 || end == expression.size() || expression[end] != quote)
        end = at;
    else
        ++end;
    return end < expression.size() && expression[end] == ']' ? end + 1 : end;
}

} // namespace

ExpressionCaret caretIn(std::string_view expression, std::size_t caret)
{
    caret = std::min(caret, expression.size());
    const Tokens tokens = expressionTokens(expression.substr(0, caret));
    ExpressionCaret found;
    found.start = caret;
    const std::size_t covered = tokens.empty() ? 0 : endOf(tokens.back());
    if (endsInComment(expression.substr(covered, caret - covered)))
        return found;
    std::size_t before = tokens.size(); // one past the token that stands before the word
    if (!tokens.empty() && covered == caret) {
        const ExpressionToken &last = tokens.back();
        if (last.kind == Kind::Text && isOpen(tokens, tokens.size() - 1)) {
            if (tokens.size() < 3 || !tokens[tokens.size() - 2].isSign("[") ||
                !endsValue(tokens[tokens.size() - 3]))
                return found;
            found.quote = last.text.front();
            found.word = textOfToken(last);
            return memberAt(tokens, tokens.size() - 2, found, endOfBrackets(expression, caret, found.quote));
        }
        if (last.kind == Kind::Template && isOpen(tokens, tokens.size() - 1))
            return found;
        if (last.kind == Kind::Number || last.kind == Kind::Pattern)
            return found;
        if (last.kind == Kind::Word) {
            found.word = std::string(last.text);
            found.start = last.at;
            --before;
        }
    }
    std::size_t end = caret;
    while (end < expression.size() && isLetter(expression[end]))
        ++end;
    found.length = end - found.start;
    if (before > 0) {
        const ExpressionToken &sign = tokens[before - 1];
        if (isPoint(sign))
            return memberAt(tokens, before - 1, found, end);
        if (sign.isSign("[") && before > 1 && endsValue(tokens[before - 2]) && found.word.empty())
            return memberAt(tokens, before - 1, found, endOfBrackets(expression, caret, 0));
        if (found.word.empty() && endsValue(sign))
            return found;
    }
    found.place = ExpressionCaret::Place::Name;
    return found;
}

std::optional<ValuePath> pathOf(std::string_view expression)
{
    const Tokens tokens = expressionTokens(expression);
    if (tokens.empty())
        return std::nullopt;
    auto path = pathBefore(tokens, tokens.size() - 1);
    if (!path || path->second != 0)
        return std::nullopt;
    return std::move(path->first);
}

std::optional<ValuePath> itemPathOf(std::string_view parameter, std::string_view expression,
                                    std::size_t caret)
{
    const Tokens tokens = expressionTokens(expression.substr(0, caret));
    for (std::size_t i = tokens.size(); i-- > 4;) {
        if (!tokens[i].isWord(parameter) || !tokens[i - 1].isSign("("))
            continue;
        // list.map(item => and list.map((item, index) =>
        const std::size_t open = tokens[i - 2].isSign("(") ? i - 2 : i - 1;
        if (open < 3 || !tokens[open - 2].isSign(".") ||
            std::ranges::find(methodsWithItems, tokens[open - 1].text) == methodsWithItems.end())
            continue;
        auto list = pathBefore(tokens, open - 3);
        if (!list)
            return std::nullopt;
        list->first.emplace_back("[]");
        return std::move(list->first);
    }
    return std::nullopt;
}

} // namespace perdura
