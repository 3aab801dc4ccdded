// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/ConcurrencyChecks.h"
#include "engine/definition/NodeSteps.h"

namespace perdura {

namespace {

/// One flow of a container that has several at the same time.
struct Lane
{
    const Node *first = nullptr;
    std::shared_ptr<LaneStop> stop;
    Task<Json> result;
};

/// With `collects` a failure is a result like any other.
Task<Json> runLane(RunPtr run, ScopePtr scope, const Node *first, Json last, bool collects)
{
    std::optional<FailureDetails> failure;
    Json result;
    try {
        const Task<Json> walk = run->walk(scope, first, std::move(last));
        result = co_await walk;
    } catch (const TaskFailedException &exception) {
        failure = exception.failure();
    }
    if (failure && (!collects || run->isRunaway()))
        throw TaskFailedException(std::move(*failure));
    if (failure)
        result = collectedFailure(*failure);
    co_return result;
}

std::vector<Lane> startLanes(const RunPtr &run, const ScopePtr &scope, const Node &node, const Json &last,
                             bool collects)
{
    std::vector<Lane> lanes;
    for (const Node *first : run->index().entries(&node)) {
        auto stop = std::make_shared<LaneStop>(scope->laneStop());
        const auto inner = std::make_shared<FlowScope>(scope);
        inner->setLaneStop(stop);
        lanes.push_back({first, std::move(stop), runLane(run, inner, first, last, collects)});
    }
    if (lanes.empty())
        FieldValues::refuse("steps", "there is no node inside that no edge leads to.");
    return lanes;
}

std::vector<TaskBase> tasksOf(const std::vector<Lane> &lanes)
{
    std::vector<TaskBase> tasks;
    for (const Lane &lane : lanes)
        tasks.push_back(lane.result);
    return tasks;
}

void stopOpen(const std::vector<Lane> &lanes)
{
    for (const Lane &lane : lanes) {
        if (!lane.result.isCompleted())
            lane.stop->stop();
    }
}

std::size_t wantedOf(const FieldValues &fields, std::size_t lanes)
{
    const Json value = fields.value("waitFor");
    if (value.is_null())
        return lanes;
    if (!value.is_number_integer() || value < 1 || value > lanes) {
        FieldValues::refuse("waitFor", "it gave " + shortText(value) +
                                           "; it must be a whole number from 1 to the number of lanes, " +
                                           std::to_string(lanes) + ".");
    }
    return value.get<std::size_t>();
}

} // namespace

Task<Step> parallelStep(RunPtr run, ScopePtr scope, const Node &node, Json last)
{
    const FieldValues fields = run->fields(node, *scope);
    const bool collects = fields.text("onFailure") == "collect";
    const std::size_t wanted = wantedOf(fields, run->index().entries(&node).size());
    const std::vector<Lane> lanes = startLanes(run, scope, node, last, collects);
    std::optional<FailureDetails> failure;
    try {
        const Task<std::vector<std::size_t>> enough = whenSome(wanted, tasksOf(lanes));
        co_await enough;
    } catch (const TaskFailedException &exception) {
        failure = exception.failure();
    }
    stopOpen(lanes);
    if (failure)
        throw TaskFailedException(std::move(*failure));
    Json results = Json::object();
    for (const Lane &lane : lanes) {
        if (lane.result.isCompleted() && !lane.result.isFailed())
            results[lane.first->name] = lane.result.value();
    }
    co_return Step{"next", std::move(results)};
}

Task<Step> raceStep(RunPtr run, ScopePtr scope, const Node &node, Json last)
{
    const std::vector<Lane> lanes = startLanes(run, scope, node, last, false);
    const Task<std::size_t> race = whenAny(tasksOf(lanes));
    const std::size_t winner = co_await race;
    const Task<Json> first = lanes[winner].result;
    if (!letsLosersGoOn(node) || first.isFailed())
        stopOpen(lanes);
    Json result = co_await first;
    Json output = Json::object();
    output["lane"] = lanes[winner].first->name;
    output["output"] = std::move(result);
    co_return Step{"next", std::move(output)};
}

} // namespace perdura
