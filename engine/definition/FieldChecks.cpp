// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/FieldChecks.h"

#include "engine/core/CronSchedule.h"
#include "engine/core/EntityId.h"
#include "engine/core/Time.h"
#include "engine/definition/ExpressionChecks.h"
#include "engine/definition/ExpressionReferences.h"
#include "engine/definition/JsonSchema.h"
#include "engine/definition/NodeCatalog.h"
#include "engine/definition/PayloadChecks.h"
#include "engine/definition/SchemaChecks.h"
#include "engine/definition/SecretChecks.h"
#include "engine/definition/TextDistance.h"
#include "engine/definition/TriggerChecks.h"

#include <QCoreApplication>
#include <QUrl>

#include <algorithm>
#include <set>

namespace perdura {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::Validation", text);
}

QString qs(const std::string &text)
{
    return QString::fromStdString(text);
}

bool isSet(const Node &node, const char *field)
{
    const auto value = node.fields.find(field);
    return value != node.fields.end() && !value->is_null() && *value != "";
}

constexpr SchemaOptions inList{.acceptExpressions = true, .nameFields = true};

/// A condition or a list that lacks nothing but the mark of an expression.
bool lacksMark(const Node &node, const std::string &path)
{
    const bool isExpressionField = (node.kind == NodeKind::If && path == "/condition") ||
                                   (node.kind == NodeKind::ForEach && path == "/items");
    const auto value = node.fields.find(path.substr(1));
    return isExpressionField && value != node.fields.end() && value->is_string() && *value != "";
}

/// True for fields in which a leading '=' makes no expression; the schema says so where it is wrong.
bool isLiteral(NodeKind kind, const std::string &field)
{
    const Json &properties = nodeKindInfo(kind).fieldSchema["properties"];
    const auto schema = properties.find(field);
    if (schema == properties.end())
        return false;
    const auto items = schema->find("items");
    return schema->contains("x-literal") || (items != schema->end() && items->contains("x-literal"));
}

} // namespace

FieldChecks::FieldChecks(const ActivityCatalog &activities, ExpressionEvaluator *expressions)
    : m_activities(activities)
    , m_expressions(expressions)
{}

FieldFindings FieldChecks::findingsOf(const Node &node)
{
    checkSchema(node);
    checkKind(node);
    checkRetry(node);
    checkPayload(node, m_problems);
    for (const auto &[name, value] : node.fields.items()) {
        if (!isLiteral(node.kind, name))
            checkExpressions(node, value, jsonPointerStep(name));
    }
    return {m_problems.take(), std::exchange(m_references, {}), std::exchange(m_values, {})};
}

void FieldChecks::checkSchema(const Node &node)
{
    const Json &schema = nodeKindInfo(node.kind).fieldSchema;
    for (SchemaViolation &violation : schemaViolations(node.fields, schema, inList)) {
        if (lacksMark(node, violation.path)) {
            m_problems.error("expression.mark", node,
                             tr("%1 is a plain text; put = in front to make it an expression.")
                                 .arg(subjectOf(node, violation.path)),
                             violation.path);
            continue;
        }
        const bool isPresent = node.fields.contains(Json::json_pointer(violation.path));
        m_problems.error(isPresent ? "field.invalid" : "field.missing", node, violation.message,
                         violation.path);
    }
    checkSecretTexts(node, node.fields, schema, {}, m_problems);
}

QString FieldChecks::subjectOf(const Node &node, std::string path) const
{
    const Json *schema = &nodeKindInfo(node.kind).fieldSchema;
    const auto activity = node.fields.find("activity");
    if (path.starts_with("/input/") && activity != node.fields.end() && activity->is_string()) {
        if (const ActivityInfo *info = m_activities.find(activity->get<std::string>())) {
            schema = &info->inputSchema;
            path = path.substr(std::string_view("/input").size());
        }
    }
    // What is inside a value that no schema describes goes by the name of the field around it.
    Json::json_pointer place(path);
    for (; !place.empty(); place.pop_back()) {
        std::string properties = place.to_string();
        for (std::size_t at = 0; (at = properties.find('/', at)) != std::string::npos;
             at += std::string_view("/properties/").size())
            properties.replace(at, 1, "/properties/");
        const Json::json_pointer title(properties + "/title");
        if (schema->contains(title) && schema->at(title).is_string())
            return u'“' % qs(schema->at(title).get<std::string>()) % u'”';
    }
    return u'“' % qs(Json::json_pointer(path).back()) % u'”';
}

void FieldChecks::checkKind(const Node &node)
{
    switch (node.kind) {
    case NodeKind::Start:
        return checkTriggers(node, m_problems);
    case NodeKind::Activity:
        return checkActivity(node);
    case NodeKind::HttpCall:
        return checkAddress(node, "/url");
    case NodeKind::SetVariables:
        return checkVariables(node);
    case NodeKind::Timer:
        return checkTimer(node);
    case NodeKind::ForEach:
        return checkParallelism(node);
    case NodeKind::WaitForEvent:
        return checkPortNames(node, "others", "event.other");
    case NodeKind::Switch:
        return checkPortNames(node, "cases", "switch.case");
    case NodeKind::Approval:
        checkPortNames(node, "outcomes", "approval.outcome");
        checkCommentedOutcomes(node);
        return checkFormSchema(node, m_problems);
    case NodeKind::CriticalSection:
        return checkEntities(node);
    default:
        return;
    }
}

void FieldChecks::checkCommentedOutcomes(const Node &node)
{
    const auto commented = node.fields.find("commentFor");
    const auto outcomes = node.fields.find("outcomes");
    if (commented == node.fields.end() || !commented->is_array() || outcomes == node.fields.end())
        return;
    for (std::size_t i = 0; i < commented->size(); ++i) {
        const Json &outcome = (*commented)[i];
        if (outcome.is_string() && std::ranges::find(*outcomes, outcome) == outcomes->end()) {
            m_problems.error("approval.comment", node,
                             tr("“%1” needs a comment but is none of the outcomes; correct its name.")
                                 .arg(qs(outcome.get<std::string>())),
                             "/commentFor/" + std::to_string(i));
        }
    }
}

void FieldChecks::checkActivity(const Node &node)
{
    const auto name = node.fields.find("activity");
    if (name == node.fields.end() || !name->is_string() || *name == "")
        return;
    const ActivityInfo *activity = m_activities.find(name->get<std::string>());
    if (!activity) {
        m_problems.error(
            "activity.unknown", node,
            tr("There is no activity “%1”; choose one from the list.").arg(qs(name->get<std::string>())),
            "/activity");
        return;
    }
    const auto given = node.fields.find("input");
    const Json input = given == node.fields.end() ? Json::object() : *given;
    for (SchemaViolation &violation : schemaViolations(input, activity->inputSchema, inList)) {
        const bool isPresent = input.contains(Json::json_pointer(violation.path));
        m_problems.error(isPresent ? "field.invalid" : "field.missing", node, violation.message,
                         "/input" + violation.path);
    }
    checkSecretTexts(node, input, activity->inputSchema, "/input", m_problems);
    checkMembers(node, input, *activity);
    if (activity->name == "http.request")
        checkAddress(node, "/input/url");
    if (activity->name == "script")
        checkCode(node, input);
}

/// The body of a function is looked at as a part of an expression that holds the function.
void FieldChecks::checkCode(const Node &node, const Json &input)
{
    const auto code = input.is_object() ? input.find("code") : input.end();
    if (!m_expressions || !input.is_object() || code == input.end() || !code->is_string() ||
        isExpression(*code))
        return;
    if (const auto wrong =
            m_expressions->syntaxError("(function (input) {" + code->get<std::string>() + "\n})"))
        m_problems.error("script.syntax", node, tr("%1: %2").arg(subjectOf(node, "/input/code"), *wrong),
                         "/input/code");
}

/// What the activity would pass over, where its schema does not refuse it anyway.
void FieldChecks::checkMembers(const Node &node, const Json &input, const ActivityInfo &activity)
{
    const Json &schema = activity.inputSchema;
    if (!input.is_object() || !schema.is_object() || schema.contains("additionalProperties"))
        return;
    const auto properties = schema.find("properties");
    if (properties == schema.end() || !properties->is_object())
        return;
    for (const auto &[name, value] : input.items()) {
        if (properties->contains(name))
            continue;
        std::string meant;
        for (const auto &[known, property] : properties->items()) {
            if (meant.empty() && !input.contains(known) && isSlipOf(known, name))
                meant = known;
        }
        m_problems.add({Problem::Severity::Warning,
                        "input.unknown",
                        tr("“%1” is not known to the activity “%2”, which passes it over; remove it or "
                           "correct its name.")
                            .arg(qs(name), activity.title.isEmpty() ? qs(activity.name) : activity.title),
                        node.id,
                        "/input" + jsonPointerStep(name),
                        {},
                        std::move(meant)});
    }
}

void FieldChecks::checkAddress(const Node &node, const char *path)
{
    const Json::json_pointer place(path);
    if (!node.fields.contains(place))
        return;
    const Json &address = node.fields.at(place);
    if (!address.is_string() || address == "" || isExpression(address))
        return;
    const QUrl url(qs(address.get<std::string>()), QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty() || (url.scheme() != u"http" && url.scheme() != u"https"))
        m_problems.error("http.address", node,
                         tr("“%1” is not a web address; it must start with http:// or https://.")
                             .arg(qs(address.get<std::string>())),
                         path);
}

void FieldChecks::checkRetry(const Node &node)
{
    static const Json::json_pointer place("/retry/firstInterval");
    if (!node.fields.contains(place) || !node.fields.at(place).is_string())
        return;
    const auto first = parseDuration(node.fields.at(place).get<std::string>());
    if (first && first->count() == 0)
        m_problems.error("retry.noWait", node,
                         tr("%1 is nothing, with which the step would fail; it must be longer.")
                             .arg(subjectOf(node, place.to_string())),
                         place.to_string());
}

void FieldChecks::checkVariables(const Node &node)
{
    const auto variables = node.fields.find("variables");
    if (variables == node.fields.end() || !variables->is_object())
        return;
    static const Json identifier = Json::object({{"format", "identifier"}});
    for (const auto &[name, value] : variables->items()) {
        for (SchemaViolation &violation : schemaViolations(name, identifier))
            m_problems.error("variable.name", node, violation.message, "/variables" + jsonPointerStep(name));
    }
    if (variables->empty())
        m_problems.warning("variable.none", node, tr("No variable is set here; add one or delete the node."),
                           "/variables");
}

void FieldChecks::checkTimer(const Node &node)
{
    const bool hasDuration = isSet(node, "duration");
    if (isSet(node, "cron") && !isExpression(node.fields["cron"]) && node.fields["cron"].is_string()) {
        const Json zone = node.fields.value("timeZone", Json(""));
        const auto schedule = CronSchedule::parse(
            node.fields["cron"].get<std::string>(),
            zone.is_string() && !isExpression(zone) ? zone.get<std::string>() : std::string());
        if (!schedule)
            m_problems.error("timer.cron", node, schedule.error().message, "/cron");
        else if (!isDueEver(*schedule))
            m_problems.error("timer.never", node,
                             tr("No day fits “%1”, so the wait would fail; correct the day or the month.")
                                 .arg(qs(node.fields["cron"].get<std::string>())),
                             "/cron");
    }
    if (!hasDuration && !isSet(node, "until") && !isSet(node, "cron"))
        m_problems.error("field.missing", node, tr("No time is set; enter a duration or a point in time."),
                         "/duration");
    else if (hasDuration && isSet(node, "until"))
        m_problems.warning(
            "timer.both", node,
            tr("Both a duration and a point in time are set, and the duration counts; clear one."), "/until");
}

void FieldChecks::checkPortNames(const Node &node, const char *field, const char *code)
{
    const auto names = node.fields.find(field);
    if (names == node.fields.end() || !names->is_array())
        return;
    std::set<std::string> taken;
    for (std::size_t i = 0; i < names->size(); ++i) {
        if (!(*names)[i].is_string())
            continue;
        const auto name = (*names)[i].get<std::string>();
        const std::string path = std::string("/") + field + "/" + std::to_string(i);
        if (isReservedPort(name))
            m_problems.error(
                code, node, tr("“%1” is the name of another port; choose another word.").arg(qs(name)), path);
        else if (!taken.insert(name).second)
            m_problems.error(code, node, tr("“%1” is in the list twice; remove one.").arg(qs(name)), path);
    }
}

void FieldChecks::checkEntities(const Node &node)
{
    const auto entities = node.fields.find("entities");
    if (entities == node.fields.end() || !entities->is_array())
        return;
    for (std::size_t i = 0; i < entities->size(); ++i) {
        const Json &entity = (*entities)[i];
        if (!entity.is_string() || isExpression(entity))
            continue;
        if (const auto id = entityIdFromText(entity.get<std::string>()); !id)
            m_problems.error("entity.id", node, id.error().message, "/entities/" + std::to_string(i));
    }
}

void FieldChecks::checkParallelism(const Node &node)
{
    if (!isSet(node, "parallelism"))
        m_problems.warning(
            "foreach.parallelism", node,
            tr("It is not said how many items are worked on at a time, so it is 10; enter a number."),
            "/parallelism");
}

void FieldChecks::checkExpressions(const Node &node, const Json &value, const std::string &path)
{
    if (value.is_object()) {
        for (const auto &[name, member] : value.items())
            checkExpressions(node, member, path + jsonPointerStep(name));
    } else if (value.is_array()) {
        for (std::size_t i = 0; i < value.size(); ++i)
            checkExpressions(node, value[i], path + '/' + std::to_string(i));
    } else if (isExpression(value)) {
        checkExpression(node, value.get_ref<const std::string &>().substr(1), path);
    }
}

void FieldChecks::checkExpression(const Node &node, const std::string &expression, const std::string &path)
{
    const auto wrong = m_expressions ? m_expressions->syntaxError(expression) : std::nullopt;
    if (wrong)
        m_problems.error("expression.syntax", node, tr("%1: %2").arg(subjectOf(node, path), *wrong), path);
    const auto tokens = expressionTokens(expression);
    for (std::string &name : referencedNodes(tokens))
        m_references.push_back({std::move(name), path});
    // What is not even well formed is not worth reading closely.
    if (wrong)
        return;
    for (NeededValue &value : neededValues(tokens)) {
        const auto isSame = [&](const FieldValue &other) {
            return other.path == path && other.value.root == value.root && other.value.name == value.name;
        };
        if (std::ranges::none_of(m_values, isSame))
            m_values.push_back({std::move(value), path});
    }
    checkExpressionRules(node, tokens, path, m_problems);
    checkSecretUse(node, tokens, path, m_problems);
}

} // namespace perdura
