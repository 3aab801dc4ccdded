// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/soak/SoakPrograms.h"

namespace perdura::bench {

using namespace std::chrono_literals;

namespace {

/// Fails the instance.
void expect(const char *what, const Json &is, const Json &expected)
{
    if (is != expected) {
        throw TaskFailedException(FailureDetails{
            .errorType = "Unexpected",
            .errorMessage = std::string(what) + " came to " + dumpJson(is) + ", not " + dumpJson(expected)});
    }
}

Task<Json> chainOfThree(OrchestrationContext &context)
{
    Json value = 0;
    for (int i = 0; i < 3; ++i)
        value = co_await context.callActivity("increment", value);
    co_return value;
}

Task<Json> fanOut(OrchestrationContext &context)
{
    std::vector<Task<Json>> tasks;
    for (int i = 0; i < 10; ++i)
        tasks.push_back(context.callActivity("increment", i));
    int sum = 0;
    for (const Task<Json> &task : tasks) {
        const Json result = co_await task;
        sum += result.get<int>();
    }
    co_return sum;
}

Task<Json> retries(OrchestrationContext &context)
{
    ActivityOptions options;
    options.retry = RetryPolicy{.firstInterval = 1ms, .maxAttempts = 3};
    Json result = co_await context.callActivity("flaky", 1, options);
    co_return result;
}

/// The timer wins; the wait for the event and the other timer are left behind.
Task<Json> race(OrchestrationContext &context)
{
    const Task<Json> event = context.waitForEvent("Never");
    const TimerTask soon = context.createTimer(context.now() + 2ms, "Soon");
    const TimerTask late = context.createTimer(context.now() + 24h, "Late");
    co_await whenAny(event, soon.task, late.task);
    late.cancel();
    context.abandonWait(event);
    co_return 1;
}

/// A child hears from its parent, in its second execution.
Task<Json> conversation(OrchestrationContext &context)
{
    SubOrchestrationOptions options;
    options.id = InstanceId(context.instanceId().value + "-listener");
    const Task<Json> answer = context.callSubOrchestration("listener", 0, options);
    context.sendEvent(options.id, "word", 20);
    context.sendEvent(options.id, "Word", 22);
    Json sum = co_await answer;
    co_return sum;
}

Task<Json> listener(OrchestrationContext &context)
{
    const Json word = co_await context.waitForEvent("Word");
    const int sum = context.input().get<int>() + word.get<int>();
    if (sum < 42)
        context.continueAsNew(sum);
    co_return sum;
}

Task<Json> rounds(OrchestrationContext &context)
{
    const int left = context.input().get<int>();
    if (left > 0)
        context.continueAsNew(left - 1);
    co_return left;
}

/// Signals and calls a counter that others use as well, and has one of its own that goes again.
Task<Json> counting(OrchestrationContext &context)
{
    const EntityId shared{"counter", std::to_string(context.input().get<int>() % counterCount)};
    const EntityId own{"counter", context.instanceId().value};
    context.signalEntity(shared, "add", 1);
    context.signalEntity(shared, "add", -1, context.now() + 3ms, Origin());
    for (int i = 0; i < 3; ++i)
        context.signalEntity(own, "add", 1);
    const Task<Json> asked = context.callEntity(own, "add", 1);
    Json sum = co_await asked;
    context.signalEntity(own, "delete", nullptr);
    co_return sum;
}

Task<Json> moving(OrchestrationContext &context)
{
    const int number = context.input().get<int>();
    const EntityId from = account(number % accountCount);
    const EntityId to = account((number * 7 + 3) % accountCount); // another one, for 6 n is never -3
    std::vector<EntityId> both{from, to};
    const Task<EntityLock> granted = context.lockEntities(std::move(both));
    const EntityLock lock = co_await granted;
    const Task<Json> taken = context.callEntity(from, "add", -1);
    co_await taken;
    const Task<Json> given = context.callEntity(to, "add", 1);
    co_await given;
    lock.release();
    co_return 1;
}

Task<Json> mix(OrchestrationContext &context)
{
    context.log("info", "begins", Origin());
    context.setCustomStatus("works");
    const Task<Json> chain = chainOfThree(context);
    const Task<Json> fan = fanOut(context);
    const Task<Json> retried = retries(context);
    const Task<Json> raced = race(context);
    const Task<Json> talked = conversation(context);
    const Task<Json> counted = context.callSubOrchestration("counting", context.input());
    const Task<Json> moved = context.callSubOrchestration("moving", context.input());
    const Task<Json> repeated = context.callSubOrchestration("rounds", 5);
    const Task<Json> raised = context.waitForEvent("Go");
    const Json event = co_await raised;
    expect("the event", event, context.input());
    const Json inChain = co_await chain;
    expect("the chain", inChain, 3);
    const Json inFan = co_await fan;
    expect("the fan-out", inFan, 55);
    const Json inRetries = co_await retried;
    expect("the retries", inRetries, 1);
    const Json inTalk = co_await talked;
    expect("the conversation", inTalk, 42);
    const Json inCounter = co_await counted;
    expect("the counter", inCounter, 4);
    const Json inRounds = co_await repeated;
    expect("the rounds", inRounds, 0);
    co_await raced;
    co_await moved;
    context.startOrchestration("rounds", 1, SubOrchestrationOptions());
    co_return context.input();
}

EntityFunction adder()
{
    return entityOfOperations({{"add", [](EntityContext &context) {
                                    const int before = context.hasState() ? context.state().get<int>() : 0;
                                    context.setState(before + context.input().get<int>());
                                    context.setResult(context.state());
                                }}});
}

} // namespace

CodeOrchestrators::Functions soakPrograms()
{
    return {
        {"mix", mix}, {"listener", listener}, {"rounds", rounds}, {"counting", counting}, {"moving", moving}};
}

CodeEntities::Functions soakEntities()
{
    return {{"counter", adder()}, {"account", adder()}};
}

test::TestActivities soakActivities()
{
    test::TestActivities activities;
    activities.addValue("increment", [](const Json &input) { return Json(input.get<int>() + 1); });
    activities.add("flaky", [](const ActivityCall &call, const ActivityDone &done) {
        if (call.attempt == 1)
            done(tl::unexpected(FailureDetails{.errorType = "Flaky", .errorMessage = "not the first time"}));
        else
            done(call.input);
    });
    return activities;
}

EntityId account(int number)
{
    return {"account", std::to_string(number)};
}

} // namespace perdura::bench
