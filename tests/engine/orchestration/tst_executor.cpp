// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/orchestration/OrchestrationDriver.h"

#include <QTest>

#include <stdexcept>

using namespace perdura;
using namespace perdura::test;
using namespace std::chrono_literals;

using Story = std::vector<std::string>;
using Numbers = std::vector<SequenceNumber>;

namespace {

Task<Json> callA(OrchestrationContext &context)
{
    const Json result = co_await context.callActivity("A", nullptr);
    co_return result;
}

Task<Json> callAThenB(OrchestrationContext &context)
{
    co_await context.callActivity("A", nullptr);
    const Json result = co_await context.callActivity("B", nullptr);
    co_return result;
}

Task<Json> twoOfOneName(OrchestrationContext &context)
{
    const Task<Json> older = context.waitForEvent("go");
    const Task<Json> newer = context.waitForEvent("GO");
    const Json first = co_await newer;
    const Json second = co_await older;
    co_return Json::array({first, second});
}

Task<Json> buffered(OrchestrationContext &context)
{
    co_await context.callActivity("A", nullptr);
    const Json first = co_await context.waitForEvent("Ärger");
    const Json second = co_await context.waitForEvent("ärger");
    co_return Json::array({first, second});
}

HumanTaskRequest question()
{
    HumanTaskRequest request{.title = "Approve?"};
    request.outcomes = {"Yes", "No"};
    return request;
}

Task<Json> asksAPerson(OrchestrationContext &context)
{
    const HumanTask human = context.createHumanTask(question());
    const TimerTask timer = context.createTimer(context.now() + 1h);
    const std::size_t winner = co_await whenAny(human.task, timer.task);
    if (winner == 0) {
        timer.cancel();
        co_return human.task.value().outcome;
    }
    human.close();
    co_return "too late";
}

Task<Json> leavesThingsOpen(OrchestrationContext &context)
{
    const HumanTask human = context.createHumanTask(question());
    const TimerTask cancelled = context.createTimer(context.now() + 1h);
    const TimerTask timer = context.createTimer(context.now() + 2h);
    const Task<Json> event = context.waitForEvent("go");
    co_await event;
    cancelled.cancel();
    cancelled.cancel();
    co_await context.callActivity("A", nullptr);
    co_return "end";
}

Task<Json> onlyAsks(OrchestrationContext &context)
{
    const HumanTask human = context.createHumanTask(question());
    co_return "asked";
}

Task<Json> guids(OrchestrationContext &context)
{
    const std::string first = context.newGuid();
    const std::string second = context.newGuid();
    co_await context.callActivity("A", nullptr);
    co_return Json::array({first, second, context.newGuid()});
}

Task<Json> statuses(OrchestrationContext &context)
{
    context.setCustomStatus("one");
    context.setCustomStatus("two");
    co_await context.callActivity("A", nullptr);
    context.setCustomStatus("two");
    co_await context.callActivity("A", nullptr);
    context.setCustomStatus(nullptr);
    co_return "end";
}

Task<Json> largeStatus(OrchestrationContext &context)
{
    context.setCustomStatus(std::string(8190, 'x')); // with its quotes exactly the limit
    context.setCustomStatus(std::string(8191, 'x'));
    co_return "not reached";
}

Task<Json> throwsLogicError(OrchestrationContext &context)
{
    co_await context.callActivity("A", nullptr);
    throw std::logic_error("list index out of range");
}

struct Guard
{
    explicit Guard(int &alive)
        : m_alive(&alive)
    {
        ++alive;
    }
    Guard(const Guard &) = delete;
    Guard &operator=(const Guard &) = delete;
    ~Guard() { --*m_alive; }

private:
    int *m_alive;
};

Task<Json> inner(OrchestrationContext &context, int &alive)
{
    const Guard guard(alive);
    const TimerTask timer = context.createTimer(context.now() + 1h);
    const Task<Json> event = context.waitForEvent("never");
    co_await whenAny(timer.task, event);
    co_return nullptr;
}

Task<Json> holdsFrames(OrchestrationContext &context, int &alive)
{
    const Guard guard(alive);
    ActivityOptions options;
    options.retry = RetryPolicy{};
    std::vector<Task<Json>> tasks;
    tasks.push_back(inner(context, alive));
    tasks.push_back(inner(context, alive));
    tasks.push_back(context.callActivity("A", nullptr, options));
    co_await whenAll(tasks);
    co_return nullptr;
}

Task<Json> asksForever(OrchestrationContext &context)
{
    for (int i = 0; i < 100'001; ++i) {
        const TimerTask timer = context.createTimer(context.now());
        timer.cancel();
    }
    co_return "not reached";
}

Task<Json> manyAtOnce(OrchestrationContext &context)
{
    std::vector<Task<Json>> tasks;
    for (int i = 0; i < 100'000; ++i)
        tasks.push_back(context.callActivity("A", i));
    const std::vector<Json> results = co_await whenAll(std::move(tasks));
    std::int64_t sum = 0;
    for (const Json &result : results)
        sum += result.get<std::int64_t>();
    co_return sum;
}

Task<Json> manyInARow(OrchestrationContext &context)
{
    std::int64_t sum = 0;
    for (int i = 0; i < 100'000; ++i) {
        const Json result = co_await context.callActivity("A", i);
        sum += result.get<std::int64_t>();
    }
    co_return sum;
}

OrchestrationDriver afterFirstTurn(const Orchestrator &orchestrator)
{
    OrchestrationDriver driver(orchestrator);
    driver.start();
    driver.runUntilIdle();
    return driver;
}

} // namespace

class TestExecutor : public QObject
{
    Q_OBJECT

private slots:
    void theNewestWaiterGetsTheEvent()
    {
        OrchestrationDriver driver = afterFirstTurn(twoOfOneName);
        driver.raise("Go", 1);
        driver.raise("gO", 2);
        driver.runUntilIdle();
        QCOMPARE(dumpJson(driver.completion()->result), std::string("[1,2]"));
    }

    void eventsNobodyWaitsForAreKeptInOrder()
    {
        OrchestrationDriver driver = afterFirstTurn(buffered);
        driver.raise("ÄRGER", 1);
        driver.raise("ärger", 2);
        driver.raise("ärger", 3);
        driver.post(TaskCompleted{0, nullptr});
        driver.runUntilIdle();
        QCOMPARE(dumpJson(driver.completion()->result), std::string("[1,2]"));
    }

    void answersToUnknownOrAnsweredNumbersAreIgnored()
    {
        OrchestrationDriver driver = afterFirstTurn(callAThenB);
        driver.post(TaskCompleted{7, "unknown"});
        driver.post(TimerFired{0, driverEpoch()});
        driver.post(TaskCompleted{0, "first"});
        driver.post(TaskCompleted{0, "again"});
        driver.post(TaskFailed{0, {.errorType = "T", .errorMessage = "again"}});
        driver.runUntilIdle();
        QVERIFY(!driver.completion());
        driver.post(TaskCompleted{1, "b"});
        driver.runUntilIdle();
        QCOMPARE(dumpJson(driver.completion()->result), std::string("\"b\""));
    }

    void aPersonAnswers()
    {
        OrchestrationDriver driver = afterFirstTurn(asksAPerson);
        QCOMPARE(driver.story(), Story{"ES HC(0) TmC(1)"});
        driver.post(HumanTaskAnswered{.taskId = 0, .outcome = "Yes"});
        driver.runUntilIdle();
        QCOMPARE(driver.story().back(), std::string("HA(→0) EC(2)"));
        QCOMPARE(driver.turns().back().cancelledTimers, Numbers{1});
        QVERIFY(driver.turns().back().closedHumanTasks.empty());
        QCOMPARE(dumpJson(driver.completion()->result), std::string("\"Yes\""));
    }

    void aPersonIsTooLate()
    {
        OrchestrationDriver driver = afterFirstTurn(asksAPerson);
        driver.run();
        QCOMPARE(driver.turns().back().closedHumanTasks, Numbers{0});
        QCOMPARE(dumpJson(driver.completion()->result), std::string("\"too late\""));
    }

    void anOpenHumanTaskDoesNotHoldTheInstanceAndIsClosedAtItsEnd()
    {
        OrchestrationDriver driver = afterFirstTurn(onlyAsks);
        QCOMPARE(driver.story(), Story{"ES HC(0) EC(1)"});
        QCOMPARE(driver.turns().back().closedHumanTasks, Numbers{0});
    }

    void terminationDropsTheCodeAndReportsWhatWasOpen()
    {
        OrchestrationDriver driver = afterFirstTurn(leavesThingsOpen);
        QCOMPARE(driver.openTaskCount(), 3);
        driver.setBatching(true);
        driver.raise("go");
        driver.post(ExecutionTerminated{"enough"});
        driver.raise("go");
        driver.runUntilIdle();
        const TurnResult &last = driver.turns().back();
        QVERIFY(last.actions.empty());
        QCOMPARE(last.cancelledTimers, (Numbers{1, 2}));
        QCOMPARE(last.closedHumanTasks, Numbers{0});
        QCOMPARE(driver.openTaskCount(), 0);
        driver.raise("go");
        driver.runUntilIdle();
        QVERIFY(driver.turns().back() == TurnResult{});
    }

    void guidsAreTheSameOnEveryReplay()
    {
        std::vector<std::string> results;
        for (const Memory memory : {Memory::Cached, Memory::Replayed}) {
            OrchestrationDriver driver(guids, memory);
            driver.start();
            driver.runUntilIdle();
            driver.advance(10s);
            driver.post(TaskCompleted{0, nullptr});
            driver.runUntilIdle();
            results.push_back(dumpJson(driver.completion()->result));
        }
        QCOMPARE(results[0], results[1]);
        // Version 5 in the namespace of the rule book, of "test-1_2026-11-22T12:00:00.0000000Z_0", "…_1",
        // "…:10.…_2".
        QCOMPARE(
            results[0],
            std::string(R"(["b5537a17-06b5-5df8-948d-95e7aaa06e63","cb9ecfd7-4226-50cf-845e-ac4e4c229b5c",)"
                        R"("885640aa-483f-56c1-9295-43d78a4c6c13"])"));
    }

    void onlyChangesOfTheCustomStatusAreReported()
    {
        OrchestrationDriver driver(statuses);
        driver.onActivity("A", [](const ScheduleTask &) { return Json(); });
        driver.start();
        driver.run();
        const auto &turns = driver.turns();
        QVERIFY(turns[0].customStatus == Json("two"));
        QVERIFY(!turns[1].customStatus);
        QVERIFY(turns[2].customStatus && turns[2].customStatus->is_null());
    }

    void aCustomStatusPastTheLimitThrows()
    {
        const OrchestrationDriver driver = afterFirstTurn(largeStatus);
        QCOMPARE(driver.completion()->failure->errorType, std::string("CustomStatusTooLarge"));
        QVERIFY(driver.completion()->failure->errorMessage.find("16386 bytes") != std::string::npos);
        QCOMPARE(driver.customStatus().get<std::string>().size(), std::size_t(8190));
    }

    void anExceptionOfTheOrchestratorFailsTheInstance()
    {
        OrchestrationDriver driver(throwsLogicError);
        driver.onActivity("A", [](const ScheduleTask &) { return Json(); });
        driver.start();
        driver.run();
        QCOMPARE(driver.completion()->status, OrchestrationStatus::Failed);
        QCOMPARE(driver.completion()->failure->errorType, std::string("OrchestratorError"));
        QCOMPARE(driver.completion()->failure->errorMessage, std::string("list index out of range"));
    }

    void aFinishedHistoryReplaysWithoutNewDecisions()
    {
        OrchestrationDriver driver = afterFirstTurn(callA);
        driver.post(TaskCompleted{0, 1});
        driver.runUntilIdle();
        OrchestrationExecutor executor(callA);
        executor.replay(driver.history());
        QVERIFY(!executor.mismatch());
        QVERIFY(executor.turn({}) == TurnResult{});
    }

    void goingAwayInTheMiddleFreesEveryFrame()
    {
        int alive = 0;
        const Orchestrator orchestrator = [&alive](OrchestrationContext &context) {
            return holdsFrames(context, alive);
        };
        {
            OrchestrationDriver driver = afterFirstTurn(orchestrator);
            QCOMPARE(alive, 3);
            driver.post(TaskFailed{4, {.errorType = "T", .errorMessage = "no"}});
            driver.post(TaskFailed{2, {.errorType = "T", .errorMessage = "no"}});
            driver.runUntilIdle();
            QCOMPARE(alive, 3);
        }
        QCOMPARE(alive, 0);
    }

    void tooManyDecisionsFailTheInstanceOnce()
    {
        for (const Memory memory : {Memory::Cached, Memory::Replayed}) {
            OrchestrationDriver driver(asksForever, memory);
            driver.start();
            driver.runUntilIdle();
            QCOMPARE(driver.story(), Story{"ES EC(0)"});
            QCOMPARE(driver.completion()->failure->errorType, std::string("ActionLimitExceeded"));
            OrchestrationExecutor executor(asksForever);
            executor.replay(driver.history());
            QVERIFY(!executor.mismatch());
        }
    }

    void aHundredThousandActivitiesFanOut()
    {
        OrchestrationDriver driver(manyAtOnce);
        driver.setBatching(true);
        driver.onActivity("A", [](const ScheduleTask &call) { return call.input; });
        driver.start();
        driver.run();
        QCOMPARE(driver.history().size(), std::size_t(200'006));
        QCOMPARE(driver.completion()->result.get<std::int64_t>(), std::int64_t(4'999'950'000));
        OrchestrationExecutor executor(manyAtOnce);
        executor.replay(driver.history());
        QVERIFY(!executor.mismatch());
    }

    void aHundredThousandStepsRunInARow()
    {
        OrchestrationDriver driver(manyInARow);
        driver.onActivity("A", [](const ScheduleTask &call) { return call.input; });
        driver.start();
        driver.run();
        QCOMPARE(driver.completion()->result.get<std::int64_t>(), std::int64_t(4'999'950'000));
        OrchestrationExecutor executor(manyInARow);
        executor.replay(driver.history());
        QVERIFY(!executor.mismatch());
    }
};

QTEST_APPLESS_MAIN(TestExecutor)
#include "tst_executor.moc"
