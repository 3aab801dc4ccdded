// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/RetentionRules.h"

#include <QCoreApplication>

#include <algorithm>

namespace perdura {

using namespace std::chrono;

namespace {

constexpr std::size_t maxRules = 100;
constexpr std::int64_t maxAgeSeconds = 100LL * 365 * 24 * 3600;

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::Retention", text);
}

bool isNumberUpTo(const Json &json, std::int64_t most)
{
    return json.is_number_integer() && json >= 0 && json <= most;
}

/// What is wrong with it; empty when nothing is.
QString readRule(const Json &json, RetentionRule &rule)
{
    if (!json.is_object())
        return tr("it is not an object");
    for (const auto &[name, value] : json.items()) {
        if (name == "workflow" && value.is_string()) {
            rule.workflow = value.get<std::string>();
        } else if (name == "statuses" && value.is_array()) {
            for (const Json &item : value) {
                const auto status = item.is_string() ? statusFromName(item.get<std::string>()) : std::nullopt;
                if (!status || !isTerminal(*status))
                    return tr("“statuses” may name Completed, Failed, Terminated and Canceled");
                rule.statuses.push_back(*status);
            }
        } else if (name == "ageSeconds" && isNumberUpTo(value, maxAgeSeconds)) {
            rule.age = seconds(value.get<std::int64_t>());
        } else if (name == "keep" && isNumberUpTo(value, std::numeric_limits<int>::max())) {
            rule.keep = value.get<int>();
        } else if (name == "includesChildren" && value.is_boolean()) {
            rule.includesChildren = value.get<bool>();
        } else {
            return tr("“%1” is unknown or has a wrong value").arg(QString::fromStdString(name));
        }
    }
    return rule.age || rule.keep ? QString() : tr("it has neither an age nor a number to keep");
}

} // namespace

Json toJson(const RetentionRules &rules)
{
    Json list = Json::array();
    for (const RetentionRule &rule : rules) {
        Json json = Json::object();
        if (!rule.workflow.empty())
            json["workflow"] = rule.workflow;
        if (!rule.statuses.empty()) {
            json["statuses"] = Json::array();
            for (const OrchestrationStatus status : rule.statuses)
                json["statuses"].push_back(std::string(statusName(status)));
        }
        if (rule.age)
            json["ageSeconds"] = duration_cast<seconds>(*rule.age).count();
        if (rule.keep)
            json["keep"] = *rule.keep;
        json["includesChildren"] = rule.includesChildren;
        list.push_back(std::move(json));
    }
    return list;
}

Result<RetentionRules> retentionFromJson(const Json &json)
{
    if (!json.is_array() || json.size() > maxRules)
        return fail(ErrorCode::InvalidArgument, tr("The retention rules are not a list of up to 100 rules."));
    RetentionRules rules;
    for (const Json &item : json) {
        RetentionRule rule;
        if (const QString fault = readRule(item, rule); !fault.isEmpty()) {
            return fail(ErrorCode::InvalidArgument,
                        tr("Retention rule %1 cannot be used: %2.").arg(rules.size() + 1).arg(fault));
        }
        rules.push_back(std::move(rule));
    }
    return rules;
}

bool RetentionPlan::applies(const RetentionRule &rule, const FinishedInstance &instance)
{
    return (rule.workflow.empty() || rule.workflow == instance.name) &&
           (rule.statuses.empty() ||
            std::ranges::find(rule.statuses, instance.status) != rule.statuses.end());
}

bool RetentionPlan::needsCount() const
{
    return std::ranges::any_of(m_rules, [](const RetentionRule &rule) { return rule.keep.has_value(); });
}

void RetentionPlan::count(const FinishedInstance &instance)
{
    for (std::size_t i = 0; i < m_rules.size(); ++i) {
        if (m_rules[i].keep && applies(m_rules[i], instance))
            ++m_left[{i, instance.name}];
    }
}

const RetentionRule *RetentionPlan::ruleFor(const FinishedInstance &instance, Instant now)
{
    const RetentionRule *found = nullptr;
    for (std::size_t i = 0; i < m_rules.size(); ++i) {
        const RetentionRule &rule = m_rules[i];
        if (!applies(rule, instance))
            continue;
        if (rule.age && instance.completed + *rule.age <= now)
            found = &rule;
        if (rule.keep && m_left[{i, instance.name}] > *rule.keep)
            found = &rule;
    }
    for (std::size_t i = 0; i < m_rules.size(); ++i) {
        if (!applies(m_rules[i], instance))
            continue;
        if (found && m_rules[i].keep)
            --m_left[{i, instance.name}];
        else if (!found && m_rules[i].age)
            m_nextDue = std::min(m_nextDue.value_or(Instant::max()), instance.completed + *m_rules[i].age);
    }
    return found;
}

std::optional<Duration> RetentionPlan::shortestAge() const
{
    std::optional<Duration> shortest;
    for (const RetentionRule &rule : m_rules) {
        const Duration age = rule.keep ? Duration(0) : rule.age.value_or(Duration(0));
        shortest = std::min(shortest.value_or(age), age);
    }
    return shortest;
}

} // namespace perdura
