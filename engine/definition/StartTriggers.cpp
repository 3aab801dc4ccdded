// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/StartTriggers.h"

#include "engine/definition/FieldValues.h"
#include "engine/orchestration/TaskState.h"

#include <QCoreApplication>

#include <algorithm>

namespace perdura {

namespace {

/// Only `input` is known.
class ToldScope final : public ExpressionScope
{
public:
    explicit ToldScope(const Json &told)
        : m_told(std::make_shared<const Json>(told))
    {}
    [[nodiscard]] std::shared_ptr<const Json> value(const std::string &name) const override
    {
        return name == "input" ? m_told : nullptr;
    }
    [[nodiscard]] std::shared_ptr<const Json> nodeOutput(const std::string &) const override
    {
        return nullptr;
    }
    [[nodiscard]] std::vector<std::string> nodeNames() const override { return {}; }

private:
    std::shared_ptr<const Json> m_told;
};

std::string textOf(const Json &trigger, const char *member, const char *fallback = "")
{
    const auto value = trigger.find(member);
    return value != trigger.end() && value->is_string() ? value->get<std::string>() : std::string(fallback);
}

Json inputOf(const Json &trigger)
{
    const auto input = trigger.find("input");
    return input == trigger.end() ? Json(nullptr) : *input;
}

CatchUp catchUpOf(const Json &trigger)
{
    const std::string word = textOf(trigger, "catchUp", "latest");
    if (word == "skip")
        return CatchUp::Skip;
    return word == "all" ? CatchUp::All : CatchUp::Latest;
}

std::vector<OrchestrationStatus> statusesOf(const Json &trigger)
{
    std::vector<OrchestrationStatus> statuses;
    const auto given = trigger.find("statuses");
    if (given != trigger.end() && given->is_array()) {
        for (const Json &name : *given) {
            const auto status = name.is_string() ? statusFromName(name.get<std::string>()) : std::nullopt;
            if (status && isTerminal(*status))
                statuses.push_back(*status);
        }
    }
    if (statuses.empty())
        statuses.push_back(OrchestrationStatus::Completed);
    return statuses;
}

/// Calls `take` with each object of a list of the fields.
template <typename Take>
void forEachTrigger(const Node &start, const char *field, Take take)
{
    const auto list = start.fields.find(field);
    if (list == start.fields.end() || !list->is_array())
        return;
    for (const Json &trigger : *list) {
        if (trigger.is_object())
            take(trigger);
    }
}

} // namespace

StartTriggers triggersOf(const WorkflowDefinition &definition)
{
    const auto start = std::find_if(definition.nodes.begin(), definition.nodes.end(),
                                    [](const Node &node) { return node.kind == NodeKind::Start; });
    if (definition.kind != DefinitionKind::Workflow || start == definition.nodes.end())
        return {};
    return triggersOf(*start);
}

StartTriggers triggersOf(const Node &start)
{
    StartTriggers triggers;
    forEachTrigger(start, "schedules", [&](const Json &given) {
        ScheduleTrigger trigger{textOf(given, "cron"), textOf(given, "timeZone"), catchUpOf(given),
                                inputOf(given)};
        if (!trigger.cron.empty())
            triggers.schedules.push_back(std::move(trigger));
    });
    forEachTrigger(start, "folders", [&](const Json &given) {
        FolderTrigger trigger{textOf(given, "folder"), textOf(given, "pattern", "*"), inputOf(given)};
        if (!trigger.folder.empty())
            triggers.folders.push_back(std::move(trigger));
    });
    forEachTrigger(start, "completions", [&](const Json &given) {
        CompletionTrigger trigger{textOf(given, "workflow"), statusesOf(given), inputOf(given)};
        if (!trigger.workflow.empty())
            triggers.completions.push_back(std::move(trigger));
    });
    forEachTrigger(start, "routes", [&](const Json &given) {
        RouteTrigger trigger{textOf(given, "method", "POST"), textOf(given, "route"), inputOf(given)};
        if (!trigger.route.empty())
            triggers.routes.push_back(std::move(trigger));
    });
    return triggers;
}

Result<Json> triggerInput(const Json &input, const Json &told, ExpressionEvaluator &evaluator)
{
    if (input.is_null())
        return told;
    Node node;
    node.name = "Start";
    node.fields["input"] = input;
    const ToldScope scope(told);
    try {
        return FieldValues(node, scope, evaluator, {}).value("input");
    } catch (const TaskFailedException &failed) {
        return fail(ErrorCode::InvalidDefinition, QString::fromStdString(failed.failure().errorMessage));
    }
}

} // namespace perdura
