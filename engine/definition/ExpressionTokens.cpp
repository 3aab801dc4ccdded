// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/ExpressionTokens.h"

#include "engine/core/Text.h"

#include <algorithm>
#include <array>

namespace perdura {

namespace {

using Kind = ExpressionToken::Kind;

// The longer ones first, so that the first that fits is the right one. The compiler would take ??= without
// its backslash for a trigraph.
constexpr std::array<std::string_view, 34> longSigns{
    ">>>=", "===", "!==", "**=", "<<=", ">>=", ">>>", "&&=", "||=", "?\?=", "...", "=>",
    "==",   "!=",  "<=",  ">=",  "&&",  "||",  "??",  "?.",  "++",  "--",   "+=",  "-=",
    "*=",   "/=",  "%=",  "&=",  "|=",  "^=",  "**",  "<<",  ">>",  "${"};

constexpr std::array<std::string_view, 8> beforePattern{"return", "typeof", "case", "in",
                                                        "of",     "delete", "void", "new"};

class Tokenizer
{
public:
    explicit Tokenizer(std::string_view text)
        : m_text(text)
    {}

    std::vector<ExpressionToken> run()
    {
        while (m_at < m_text.size())
            step();
        return std::move(m_tokens);
    }

private:
    static bool isSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
    // Bytes of other alphabets count as letters.
    static bool isInWord(char c) { return isWordCharacter(c) || (c & 0x80); }

    [[nodiscard]] bool startsWith(std::string_view what) const
    {
        return m_text.substr(m_at).starts_with(what);
    }

    void add(Kind kind, std::size_t start)
    {
        m_tokens.push_back({kind, m_text.substr(start, m_at - start), start});
    }

    void step()
    {
        const char c = m_text[m_at];
        if (isSpace(c)) {
            ++m_at;
        } else if (startsWith("//") || startsWith("/*")) {
            skipComment();
        } else if (c == '"' || c == '\'') {
            takeQuoted();
        } else if (c == '`') {
            ++m_at;
            takeTemplatePiece(m_at - 1);
        } else if (c == '}' && !m_templates.empty() && m_templates.back() == 0) {
            m_templates.pop_back();
            ++m_at;
            add(Kind::Sign, m_at - 1);
            takeTemplatePiece(m_at);
        } else if (c == '/' && mayBePattern()) {
            takePattern();
        } else if (isInWord(c)) {
            takeWord();
        } else {
            takeSign();
        }
    }

    void skipComment()
    {
        const std::string_view end = startsWith("//") ? "\n" : "*/";
        const std::size_t found = m_text.find(end, m_at + 2);
        m_at = found == std::string_view::npos ? m_text.size() : found + end.size();
    }

    void takeQuoted()
    {
        const std::size_t start = m_at;
        const char quote = m_text[m_at];
        for (++m_at; m_at < m_text.size() && m_text[m_at] != quote; ++m_at) {
            if (m_text[m_at] == '\\')
                ++m_at;
        }
        m_at = std::min(m_at + 1, m_text.size()); // the closing mark may be missing
        add(Kind::Text, start);
    }

    /// Up to the end of the literal or to what it computes next.
    void takeTemplatePiece(std::size_t start)
    {
        while (m_at < m_text.size() && m_text[m_at] != '`' && !startsWith("${"))
            m_at += m_text[m_at] == '\\' ? 2 : 1;
        m_at = std::min(m_at, m_text.size());
        const bool computes = startsWith("${");
        if (!computes)
            m_at = std::min(m_at + 1, m_text.size());
        add(Kind::Template, start);
        if (computes) {
            const std::size_t sign = m_at;
            m_at += 2;
            add(Kind::Sign, sign);
            m_templates.push_back(0);
        }
    }

    /// A slash divides when a value stands before it.
    [[nodiscard]] bool mayBePattern() const
    {
        if (m_tokens.empty())
            return true;
        const ExpressionToken &before = m_tokens.back();
        if (before.kind == Kind::Word)
            return std::ranges::find(beforePattern, before.text) != beforePattern.end();
        return before.kind == Kind::Sign && !before.isSign(")") && !before.isSign("]") && !before.isSign("}");
    }

    void takePattern()
    {
        const std::size_t start = m_at;
        bool inClass = false;
        for (++m_at; m_at < m_text.size() && (inClass || m_text[m_at] != '/'); ++m_at) {
            if (m_text[m_at] == '\\')
                ++m_at;
            else if (m_text[m_at] == '[')
                inClass = true;
            else if (m_text[m_at] == ']')
                inClass = false;
        }
        m_at = std::min(m_at + 1, m_text.size());
        while (m_at < m_text.size() && isInWord(m_text[m_at])) // flags
            ++m_at;
        add(Kind::Pattern, start);
    }

    void takeWord()
    {
        const std::size_t start = m_at;
        const bool isNumber = isDigit(m_text[m_at]);
        while (m_at < m_text.size() && isInWord(m_text[m_at]))
            ++m_at;
        add(isNumber ? Kind::Number : Kind::Word, start);
    }

    void takeSign()
    {
        const std::size_t start = m_at;
        const auto found = std::ranges::find_if(longSigns, [this](auto sign) { return startsWith(sign); });
        m_at += found == longSigns.end() ? 1 : found->size();
        if (!m_templates.empty()) {
            if (m_text[start] == '{')
                ++m_templates.back();
            else if (m_text[start] == '}')
                --m_templates.back();
        }
        add(Kind::Sign, start);
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    std::vector<int> m_templates; ///< for each template literal around: the braces open in what it computes
    std::vector<ExpressionToken> m_tokens;
};

} // namespace

std::vector<ExpressionToken> expressionTokens(std::string_view expression)
{
    return Tokenizer(expression).run();
}

std::string textOfToken(const ExpressionToken &token)
{
    std::string content;
    if (token.text.empty())
        return content;
    const char quote = token.text.front();
    for (std::size_t i = 1; i < token.text.size() && token.text[i] != quote; ++i) {
        if (token.text[i] == '\\' && i + 1 < token.text.size())
            ++i;
        content += token.text[i];
    }
    return content;
}

} // namespace perdura
