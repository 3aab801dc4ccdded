// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/ExpressionReferences.h"

#include <algorithm>
#include <optional>

namespace perdura {

namespace {

using Kind = ExpressionToken::Kind;

/// What stands behind a word such as `nodes`: .name, ?.name, ["name"].
std::optional<std::string> nameAfter(const std::vector<ExpressionToken> &tokens, std::size_t at)
{
    const auto isSign = [&tokens](std::size_t i, std::string_view sign) {
        return i < tokens.size() && tokens[i].isSign(sign);
    };
    std::size_t next = at + 1;
    if (isSign(next, ".") || isSign(next, "?.")) {
        ++next;
        if (next < tokens.size() && (tokens[next].kind == Kind::Word || tokens[next].kind == Kind::Number))
            return std::string(tokens[next].text);
    }
    // Anything else between the brackets computes the name.
    if (isSign(next, "[") && next + 1 < tokens.size() && tokens[next + 1].kind == Kind::Text &&
        isSign(next + 2, "]"))
        return textOfToken(tokens[next + 1]);
    return std::nullopt;
}

/// What follows each use of the word: a name, or nothing where it is computed.
std::vector<std::optional<std::string>> usesOf(const std::vector<ExpressionToken> &tokens,
                                               std::string_view word)
{
    std::vector<std::optional<std::string>> uses;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const bool isMember = i > 0 && (tokens[i - 1].isSign(".") || tokens[i - 1].isSign("?."));
        const bool isKey = i > 0 && (tokens[i - 1].isSign("{") || tokens[i - 1].isSign(",")) &&
                           i + 1 < tokens.size() && tokens[i + 1].isSign(":");
        if (tokens[i].isWord(word) && !isMember && !isKey)
            uses.push_back(nameAfter(tokens, i));
    }
    return uses;
}

std::vector<std::string> namesAfter(const std::vector<ExpressionToken> &tokens, std::string_view word)
{
    std::vector<std::string> names;
    for (auto &name : usesOf(tokens, word)) {
        if (name)
            names.push_back(*std::move(name));
    }
    return names;
}

} // namespace

std::vector<std::string> referencedNodes(const std::vector<ExpressionToken> &tokens)
{
    return namesAfter(tokens, "nodes");
}

std::vector<std::string> referencedSecrets(const std::vector<ExpressionToken> &tokens)
{
    return namesAfter(tokens, "secrets");
}

bool hasUnnamedSecret(const std::vector<ExpressionToken> &tokens)
{
    const auto uses = usesOf(tokens, "secrets");
    return std::find(uses.begin(), uses.end(), std::nullopt) != uses.end();
}

std::vector<std::string> referencedNodes(std::string_view expression)
{
    return referencedNodes(expressionTokens(expression));
}

} // namespace perdura
