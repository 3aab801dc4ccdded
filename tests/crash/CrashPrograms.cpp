// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/crash/CrashPrograms.h"

#include "tests/crash/CrashEntities.h"

namespace perdura::test {

using namespace std::chrono_literals;

namespace {

Task<Json> chain(OrchestrationContext &context)
{
    Json value = context.input();
    for (int step = 0; step < 3; ++step) {
        value = co_await context.callActivity("effect", value);
        const TimerTask timer = context.createTimer(context.now() + std::chrono::milliseconds(2), "Breathe");
        co_await timer.task;
    }
    std::vector<Task<Json>> tasks;
    for (int i = 0; i < 4; ++i)
        tasks.push_back(context.callActivity("effect", 100 * (i + 1)));
    int sum = value.get<int>();
    for (Task<Json> &task : tasks) {
        const Json result = co_await task;
        sum += result.get<int>();
    }
    co_return Json(sum);
}

/// Its input plus one, after a moment.
Task<Json> leaf(OrchestrationContext &context)
{
    const TimerTask timer = context.createTimer(context.now() + 1ms, "Breathe");
    co_await timer.task;
    Json result = co_await context.callActivity("effect", context.input());
    co_return result;
}

/// One effect in each execution; the sum of five: 1 + 2 + 3 + 4 + 5.
Task<Json> rounds(OrchestrationContext &context)
{
    const Json input = context.input();
    const int round = input["round"].get<int>();
    const Json effect = co_await context.callActivity("effect", round);
    Json next = Json::object();
    next["round"] = round + 1;
    next["sum"] = input["sum"].get<int>() + effect.get<int>();
    if (round == 4)
        co_return next["sum"];
    context.continueAsNew(next);
    co_return nullptr;
}

/// Two words, over two executions: the second was sent with the first and waits for the second execution.
Task<Json> listener(OrchestrationContext &context)
{
    Json words = context.input().is_array() ? context.input() : Json::array();
    words.push_back(co_await context.waitForEvent("Word"));
    if (words.size() == 2)
        co_return words[0].get<int>() + words[1].get<int>();
    context.continueAsNew(words);
    co_return nullptr;
}

Task<Json> flaky(OrchestrationContext &context)
{
    ActivityOptions options;
    options.retry = RetryPolicy{.firstInterval = 1ms, .maxAttempts = 3};
    Json result = co_await context.callActivity("flaky", 100, options);
    co_return result;
}

/// Whoever loses leaves a timer and a wait behind.
Task<Json> race(OrchestrationContext &context)
{
    const Task<Json> event = context.waitForEvent("Never");
    const TimerTask timer = context.createTimer(context.now() + 1ms, "Soon");
    const TimerTask late = context.createTimer(context.now() + 24h, "Late");
    co_await whenAny(event, timer.task, late.task);
    late.cancel();
    co_return 1;
}

/// Waits for a person, who says yes.
Task<Json> approval(OrchestrationContext &context)
{
    HumanTaskRequest request;
    request.title = "Go on?";
    request.outcomes = {"Yes", "No"};
    const HumanTask question = context.createHumanTask(request, Origin());
    const HumanTaskAnswer answer = co_await question.task;
    context.setCustomStatus(answer.outcome);
    co_return answer.outcome == "Yes" ? 0 : 1;
}

/// Fails, and so does its child, until it is rewound.
Task<Json> stumbler(OrchestrationContext &context)
{
    Json result = co_await context.callSubOrchestration("stumble", context.instanceId().value);
    co_return result;
}

Task<Json> stumble(OrchestrationContext &context)
{
    Json result = co_await context.callActivity("unlucky", context.input());
    co_return result;
}

/// Waits for ever, with a child and in possession of what the others want; it is terminated.
Task<Json> victim(OrchestrationContext &context)
{
    const Task<Json> child = context.callSubOrchestration("waiting", nullptr);
    std::vector<EntityId> set{account("trap")};
    const Task<EntityLock> granted = context.lockEntities(std::move(set));
    const EntityLock lock = co_await granted;
    co_await child;
    co_return nullptr;
}

Task<Json> waiting(OrchestrationContext &context)
{
    Json never = co_await context.waitForEvent("Never");
    co_return never;
}

void startAlone(OrchestrationContext &context, const char *program, const char *suffix)
{
    SubOrchestrationOptions options;
    options.id = InstanceId(context.instanceId().value + suffix);
    context.startOrchestration(program, 1, options);
}

Task<Json> everything(OrchestrationContext &context)
{
    const std::string own = context.instanceId().value;
    SubOrchestrationOptions listening;
    listening.id = InstanceId(own + "-listener");
    std::vector<Task<Json>> tasks{context.callSubOrchestration("listener", nullptr, listening)};
    context.sendEvent(listening.id, "word", 40);
    context.sendEvent(listening.id, "WORD", 60);
    for (int i = 0; i < 3; ++i)
        tasks.push_back(context.callSubOrchestration("leaf", 10 + i));
    Json first = Json::object();
    first["round"] = 0;
    first["sum"] = 0;
    tasks.push_back(context.callSubOrchestration("rounds", first));
    tasks.push_back(flaky(context));
    tasks.push_back(race(context));
    tasks.push_back(approval(context));
    tasks.push_back(context.callSubOrchestration("entities", nullptr));
    startAlone(context, "leaf", "-alone");
    startAlone(context, "stumbler", "-stumbler");
    startAlone(context, "victim", "-victim");
    // 40 + 60 from the listener, 11 + 12 + 13, 15, 100 and 1; 0 from the person and the entities.
    int sum = 0;
    for (Task<Json> &task : tasks) {
        const Json result = co_await task;
        sum += result.get<int>();
    }
    co_return Json(sum);
}

/// Many small children, to be purged.
Task<Json> family(OrchestrationContext &context)
{
    std::vector<Task<Json>> tasks;
    for (int i = 0; i < childrenPerFamily; ++i)
        tasks.push_back(context.callSubOrchestration("child", i));
    for (const Task<Json> &task : tasks)
        co_await task;
    co_return nullptr;
}

Task<Json> child(OrchestrationContext &context)
{
    co_return context.input();
}

} // namespace

CodeOrchestrators::Functions crashPrograms()
{
    CodeOrchestrators::Functions programs = entityPrograms();
    programs.merge(CodeOrchestrators::Functions{{"chain", chain},
                                                {"leaf", leaf},
                                                {"rounds", rounds},
                                                {"listener", listener},
                                                {"stumbler", stumbler},
                                                {"stumble", stumble},
                                                {"victim", victim},
                                                {"waiting", waiting},
                                                {"everything", everything},
                                                {"family", family},
                                                {"child", child}});
    return programs;
}

} // namespace perdura::test
