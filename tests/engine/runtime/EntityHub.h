// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/engine/runtime/TestHub.h"

#include <atomic>

namespace perdura::test {

inline const EntityId myCounter{"counter", "myCounter"};

inline EntityId counterNamed(const std::string &key)
{
    return {"counter", key};
}

inline void add(EntityContext &context)
{
    context.setState((context.hasState() ? context.state().get<int>() : 0) + context.input().get<int>());
    context.setResult(context.state());
}

inline EntityFunction counter()
{
    return entityOfOperations({{"add", add},
                               {"get", [](EntityContext &context) { context.setResult(context.state()); }},
                               {"reset", [](EntityContext &context) { context.setState(0); }},
                               {"fail", [](EntityContext &context) {
                                    context.setState(-1);
                                    context.signalEntity(counterNamed("other"), "add", 1);
                                    throw std::runtime_error("no luck");
                                }}});
}

/// Adds, and tells another entity when the sum comes to 100.
inline void watched(EntityContext &context)
{
    const int before = context.hasState() ? context.state().get<int>() : 0;
    const int after = before + context.input().get<int>();
    context.setState(after);
    if (before < 100 && after >= 100) {
        context.signalEntity(counterNamed("milestones"), "add", 1);
        context.startOrchestration("celebrate", after, InstanceId(std::string("party")));
    }
}

/// {"key", "operation", "input"}: calls a counter.
inline Task<Json> caller(OrchestrationContext &context)
{
    const EntityId entity = counterNamed(context.input().at("key").get<std::string>());
    const Task<Json> answer = context.callEntity(entity, context.input().at("operation").get<std::string>(),
                                                 context.input().value("input", Json()));
    Json result = co_await answer;
    co_return result;
}

/// {"from", "to", "amount"}: moves it if it is there.
inline Task<Json> transfer(OrchestrationContext &context)
{
    const EntityId from = counterNamed(context.input().at("from").get<std::string>());
    const EntityId to = counterNamed(context.input().at("to").get<std::string>());
    const int amount = context.input().at("amount").get<int>();
    std::vector<EntityId> both{from, to};
    const Task<EntityLock> granted = context.lockEntities(std::move(both));
    const EntityLock lock = co_await granted;
    const Task<Json> asked = context.callEntity(from, "get", nullptr);
    const Json balance = co_await asked;
    if (balance.is_null() || balance.get<int>() < amount)
        co_return false;
    const Task<Json> taken = context.callEntity(from, "add", -amount);
    co_await taken;
    const Task<Json> given = context.callEntity(to, "add", amount);
    co_await given;
    co_return true;
}

/// Has a counter for itself until an event comes.
inline Task<Json> holder(OrchestrationContext &context)
{
    std::vector<EntityId> set{myCounter};
    const Task<EntityLock> granted = context.lockEntities(std::move(set));
    const EntityLock lock = co_await granted;
    context.setCustomStatus("holds");
    const Task<Json> event = context.waitForEvent("go");
    co_await event;
    lock.release();
    const Task<Json> more = context.waitForEvent("end");
    co_await more;
    co_return nullptr;
}

/// Calls and goes on anew without waiting; the next execution's call has the same number.
inline Task<Json> forgetful(OrchestrationContext &context)
{
    const Task<Json> answer = context.callEntity(myCounter, "add", 1);
    if (context.input() == 1) {
        context.continueAsNew(2);
        co_return nullptr;
    }
    Json result = co_await answer;
    co_return result;
}

/// Signals a counter ten times, the last one later.
inline Task<Json> signaler(OrchestrationContext &context)
{
    for (int i = 0; i < 9; ++i)
        context.signalEntity(myCounter, "add", 1);
    context.signalEntity(myCounter, "add", 100, context.now() + std::chrono::hours(1), Origin());
    co_return nullptr;
}

inline Task<Json> celebrate(OrchestrationContext &context)
{
    co_return context.input();
}

/// Stands still until it is moved.
class TestClock final : public Clock
{
public:
    [[nodiscard]] Instant now() const override { return Instant(Duration(m_now.load())); }
    void advance(Duration by) { m_now += by.count(); }

private:
    std::atomic<qint64> m_now{1'700'000'000'000'000};
};

/// A hub with counters and what uses them.
class EntityHub : public TestHub
{
public:
    EntityHub()
    {
        entities = {{"Counter", counter()}, {"watched", watched}};
        *orchestrators = {{"caller", caller},       {"transfer", transfer}, {"holder", holder},
                          {"forgetful", forgetful}, {"signaler", signaler}, {"celebrate", celebrate}};
    }

    [[nodiscard]] std::future<Result<WriteReceipt>> beginToSignal(const EntityId &id,
                                                                  const std::string &operation,
                                                                  const Json &input = nullptr,
                                                                  std::optional<Instant> due = {})
    {
        EntityMessage message{.entity = id, .operation = operation, .due = due};
        message.input = input;
        return beginToSubmit(SignalEntity{std::move(message)});
    }
    [[nodiscard]] bool signal(const EntityId &id, const std::string &operation, const Json &input = nullptr,
                              std::optional<Instant> due = {})
    {
        return beginToSignal(id, operation, input, due).get().has_value();
    }
    [[nodiscard]] EntityInfo info(const EntityId &id)
    {
        const auto found = reader().entity(id);
        return found ? *found : EntityInfo();
    }
    [[nodiscard]] std::string state(const EntityId &id) { return text(info(id).state); }
    using TestHub::waitForState;
    /// Also that nothing waits any more.
    [[nodiscard]] bool waitForState(const EntityId &id, const Json &state)
    {
        return waitUntil(
            [&] {
                const EntityInfo now = info(id);
                return now.state == state && now.queueLength == 0;
            },
            std::chrono::seconds(60));
    }
    /// What an orchestration that calls the counter gets.
    [[nodiscard]] std::string call(const std::string &id, const std::string &key,
                                   const std::string &operation, const Json &input = nullptr)
    {
        const Json request{{"key", key}, {"operation", operation}, {"input", input}};
        if (!start("caller", id, request) || !waitForEnd(id))
            return "did not end";
        const InstanceDetail ended = detail(id);
        return ended.failure ? ended.failure->errorType + ": " + ended.failure->errorMessage
                             : text(ended.output);
    }
};

inline Json transferOf(const std::string &from, const std::string &to, int amount)
{
    return Json{{"from", from}, {"to", to}, {"amount", amount}};
}

} // namespace perdura::test
