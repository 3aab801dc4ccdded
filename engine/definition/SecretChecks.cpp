// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/SecretChecks.h"

#include "engine/core/SecretName.h"
#include "engine/definition/ExpressionReferences.h"
#include "engine/definition/JsonSchema.h"

#include <QCoreApplication>

#include <algorithm>

namespace perdura {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::Validation", text);
}

bool isWithin(const std::string &path, const std::string &field)
{
    return path == field || path.starts_with(field + '/');
}

void reportUnknown(const Node &node, const Json &value, const std::string &path, const SecretNames &secrets,
                   ProblemList &problems)
{
    if (value.is_object()) {
        for (const auto &[name, member] : value.items())
            reportUnknown(node, member, path + jsonPointerStep(name), secrets, problems);
        return;
    }
    if (value.is_array()) {
        for (std::size_t i = 0; i < value.size(); ++i)
            reportUnknown(node, value[i], path + '/' + std::to_string(i), secrets, problems);
        return;
    }
    // Most expressions name none, and need not be taken apart to see that.
    if (!isExpression(value) || value.get_ref<const std::string &>().find("secrets") == std::string::npos ||
        !takesSecrets(node.kind, path))
        return;
    const std::string_view expression = std::string_view(value.get_ref<const std::string &>()).substr(1);
    for (const std::string &name : referencedSecrets(expressionTokens(expression))) {
        if (isSecretName(name) && !secrets.contains(name))
            problems.warning("secret.unknown", node,
                             tr("There is no secret “%1” in this workspace; add it under Secrets…")
                                 .arg(QString::fromStdString(name)),
                             path);
    }
}

} // namespace

bool takesSecrets(NodeKind kind, const std::string &path)
{
    if (kind == NodeKind::Activity)
        return isWithin(path, "/input");
    return kind == NodeKind::HttpCall && (isWithin(path, "/url") || isWithin(path, "/headers") ||
                                          isWithin(path, "/body") || isWithin(path, "/auth"));
}

void checkSecretUse(const Node &node, const std::vector<ExpressionToken> &tokens, const std::string &path,
                    ProblemList &problems)
{
    const std::vector<std::string> names = referencedSecrets(tokens);
    const bool isComputed = hasUnnamedSecret(tokens);
    if (names.empty() && !isComputed)
        return;
    if (!takesSecrets(node.kind, path)) {
        problems.error(
            "secret.place", node,
            tr("Secrets are there only for the inputs of activities and HTTP calls; name the secret "
               "where it is used, not here."),
            path);
        return;
    }
    if (isComputed)
        problems.error("secret.computed", node,
                       tr("The name of a secret cannot be computed; write it out, as in secrets.token or "
                          "secrets[\"api-token\"]."),
                       path);
    for (const std::string &name : names) {
        if (!isSecretName(name))
            problems.error(
                "secret.name", node,
                tr("“%1” cannot be the name of a secret; use up to 64 letters from A to Z, digits, “_”, "
                   "“-” and “.”.")
                    .arg(QString::fromStdString(name)),
                path);
    }
}

void checkSecretTexts(const Node &node, const Json &value, const Json &schema, const std::string &path,
                      ProblemList &problems)
{
    const auto properties = schema.find("properties");
    if (!value.is_object() || properties == schema.end())
        return;
    for (const auto &[name, field] : properties->items()) {
        const auto member = value.find(name);
        if (member == value.end())
            continue;
        const std::string place = path + jsonPointerStep(name);
        if (field.value("format", Json()) == "secret" && member->is_string() && *member != "" &&
            !isExpression(*member)) {
            problems.warning(
                "secret.readable", node,
                tr("“%1” is written here for everybody to read; keep it as a secret and name that, as "
                   "in =secrets.token.")
                    .arg(QString::fromStdString(field.value("title", name))),
                place);
        }
        checkSecretTexts(node, *member, field, place, problems);
    }
}

std::vector<Problem> unknownSecrets(const WorkflowDefinition &definition, const SecretNames &secrets)
{
    ProblemList problems;
    for (const Node &node : definition.nodes) {
        if (node.kind != NodeKind::Activity && node.kind != NodeKind::HttpCall)
            continue;
        for (const auto &[name, value] : node.fields.items())
            reportUnknown(node, value, jsonPointerStep(name), secrets, problems);
    }
    return problems.take();
}

} // namespace perdura
