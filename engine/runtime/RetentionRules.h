// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Json.h"
#include "engine/store/Store.h"

#include <map>

namespace perdura {

/// Which finished instances a hub does not keep. An instance goes when one rule that applies to it says so.
struct RetentionRule
{
    std::string workflow = {};                      ///< its name; any, when empty
    std::vector<OrchestrationStatus> statuses = {}; ///< of the finished ones; any, when empty
    std::optional<Duration> age = {};               ///< goes so long after its end
    /// Only so many of each workflow stay, those that were started last.
    std::optional<int> keep = {};
    bool includesChildren = true; ///< finished children go with it
    bool operator==(const RetentionRule &) const = default;
};

using RetentionRules = std::vector<RetentionRule>;

/// The JSON form, as it is stored and sent: times in seconds.
[[nodiscard]] Json toJson(const RetentionRules &rules);
/// Errors: InvalidArgument; names the rule and what is wrong with it.
[[nodiscard]] Result<RetentionRules> retentionFromJson(const Json &json);

/// Decides over finished instances, given in the order of their start. First all of them are counted, then
/// each is asked about.
class RetentionPlan
{
public:
    explicit RetentionPlan(RetentionRules rules)
        : m_rules(std::move(rules))
    {}

    [[nodiscard]] bool needsCount() const;
    void count(const FinishedInstance &instance);
    /// The rule by which it goes; null: it stays.
    [[nodiscard]] const RetentionRule *ruleFor(const FinishedInstance &instance, Instant now);
    /// When the first of those that stay has to go.
    [[nodiscard]] std::optional<Instant> nextDue() const { return m_nextDue; }
    /// How long after its end an instance can be due at the earliest; nothing without rules.
    [[nodiscard]] std::optional<Duration> shortestAge() const;

private:
    [[nodiscard]] static bool applies(const RetentionRule &rule, const FinishedInstance &instance);

    RetentionRules m_rules;
    std::map<std::pair<std::size_t, std::string>, int> m_left; ///< by rule and workflow
    std::optional<Instant> m_nextDue;
};

} // namespace perdura
