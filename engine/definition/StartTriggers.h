// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/Expression.h"
#include "engine/definition/WorkflowDefinition.h"
#include "engine/orchestration/HistoryEvent.h"

#include <string>
#include <vector>

namespace perdura {

// What starts a workflow by itself, as its Start node says. `input` is what the instance gets: a value whose
// texts may be expressions in which `input` stands for what the trigger tells; null: all that it tells.

/// Times that fell into a pause of the hub.
enum class CatchUp {
    Skip,   ///< are left out
    Latest, ///< give one start, for the last of them
    All     ///< give a start each
};

struct ScheduleTrigger
{
    std::string cron;
    std::string timeZone; ///< IANA name; empty: UTC
    CatchUp catchUp = CatchUp::Latest;
    Json input = nullptr;
    bool operator==(const ScheduleTrigger &) const = default;
};

/// A new or changed file.
struct FolderTrigger
{
    std::string folder;  ///< relative to the workspace
    std::string pattern; ///< of the file's name, such as *.csv
    Json input = nullptr;
    bool operator==(const FolderTrigger &) const = default;
};

/// The end of an instance of another workflow.
struct CompletionTrigger
{
    std::string workflow;
    std::vector<OrchestrationStatus> statuses;
    Json input = nullptr;
    bool operator==(const CompletionTrigger &) const = default;
};

/// A request to the web door, at /api/<route>.
struct RouteTrigger
{
    std::string method;
    std::string route; ///< "orders/{id}"
    Json input = nullptr;
    bool operator==(const RouteTrigger &) const = default;
};

struct StartTriggers
{
    std::vector<ScheduleTrigger> schedules;
    std::vector<FolderTrigger> folders;
    std::vector<CompletionTrigger> completions;
    std::vector<RouteTrigger> routes;

    [[nodiscard]] bool isEmpty() const
    {
        return schedules.empty() && folders.empty() && completions.empty() && routes.empty();
    }
    bool operator==(const StartTriggers &) const = default;
};

/// The triggers of the definition's Start node; those without what they cannot do without are left out (the
/// validation tells of them).
[[nodiscard]] StartTriggers triggersOf(const WorkflowDefinition &definition);
/// The same of a Start node.
[[nodiscard]] StartTriggers triggersOf(const Node &start);

/// What an instance gets, from a trigger's `input` and from what it tells. Error InvalidDefinition when an
/// expression fails.
[[nodiscard]] Result<Json> triggerInput(const Json &input, const Json &told, ExpressionEvaluator &evaluator);

} // namespace perdura
