// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/FieldValues.h"

#include "engine/core/SecretName.h"
#include "engine/definition/ExpressionReferences.h"
#include "engine/definition/JsonSchema.h"
#include "engine/orchestration/Task.h"

#include <algorithm>
#include <cmath>

namespace perdura {

namespace {

/// Where a value stands: for messages, and as a JSON pointer.
struct Place
{
    std::string shown;
    std::string pointer;
};

/// A copy of the value in which `leaf(expression, place)` has taken the place of every expression.
template <typename Leaf>
Json evaluated(const Json &value, const Place &at, const Leaf &leaf)
{
    if (isExpression(value))
        return leaf(value.get_ref<const std::string &>().substr(1), at);
    if (value.is_object()) {
        Json result = Json::object();
        for (const auto &[name, member] : value.items())
            result[name] =
                evaluated(member, {at.shown + '.' + name, at.pointer + jsonPointerStep(name)}, leaf);
        return result;
    }
    if (value.is_array()) {
        Json result = Json::array();
        for (std::size_t i = 0; i < value.size(); ++i) {
            const std::string index = std::to_string(i);
            result.push_back(
                evaluated(value[i], {at.shown + '[' + index + ']', at.pointer + '/' + index}, leaf));
        }
        return result;
    }
    return value;
}

/// Adds `secrets`, with texts that stand for the values of some names.
class SecretScope final : public ExpressionScope
{
public:
    template <typename Mark>
    SecretScope(const ExpressionScope &scope, const std::vector<std::string> &names, Mark mark)
        : m_scope(scope)
    {
        Json marks = Json::object();
        for (const std::string &name : names)
            marks[name] = mark(name);
        m_secrets = std::make_shared<const Json>(std::move(marks));
    }
    [[nodiscard]] std::shared_ptr<const Json> value(const std::string &name) const override
    {
        return name == "secrets" ? m_secrets : m_scope.value(name);
    }
    [[nodiscard]] std::shared_ptr<const Json> nodeOutput(const std::string &node) const override
    {
        return m_scope.nodeOutput(node);
    }
    [[nodiscard]] std::vector<std::string> nodeNames() const override { return m_scope.nodeNames(); }

private:
    const ExpressionScope &m_scope;
    std::shared_ptr<const Json> m_secrets;
};

bool holdsText(const Json &value, const std::string &text)
{
    if (value.is_string())
        return value.get_ref<const std::string &>().find(text) != std::string::npos;
    return value.is_structured() && std::any_of(value.begin(), value.end(), [&text](const Json &member) {
               return holdsText(member, text);
           });
}

} // namespace

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
    return evaluated(value, {place, {}}, [this](const std::string &expression, const Place &at) {
        return evaluateText(expression, at.shown, m_scope);
    });
}

Json FieldValues::valueWithSecrets(const char *field, const std::string &pointer,
                                   std::vector<SecretReference> &secrets) const
{
    return evaluated(literal(field), {field, pointer}, [&](const std::string &expression, const Place &at) {
        std::vector<std::string> names = referencedSecrets(expressionTokens(expression));
        if (names.empty())
            return evaluateText(expression, at.shown, m_scope);
        std::sort(names.begin(), names.end());
        names.erase(std::unique(names.begin(), names.end()), names.end());
        Json result = evaluateWithSecrets(expression, at.shown, names);
        for (const std::string &name : names)
            secrets.push_back({at.pointer, name});
        return result;
    });
}

Json FieldValues::evaluateWithSecrets(const std::string &expression, const std::string &place,
                                      const std::vector<std::string> &names) const
{
    for (const std::string &name : names) {
        if (!isSecretName(name))
            refuse(place, "“" + name + "” cannot be the name of a secret.");
    }
    // With other marks in their place, no placeholder is left but those that came from data, which must not
    // get the value.
    const Json probe =
        evaluateText(expression, place,
                     SecretScope(m_scope, names, [](const std::string &name) { return "⟦" + name + "⟧"; }));
    for (const std::string &name : names) {
        if (holdsText(probe, secretPlaceholder(name)))
            refuse(place, "its data holds the text “" + secretPlaceholder(name) +
                              "”, which stands for a secret; take it out.");
    }
    return evaluateText(expression, place, SecretScope(m_scope, names, secretPlaceholder));
}

Json FieldValues::evaluateText(const std::string &expression, const std::string &place,
                               const ExpressionScope &scope) const
{
    auto result = m_evaluator.evaluate(expression, scope, m_limits);
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
