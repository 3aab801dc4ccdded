// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/SchemaChecks.h"

#include "engine/definition/JsonSchema.h"

#include <QCoreApplication>

namespace perdura {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::Validation", text);
}

/// What each keyword must be, as a schema itself, one level deep.
const Json &keywordSchema()
{
    static const Json schema = [] {
        const Json text = {{"type", "string"}};
        const Json number = {{"type", "number"}};
        const Json object = {{"type", "object"}};
        const Json type = {{"type", "string"},
                           {"enum", {"object", "array", "string", "number", "integer", "boolean", "null"}}};
        Json keywords = {{"type", type},
                         {"title", text},
                         {"description", text},
                         {"format", text},
                         {"enum", {{"type", "array"}, {"minItems", 1}}},
                         {"properties", object},
                         {"required", {{"type", "array"}, {"items", text}}},
                         {"items", {{"type", {"object", "boolean", "array"}}}},
                         {"additionalProperties", {{"type", {"object", "boolean"}}}}};
        for (const char *keyword :
             {"minimum", "maximum", "exclusiveMinimum", "minLength", "maxLength", "minItems", "maxItems"})
            keywords[keyword] = number;
        return Json{{"type", {"object", "boolean"}}, {"properties", std::move(keywords)}};
    }();
    return schema;
}

/// The same for a schema that gives its type as a list of several.
const Json &severalTypesSchema()
{
    static const Json schema = [] {
        Json result = keywordSchema();
        Json &type = result["properties"]["type"];
        type = {{"type", "array"}, {"minItems", 1}, {"items", Json(type)}};
        return result;
    }();
    return schema;
}

class Checker
{
public:
    std::vector<SchemaViolation> run(const Json &schema)
    {
        check(schema, {});
        return std::move(m_violations);
    }

private:
    void check(const Json &schema, const std::string &path)
    {
        const bool hasSeveralTypes =
            schema.is_object() && schema.contains("type") && schema["type"].is_array();
        for (SchemaViolation &violation : schemaViolations(
                 schema, hasSeveralTypes ? severalTypesSchema() : keywordSchema(), {.nameFields = true}))
            m_violations.push_back({path + violation.path, std::move(violation.message)});
        if (!schema.is_object())
            return;
        const auto properties = schema.find("properties");
        if (properties != schema.end() && properties->is_object()) {
            for (const auto &[name, property] : properties->items())
                check(property, path + "/properties" + jsonPointerStep(name));
        }
        for (const char *keyword : {"items", "additionalProperties"}) {
            const auto inner = schema.find(keyword);
            if (inner != schema.end() && inner->is_object())
                check(*inner, path + '/' + keyword);
        }
    }

    std::vector<SchemaViolation> m_violations;
};

} // namespace

void checkInputSchema(const WorkflowDefinition &definition, ProblemList &problems)
{
    if (definition.inputSchema.is_null())
        return;
    for (const SchemaViolation &violation : Checker().run(definition.inputSchema)) {
        const std::string path = "/input" + violation.path;
        problems.add({Problem::Severity::Error,
                      "schema.invalid",
                      tr("The schema of the input is none, at %1: %2")
                          .arg(QString::fromStdString(path), violation.message),
                      std::nullopt,
                      path,
                      {},
                      {}});
    }
}

void checkFormSchema(const Node &approval, ProblemList &problems)
{
    const auto form = approval.fields.find("form");
    if (form == approval.fields.end() || !form->is_object())
        return;
    for (const SchemaViolation &violation : Checker().run(*form)) {
        const std::string path = "/form" + violation.path;
        problems.error("schema.invalid", approval,
                       tr("The schema of the form is none, at %1: %2")
                           .arg(QString::fromStdString(path), violation.message),
                       path);
    }
}

} // namespace perdura
