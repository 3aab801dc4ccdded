// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/crash/CrashEntities.h"

namespace perdura::test {

using namespace std::chrono_literals;

namespace {

void append(EntityContext &context)
{
    Json entries = context.hasState() ? context.state() : Json::array();
    entries.push_back(context.input());
    context.setResult(entries.size());
    context.setState(std::move(entries));
}

EntityFunction ledger()
{
    return entityOfOperations({{"append", append},
                               {"tell",
                                [](EntityContext &context) {
                                    append(context);
                                    context.signalEntity(echoOf(context.id()), "append", context.input());
                                }},
                               {"hire", [](EntityContext &context) {
                                    context.startOrchestration(
                                        "leaf", 1, InstanceId(context.input().get<std::string>()));
                                }}});
}

EntityFunction plain()
{
    return entityOfOperations({{"get", [](EntityContext &context) { context.setResult(context.state()); }},
                               {"set", [](EntityContext &context) { context.setState(context.input()); }}});
}

Task<Json> sender(OrchestrationContext &context)
{
    const std::string own = context.instanceId().value;
    const EntityId to = ledgerNumber(context.input().get<int>());
    const EntityId scratch{"account", own};
    for (int i = 0; i < operationsPerSender; ++i) {
        const Json entry = ledgerEntry(own, i);
        const std::string operation = i % 2 == 0 ? "tell" : "append";
        if (i % 3 == 2) {
            const Task<Json> answer = context.callEntity(to, operation, entry);
            co_await answer;
        } else {
            context.signalEntity(to, operation, entry);
        }
    }
    for (int i = 0; i < delayedPerSender; ++i) {
        const Instant due = context.now() + (i + 1) * 2ms;
        context.signalEntity(to, "append", ledgerEntry(own + " later", i), due, Origin());
    }
    context.signalEntity(to, "hire", own + "-hired");
    // An entity that comes and goes.
    const Task<Json> made = context.callEntity(scratch, "set", 1);
    co_await made;
    context.log("info", "has made one", Origin());
    const Task<Json> gone = context.callEntity(scratch, "delete", nullptr);
    co_await gone;
    co_return 0;
}

/// Reads and writes both accounts as if nobody else did.
Task<Json> mover(OrchestrationContext &context)
{
    const EntityId from = account(context.input().at("from").get<std::string>());
    const EntityId to = account(context.input().at("to").get<std::string>());
    for (int i = 0; i < movesPerMover; ++i) {
        std::vector<EntityId> both{from, to};
        const Task<EntityLock> granted = context.lockEntities(std::move(both));
        const EntityLock lock = co_await granted;
        for (const bool isTaken : {true, false}) {
            const EntityId &entity = isTaken ? from : to;
            const Task<Json> asked = context.callEntity(entity, "get", nullptr);
            const Json balance = co_await asked;
            const int before = balance.is_null() ? 0 : balance.get<int>();
            const int after = before + (isTaken ? -amountPerMove : amountPerMove);
            const Task<Json> written = context.callEntity(entity, "set", after);
            co_await written;
            const TimerTask timer = context.createTimer(context.now() + 1ms, "Think");
            co_await timer.task;
        }
        lock.release();
    }
    co_return 0;
}

/// Ends two executions, and itself, without giving back what it has locked.
Task<Json> holder(OrchestrationContext &context)
{
    const int round = context.input().get<int>();
    std::vector<EntityId> one{account("north")};
    const Task<EntityLock> granted = context.lockEntities(std::move(one));
    const EntityLock lock = co_await granted;
    if (round < 2)
        context.continueAsNew(round + 1);
    co_return 0;
}

Task<Json> entities(OrchestrationContext &context)
{
    std::vector<Task<Json>> tasks;
    for (int i = 0; i < sendersPerStart; ++i)
        tasks.push_back(context.callSubOrchestration("sender", i % ledgerCount));
    Json there = Json::object();
    there["from"] = "north";
    there["to"] = "south";
    Json back = Json::object();
    back["from"] = "south";
    back["to"] = "west";
    tasks.push_back(context.callSubOrchestration("mover", there));
    tasks.push_back(context.callSubOrchestration("mover", back));
    tasks.push_back(context.callSubOrchestration("holder", 0));
    for (const Task<Json> &task : tasks)
        co_await task;
    co_return 0;
}

} // namespace

EntityId ledgerNumber(int number)
{
    return {"ledger", std::to_string(number)};
}

EntityId echoOf(const EntityId &ledger)
{
    return {"ledger", "echo of " + ledger.key};
}

EntityId ledgerOfClients()
{
    return {"ledger", "clients"};
}

EntityId account(const std::string &name)
{
    return {"account", name};
}

Json ledgerEntry(const std::string &sender, int number)
{
    return Json::array({sender, number});
}

CodeEntities::Functions crashEntities()
{
    return {{"ledger", ledger()}, {"account", plain()}};
}

CodeOrchestrators::Functions entityPrograms()
{
    return {{"sender", sender}, {"mover", mover}, {"holder", holder}, {"entities", entities}};
}

} // namespace perdura::test
