// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/script/Recursion.h"

#include "engine/definition/ExpressionTokens.h"

#include <algorithm>
#include <map>
#include <set>

namespace perdura {

namespace {

using Tokens = std::vector<ExpressionToken>;
using Name = std::string_view;

/// Words after which a bracket is no call.
bool isKeyword(Name word)
{
    static const std::set<Name> keywords{"if",    "for",    "while", "switch", "catch", "return",    "typeof",
                                         "void",  "delete", "in",    "of",     "case",  "do",        "else",
                                         "throw", "new",    "yield", "await",  "with",  "instanceof"};
    return keywords.contains(word);
}

class Calls
{
public:
    explicit Calls(std::string_view code)
        : m_tokens(expressionTokens(code))
    {}

    bool mayGoInCircles()
    {
        for (std::size_t i = 0; i < m_tokens.size(); ++i)
            noteFunction(i);
        if (!m_hasFunctions)
            return false;
        for (std::size_t i = 0; i < m_tokens.size(); ++i) {
            if (isUnknownCall(i))
                return true;
        }
        for (const auto &[name, range] : m_ranges)
            noteCalls(name, range);
        return std::ranges::any_of(m_ranges, [this](const auto &entry) {
            std::set<Name> seen;
            return reaches(entry.first, entry.first, seen);
        });
    }

private:
    struct Range
    {
        std::size_t begin = 0;
        std::size_t end = 0;
    };

    bool isSign(std::size_t i, Name sign) const { return i < m_tokens.size() && m_tokens[i].isSign(sign); }
    bool isWord(std::size_t i, Name word) const { return i < m_tokens.size() && m_tokens[i].isWord(word); }
    bool isName(std::size_t i) const
    {
        return i < m_tokens.size() && m_tokens[i].kind == ExpressionToken::Kind::Word;
    }

    static int depthOf(const ExpressionToken &token)
    {
        if (token.kind != ExpressionToken::Kind::Sign || token.text.size() > 2)
            return 0;
        if (token.text == "(" || token.text == "[" || token.text == "{" || token.text == "${")
            return 1;
        return token.text == ")" || token.text == "]" || token.text == "}" ? -1 : 0;
    }

    /// The place after the bracket that closes the one at `open`.
    std::size_t afterBracket(std::size_t open) const
    {
        int depth = 0;
        for (std::size_t i = open; i < m_tokens.size(); ++i) {
            depth += depthOf(m_tokens[i]);
            if (depth == 0)
                return i + 1;
        }
        return m_tokens.size();
    }

    std::size_t openingOf(std::size_t close) const
    {
        int depth = 0;
        for (std::size_t i = close + 1; i-- > 0;) {
            depth += depthOf(m_tokens[i]);
            if (depth == 0)
                return i;
        }
        return 0;
    }

    void noteFunction(std::size_t i)
    {
        if (isWord(i, "class") || isWord(i, "get") || isWord(i, "set"))
            m_hasMethods = m_hasFunctions = true;
        else if (isWord(i, "function"))
            noteKeyword(i);
        else if (isSign(i, "=>"))
            noteArrow(i);
        else if (isName(i) && !isKeyword(m_tokens[i].text) && isSign(i + 1, "(") &&
                 !isWord(i - 1, "function") && isSign(afterBracket(i + 1), "{"))
            m_hasMethods = m_hasFunctions = true; // a method of an object
    }

    void noteKeyword(std::size_t i)
    {
        m_hasFunctions = true;
        const std::size_t named = isSign(i + 1, "*") ? i + 2 : i + 1;
        const std::size_t open = isName(named) ? named + 1 : named;
        addParameters(open, afterBracket(open));
        const Range body{open, afterBracket(afterBracket(open))};
        if (isName(named))
            m_ranges[m_tokens[named].text] = body;
        noteHolder(i, body);
    }

    void noteArrow(std::size_t i)
    {
        m_hasFunctions = true;
        const std::size_t begin = i > 0 && isSign(i - 1, ")") ? openingOf(i - 1) : i - 1;
        addParameters(begin, i);
        std::size_t end = i + 1;
        if (isSign(end, "{")) {
            end = afterBracket(end);
        } else {
            for (int depth = 0; end < m_tokens.size(); ++end) {
                depth += depthOf(m_tokens[end]);
                if (depth < 0 || (depth == 0 && (isSign(end, ",") || isSign(end, ";"))))
                    break;
            }
        }
        noteHolder(begin, {begin, end});
    }

    /// What the function that begins there is assigned to.
    void noteHolder(std::size_t begin, Range range)
    {
        if (begin == 0)
            return;
        const std::size_t before = begin - 1;
        if (isSign(before, "=") && before > 0 && isName(before - 1) && !isSign(before - 2, "."))
            m_ranges[m_tokens[before - 1].text] = range;
        else if (isSign(before, "=") || isSign(before, ":") || isSign(before, "["))
            m_hasMethods = true;
    }

    void addParameters(std::size_t begin, std::size_t end)
    {
        for (std::size_t i = begin; i < end && i < m_tokens.size(); ++i) {
            if (isName(i))
                m_parameters.insert(m_tokens[i].text);
        }
    }

    /// The name that is called by the bracket, or the template, at that place; empty: none.
    Name calledAt(std::size_t i) const
    {
        const bool isCall =
            isSign(i, "(") || (i < m_tokens.size() && m_tokens[i].kind == ExpressionToken::Kind::Template &&
                               m_tokens[i].text.starts_with('`'));
        if (!isCall || i == 0 || !isName(i - 1) || isKeyword(m_tokens[i - 1].text))
            return {};
        const bool isDeclared = i > 1 && (isWord(i - 2, "function") || isSign(i - 2, "*"));
        return isDeclared || (i > 1 && (isSign(i - 2, ".") || isSign(i - 2, "?."))) ? Name()
                                                                                    : m_tokens[i - 1].text;
    }

    /// A call of something that only the run knows: a parameter, a member that may be a function, an element.
    bool isUnknownCall(std::size_t i) const
    {
        if (const Name called = calledAt(i); !called.empty())
            return m_parameters.contains(called) && !m_ranges.contains(called);
        if (!isSign(i, "(") || i == 0)
            return false;
        const bool isMember = i > 2 && isName(i - 1) && (isSign(i - 2, ".") || isSign(i - 2, "?."));
        return (isMember && m_hasMethods) || isSign(i - 1, "]") || isSign(i - 1, "?.");
    }

    void noteCalls(Name caller, Range range)
    {
        for (std::size_t i = range.begin; i < range.end && i < m_tokens.size(); ++i) {
            if (const Name called = calledAt(i); m_ranges.contains(called))
                m_calls[caller].insert(called);
        }
    }

    bool reaches(Name from, Name to, std::set<Name> &seen) const
    {
        const auto calls = m_calls.find(from);
        return calls != m_calls.end() && std::ranges::any_of(calls->second, [&](Name called) {
                   return called == to || (seen.insert(called).second && reaches(called, to, seen));
               });
    }

    Tokens m_tokens;
    bool m_hasFunctions = false;
    bool m_hasMethods = false;
    std::set<Name> m_parameters;
    std::map<Name, Range> m_ranges; ///< of the functions with a name
    std::map<Name, std::set<Name>> m_calls;
};

} // namespace

bool mayRecurse(std::string_view code)
{
    return Calls(code).mayGoInCircles();
}

} // namespace perdura
