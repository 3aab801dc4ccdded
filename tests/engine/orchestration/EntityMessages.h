// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/orchestration/EntityExecutor.h"

namespace perdura::test {

inline const Instant noon{std::chrono::hours(24 * 365 * 56)};
inline const EntityId counterId{"counter", "a"};

inline void add(EntityContext &context)
{
    context.setState((context.hasState() ? context.state().get<int>() : 0) + context.input().get<int>());
}

/// The counter of a class: an operation that it does not have fails, `delete` is there.
inline EntityFunction counterOfOperations()
{
    return entityOfOperations({{"add", add},
                               {"get", [](EntityContext &context) { context.setResult(context.state()); }},
                               {"reset", [](EntityContext &context) { context.setState(0); }}});
}

/// The counter of a function: passes over what it does not know.
inline void counter(EntityContext &context)
{
    if (context.operation() == "add") {
        add(context);
        context.setResult(context.state());
    } else if (context.operation() == "get") {
        context.setResult(context.state());
    } else if (context.operation() == "fail") {
        context.setState(-1);
        context.signalEntity(counterId, "add", 1);
        context.startOrchestration("other", nullptr);
        throw std::runtime_error("no luck");
    } else if (context.operation() == "tell") {
        context.signalEntity(counterId, "add", context.input(), context.now() + std::chrono::hours(1));
        context.startOrchestration("other", 7, InstanceId(std::string("given")));
    }
}

inline ParentInstance caller(int number, SequenceNumber task = 0)
{
    return {InstanceId("i" + std::to_string(number)), ExecutionId("x" + std::to_string(number)), task};
}

inline EntityMessage signal(const std::string &operation, Json input = nullptr)
{
    EntityMessage message{.entity = counterId, .operation = operation};
    message.input = std::move(input);
    return message;
}

inline EntityMessage call(const std::string &operation, Json input, ParentInstance sender)
{
    EntityMessage message = signal(operation, std::move(input));
    message.kind = EntityMessage::Kind::Call;
    message.sender = std::move(sender);
    return message;
}

inline EntityMessage lock(ParentInstance sender, std::vector<EntityId> set = {counterId})
{
    EntityMessage message{.kind = EntityMessage::Kind::Lock, .entity = counterId};
    message.sender = std::move(sender);
    message.lockSet = std::move(set);
    return message;
}

inline EntityMessage unlock(ParentInstance sender)
{
    EntityMessage message{.kind = EntityMessage::Kind::Unlock, .entity = counterId};
    message.sender = std::move(sender);
    return message;
}

inline EntityExecutor executorOf(Result<EntityFunction> function = EntityFunction(counter),
                                 EntityRecord record = {})
{
    record.id = counterId;
    return EntityExecutor(std::move(record), std::move(function), OrchestrationLimits{.payloadBytes = 1000},
                          [count = 0]() mutable { return InstanceId("new" + std::to_string(++count)); });
}

/// Lets it handle everything that may run.
inline EntityBatch runAll(EntityExecutor &executor)
{
    EntityBatch batch;
    while (executor.hasWork())
        executor.run(noon, 100, batch);
    return batch;
}

/// Tells each message to a new executor's queue, with its place as ticket.
inline void receiveAll(EntityExecutor &executor, const std::vector<EntityMessage> &messages,
                       std::size_t from = 0)
{
    for (std::size_t i = from; i < messages.size(); ++i)
        executor.receive(messages[i], std::int64_t(i));
}

inline const Json *resultOf(const EntityAnswer &answer)
{
    const auto *completed = std::get_if<EntityOperationCompleted>(&answer.data);
    return completed ? &completed->result : nullptr;
}

inline std::string errorTypeOf(const EntityAnswer &answer)
{
    const auto *failed = std::get_if<EntityOperationFailed>(&answer.data);
    return failed ? failed->failure.errorType : std::string();
}

inline std::string text(const Json &json)
{
    return dumpJson(json);
}

} // namespace perdura::test
