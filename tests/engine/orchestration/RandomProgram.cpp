// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/orchestration/RandomProgram.h"

namespace perdura::test {

namespace {

Task<Json> run(OrchestrationContext &context, const Step &step);

Task<Json> call(OrchestrationContext &context, const Step &step)
{
    ActivityOptions options;
    options.origin.node = "n" + std::to_string(step.number);
    if (step.kind == Step::Kind::RetriedCall)
        options.retry = RetryPolicy{.firstInterval = std::chrono::seconds(1 + step.number),
                                    .maxAttempts = 2 + step.number,
                                    .backoffCoefficient = 1.5};
    const Json result =
        co_await context.callActivity("A" + std::to_string(step.number), step.number, options);
    co_return result;
}

Task<Json> sleep(OrchestrationContext &context, const Step &step)
{
    const TimerTask timer = context.createTimer(context.now() + std::chrono::seconds(step.number));
    co_await timer.task;
    co_return toIso(context.now());
}

Task<Json> askPerson(OrchestrationContext &context, const Step &step)
{
    HumanTaskRequest request{.title = "Person " + std::to_string(step.number)};
    request.outcomes = {"Yes", "No"};
    const HumanTask human = context.createHumanTask(std::move(request));
    const TimerTask timer = context.createTimer(context.now() + std::chrono::seconds(3));
    const std::size_t winner = co_await whenAny(human.task, timer.task);
    if (winner == 0 && step.flag)
        timer.cancel();
    if (winner == 1 && step.flag)
        human.close();
    co_return winner == 0 ? Json(human.task.value().outcome) : Json("late");
}

Task<Json> all(OrchestrationContext &context, const Step &step)
{
    std::vector<Task<Json>> tasks;
    for (const Step &child : step.children)
        tasks.push_back(run(context, child));
    const std::vector<Json> results = co_await whenAll(tasks);
    co_return Json(results);
}

Task<Json> race(OrchestrationContext &context, const Step &step)
{
    const TimerTask timer = context.createTimer(context.now() + std::chrono::seconds(step.number));
    std::vector<TaskBase> tasks{timer.task};
    for (const Step &child : step.children)
        tasks.push_back(run(context, child));
    const std::size_t winner = co_await whenAny(tasks);
    if (step.flag)
        timer.cancel();
    co_return winner;
}

Task<Json> guarded(OrchestrationContext &context, const Step &step)
{
    Json result;
    try {
        result = co_await run(context, step.children.front());
    } catch (const TaskFailedException &failed) {
        result = failed.failure().errorMessage;
    }
    co_return result;
}

Task<Json> child(OrchestrationContext &context, const Step &step)
{
    SubOrchestrationOptions options;
    if (step.flag)
        options.retry = RetryPolicy{.firstInterval = std::chrono::seconds(1), .maxAttempts = 2};
    const Json result =
        co_await context.callSubOrchestration("O" + std::to_string(step.number), step.number, options);
    co_return result;
}

EntityId entity(const Step &step)
{
    return {"counter", std::to_string(step.number)};
}

/// Several of these at once break the rules of critical sections, which is a failure like any other.
Task<Json> locked(OrchestrationContext &context, const Step &step)
{
    const std::vector<EntityId> entities{entity(step), EntityId{"counter", "all"}};
    const EntityLock lock = co_await context.lockEntities(entities);
    const Json result = co_await context.callEntity(entity(step), "add", step.number);
    if (step.flag)
        lock.release();
    co_return result;
}

Task<Json> done(const std::string &word)
{
    return Task<Json>::completed(word);
}

/// Calls that throw at once fail the step, as they would where it is awaited.
template <typename Call>
Task<Json> guardedCall(Call call)
{
    try {
        return call();
    } catch (const TaskFailedException &failed) {
        return Task<Json>::failed(failed.failure());
    }
}

Task<Json> runMessage(OrchestrationContext &context, const Step &step)
{
    switch (step.kind) {
    case Step::Kind::Detached:
        return done(context.startOrchestration("D", step.number, SubOrchestrationOptions()).value);
    case Step::Kind::Send:
        context.sendEvent(InstanceId(std::string("other")), "E0", step.number);
        return done("sent");
    case Step::Kind::Entity:
        return context.callEntity(entity(step), "get", nullptr);
    case Step::Kind::Signal:
        context.signalEntity(entity(step), "add", 1);
        return done("signaled");
    case Step::Kind::Again:
        context.continueAsNew(step.number, step.flag, VersionId());
        return done("again");
    default:
        return child(context, step);
    }
}

Task<Json> twice(OrchestrationContext &context, const Step &step)
{
    Json results = Json::array();
    for (int i = 0; i < 2; ++i) {
        for (const Step &child : step.children)
            results.push_back(co_await run(context, child));
    }
    co_return results;
}

Task<Json> run(OrchestrationContext &context, const Step &step)
{
    switch (step.kind) {
    case Step::Kind::Call:
    case Step::Kind::RetriedCall:
        return call(context, step);
    case Step::Kind::Sleep:
        return sleep(context, step);
    case Step::Kind::Event:
        return context.waitForEvent("E" + std::to_string(step.number % 2));
    case Step::Kind::Person:
        return askPerson(context, step);
    case Step::Kind::All:
        return all(context, step);
    case Step::Kind::Race:
        return race(context, step);
    case Step::Kind::Guarded:
        return guarded(context, step);
    case Step::Kind::Background: {
        const Task<Json> dropped = run(context, step.children.front());
        return Task<Json>::completed(dropped.isCompleted());
    }
    case Step::Kind::Status:
        context.setCustomStatus(step.number);
        context.log("info", "status " + std::to_string(step.number), Origin());
        return Task<Json>::completed();
    case Step::Kind::Guid:
        return Task<Json>::completed(context.newGuid());
    case Step::Kind::Fail:
        return Task<Json>::failed({.errorType = "Drawn", .errorMessage = "failed on purpose"});
    case Step::Kind::Twice:
        return twice(context, step);
    case Step::Kind::Locked:
        return locked(context, step);
    case Step::Kind::Child:
    case Step::Kind::Detached:
    case Step::Kind::Send:
    case Step::Kind::Entity:
    case Step::Kind::Signal:
    case Step::Kind::Again:
        return guardedCall([&] { return runMessage(context, step); });
    }
    Q_UNREACHABLE();
}

} // namespace

Step randomStep(Random &random, int depth)
{
    static constexpr int kinds = int(Step::Kind::Twice) + 1;
    Step step;
    step.kind = Step::Kind(pick(random, kinds));
    step.number = pick(random, 4);
    step.flag = pick(random, 2) == 0;
    const bool branches = step.kind == Step::Kind::All || step.kind == Step::Kind::Race ||
                          step.kind == Step::Kind::Guarded || step.kind == Step::Kind::Background ||
                          step.kind == Step::Kind::Twice;
    if (branches && depth == 0)
        step.kind = Step::Kind::Call;
    else if (branches) {
        const int children = 1 + pick(random, 3);
        for (int i = 0; i < children; ++i)
            step.children.push_back(randomStep(random, depth - 1));
    }
    return step;
}

Orchestrator makeProgram(std::shared_ptr<const Step> root)
{
    return [root = std::move(root)](OrchestrationContext &context) { return run(context, *root); };
}

} // namespace perdura::test
