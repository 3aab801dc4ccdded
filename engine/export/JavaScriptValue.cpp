// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/export/JavaScriptValue.h"

#include "engine/definition/Expression.h"
#include "engine/definition/ExpressionTokens.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace perdura {

namespace {

constexpr std::size_t lineLength = 100;

bool isNameSign(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '$';
}

bool isPlainName(std::string_view name)
{
    return !name.empty() && !(name.front() >= '0' && name.front() <= '9') &&
           std::ranges::all_of(name, isNameSign);
}

/// A comma outside of brackets would part the arguments of a call.
bool hasOuterComma(const std::vector<ExpressionToken> &tokens)
{
    int depth = 0;
    for (const ExpressionToken &token : tokens) {
        if (token.kind != ExpressionToken::Kind::Sign)
            continue;
        if (token.text == "(" || token.text == "[" || token.text == "{" || token.text == "${")
            ++depth;
        else if (token.text == ")" || token.text == "]" || token.text == "}")
            --depth;
        else if (token.text == "," && depth == 0)
            return true;
    }
    return false;
}

std::string trimmed(std::string text)
{
    const auto isSpace = [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; };
    while (!text.empty() && isSpace(text.back()))
        text.pop_back();
    text.erase(text.begin(), std::ranges::find_if_not(text, isSpace));
    return text;
}

/// An object is put into brackets where it could be taken for a block, which is nowhere here.
std::string withoutBrackets(const std::string &code)
{
    if (!code.starts_with("({") || !code.ends_with("})"))
        return code;
    int depth = 0;
    for (const ExpressionToken &token : expressionTokens(code)) {
        if (token.isSign("("))
            ++depth;
        else if (token.isSign(")"))
            --depth;
        if (depth == 0 && token.at + 1 != code.size())
            return code;
    }
    return code.substr(1, code.size() - 2);
}

/// One that lasts to the end of the line would swallow what follows.
bool hasComment(const std::string &code)
{
    const auto tokens = expressionTokens(code);
    for (auto at = code.find("//"); at != std::string::npos; at = code.find("//", at + 1)) {
        if (std::ranges::none_of(tokens, [at](const ExpressionToken &token) {
                return token.at <= at && at < token.at + token.text.size();
            }))
            return true;
    }
    return false;
}

std::string expressionCode(const std::string &field)
{
    std::string code = withoutBrackets(trimmed(field.substr(1)));
    if (code.empty())
        return "undefined";
    if (hasComment(code))
        return "(" + code + "\n)";
    return hasOuterComma(expressionTokens(code)) ? "(" + code + ")" : code;
}

/// The word as a name of its own, followed by what `fits` says; '\0' stands for the end.
template <typename Fits>
bool findWord(const std::string &line, std::string_view word, const Fits &fits)
{
    for (auto at = line.find(word); at != std::string::npos; at = line.find(word, at + 1)) {
        const std::size_t end = at + word.size();
        const char next = end == line.size() ? '\0' : line[end];
        const bool isWhole = (at == 0 || !isNameSign(line[at - 1])) && !isNameSign(next);
        const bool isSpread = at >= 3 && line.compare(at - 3, 3, "...") == 0;
        const bool isMember = at > 0 && line[at - 1] == '.' && !isSpread;
        if (isWhole && !isMember && fits(next))
            return true;
    }
    return false;
}

CodeLines listCode(const std::vector<CodeLines> &items, std::string_view open, std::string_view close,
                   bool isSpaced)
{
    if (items.empty())
        return {std::string(open) + std::string(close)};
    std::size_t length = 4;
    bool isShort = true;
    for (const CodeLines &item : items) {
        isShort = isShort && item.size() == 1 && item.front().find('\n') == std::string::npos;
        length += item.front().size() + 2;
    }
    if (isShort && length <= lineLength) {
        std::string line(open);
        line += isSpaced ? " " : "";
        for (const CodeLines &item : items)
            line += item.front() + (&item == &items.back() ? "" : ", ");
        line += isSpaced ? " " : "";
        return {line + std::string(close)};
    }
    CodeLines lines{std::string(open)};
    for (const CodeLines &item : items)
        append(lines, indented(around({}, item, ",")));
    lines.emplace_back(close);
    return lines;
}

} // namespace

std::string javaScriptText(std::string_view text)
{
    std::string code = "'";
    for (const char c : text) {
        if (c == '\'' || c == '\\') {
            code += '\\';
            code += c;
        } else if (c == '\n') {
            code += "\\n";
        } else if (static_cast<unsigned char>(c) < 0x20) {
            std::array<char, 8> escaped{};
            std::snprintf(escaped.data(), escaped.size(), "\\x%02x", unsigned(c));
            code += escaped.data();
        } else {
            code += c;
        }
    }
    return code + '\'';
}

std::string javaScriptMember(std::string_view object, std::string_view name)
{
    const std::string begin(object);
    return isPlainName(name) ? begin + '.' + std::string(name) : begin + '[' + javaScriptText(name) + ']';
}

std::string javaScriptKey(std::string_view name)
{
    // A member of that name in a literal would set the prototype.
    if (name == "__proto__")
        return "['__proto__']";
    return isPlainName(name) ? std::string(name) : javaScriptText(name);
}

CodeLines javaScriptValue(const Json &value)
{
    if (isExpression(value))
        return {expressionCode(value.get_ref<const std::string &>())};
    if (value.is_string())
        return {javaScriptText(value.get_ref<const std::string &>())};
    if (value.is_array()) {
        std::vector<CodeLines> items;
        for (const Json &item : value)
            items.push_back(javaScriptValue(item));
        return listCode(items, "[", "]", false);
    }
    if (value.is_object()) {
        std::vector<JavaScriptMember> members;
        for (const auto &[name, member] : value.items())
            members.push_back({name, javaScriptValue(member)});
        return javaScriptObject(members);
    }
    return {dumpJson(value)};
}

CodeLines javaScriptObject(const std::vector<JavaScriptMember> &members)
{
    std::vector<CodeLines> items;
    for (const auto &[name, value] : members) {
        const std::string key = javaScriptKey(name);
        items.push_back(value.size() == 1 && value.front() == key ? value : around(key + ": ", value, {}));
    }
    return listCode(items, "{", "}", true);
}

bool hasExpressions(const Json &value)
{
    return isExpression(value) || (value.is_structured() && std::ranges::any_of(value, hasExpressions));
}

CodeLines around(std::string_view prefix, CodeLines value, std::string_view suffix)
{
    if (value.empty())
        value.emplace_back();
    value.front().insert(0, prefix);
    value.back() += suffix;
    return value;
}

CodeLines indented(const CodeLines &lines)
{
    CodeLines inner;
    inner.reserve(lines.size());
    for (const std::string &line : lines)
        inner.push_back(line.empty() ? line : "    " + line);
    return inner;
}

void append(CodeLines &lines, const CodeLines &more)
{
    lines.insert(lines.end(), more.begin(), more.end());
}

bool mentions(const CodeLines &lines, std::string_view word)
{
    return std::ranges::any_of(
        lines, [word](const std::string &line) { return findWord(line, word, [](char) { return true; }); });
}

bool calls(const CodeLines &lines, std::string_view function)
{
    return std::ranges::any_of(lines, [function](const std::string &line) {
        return findWord(line, function, [](char next) { return next == '('; });
    });
}

} // namespace perdura
