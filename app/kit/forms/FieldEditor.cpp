// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/kit/forms/FieldEditor.h"

#include "app/kit/forms/ChoiceEditors.h"
#include "app/kit/forms/ExpressionEditor.h"
#include "app/kit/forms/JsonFieldEditor.h"
#include "app/kit/forms/MapEditor.h"
#include "app/kit/forms/NumberEditor.h"
#include "app/kit/forms/ObjectListEditor.h"
#include "app/kit/forms/SecretEditor.h"
#include "app/kit/forms/StringListEditor.h"
#include "app/kit/forms/TextEditors.h"

#include <QCoreApplication>
#include <QLineEdit>

namespace perdura {

std::string schemaType(const Json &schema)
{
    if (!schema.is_object())
        return {};
    const auto it = schema.find("type");
    if (it == schema.end())
        return schema.contains("properties") ? "object" : std::string();
    if (it->is_string())
        return it->get<std::string>();
    if (!it->is_array())
        return {};
    // ["string", "null"] is an optional text; several real types are any JSON.
    std::string found;
    for (const Json &type : *it) {
        if (!type.is_string() || type == "null")
            continue;
        if (!found.empty())
            return {};
        found = type.get<std::string>();
    }
    return found;
}

QString schemaText(const Json &schema, const char *member)
{
    if (!schema.is_object())
        return {};
    const auto it = schema.find(member);
    return it != schema.end() && it->is_string() ? QString::fromStdString(it->get<std::string>()) : QString();
}

bool isLiteral(const Json &schema)
{
    const auto it = schema.is_object() ? schema.find("x-literal") : schema.end();
    return schema.is_object() && it != schema.end() && *it == true;
}

QString fieldText(const Json &value)
{
    return QString::fromStdString(value.is_string() ? value.get<std::string>() : dumpJson(value));
}

QString placeholderFor(const Json &schema, bool defaultIsExample)
{
    if (!schema.is_object() || !schema.contains("default"))
        return schemaText(schema, "placeholder");
    const QString text = fieldText(schema["default"]);
    return defaultIsExample ? QCoreApplication::translate("perdura::FieldEditor", "e.g. %1").arg(text) : text;
}

void showFromStart(QLineEdit *edit, const QString &text)
{
    if (text != edit->text())
        edit->setText(text);
    edit->setCursorPosition(0);
}

bool isSection(const Json &schema)
{
    if (schemaType(schema) != "object")
        return false;
    const auto it = schema.find("properties");
    return it != schema.end() && it->is_object() && !it->empty();
}

FieldEditor *makeFieldEditor(const Json &schema, const QString &title, bool required,
                             const SchemaFormOptions &options, QWidget *parent)
{
    if (schema.is_object() && schema.contains("enum") && schema["enum"].is_array())
        return new EnumEditor(schema, required, parent);
    if (options.expressionsAllowed && schemaText(schema, "format") == QLatin1StringView("expression"))
        return new ExpressionEditor(schema, options, parent);
    const std::string type = schemaType(schema);
    const bool keepsEmpty = options.withDefaults && schema.is_object() && schema.contains("default");
    if (type == "string" && schemaText(schema, "format") == QLatin1StringView("secret"))
        return new SecretEditor(options, parent);
    if (type == "string")
        return makeTextEditor(schema, required, options, parent);
    if (type == "number" || type == "integer")
        return new NumberEditor(schema, parent);
    if (type == "boolean")
        return new BooleanEditor(schema, title, parent);
    if (type == "array" && schema.contains("items") && schemaType(schema["items"]) == "string" &&
        !schema["items"].contains("enum"))
        return new StringListEditor(options, keepsEmpty, parent);
    if (type == "array" && schema.contains("items") && isSection(schema["items"]))
        return new ObjectListEditor(schema["items"], title, options, keepsEmpty, parent);
    if (type == "object" && schema.contains("additionalProperties") &&
        !schema["additionalProperties"].is_boolean())
        return new MapEditor(schema["additionalProperties"], options, keepsEmpty, parent);
    if (type == "object" && schema.contains("additionalProperties") &&
        schema["additionalProperties"] == true && !schema.contains("properties"))
        return new MapEditor(Json::object(), options, keepsEmpty, parent);
    return new JsonFieldEditor(placeholderFor(schema), parent);
}

} // namespace perdura
