// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/import/CodeReader.h"

#include <algorithm>
#include <array>

namespace perdura {

namespace {

/// Whether the values of an object or list literal can stand one by one.
bool isPlainObject(const Ast &node)
{
    return std::ranges::all_of(node["properties"], [](const Ast &property) {
        return isType(property, "Property") && !flagMember(property, "computed") &&
               !flagMember(property, "method") && textMember(property, "kind") == "init";
    });
}

bool isPlainList(const Ast &node)
{
    return std::ranges::all_of(node["elements"], [](const Ast &element) {
        return !element.is_null() && !isType(element, "SpreadElement");
    });
}

std::string keyOf(const Ast &property)
{
    const Ast &key = property["key"];
    if (isType(key, "Identifier"))
        return textMember(key, "name");
    return key["value"].is_string() ? key["value"].get<std::string>() : textMember(key, "raw");
}

bool isUndefined(const Ast &node)
{
    return isType(node, "Identifier") && textMember(node, "name") == "undefined";
}

/// Whether it gives true or false by itself.
bool isBoolean(const Ast &node)
{
    if (isType(node, "Literal"))
        return node["value"].is_boolean();
    if (isType(node, "UnaryExpression"))
        return textMember(node, "operator") == "!";
    if (isType(node, "LogicalExpression"))
        return textMember(node, "operator") != "??" && isBoolean(node["left"]) && isBoolean(node["right"]);
    if (isType(node, "BinaryExpression")) {
        static constexpr std::array signs{"==", "!=", "===", "!==", "<", "<=", ">", ">=", "in", "instanceof"};
        return std::ranges::find(signs, textMember(node, "operator")) != signs.end();
    }
    static constexpr std::array methods{"isBefore",      "isAfter",  "isSame",     "isSameOrBefore",
                                        "isSameOrAfter", "includes", "startsWith", "endsWith",
                                        "some",          "every",    "isArray",    "has"};
    return std::ranges::find(methods, methodOf(node)) != methods.end();
}

} // namespace

Json CodeReader::fieldOf(const Ast &expression)
{
    if (const auto text = literalText(expression); text && !text->starts_with('='))
        return *text;
    if (isType(expression, "Literal") &&
        (expression["value"].is_number() || expression["value"].is_boolean() ||
         textMember(expression, "raw") == "null"))
        return expression["value"];
    if (isUndefined(expression))
        return nullptr;
    if (isType(expression, "UnaryExpression") && literalNumber(expression))
        return Json::parse(m_source.slice(expression).remove(u' ').toStdString(), nullptr, false);
    if (isType(expression, "ObjectExpression") && isPlainObject(expression)) {
        Json object = Json::object();
        for (const Ast &property : expression["properties"]) {
            if (!isUndefined(property["value"]))
                object[keyOf(property)] = fieldOf(property["value"]);
        }
        return object;
    }
    if (isType(expression, "ArrayExpression") && isPlainList(expression)) {
        Json list = Json::array();
        for (const Ast &element : expression["elements"])
            list.push_back(fieldOf(element));
        return list;
    }
    return "=" + textOf(expression).toStdString();
}

Json CodeReader::valueFieldOf(const Ast &expression)
{
    Json field = fieldOf(expression);
    return field.is_null() ? Json("=null") : field;
}

Json CodeReader::inputFieldOf(const Ast &expression)
{
    Json field = fieldOf(expression);
    if (field.is_object() || field.is_null() ||
        (field.is_string() && field.get<std::string>().starts_with('=')))
        return field;
    return "=" + textOf(expression).toStdString();
}

Json CodeReader::conditionOf(const Ast &expression)
{
    const std::string text = textOf(expression).toStdString();
    return isBoolean(expression) || text == "true" || text == "false" ? "=" + text : "=!!(" + text + ")";
}

} // namespace perdura
