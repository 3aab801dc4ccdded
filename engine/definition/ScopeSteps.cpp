// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/TimeLimit.h"
#include "engine/definition/UndoList.h"

namespace perdura {

namespace {

/// Undoes what was done, the last first. What cannot be undone does not keep the others from it.
/// When the time is up, undoing has all the time of the flow around.
Task<Json> undoAll(RunPtr run, ScopePtr around, std::shared_ptr<UndoList> done, bool isTimeUp)
{
    Json problems = Json::array();
    for (const UndoList::Entry &entry : done->takeReversed()) {
        ScopePtr scope = entry.scope;
        if (isTimeUp) {
            scope = std::make_shared<FlowScope>(entry.scope);
            scope->setLaneStop(around->laneStop());
        }
        try {
            const Task<Json> walk = run->walk(scope, entry.first, entry.output);
            co_await walk;
        } catch (const TaskFailedException &exception) {
            problems.push_back(exception.failure().errorMessage);
        }
    }
    co_return problems;
}

FailureDetails withProblems(FailureDetails failure, const Json &problems)
{
    if (problems.empty())
        return failure;
    failure.errorMessage +=
        " What had been done could not all be undone: " + problems.front().get<std::string>();
    if (!failure.properties.is_object())
        failure.properties = Json::object();
    failure.properties["undoFailures"] = problems;
    return failure;
}

std::vector<EntityId> entitiesOf(const FieldValues &fields)
{
    const Json listed = fields.value("entities");
    if (!listed.is_array() || listed.empty())
        FieldValues::refuse("entities", "it gave " + shortText(listed) + "; it must be a list of entities.");
    std::vector<EntityId> entities;
    for (std::size_t i = 0; i < listed.size(); ++i) {
        const std::string place = "entities[" + std::to_string(i) + "]";
        if (!listed[i].is_string())
            FieldValues::refuse(place, shortText(listed[i]) + " is no entity; write it like @account@anna.");
        auto entity = entityIdFromText(listed[i].get<std::string>());
        if (!entity)
            FieldValues::refuse(place, entity.error().message.toStdString());
        entities.push_back(*std::move(entity));
    }
    return entities;
}

} // namespace

Task<Step> scopeStep(RunPtr run, ScopePtr scope, const Node &node, Json last)
{
    const auto limit = run->fields(node, *scope).duration("timeout");
    const ScopePtr inner = limit ? limitedScope(scope) : std::make_shared<FlowScope>(scope);
    const auto done = std::make_shared<UndoList>();
    inner->setUndoList(done);
    std::optional<FailureDetails> failure;
    Json result;
    try {
        Task<Json> walk = run->walkInside(scope, inner, &node, std::move(last));
        if (limit)
            walk = within(run, scope, inner, node, *limit, walk);
        result = co_await walk;
    } catch (const TaskFailedException &exception) {
        failure = exception.failure();
    }
    if (!failure || scope->isStopped()) {
        if (scope->undoList())
            done->moveTo(*scope->undoList());
        co_return Step{"next", std::move(result)};
    }
    if (!run->isRunaway()) {
        const Task<Json> undoing = undoAll(run, scope, done, inner->isStopped());
        const Json problems = co_await undoing;
        failure = withProblems(std::move(*failure), problems);
    }
    throw TaskFailedException(std::move(*failure));
}

Task<Step> criticalSectionStep(RunPtr run, ScopePtr scope, const Node &node, Json last)
{
    std::vector<EntityId> entities = entitiesOf(run->fields(node, *scope));
    run->reportWait(node, *scope, "entity " + toText(entities.front()));
    const Task<EntityLock> locking =
        run->context().lockEntities(std::move(entities), InterpreterRun::originOf(node, *scope));
    LaneStop::OnStop onTimeUp;
    if (scope->laneStop() && scope->laneStop()->isTimeLimit())
        onTimeUp = scope->laneStop()->onStop([run] { run->context().abandonLock(); });
    const EntityLock lock = co_await locking;
    onTimeUp.reset();
    run->countWait();
    if (scope->isStopped()) {
        lock.release();
        co_return Step{"next", nullptr};
    }
    LaneStop::OnStop onStop;
    if (scope->laneStop())
        onStop = scope->laneStop()->onStop([lock] { lock.release(); });
    const auto inner = std::make_shared<FlowScope>(scope);
    std::optional<FailureDetails> failure;
    Json result;
    try {
        const Task<Json> walk = run->walkInside(scope, inner, &node, std::move(last));
        result = co_await walk;
    } catch (const TaskFailedException &exception) {
        failure = exception.failure();
    }
    lock.release();
    if (failure)
        throw TaskFailedException(std::move(*failure));
    co_return Step{"next", std::move(result)};
}

} // namespace perdura
