// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/NodeSteps.h"

namespace perdura {

EntityId entityOf(const FieldValues &fields)
{
    auto entity = makeEntityId(requiredText(fields, "entity"), requiredText(fields, "key"));
    if (!entity)
        FieldValues::refuse("entity", entity.error().message.toStdString());
    return *std::move(entity);
}

Task<Step> entityCallStep(RunPtr run, ScopePtr scope, const Node &node)
{
    const FieldValues fields = run->fields(node, *scope);
    const EntityId entity = entityOf(fields);
    const Task<Json> call =
        run->context().callEntity(entity, requiredText(fields, "operation"), fields.value("input"),
                                  InterpreterRun::originOf(node, *scope));
    run->reportWait(node, *scope, "entity " + toText(entity));
    // Counted on both ways out, for a failed call has waited as well.
    const Task<std::size_t> ended = whenAny(call);
    co_await ended;
    run->countWait();
    Json result = co_await call;
    co_return Step{"next", std::move(result)};
}

Step entitySignalStep(const InterpreterRun &run, const FlowScope &scope, const Node &node, const Json &last)
{
    const FieldValues fields = run.fields(node, scope);
    std::optional<Instant> due;
    if (const auto delay = fields.duration("delay"))
        due = run.context().now() + *delay;
    run.context().signalEntity(entityOf(fields), requiredText(fields, "operation"), fields.value("input"),
                               due, InterpreterRun::originOf(node, scope));
    return {"next", last};
}

} // namespace perdura
