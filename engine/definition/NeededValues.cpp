// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/NeededValues.h"

#include "engine/definition/ExpressionRules.h"

#include <algorithm>
#include <array>
#include <set>

namespace perdura {

namespace {

using Kind = ExpressionToken::Kind;

constexpr std::array<std::string_view, 5> roots{"vars", "input", "item", "index", "error"};

class Reader
{
public:
    explicit Reader(const std::vector<ExpressionToken> &tokens)
        : m_tokens(tokens)
        , m_parameters(parameterNames(tokens))
    {}

    std::vector<NeededValue> run()
    {
        for (std::size_t i = 0; i < m_tokens.size(); ++i) {
            if (isRoot(i))
                take(i);
        }
        std::erase_if(m_found, [this](const NeededValue &value) {
            return m_whole.contains(value.root) || m_asked.contains({value.root, value.name});
        });
        return std::move(m_found);
    }

private:
    [[nodiscard]] bool isSign(std::size_t i, std::string_view sign) const
    {
        return i < m_tokens.size() && m_tokens[i].isSign(sign);
    }

    /// Not as a member of something else, nor as a key of an object.
    [[nodiscard]] bool isRoot(std::size_t i) const
    {
        const ExpressionToken &token = m_tokens[i];
        if (token.kind != Kind::Word || std::ranges::find(roots, token.text) == roots.end() ||
            m_parameters.contains(token.text))
            return false;
        const bool isMember = i > 0 && (isSign(i - 1, ".") || isSign(i - 1, "?."));
        const bool isKey = i > 0 && (isSign(i - 1, "{") || isSign(i - 1, ",")) && isSign(i + 1, ":");
        return !isMember && !isKey;
    }

    void take(std::size_t i)
    {
        NeededValue value{std::string(m_tokens[i].text), {}};
        std::size_t last = i;
        if (value.root == "vars" || value.root == "input") {
            last = endOfMember(i, value.name);
            // As a whole, with a computed name or as hasOwnProperty(): it may be asked about any member.
            if (last == i || isSign(last + 1, "(")) {
                m_whole.insert(value.root);
                return;
            }
            value.at = m_tokens[i + 1].at;
            value.length = m_tokens[last].at + m_tokens[last].text.size() - value.at;
        }
        if (isAsked(i, last))
            m_asked.emplace(value.root, value.name);
        else
            m_found.push_back(std::move(value));
    }

    /// The last token of .name or ["name"]; that of the root when there is none.
    std::size_t endOfMember(std::size_t i, std::string &name) const
    {
        if ((isSign(i + 1, ".") || isSign(i + 1, "?.")) && i + 2 < m_tokens.size() &&
            m_tokens[i + 2].kind == Kind::Word) {
            name = m_tokens[i + 2].text;
            return i + 2;
        }
        if (isSign(i + 1, "[") && isSign(i + 3, "]") && m_tokens[i + 2].kind == Kind::Text) {
            name = textOfToken(m_tokens[i + 2]);
            return i + 3;
        }
        return i;
    }

    [[nodiscard]] bool isNothing(std::size_t i) const
    {
        return i < m_tokens.size() && (m_tokens[i].isWord("undefined") || m_tokens[i].isWord("null"));
    }
    [[nodiscard]] bool isComparison(std::size_t i) const
    {
        return isSign(i, "===") || isSign(i, "!==") || isSign(i, "==") || isSign(i, "!=");
    }

    /// Which is wrong for another reason.
    [[nodiscard]] bool isAssignment(std::size_t i) const
    {
        if (i >= m_tokens.size() || m_tokens[i].kind != Kind::Sign)
            return false;
        const std::string_view sign = m_tokens[i].text;
        return sign == "++" || sign == "--" ||
               (sign.ends_with('=') && !isComparison(i) && sign != "<=" && sign != ">=");
    }

    /// Whether the expression looks if the value is there.
    [[nodiscard]] bool isAsked(std::size_t first, std::size_t last) const
    {
        for (const std::string_view sign : {"??", "||", "&&", "?", "?."}) {
            if (isSign(last + 1, sign))
                return true;
        }
        if (isAssignment(last + 1) || (isComparison(last + 1) && isNothing(last + 2)))
            return true;
        const bool isWhole = !isSign(last + 1, ".") && !isSign(last + 1, "[");
        if (first == 0 || !isWhole)
            return false;
        return isSign(first - 1, "!") || m_tokens[first - 1].isWord("typeof") ||
               (first > 1 && isComparison(first - 1) && isNothing(first - 2));
    }

    const std::vector<ExpressionToken> &m_tokens;
    std::set<std::string_view> m_parameters;
    std::vector<NeededValue> m_found;
    std::set<std::string> m_whole;                         ///< roots that stand alone somewhere
    std::set<std::pair<std::string, std::string>> m_asked; ///< with the member
};

} // namespace

std::vector<NeededValue> neededValues(const std::vector<ExpressionToken> &tokens)
{
    const auto isOne = [](const ExpressionToken &token) {
        return token.kind == Kind::Word && std::ranges::find(roots, token.text) != roots.end();
    };
    if (std::ranges::none_of(tokens, isOne) || hasStatements(tokens))
        return {};
    return Reader(tokens).run();
}

} // namespace perdura
