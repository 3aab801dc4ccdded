// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/import/CodeReader.h"

#include <algorithm>

namespace perdura {

CodeReader::CodeReader(SourceText &source, const CodeNames &names, const CodeModules &modules,
                       const Ast &function)
    : m_source(source)
    , m_names(names)
    , m_modules(modules)
    , m_function(function)
{
    walkTree(function["body"], [this](const Ast &node) {
        if (isType(node, "YieldExpression"))
            m_yields.push_back(endOf(node));
        return !isFunction(node);
    });
    std::ranges::sort(m_yields);
}

bool CodeReader::hasYield(const Ast &code) const
{
    return std::ranges::any_of(m_yields,
                               [&code](qsizetype end) { return end > startOf(code) && end <= endOf(code); });
}

bool CodeReader::isSameMoment(const Ast &earlier, const Ast &later) const
{
    const auto loopAround = [this](const Ast &node) {
        const Ast *at = m_names.parentOf(node);
        while (at && !isFunction(*at) && !isType(*at, "WhileStatement") && !isType(*at, "DoWhileStatement") &&
               !isType(*at, "ForStatement") && !isType(*at, "ForOfStatement"))
            at = m_names.parentOf(*at);
        return at;
    };
    return loopAround(earlier) == loopAround(later) &&
           std::ranges::none_of(m_yields, [&earlier, &later](qsizetype end) {
               return end > endOf(earlier) && end <= startOf(later);
           });
}

CodeValue *CodeReader::valueOf(const Ast &expression)
{
    if (!isType(expression, "Identifier"))
        return nullptr;
    const auto found = m_values.find(m_names.bindingOf(expression));
    return found == m_values.end() ? nullptr : &found->second;
}

std::string CodeReader::durableName(const Ast &expression)
{
    if (isType(expression, "CallExpression"))
        return durableName(expression["callee"]);
    if (isType(expression, "ChainExpression"))
        return durableName(expression["expression"]);
    if (!isType(expression, "MemberExpression") || flagMember(expression, "computed"))
        return {};
    const std::string member = textMember(expression["property"], "name");
    const Ast &object = expression["object"];
    if (const CodeValue *value = valueOf(object); value && value->kind == CodeValue::Kind::Durable)
        return member;
    if (isType(object, "MemberExpression") && !flagMember(object, "computed")) {
        const CodeValue *value = valueOf(object["object"]);
        if (value && value->kind == CodeValue::Kind::Context &&
            textMember(object["property"], "name") == "df")
            return member;
        if (const std::string outer = durableName(object); outer == "Task")
            return "Task." + member;
    }
    return {};
}

std::string CodeReader::moduleMember(const Ast &expression, const std::string &module) const
{
    return memberOfModule(expression, module, m_names, m_modules);
}

std::optional<std::string> CodeReader::literalText(const Ast &expression)
{
    if (isType(expression, "Literal") && expression["value"].is_string())
        return expression["value"].get<std::string>();
    if (isType(expression, "TemplateLiteral") && expression["quasis"].size() == 1)
        return expression["quasis"][0]["value"]["cooked"].get<std::string>();
    return std::nullopt;
}

QString asOperand(const QString &text)
{
    int depth = 0;
    QChar quote;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (!quote.isNull()) {
            if (c == u'\\')
                ++i;
            else if (c == quote)
                quote = QChar();
        } else if (c == u'"' || c == u'\'' || c == u'`') {
            quote = c;
        } else if (c == u'(' || c == u'[' || c == u'{') {
            if (depth == 0 && c == u'{')
                return u'(' + text + u')';
            ++depth;
        } else if (c == u')' || c == u']' || c == u'}') {
            --depth;
        } else if (depth == 0 && !c.isLetterOrNumber() && c != u'.' && c != u'_' && c != u'$') {
            return u'(' + text + u')';
        }
    }
    return text;
}

std::optional<double> literalNumber(const Ast &expression)
{
    if (isType(expression, "Literal") && expression["value"].is_number())
        return expression["value"].get<double>();
    if (isType(expression, "UnaryExpression") && textMember(expression, "operator") == "-") {
        const auto number = literalNumber(expression["argument"]);
        return number ? std::optional(-*number) : std::nullopt;
    }
    if (isType(expression, "BinaryExpression")) {
        const auto left = literalNumber(expression["left"]);
        const auto right = literalNumber(expression["right"]);
        const std::string sign = textMember(expression, "operator");
        if (left && right && sign == "*")
            return *left * *right;
        if (left && right && sign == "+")
            return *left + *right;
    }
    return std::nullopt;
}

const Ast *argument(const Ast &call, std::size_t index)
{
    const Ast *arguments = child(call, "arguments");
    return arguments && index < arguments->size() ? &(*arguments)[index] : nullptr;
}

std::string methodOf(const Ast &call)
{
    if (!isType(call, "CallExpression") || !isType(call["callee"], "MemberExpression") ||
        flagMember(call["callee"], "computed"))
        return {};
    return textMember(call["callee"]["property"], "name");
}

} // namespace perdura
