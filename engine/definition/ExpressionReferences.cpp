// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/ExpressionReferences.h"

#include <algorithm>
#include <cctype>

namespace perdura {

namespace {

class Scanner
{
public:
    explicit Scanner(std::string_view text)
        : m_text(text)
    {}

    std::vector<std::string> run()
    {
        char before = 0;
        while (m_at < m_text.size()) {
            const char c = m_text[m_at];
            if (skipText() || skipComment())
                continue;
            if (!isWord(c)) {
                if (!isSpace(c))
                    before = c;
                ++m_at;
                continue;
            }
            if (word() == "nodes" && before != '.')
                readName();
            before = 'a';
        }
        return std::move(m_names);
    }

private:
    static bool isSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
    // Bytes of other alphabets count as letters.
    static bool isWord(char c)
    {
        return std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '$' || (c & 0x80);
    }

    bool startsWith(std::string_view what) const { return m_text.substr(m_at).starts_with(what); }

    void skipSpace()
    {
        while (m_at < m_text.size() && isSpace(m_text[m_at]))
            ++m_at;
    }

    std::string_view word()
    {
        const std::size_t start = m_at;
        while (m_at < m_text.size() && isWord(m_text[m_at]))
            ++m_at;
        return m_text.substr(start, m_at - start);
    }

    bool skipText(std::string *content = nullptr)
    {
        const char quote = m_text[m_at];
        if (quote != '"' && quote != '\'' && quote != '`')
            return false;
        for (++m_at; m_at < m_text.size() && m_text[m_at] != quote; ++m_at) {
            if (m_text[m_at] == '\\' && m_at + 1 < m_text.size())
                ++m_at;
            if (content)
                *content += m_text[m_at];
        }
        m_at = std::min(m_at + 1, m_text.size()); // the closing quote may be missing
        return true;
    }

    bool skipComment()
    {
        if (!startsWith("//") && !startsWith("/*"))
            return false;
        const std::string_view end = startsWith("//") ? "\n" : "*/";
        const std::size_t found = m_text.find(end, m_at + 2);
        m_at = found == std::string_view::npos ? m_text.size() : found + end.size();
        return true;
    }

    void readName()
    {
        skipSpace();
        if (startsWith("?."))
            m_at += 2;
        else if (startsWith("."))
            m_at += 1;
        else if (!startsWith("["))
            return;
        skipSpace();
        if (!startsWith("[")) {
            if (const auto name = word(); !name.empty())
                m_names.emplace_back(name);
            return;
        }
        ++m_at;
        skipSpace();
        std::string name;
        const bool isTemplate = startsWith("`");
        if (m_at >= m_text.size() || isTemplate || !skipText(&name))
            return;
        skipSpace();
        if (startsWith("]")) // anything else computes the name
            m_names.push_back(std::move(name));
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    std::vector<std::string> m_names;
};

} // namespace

std::vector<std::string> referencedNodes(std::string_view expression)
{
    return Scanner(expression).run();
}

} // namespace perdura
