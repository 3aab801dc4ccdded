// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/FieldValues.h"

#include "engine/orchestration/Task.h"

#include <cmath>

namespace perdura {

FieldValues::FieldValues(const Node &node, const ExpressionScope &scope, ExpressionEvaluator &evaluator,
                         ExpressionLimits limits)
    : m_node(node)
    , m_scope(scope)
    , m_evaluator(evaluator)
    , m_limits(limits)
{}

const Json &FieldValues::literal(const char *field) const
{
    static const Json none;
    const auto found = m_node.fields.find(field);
    return found == m_node.fields.end() ? none : *found;
}

Json FieldValues::value(const char *field) const
{
    return evaluate(literal(field), field);
}

Json FieldValues::evaluate(const Json &value, const std::string &place) const
{
    if (isExpression(value))
        return evaluateText(value.get_ref<const std::string &>().substr(1), place);
    if (value.is_object()) {
        Json result = Json::object();
        for (const auto &[name, member] : value.items())
            result[name] = evaluate(member, place + '.' + name);
        return result;
    }
    if (value.is_array()) {
        Json result = Json::array();
        for (std::size_t i = 0; i < value.size(); ++i)
            result.push_back(evaluate(value[i], place + '[' + std::to_string(i) + ']'));
        return result;
    }
    return value;
}

Json FieldValues::evaluateText(const std::string &expression, const std::string &place) const
{
    auto result = m_evaluator.evaluate(expression, m_scope, m_limits);
    if (!result) {
        FailureDetails failure = std::move(result.error());
        failure.errorMessage = "In “" + place + "”: " + failure.errorMessage;
        throw TaskFailedException(std::move(failure));
    }
    return std::move(*result);
}

std::string FieldValues::text(const char *field) const
{
    const Json evaluated = value(field);
    if (evaluated.is_null())
        return {};
    return evaluated.is_string() ? evaluated.get<std::string>() : dumpJson(evaluated);
}

bool FieldValues::boolean(const char *field) const
{
    const Json evaluated = value(field);
    if (!evaluated.is_boolean())
        refuse(field, "it gave " + shortText(evaluated) + "; it must give true or false.");
    return evaluated.get<bool>();
}

std::optional<Duration> FieldValues::duration(const char *field) const
{
    const Json evaluated = value(field);
    if (evaluated.is_null() || evaluated == "")
        return std::nullopt;
    return toDuration(evaluated, field);
}

Duration FieldValues::toDuration(const Json &value, const std::string &place)
{
    const auto parsed = value.is_string()   ? parseDuration(value.get_ref<const std::string &>())
                        : value.is_number() ? parseDuration(dumpJson(value))
                                            : Result<Duration>(fail(ErrorCode::InvalidArgument, {}));
    if (!parsed)
        refuse(place, shortText(value) + " is not a duration; write it like 72 h, 90 min or 10 s.");
    return *parsed;
}

void FieldValues::refuse(const std::string &place, const std::string &message)
{
    FailureDetails failure;
    failure.errorType = "InvalidFieldValue";
    failure.errorMessage = "In “" + place + "”: " + message;
    throw TaskFailedException(std::move(failure));
}

std::string shortText(const Json &value)
{
    QString text = QString::fromStdString(value.is_string() ? value.get<std::string>() : dumpJson(value));
    if (text.size() > 60)
        text = text.left(59) + u'…';
    return value.is_string() ? "“" + text.toStdString() + "”" : text.toStdString();
}

} // namespace perdura
