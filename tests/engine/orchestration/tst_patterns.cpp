// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/orchestration/OrchestrationDriver.h"

#include <QTest>

#include <numeric>

using namespace perdura;
using namespace perdura::test;
using namespace std::chrono_literals;

using Story = std::vector<std::string>;

namespace {

Task<Json> chain(OrchestrationContext &context)
{
    const Json x = co_await context.callActivity("F1", nullptr);
    const Json y = co_await context.callActivity("F2", x);
    const Json z = co_await context.callActivity("F3", y);
    const Json result = co_await context.callActivity("F4", z);
    co_return result;
}

Task<Json> guardedChain(OrchestrationContext &context)
{
    std::optional<FailureDetails> failure;
    try {
        const Json result = co_await chain(context);
        co_return result;
    } catch (const TaskFailedException &failed) {
        failure = failed.failure();
    }
    if (context.input() == "compensate")
        co_await context.callActivity("Undo", failure->errorMessage);
    co_return Json();
}

Task<Json> retriedChain(OrchestrationContext &context)
{
    ActivityOptions options;
    options.retry = RetryPolicy{.firstInterval = 1s, .maxAttempts = 3, .backoffCoefficient = 2};
    options.origin = {.node = "n2"};
    const Json x = co_await context.callActivity("F1", nullptr);
    const Json y = co_await context.callActivity("F2", x, options);
    co_return y;
}

Task<Json> fanOut(OrchestrationContext &context)
{
    const Json batch = co_await context.callActivity("F1", nullptr);
    std::vector<Task<Json>> tasks;
    for (const Json &item : batch)
        tasks.push_back(context.callActivity("F2", item));
    const std::vector<Json> results = co_await whenAll(tasks);
    int sum = 0;
    for (const Json &result : results)
        sum += result.get<int>();
    co_await context.callActivity("F3", sum);
    co_return Json(results);
}

Task<Json> approval(OrchestrationContext &context)
{
    co_await context.callActivity("RequestApproval", nullptr);
    const TimerTask timer = context.createTimer(context.now() + 72h, "Wait 72 h");
    const Task<Json> event = context.waitForEvent("ApprovalEvent");
    const std::size_t winner = co_await whenAny(event, timer.task);
    if (winner == 0) {
        if (context.input() != "keep the timer")
            timer.cancel();
        const Json result = co_await context.callActivity("ProcessApproval", event.value());
        co_return result;
    }
    const Json result = co_await context.callActivity("Escalate", nullptr);
    co_return result;
}

void answerChain(OrchestrationDriver &driver)
{
    driver.onActivity("F1", [](const ScheduleTask &) { return Json(1); });
    driver.onActivity("F2", [](const ScheduleTask &call) { return Json(call.input.get<int>() + 1); });
    driver.onActivity("F3", [](const ScheduleTask &call) { return Json(call.input.get<int>() * 2); });
    driver.onActivity(
        "F4", [](const ScheduleTask &call) { return Json("r=" + std::to_string(call.input.get<int>())); });
}

ActivityAnswer failing(const std::string &message)
{
    return tl::unexpected(FailureDetails{.errorType = "Test", .errorMessage = message});
}

void answerWithNothing(OrchestrationDriver &driver, std::initializer_list<const char *> names)
{
    for (const char *name : names)
        driver.onActivity(name, [name](const ScheduleTask &call) {
            return Json(Json::array({name, call.input}));
        });
}

} // namespace

/// The histories of the rule book's patterns, exactly, with the orchestrator cached and with replay on every
/// turn.
class TestPatterns : public QObject
{
    Q_OBJECT

    static Memory memory()
    {
        return QByteArray(QTest::currentDataTag()).startsWith("cached") ? Memory::Cached : Memory::Replayed;
    }

    static void bothWays()
    {
        QTest::addColumn<int>("unused");
        QTest::newRow("cached") << 0;
        QTest::newRow("replayed") << 0;
    }

private slots:
    void functionsAreChained_data() { bothWays(); }
    void functionsAreChained()
    {
        OrchestrationDriver driver(chain, memory());
        answerChain(driver);
        driver.start();
        driver.run();
        QCOMPARE(driver.story(),
                 (Story{"ES TS(0)", "TC(→0) TS(1)", "TC(→1) TS(2)", "TC(→2) TS(3)", "TC(→3) EC(4)"}));
        QCOMPARE(driver.completion()->status, OrchestrationStatus::Completed);
        QCOMPARE(dumpJson(driver.completion()->result), dumpJson(Json("r=4")));
        QCOMPARE(driver.history().size(), std::size_t(5 * 2 + 10));
    }

    void aFailureInTheChainIsHandled_data() { bothWays(); }
    void aFailureInTheChainIsHandled()
    {
        OrchestrationDriver driver(guardedChain, memory());
        answerChain(driver);
        driver.onActivity("F3", [](const ScheduleTask &) { return failing("no paper"); });
        driver.start();
        driver.run();
        QCOMPARE(driver.story(), (Story{"ES TS(0)", "TC(→0) TS(1)", "TC(→1) TS(2)", "TF(→2) EC(3)"}));
        QCOMPARE(driver.completion()->status, OrchestrationStatus::Completed);
        QVERIFY(driver.completion()->result.is_null());
    }

    void aFailureInTheChainIsCompensated_data() { bothWays(); }
    void aFailureInTheChainIsCompensated()
    {
        OrchestrationDriver driver(guardedChain, memory());
        answerChain(driver);
        driver.onActivity("F3", [](const ScheduleTask &) { return failing("no paper"); });
        Json undone;
        driver.onActivity("Undo", [&undone](const ScheduleTask &call) {
            undone = call.input;
            return Json();
        });
        driver.start("compensate");
        driver.run();
        QCOMPARE(driver.story(),
                 (Story{"ES TS(0)", "TC(→0) TS(1)", "TC(→1) TS(2)", "TF(→2) TS(3)", "TC(→3) EC(4)"}));
        QCOMPARE(dumpJson(undone), dumpJson(Json("no paper")));
    }

    void anUnhandledFailureFailsTheInstance_data() { bothWays(); }
    void anUnhandledFailureFailsTheInstance()
    {
        OrchestrationDriver driver(chain, memory());
        answerChain(driver);
        driver.onActivity("F3", [](const ScheduleTask &) { return failing("no paper"); });
        driver.start();
        driver.run();
        QCOMPARE(driver.story(), (Story{"ES TS(0)", "TC(→0) TS(1)", "TC(→1) TS(2)", "TF(→2) EC(3)"}));
        QCOMPARE(driver.completion()->status, OrchestrationStatus::Failed);
        QCOMPARE(driver.completion()->failure->errorMessage, std::string("no paper"));
    }

    void aFailedActivityIsRetriedAfterOneAndTwoSeconds_data() { bothWays(); }
    void aFailedActivityIsRetriedAfterOneAndTwoSeconds()
    {
        OrchestrationDriver driver(retriedChain, memory());
        answerChain(driver);
        std::vector<int> attempts;
        driver.onActivity("F2", [&attempts](const ScheduleTask &call) {
            attempts.push_back(call.attempt);
            return call.attempt < 3 ? failing("busy") : ActivityAnswer(Json("done"));
        });
        driver.start();
        driver.run();
        QCOMPARE(driver.story(), (Story{"ES TS(0)", "TC(→0) TS(1)", "TF(→1) TmC(2)", "TmF(→2) TS(3)",
                                        "TF(→3) TmC(4)", "TmF(→4) TS(5)", "TC(→5) EC(6)"}));
        QCOMPARE(attempts, (std::vector<int>{1, 2, 3}));
        std::vector<std::string> waits;
        for (const HistoryEvent &event : driver.history()) {
            if (const auto *timer = event.as<TimerCreated>()) {
                waits.push_back(timer->purpose + " at " + toIso(timer->fireAt));
                QCOMPARE(event.origin.node, std::string("n2"));
            }
        }
        QCOMPARE(waits, (Story{"Retry 2 of 3 at 2026-11-22T12:00:01.000000Z",
                               "Retry 3 of 3 at 2026-11-22T12:00:03.000000Z"}));
        QCOMPARE(driver.now(), driverEpoch() + 3s);
        QCOMPARE(dumpJson(driver.completion()->result), dumpJson(Json("done")));
    }

    void workFansOutAndIn_data() { bothWays(); }
    void workFansOutAndIn()
    {
        OrchestrationDriver driver(fanOut, memory());
        driver.onActivity("F1", [](const ScheduleTask &) { return Json{1, 2, 3, 4, 5}; });
        Json stored;
        driver.onActivity("F3", [&stored](const ScheduleTask &call) {
            stored = call.input;
            return Json();
        });
        driver.start();
        driver.run();
        for (const int id : {3, 1, 5, 2, 4})
            driver.post(TaskCompleted{id, id * id});
        driver.run();
        QCOMPARE(driver.story(), (Story{"ES TS(0)", "TC(→0) TS(1) TS(2) TS(3) TS(4) TS(5)", "TC(→3)",
                                        "TC(→1)", "TC(→5)", "TC(→2)", "TC(→4) TS(6)", "TC(→6) EC(7)"}));
        QCOMPARE(dumpJson(stored), dumpJson(Json(55)));
        QCOMPARE(dumpJson(driver.completion()->result), dumpJson((Json{1, 4, 9, 16, 25})));
    }

    void resultsThatArriveTogetherShareATurn()
    {
        OrchestrationDriver driver(fanOut);
        driver.setBatching(true);
        driver.onActivity("F1", [](const ScheduleTask &) { return Json{1, 2}; });
        driver.onActivity("F2", [](const ScheduleTask &call) { return call.input; });
        driver.onActivity("F3", [](const ScheduleTask &) { return Json(); });
        driver.start();
        driver.run();
        QCOMPARE(driver.story(),
                 (Story{"ES TS(0)", "TC(→0) TS(1) TS(2)", "TC(→1) TC(→2) TS(3)", "TC(→3) EC(4)"}));
    }

    void anEmptyFanOutGoesOnAtOnce()
    {
        OrchestrationDriver driver(fanOut);
        driver.onActivity("F1", [](const ScheduleTask &) { return Json(Json::array()); });
        driver.onActivity("F3", [](const ScheduleTask &) { return Json(); });
        driver.start();
        driver.run();
        QCOMPARE(driver.story(), (Story{"ES TS(0)", "TC(→0) TS(1)", "TC(→1) EC(2)"}));
        QCOMPARE(dumpJson(driver.completion()->result), dumpJson(Json(Json::array())));
    }

    void aFailedItemFailsTheFanOutWhenAllHaveEnded()
    {
        OrchestrationDriver driver(fanOut);
        driver.onActivity("F1", [](const ScheduleTask &) { return Json{1, 2, 3}; });
        driver.start();
        driver.run();
        driver.post(TaskFailed{2, {.errorType = "Test", .errorMessage = "item 2"}});
        driver.post(TaskFailed{1, {.errorType = "Test", .errorMessage = "item 1"}});
        driver.run();
        QVERIFY(!driver.completion());
        driver.post(TaskCompleted{3, 9});
        driver.run();
        QCOMPARE(driver.story().back(), std::string("TC(→3) EC(4)"));
        QCOMPARE(driver.completion()->failure->errorMessage, std::string("item 2"));
    }

    void anApprovalBeatsTheTimer_data() { bothWays(); }
    void anApprovalBeatsTheTimer()
    {
        OrchestrationDriver driver(approval, memory());
        answerWithNothing(driver, {"RequestApproval", "ProcessApproval", "Escalate"});
        driver.start();
        driver.runUntilIdle();
        QCOMPARE(driver.pendingTimers(), std::size_t(1));
        driver.raise("approvalEVENT", true);
        driver.runUntilIdle();
        QCOMPARE(driver.story(),
                 (Story{"ES TS(0)", "TC(→0) TmC(1)", "ER(approvalEVENT) TS(2)", "TC(→2) EC(3)"}));
        QCOMPARE(driver.pendingTimers(), std::size_t(0));
        QCOMPARE(driver.turns()[2].cancelledTimers, std::vector<SequenceNumber>{1});
        QCOMPARE(dumpJson(driver.completion()->result), dumpJson((Json{"ProcessApproval", true})));
    }

    void theTimerBeatsTheApproval_data() { bothWays(); }
    void theTimerBeatsTheApproval()
    {
        OrchestrationDriver driver(approval, memory());
        answerWithNothing(driver, {"RequestApproval", "ProcessApproval", "Escalate"});
        driver.start();
        driver.run();
        QCOMPARE(driver.story(), (Story{"ES TS(0)", "TC(→0) TmC(1)", "TmF(→1) TS(2)", "TC(→2) EC(3)"}));
        QCOMPARE(driver.now(), driverEpoch() + 72h);
        QCOMPARE(dumpJson(driver.completion()->result), dumpJson((Json{"Escalate", nullptr})));
    }

    void anEarlyApprovalIsKept_data() { bothWays(); }
    void anEarlyApprovalIsKept()
    {
        OrchestrationDriver driver(approval, memory());
        answerWithNothing(driver, {"ProcessApproval", "Escalate"});
        driver.start();
        driver.raise("ApprovalEvent", false);
        driver.runUntilIdle();
        driver.post(TaskCompleted{0, nullptr});
        driver.runUntilIdle();
        QCOMPARE(driver.story(),
                 (Story{"ES TS(0)", "ER(ApprovalEvent)", "TC(→0) TmC(1) TS(2)", "TC(→2) EC(3)"}));
        QCOMPARE(driver.turns()[2].cancelledTimers, std::vector<SequenceNumber>{1});
        QCOMPARE(dumpJson(driver.completion()->result), dumpJson((Json{"ProcessApproval", false})));
    }

    void theOneFirstInTheHistoryWins_data()
    {
        QTest::addColumn<bool>("isRaisedFirst");
        for (const char *way : {"cached", "replayed"}) {
            QTest::addRow("%s, the timer is first", way) << false;
            QTest::addRow("%s, the event is first", way) << true;
        }
    }
    void theOneFirstInTheHistoryWins()
    {
        QFETCH(const bool, isRaisedFirst);
        OrchestrationDriver driver(approval, memory());
        driver.setBatching(true);
        answerWithNothing(driver, {"RequestApproval", "ProcessApproval", "Escalate"});
        driver.start();
        driver.runUntilIdle();
        if (isRaisedFirst)
            driver.raise("ApprovalEvent", true);
        driver.post(TimerFired{1, driverEpoch() + 72h});
        if (!isRaisedFirst)
            driver.raise("ApprovalEvent", true);
        driver.runUntilIdle();
        QCOMPARE(driver.story(),
                 (Story{"ES TS(0)", "TC(→0) TmC(1)",
                        isRaisedFirst ? "ER(ApprovalEvent) TmF(→1) TS(2)" : "TmF(→1) ER(ApprovalEvent) TS(2)",
                        "TC(→2) EC(3)"}));
        QCOMPARE(dumpJson(driver.completion()->result),
                 dumpJson(isRaisedFirst ? Json{"ProcessApproval", true} : Json{"Escalate", nullptr}));
    }

    // Suspended for both of them, in a turn each: they take effect in the order in which they came.
    void theOneThatCameFirstWinsAfterASuspension_data() { theOneFirstInTheHistoryWins_data(); }
    void theOneThatCameFirstWinsAfterASuspension()
    {
        QFETCH(const bool, isRaisedFirst);
        OrchestrationDriver driver(approval, memory());
        answerWithNothing(driver, {"RequestApproval", "ProcessApproval", "Escalate"});
        driver.start();
        driver.runUntilIdle();
        driver.post(ExecutionSuspended{});
        if (isRaisedFirst)
            driver.raise("ApprovalEvent", true);
        driver.post(TimerFired{1, driverEpoch() + 72h});
        if (!isRaisedFirst)
            driver.raise("ApprovalEvent", true);
        driver.runUntilIdle();
        driver.post(ExecutionResumed{});
        driver.runUntilIdle();
        QCOMPARE(driver.story(),
                 (Story{"ES TS(0)", "TC(→0) TmC(1)", "ESu", isRaisedFirst ? "ER(ApprovalEvent)" : "TmF(→1)",
                        isRaisedFirst ? "TmF(→1)" : "ER(ApprovalEvent)", "ERe TS(2)", "TC(→2) EC(3)"}));
        QCOMPARE(dumpJson(driver.completion()->result),
                 dumpJson(isRaisedFirst ? Json{"ProcessApproval", true} : Json{"Escalate", nullptr}));
    }

    void aTimerThatIsNotCancelledKeepsTheInstanceOpen_data() { bothWays(); }
    void aTimerThatIsNotCancelledKeepsTheInstanceOpen()
    {
        OrchestrationDriver driver(approval, memory());
        answerWithNothing(driver, {"RequestApproval", "ProcessApproval", "Escalate"});
        driver.start("keep the timer");
        driver.raise("ApprovalEvent", true);
        driver.runUntilIdle();
        QVERIFY(!driver.completion());
        QCOMPARE(driver.openTaskCount(), 1);
        driver.run();
        QCOMPARE(driver.story().back(), std::string("TmF(→1) EC(3)"));
        QCOMPARE(dumpJson(driver.completion()->result), dumpJson((Json{"ProcessApproval", true})));
    }
};

QTEST_APPLESS_MAIN(TestPatterns)
#include "tst_patterns.moc"
