// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/NodeCatalog.h"
#include "engine/definition/NodeSteps.h"

#include <algorithm>

namespace perdura {

namespace {

HumanTaskRequest requestOf(const Node &node, const FieldValues &fields, Instant now)
{
    HumanTaskRequest request;
    request.title = fields.text("title");
    if (request.title.empty())
        request.title = node.name;
    request.description = fields.text("description");
    request.assignee = fields.text("assignee");
    if (const auto due = fields.duration("due"))
        request.due = now + *due;
    for (const PortInfo &port : outputPorts(node)) {
        if (!isReservedPort(port.id))
            request.outcomes.push_back(port.id);
    }
    if (request.outcomes.empty())
        FieldValues::refuse("outcomes", "there is no outcome to choose.");
    request.form = fields.literal("form");
    return request;
}

Json outputOf(const HumanTaskAnswer &answer)
{
    Json output = Json::object();
    output["outcome"] = answer.outcome;
    output["form"] = answer.form;
    output["comment"] = answer.comment;
    output["by"] = answer.answeredBy;
    return output;
}

} // namespace

namespace {

/// Who is asked when those before have not answered in time.
struct Escalation
{
    Duration after{};
    std::string assignee;
};

std::vector<Escalation> escalationOf(const FieldValues &fields)
{
    std::vector<Escalation> ladder;
    const Json steps = fields.value("escalation");
    if (steps.is_null())
        return ladder;
    if (!steps.is_array())
        FieldValues::refuse("escalation", "it gave " + shortText(steps) + "; it must be a list.");
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const std::string place = "escalation[" + std::to_string(i) + "]";
        if (!steps[i].is_object() || !steps[i].contains("after") || !steps[i].contains("assignee"))
            FieldValues::refuse(place, "it must have a time and an assignee.");
        const Json &assignee = steps[i]["assignee"];
        ladder.push_back({FieldValues::toDuration(steps[i]["after"], place + ".after"),
                          assignee.is_string() ? assignee.get<std::string>() : dumpJson(assignee)});
    }
    return ladder;
}

std::string waitWords(const HumanTaskRequest &request)
{
    return request.assignee.empty() ? std::string("an answer") : "an answer from " + request.assignee;
}

/// The time at which the wait ends or goes up the ladder; nothing: it lasts until there is an answer.
std::optional<Instant> nextLimit(const std::optional<Instant> &end, const std::vector<Escalation> &ladder,
                                 std::size_t step, Instant now)
{
    std::optional<Instant> limit = end;
    if (step < ladder.size())
        limit = std::min(limit.value_or(Instant::max()), now + ladder[step].after);
    return limit;
}

} // namespace

Task<Step> approvalStep(RunPtr run, ScopePtr scope, const Node &node)
{
    OrchestrationContext &context = run->context();
    const FieldValues fields = run->fields(node, *scope);
    const Origin origin = InterpreterRun::originOf(node, *scope);
    HumanTaskRequest request = requestOf(node, fields, context.now());
    const std::optional<Duration> timeout = fields.duration("timeout");
    const std::optional<Instant> end = timeout ? std::optional(context.now() + *timeout) : std::nullopt;
    const std::vector<Escalation> ladder = escalationOf(fields);
    for (std::size_t step = 0;; ++step) {
        const HumanTask human = context.createHumanTask(request, origin);
        run->reportWait(node, *scope, waitWords(request));
        const std::optional<Instant> limit = nextLimit(end, ladder, step, context.now());
        std::optional<TimerTask> timer;
        if (limit) {
            const std::string purpose =
                limit == end ? "Time-out of “" + node.name + "”" : "Escalation of “" + node.name + "”";
            timer = context.createTimer(*limit, purpose, origin);
        }
        LaneStop::OnStop onStop;
        if (scope->laneStop()) {
            onStop = scope->laneStop()->onStop([human, timer] {
                human.close();
                if (timer)
                    timer->cancel();
            });
        }
        std::vector<TaskBase> tasks{human.task};
        if (timer)
            tasks.push_back(timer->task);
        const Task<std::size_t> race = whenAny(tasks);
        const std::size_t winner = co_await race;
        run->countWait();
        if (winner == 0) {
            if (timer)
                timer->cancel();
            const HumanTaskAnswer answer = co_await human.task;
            if (std::ranges::find(request.outcomes, answer.outcome) == request.outcomes.end())
                FieldValues::refuse("outcomes", shortText(answer.outcome) +
                                                    " was answered, which is none of the outcomes.");
            co_return Step{answer.outcome, outputOf(answer)};
        }
        human.close();
        if (limit == end)
            co_return Step{"timeout", nullptr};
        request.assignee = ladder[step].assignee;
    }
}

} // namespace perdura
