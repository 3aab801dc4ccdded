// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/orchestration/EntityContext.h"

#include "engine/core/Text.h"
#include "engine/orchestration/TaskState.h"

namespace perdura {

EntityContext::EntityContext(const EntityMessage &operation, const Json &state, Instant now,
                             const OrchestrationLimits &limits, const NewInstanceId &newId)
    : m_message(operation)
    , m_committed(state)
    , m_now(now)
    , m_limits(limits)
    , m_newId(newId)
{}

void EntityContext::setState(Json state)
{
    checkPayload(state, "The state of the entity");
    m_effects.state = std::move(state);
}

void EntityContext::setResult(Json result)
{
    checkPayload(result, "The result of the operation");
    m_effects.result = std::move(result);
}

void EntityContext::signalEntity(EntityId entity, std::string operation, Json input,
                                 std::optional<Instant> due)
{
    checkPayload(input, "The input of the operation");
    EntityMessage signal;
    signal.entity = std::move(entity);
    signal.operation = std::move(operation);
    signal.input = std::move(input);
    signal.due = due;
    signal.sender.instance = InstanceId(toText(id()));
    m_effects.sent.push_back(std::move(signal));
}

InstanceId EntityContext::startOrchestration(std::string orchestrator, Json input, InstanceId id,
                                             VersionId version)
{
    checkPayload(input, "The input of the orchestration");
    if (id.isEmpty())
        id = m_newId();
    m_effects.starts.push_back({id, std::move(orchestrator), std::move(version), std::move(input)});
    return id;
}

void EntityContext::checkPayload(const Json &payload, const char *what) const
{
    if (!isLargerThan(payload, m_limits.payloadBytes))
        return;
    throw TaskFailedException(
        {.errorType = "PayloadTooLarge",
         .errorMessage = what + (" has more than " + std::to_string(m_limits.payloadBytes)) +
                         " bytes as JSON, the limit of this hub. Write large data to a file and pass its "
                         "path.",
         .isNonRetriable = true});
}

EntityFunction entityOfOperations(std::map<std::string, EntityFunction> operations)
{
    std::map<std::string, EntityFunction> byName;
    for (auto &[name, function] : operations)
        byName.emplace(lowerCase(name), std::move(function));
    byName.try_emplace("delete", [](EntityContext &context) { context.deleteState(); });
    return [byName = std::move(byName)](EntityContext &context) {
        auto found = byName.find(context.operation());
        if (found == byName.end())
            found = byName.find(lowerCase(context.operation()));
        if (found == byName.end()) {
            throw TaskFailedException({.errorType = "EntityOperationNotFound",
                                       .errorMessage = "The entity “" + toText(context.id()) +
                                                       "” has no operation “" + context.operation() + "”.",
                                       .isNonRetriable = true});
        }
        found->second(context);
    };
}

} // namespace perdura
