// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/ExpressionRules.h"

#include "engine/definition/ExpressionFunctions.h"

#include <algorithm>
#include <optional>
#include <set>

namespace perdura {

namespace {

using Kind = ExpressionToken::Kind;
using Words = std::set<std::string_view>;

const Words keywords{"break",  "case",  "catch",  "class", "const",      "continue", "debugger",  "default",
                     "delete", "do",    "else",   "false", "finally",    "for",      "function",  "if",
                     "in",     "of",    "let",    "new",   "instanceof", "null",     "return",    "super",
                     "switch", "this",  "throw",  "true",  "try",        "typeof",   "undefined", "var",
                     "void",   "while", "with",   "yield", "async",      "await",    "arguments", "static",
                     "get",    "set",   "extends"};

/// Those of the language that the sandbox leaves.
const Words languageNames{"Array",
                          "Boolean",
                          "Date",
                          "Error",
                          "EvalError",
                          "Infinity",
                          "JSON",
                          "Map",
                          "Math",
                          "NaN",
                          "Number",
                          "Object",
                          "RangeError",
                          "ReferenceError",
                          "RegExp",
                          "Set",
                          "String",
                          "Symbol",
                          "SyntaxError",
                          "TypeError",
                          "URIError",
                          "decodeURI",
                          "encodeURI",
                          "encodeURIComponent",
                          "decodeURIComponent",
                          "escape",
                          "unescape",
                          "globalThis",
                          "isFinite",
                          "isNaN",
                          "parseFloat",
                          "parseInt"};

const Words outsideNames{"Atomics",           "Function",  "Promise",       "Proxy",   "Qt",
                         "SharedArrayBuffer", "WebSocket", "Worker",        "alert",   "clearTimeout",
                         "console",           "document",  "eval",          "fetch",   "import",
                         "localStorage",      "print",     "process",       "require", "setInterval",
                         "setTimeout",        "window",    "XMLHttpRequest"};

const Words statementWords{"let", "const", "var", "function", "class", "catch"};

const Words assigningSigns{"=",    "+=", "-=", "*=", "/=",  "%=",  "**=",  "<<=", ">>=",
                           ">>>=", "&=", "|=", "^=", "&&=", "||=", "?\?=", "++",  "--"};

const Words changingMethods{"copyWithin", "fill", "pop",    "push",   "reverse",
                            "shift",      "sort", "splice", "unshift"};

/// The names in front of "=>": one word, or all that stand between the brackets.
void addParameters(const std::vector<ExpressionToken> &tokens, std::size_t arrow, Words &names)
{
    if (arrow == 0)
        return;
    std::size_t i = arrow - 1;
    if (tokens[i].kind == Kind::Word)
        names.insert(tokens[i].text);
    if (!tokens[i].isSign(")"))
        return;
    for (int depth = 1; depth > 0 && i > 0;) {
        --i;
        depth += tokens[i].isSign(")") ? 1 : tokens[i].isSign("(") ? -1 : 0;
        if (tokens[i].kind == Kind::Word)
            names.insert(tokens[i].text);
    }
}

class Finder
{
public:
    explicit Finder(const std::vector<ExpressionToken> &tokens)
        : m_tokens(tokens)
        , m_declared(parameterNames(tokens))
        , m_hasStatements(hasStatements(tokens))
    {}

    std::vector<ExpressionFlaw> run()
    {
        for (std::size_t i = 0; i < m_tokens.size(); ++i) {
            if (m_tokens[i].kind == Kind::Word && !isMember(i) && !isKey(i))
                checkName(i);
        }
        return std::move(m_flaws);
    }

private:
    [[nodiscard]] bool isSign(std::size_t i, std::string_view sign) const
    {
        return i < m_tokens.size() && m_tokens[i].isSign(sign);
    }
    [[nodiscard]] bool isWord(std::size_t i, std::string_view word) const
    {
        return i < m_tokens.size() && m_tokens[i].isWord(word);
    }
    [[nodiscard]] bool isMember(std::size_t i) const
    {
        return i > 0 && (isSign(i - 1, ".") || isSign(i - 1, "?."));
    }
    /// The name of a member in {name: value} or {name() {…}}.
    [[nodiscard]] bool isKey(std::size_t i) const
    {
        const bool mayBe = i > 0 && (isSign(i - 1, "{") || isSign(i - 1, ","));
        return mayBe && (isSign(i + 1, ":") || (isSign(i - 1, "{") && isSign(i + 1, "(")));
    }

    void add(ExpressionFlaw::Kind kind, std::string_view name, std::size_t first, std::size_t last)
    {
        const std::size_t at = m_tokens[first].at;
        m_flaws.push_back({kind, std::string(name), at, m_tokens[last].at + m_tokens[last].text.size() - at});
    }

    void checkName(std::size_t i)
    {
        const std::string_view name = m_tokens[i].text;
        if (m_declared.contains(name))
            return;
        const auto &ours = expressionNames();
        if (name == "Date")
            checkClock(i);
        else if (name == "Math" && isSign(i + 1, ".") && isWord(i + 2, "random"))
            add(ExpressionFlaw::Kind::Random, "Math.random", i, i + 2);
        else if (std::ranges::find(ours, name) != ours.end())
            checkAssignment(i);
        else if (keywords.contains(name) || languageNames.contains(name) || findExpressionFunction(name) ||
                 m_hasStatements || (i > 0 && isWord(i - 1, "typeof")))
            return;
        else
            add(outsideNames.contains(name) ? ExpressionFlaw::Kind::Outside
                                            : ExpressionFlaw::Kind::UnknownName,
                name, i, i);
    }

    /// A date made from something is as fixed as that; only one made from nothing asks the clock.
    void checkClock(std::size_t i)
    {
        const bool isNew = i > 0 && isWord(i - 1, "new");
        const bool isCalled = isSign(i + 1, "(");
        const bool isEmpty = isCalled && isSign(i + 2, ")");
        if (isSign(i + 1, ".") && isWord(i + 2, "now"))
            add(ExpressionFlaw::Kind::Clock, "Date.now", i, isSign(i + 4, ")") ? i + 4 : i + 2);
        else if (isNew && isEmpty)
            add(ExpressionFlaw::Kind::Clock, "new Date", i - 1, i + 2);
        else if (isNew && !isCalled && !isSign(i + 1, "."))
            add(ExpressionFlaw::Kind::Clock, "new Date", i - 1, i);
        else if (!isNew && isEmpty)
            add(ExpressionFlaw::Kind::Clock, "Date", i, i + 2);
    }

    void checkAssignment(std::size_t i)
    {
        // A name that a statement may have introduced is the expression's own.
        if (m_hasStatements && isIntroduced(m_tokens[i].text))
            return;
        const std::size_t last = endOfChain(i);
        const bool isChangedBefore =
            i > 0 && (isSign(i - 1, "++") || isSign(i - 1, "--") || (isWord(i - 1, "delete") && last > i));
        const bool isChangedAfter = last + 1 < m_tokens.size() && m_tokens[last + 1].kind == Kind::Sign &&
                                    assigningSigns.contains(m_tokens[last + 1].text);
        const bool isChangedBySelf = last > i && m_tokens[last].kind == Kind::Word &&
                                     changingMethods.contains(m_tokens[last].text) && isSign(last + 1, "(");
        if (isChangedBefore || isChangedAfter || isChangedBySelf)
            add(ExpressionFlaw::Kind::Assignment, m_tokens[i].text, i, last);
    }

    [[nodiscard]] bool isIntroduced(std::string_view name) const
    {
        for (std::size_t i = 1; i < m_tokens.size(); ++i) {
            if (!m_tokens[i].isWord(name) || m_tokens[i - 1].isSign("."))
                continue;
            const ExpressionToken &before = m_tokens[i - 1];
            const bool isDeclared = before.kind == Kind::Word && statementWords.contains(before.text);
            const bool isParameter =
                (before.isSign("(") || before.isSign(",")) && (isSign(i + 1, ",") || isSign(i + 1, ")"));
            if (isDeclared || isParameter)
                return true;
        }
        return false;
    }

    /// The last token of name.member[index]…
    [[nodiscard]] std::size_t endOfChain(std::size_t i) const
    {
        for (;;) {
            if ((isSign(i + 1, ".") || isSign(i + 1, "?.")) && i + 2 < m_tokens.size() &&
                m_tokens[i + 2].kind == Kind::Word) {
                i += 2;
                continue;
            }
            const auto close = isSign(i + 1, "[") ? closing(i + 1) : std::nullopt;
            if (!close)
                return i;
            i = *close;
        }
    }

    [[nodiscard]] std::optional<std::size_t> closing(std::size_t open) const
    {
        int depth = 0;
        for (std::size_t i = open; i < m_tokens.size(); ++i) {
            depth += m_tokens[i].isSign("[") ? 1 : m_tokens[i].isSign("]") ? -1 : 0;
            if (depth == 0)
                return i;
        }
        return std::nullopt;
    }

    const std::vector<ExpressionToken> &m_tokens;
    Words m_declared; ///< parameters of arrow functions
    bool m_hasStatements;
    std::vector<ExpressionFlaw> m_flaws;
};

} // namespace

std::vector<ExpressionFlaw> expressionFlaws(const std::vector<ExpressionToken> &tokens)
{
    return Finder(tokens).run();
}

const std::vector<std::string_view> &expressionNames()
{
    static const std::vector<std::string_view> names{"input", "vars",     "nodes", "item",   "index",  "now",
                                                     "error", "instance", "state", "entity", "secrets"};
    return names;
}

std::set<std::string_view> parameterNames(const std::vector<ExpressionToken> &tokens)
{
    Words names;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (tokens[i].isSign("=>"))
            addParameters(tokens, i, names);
    }
    return names;
}

bool hasStatements(const std::vector<ExpressionToken> &tokens)
{
    return std::ranges::any_of(tokens, [](const ExpressionToken &token) {
        return token.kind == Kind::Word && statementWords.contains(token.text);
    });
}

bool usesName(const std::vector<ExpressionToken> &tokens, std::string_view name)
{
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (tokens[i].isWord(name) && (i == 0 || !(tokens[i - 1].isSign(".") || tokens[i - 1].isSign("?."))))
            return true;
    }
    return false;
}

} // namespace perdura
