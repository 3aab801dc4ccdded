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
        if (port.id != "timeout" && port.id != "error")
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

Task<Step> approvalStep(RunPtr run, ScopePtr scope, const Node &node)
{
    OrchestrationContext &context = run->context();
    const FieldValues fields = run->fields(node, *scope);
    const Origin origin = InterpreterRun::originOf(node, *scope);
    HumanTaskRequest request = requestOf(node, fields, context.now());
    const std::optional<Duration> timeout = fields.duration("timeout");
    const std::vector<std::string> outcomes = request.outcomes;
    const std::string reason =
        request.assignee.empty() ? std::string("an answer") : "an answer from " + request.assignee;

    const HumanTask human = context.createHumanTask(std::move(request), origin);
    run->reportWait(node, *scope, reason);
    if (timeout) {
        const TimerTask timer =
            context.createTimer(context.now() + *timeout, "Time-out of “" + node.name + "”", origin);
        const Task<std::size_t> race = whenAny(human.task, timer.task);
        const std::size_t winner = co_await race;
        if (winner == 1) {
            human.close();
            run->countWait();
            co_return Step{"timeout", nullptr};
        }
        timer.cancel();
    }
    const HumanTaskAnswer answer = co_await human.task;
    run->countWait();
    if (std::find(outcomes.begin(), outcomes.end(), answer.outcome) == outcomes.end())
        FieldValues::refuse("outcomes",
                            shortText(answer.outcome) + " was answered, which is none of the outcomes.");
    co_return Step{answer.outcome, outputOf(answer)};
}

} // namespace perdura
