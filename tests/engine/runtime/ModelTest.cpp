// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/runtime/ModelTest.h"

namespace perdura::test {

using namespace std::chrono_literals;

namespace {

Task<Json> child(OrchestrationContext &context)
{
    const Json input = context.input();
    if (input == "fail")
        co_await context.callActivity("fail", "child");
    if (input == "wait")
        co_await context.waitForEvent("go");
    Json result = Json::object();
    result["input"] = input;
    result["parent"] = context.parent() ? context.parent()->instance.value : std::string();
    result["team"] = context.tags().contains("team") ? context.tags().at("team") : std::string();
    co_return result;
}

/// Runs `child` with its own input, under the id "<own id>-child".
Task<Json> callsChild(OrchestrationContext &context)
{
    SubOrchestrationOptions options;
    options.id = InstanceId(context.instanceId().value + "-child");
    Json result = co_await context.callSubOrchestration("child", context.input(), options);
    co_return result;
}

Task<Json> twoFailures(OrchestrationContext &context)
{
    std::vector<Task<Json>> tasks{context.callActivity("count", "good"), context.callActivity("flaky", "a"),
                                  context.callActivity("flaky", "b")};
    const std::vector<Json> results = co_await whenAll(std::move(tasks));
    co_return Json(results);
}

Task<Json> retried(OrchestrationContext &context)
{
    ActivityOptions options;
    options.retry = RetryPolicy{.firstInterval = 1ms, .maxAttempts = 2};
    Json result = co_await context.callActivity("flaky", "r", options);
    co_return result;
}

Task<Json> failsOfItself(OrchestrationContext &)
{
    throw TaskFailedException({.errorType = "Code", .errorMessage = "wrong"});
    co_return nullptr;
}

Task<Json> starter(OrchestrationContext &context)
{
    SubOrchestrationOptions options;
    options.id = id("detached");
    const InstanceId started = context.startOrchestration("child", "alone", options);
    co_return started.value;
}

Task<Json> sendsEvent(OrchestrationContext &context)
{
    context.sendEvent(id(context.input().get<std::string>()), "Go", 7);
    context.sendEvent(id("nobody"), "Go", 8);
    co_return nullptr;
}

Task<Json> receiver(OrchestrationContext &context)
{
    Json got = co_await context.waitForEvent("go");
    co_return got;
}

/// Counts down, one execution for each number; takes one event per round when its input says so.
Task<Json> countDown(OrchestrationContext &context)
{
    const Json input = context.input();
    const int left = input["left"].get<int>();
    Json events = input.contains("events") ? input["events"] : Json::array();
    if (input.value("listens", false))
        events.push_back(co_await context.waitForEvent("e"));
    if (left == 0)
        co_return events;
    Json next = input;
    next["left"] = left - 1;
    next["events"] = events;
    context.continueAsNew(next, input.value("keeps", true), VersionId());
    co_return nullptr;
}

Task<Json> forgetful(OrchestrationContext &context)
{
    if (context.input() == "second")
        co_return "over";
    const TimerTask timer = context.createTimer(context.now() + 24h, "Never");
    const Task<Json> slow = context.callActivity("slow", nullptr);
    co_await context.waitForEvent("go");
    context.continueAsNew("second");
    co_return nullptr;
}

Task<Json> stepByStep(OrchestrationContext &context)
{
    co_await context.waitForEvent("one");
    Json counted = co_await context.callActivity("count", "stepped");
    co_return counted;
}

Task<Json> limited(OrchestrationContext &context)
{
    ActivityOptions options;
    options.timeout = 20ms;
    Json result = co_await context.callActivity(context.input().get<std::string>(), "limited", options);
    co_return result;
}

/// Gives up early on failures that are not worth it.
Task<Json> picky(OrchestrationContext &context)
{
    context.log("info", "before", Origin());
    ActivityOptions options;
    options.retry = RetryPolicy{.firstInterval = 1ms, .maxAttempts = 5};
    options.retryWhen = [](const FailureDetails &failure) { return failure.errorType != "Flaky"; };
    Json result;
    try {
        result = co_await context.callActivity("flaky", "p", options);
    } catch (const TaskFailedException &failed) {
        context.log("warning", failed.failure().errorMessage, Origin());
        result = "gave up";
    }
    co_return result;
}

} // namespace

void ModelTest::addStores()
{
    QTest::addColumn<bool>("isInMemory");
    QTest::newRow("on disk") << false;
    QTest::newRow("in memory") << true;
}

void ModelTest::setUp()
{
    QFETCH_GLOBAL(const bool, isInMemory);
    m_hub = std::make_unique<TestHub>();
    if (isInMemory)
        m_hub->stayInMemory();
    m_counters = std::make_shared<Counters>();
    m_works = std::make_shared<std::atomic<bool>>(false);
    m_hub->activities.addValue("count", [counters = m_counters](const Json &input) {
        return Json(counters->count(input.get<std::string>()));
    });
    m_hub->activities.add("fail", [](const ActivityCall &call, const ActivityDone &done) {
        done(tl::unexpected(
            FailureDetails{.errorType = "Broken", .errorMessage = call.input.get<std::string>() + " broke"}));
    });
    m_hub->activities.add("flaky", [counters = m_counters, works = m_works](const ActivityCall &call,
                                                                            const ActivityDone &done) {
        counters->count("flaky");
        if (*works)
            done(call.input);
        else
            done(tl::unexpected(FailureDetails{.errorType = "Flaky", .errorMessage = "not now"}));
    });
    m_hub->activities.add("slow", [](const ActivityCall &call, const ActivityDone &done) {
        auto ended = std::make_shared<std::promise<void>>();
        const std::stop_callback stop(call.stop, [ended] { ended->set_value(); });
        ended->get_future().wait();
        done("late");
    });
    *m_hub->orchestrators = {{"child", child},
                             {"parent", callsChild},
                             {"twoFailures", twoFailures},
                             {"retried", retried},
                             {"starter", starter},
                             {"sender", sendsEvent},
                             {"receiver", receiver},
                             {"countDown", countDown},
                             {"forgetful", forgetful},
                             {"stepByStep", stepByStep},
                             {"failsOfItself", failsOfItself},
                             {"limited", limited},
                             {"picky", picky}};
    QVERIFY(m_hub->open());
}

} // namespace perdura::test
