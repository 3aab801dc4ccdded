// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/runtime/TestHub.h"

#include <QTest>
#include <QTimer>

using namespace perdura;
using namespace perdura::test;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

Task<Json> chain(OrchestrationContext &context)
{
    Json value = context.input();
    for (int step = 0; step < 3; ++step)
        value = co_await context.callActivity("increment", value);
    co_return value;
}

Task<Json> fanOut(OrchestrationContext &context)
{
    const int count = context.input().get<int>();
    std::vector<Task<Json>> tasks;
    for (int i = 0; i < count; ++i)
        tasks.push_back(context.callActivity("increment", i));
    Json results = Json::array();
    for (Task<Json> &task : tasks)
        results.push_back(co_await task);
    co_return results;
}

Task<Json> twoEvents(OrchestrationContext &context)
{
    Json both = Json::array();
    both.push_back(co_await context.waitForEvent("one"));
    both.push_back(co_await context.waitForEvent("one"));
    co_return both;
}

Task<Json> sleeper(OrchestrationContext &context)
{
    const Instant due = context.now() + std::chrono::milliseconds(context.input().get<int>());
    const TimerTask timer = context.createTimer(due, "Sleep");
    co_await timer.task;
    co_return "awake";
}

Task<Json> eventThenSleep(OrchestrationContext &context)
{
    co_await context.waitForEvent("go");
    const TimerTask timer = context.createTimer(context.now() + 1h, "Sleep");
    co_await timer.task;
    co_return "awake";
}

Task<Json> callOne(OrchestrationContext &context)
{
    const std::string activity = context.input().get<std::string>();
    Json result = co_await context.callActivity(activity, nullptr);
    co_return result;
}

/// Cannot find its code the first time: another program has locked the database, say.
class LateSource final : public OrchestratorSource
{
public:
    explicit LateSource(std::shared_ptr<std::atomic<int>> looks)
        : m_looks(std::move(looks))
    {}
    [[nodiscard]] Result<Orchestrator> resolve(const std::string &, const VersionId &) override
    {
        if ((*m_looks)++ == 0)
            return fail(ErrorCode::Busy, u"The database is locked; wait."_s);
        return Orchestrator(chain);
    }

private:
    std::shared_ptr<std::atomic<int>> m_looks;
};

void registerAll(TestHub &hub)
{
    hub.activities.addValue("increment", [](const Json &input) { return Json(input.get<int>() + 1); });
    *hub.orchestrators = {{"chain", chain},
                          {"fanOut", fanOut},
                          {"twoEvents", twoEvents},
                          {"sleeper", sleeper},
                          {"eventThenSleep", eventThenSleep},
                          {"callOne", callOne}};
}

} // namespace

class TestHubRuns : public QObject
{
    Q_OBJECT

private slots:
    void aChainRunsToItsEnd_data();
    void aChainRunsToItsEnd();
    void aWideFanOutGivesItsResultsInOrder();
    void eventsAreBufferedInTheirOrder();
    void aTimerFiresAndEndsTheWait();
    void anUnknownActivityFailsTheInstance();
    void anUnknownOrchestratorFailsTheInstance();
    void anIdInUseIsRefusedUntilItsInstanceHasEnded();
    void messagesForUnknownOrEndedInstancesAreRefused();
    void aWaitingInstanceCanBeTerminated();
    void terminatingStopsTheRunningActivity();
    void activitiesWriteToTheInstancesLog();
    void anActivityOnTheEventLoopCompletesLater();
    void aSmallCacheNeverLosesAnInstanceWithWork();
    void aPassingFaultMakesAnInstanceWaitAndNotFail();
    void oneDamagedInstanceDoesNotStopTheOthers();
    void aTurnThatTheDatabaseCannotTakeFailsItsInstance();
    void theHubIsPausedWhileAnyPartHasAFault();
};

void TestHubRuns::aChainRunsToItsEnd_data()
{
    QTest::addColumn<int>("cached");
    QTest::newRow("kept in memory between turns") << 100;
    QTest::newRow("played again on every turn") << 0;
}

void TestHubRuns::aChainRunsToItsEnd()
{
    QFETCH(const int, cached);
    TestHub hub;
    registerAll(hub);
    hub.cachedInstances = cached;
    QVERIFY(hub.open());
    QVERIFY(hub.start("chain", "a", 5));
    QVERIFY(hub.waitForEnd("a"));
    const InstanceDetail detail = hub.detail("a");
    QCOMPARE(detail.summary.status, OrchestrationStatus::Completed);
    QCOMPARE(text(detail.output), "8");
    QCOMPARE(text(detail.input), "5");
    QCOMPARE(
        eventNames(hub.history("a")),
        QStringList({u"ExecutionStarted"_s, u"TaskScheduled"_s, u"TaskCompleted"_s, u"TaskScheduled"_s,
                     u"TaskCompleted"_s, u"TaskScheduled"_s, u"TaskCompleted"_s, u"ExecutionCompleted"_s}));
    QCOMPARE(detail.summary.historyLength, 16);
    QVERIFY(detail.summary.completed.has_value());
}

void TestHubRuns::aWideFanOutGivesItsResultsInOrder()
{
    TestHub hub;
    registerAll(hub);
    QVERIFY(hub.open());
    QVERIFY(hub.start("fanOut", "f", 1000));
    QVERIFY(hub.waitForEnd("f"));
    const Json output = hub.detail("f").output;
    QCOMPARE(output.size(), std::size_t(1000));
    for (int i = 0; i < 1000; ++i)
        QCOMPARE(output[std::size_t(i)].get<int>(), i + 1);
}

void TestHubRuns::eventsAreBufferedInTheirOrder()
{
    TestHub hub;
    registerAll(hub);
    QVERIFY(hub.open());
    QVERIFY(hub.start("twoEvents", "e"));
    QVERIFY(hub.raise("e", "ONE", "first"));
    QVERIFY(hub.raise("e", "other", "never asked for"));
    QVERIFY(hub.raise("e", "one", "second"));
    QVERIFY(hub.waitForEnd("e"));
    QCOMPARE(text(hub.detail("e").output), R"(["first","second"])");
}

void TestHubRuns::aTimerFiresAndEndsTheWait()
{
    TestHub hub;
    registerAll(hub);
    QVERIFY(hub.open());
    QVERIFY(hub.start("sleeper", "s", 60));
    QVERIFY(hub.waitForEnd("s"));
    QCOMPARE(text(hub.detail("s").output), R"("awake")");
    const History history = hub.history("s");
    QCOMPARE(eventNames(history), QStringList({u"ExecutionStarted"_s, u"TimerCreated"_s, u"TimerFired"_s,
                                               u"ExecutionCompleted"_s}));
    QVERIFY(history.back().timestamp - history.front().timestamp >= 60ms);
}

void TestHubRuns::anUnknownActivityFailsTheInstance()
{
    TestHub hub;
    registerAll(hub);
    QVERIFY(hub.open());
    QVERIFY(hub.start("callOne", "u", "no.such"));
    QVERIFY(hub.waitForEnd("u"));
    const InstanceDetail detail = hub.detail("u");
    QCOMPARE(detail.summary.status, OrchestrationStatus::Failed);
    const History history = hub.history("u");
    const auto *failed = history.at(5).as<TaskFailed>();
    QVERIFY(failed);
    QCOMPARE(failed->failure.errorType, "ActivityTaskNotFound");
    QVERIFY(failed->failure.isNonRetriable);
    QVERIFY(QString::fromStdString(detail.summary.failureMessage).contains(u"no.such"_s));
}

void TestHubRuns::anUnknownOrchestratorFailsTheInstance()
{
    TestHub hub;
    registerAll(hub);
    QVERIFY(hub.open());
    QVERIFY(hub.start("nobody", "n"));
    QVERIFY(hub.waitForEnd("n"));
    const InstanceDetail detail = hub.detail("n");
    QCOMPARE(detail.summary.status, OrchestrationStatus::Failed);
    QVERIFY(detail.failure.has_value());
    QCOMPARE(detail.failure->errorType, "OrchestratorTaskNotFound");
    QVERIFY(QString::fromStdString(detail.failure->errorMessage).contains(u"nobody"_s));
}

void TestHubRuns::anIdInUseIsRefusedUntilItsInstanceHasEnded()
{
    TestHub hub;
    registerAll(hub);
    QVERIFY(hub.open());
    QVERIFY(hub.start("twoEvents", "x"));
    const auto second = hub.start("chain", "x", 1);
    QVERIFY(!second);
    QCOMPARE(second.error().code, ErrorCode::AlreadyExists);
    QVERIFY(hub.terminate("x", "make room"));
    QVERIFY(hub.waitForEnd("x"));
    QVERIFY(hub.start("chain", "x", 1));
    QVERIFY(hub.waitForStatus("x", OrchestrationStatus::Completed));
    QCOMPARE(text(hub.detail("x").output), "4");
    QCOMPARE(eventNames(hub.history("x")).size(), 8);
}

void TestHubRuns::messagesForUnknownOrEndedInstancesAreRefused()
{
    TestHub hub;
    registerAll(hub);
    QVERIFY(hub.open());
    QCOMPARE(hub.raise("nobody", "e", 1).error().code, ErrorCode::NotFound);
    QVERIFY(hub.start("chain", "done", 1));
    QVERIFY(hub.waitForEnd("done"));
    QCOMPARE(hub.raise("done", "e", 1).error().code, ErrorCode::NotAllowed);
    QCOMPARE(hub.terminate("done", "again").error().code, ErrorCode::NotAllowed);
}

void TestHubRuns::aWaitingInstanceCanBeTerminated()
{
    TestHub hub;
    registerAll(hub);
    QVERIFY(hub.open());
    QVERIFY(hub.start("sleeper", "t", 3600 * 1000));
    QVERIFY(hub.waitForStatus("t", OrchestrationStatus::Running));
    QVERIFY(hub.detail("t").summary.nextTimer.has_value());
    QVERIFY(hub.terminate("t", "no longer needed"));
    QVERIFY(hub.waitForEnd("t"));
    const InstanceDetail detail = hub.detail("t");
    QCOMPARE(detail.summary.status, OrchestrationStatus::Terminated);
    QCOMPARE(detail.summary.failureMessage, "no longer needed");
    QCOMPARE(text(detail.output), "null");
    QVERIFY(!detail.summary.nextTimer.has_value());
    QCOMPARE(eventNames(hub.history("t")).last(), u"ExecutionTerminated"_s);
    QCOMPARE(hub.reader().timers()->size(), std::size_t(0));
}

void TestHubRuns::terminatingStopsTheRunningActivity()
{
    TestHub hub;
    registerAll(hub);
    std::promise<void> begun;
    std::promise<void> stopped;
    hub.activities.add("endless", [&](const ActivityCall &call, const ActivityDone &done) {
        begun.set_value();
        std::promise<void> stop;
        const std::stop_callback onStop(call.stop, [&] { stop.set_value(); });
        stop.get_future().wait();
        done(Json("too late"));
        stopped.set_value();
    });
    QVERIFY(hub.open());
    QVERIFY(hub.start("callOne", "r", "endless"));
    begun.get_future().wait();
    QVERIFY(hub.detail("r").summary.hasWork);
    QVERIFY(hub.terminate("r", "stop it"));
    QVERIFY(hub.waitForEnd("r"));
    QCOMPARE(stopped.get_future().wait_for(10s), std::future_status::ready);
    QVERIFY(!eventNames(hub.history("r")).contains(u"TaskCompleted"_s));
    QCOMPARE(hub.reader().activities()->size(), std::size_t(0));
}

void TestHubRuns::activitiesWriteToTheInstancesLog()
{
    TestHub hub;
    registerAll(hub);
    hub.activities.add("chatty", [](const ActivityCall &call, const ActivityDone &done) {
        call.environment.log("info", "first");
        call.environment.log("warning", "second");
        done(Json(1));
    });
    QVERIFY(hub.open());
    QVERIFY(hub.start("callOne", "l", "chatty"));
    QVERIFY(hub.waitForEnd("l"));
    const auto lines = hub.reader().log(InstanceId(std::string("l")));
    QVERIFY(lines);
    QCOMPARE(lines->size(), std::size_t(2));
    QCOMPARE(lines->at(0).text, "first");
    QCOMPARE(lines->at(1).level, "warning");
}

void TestHubRuns::anActivityOnTheEventLoopCompletesLater()
{
    TestHub hub;
    registerAll(hub);
    hub.activities.add(
        "later",
        [](const ActivityCall &, const ActivityDone &done) {
            QTimer::singleShot(20ms, [done] { done(Json("later")); });
        },
        Activity::Runs::OnIoThread);
    QVERIFY(hub.open());
    for (int i = 0; i < 200; ++i)
        QVERIFY(hub.start("callOne", "io" + std::to_string(i), "later"));
    for (int i = 0; i < 200; ++i) {
        QVERIFY(hub.waitForEnd("io" + std::to_string(i)));
        QCOMPARE(text(hub.detail("io" + std::to_string(i)).output), R"("later")");
    }
}

void TestHubRuns::aSmallCacheNeverLosesAnInstanceWithWork()
{
    TestHub hub;
    registerAll(hub);
    hub.cachedInstances = 1;
    QVERIFY(hub.open());
    const auto name = [](int i) { return "c" + std::to_string(i); };
    for (int i = 0; i < 60; ++i)
        QVERIFY(hub.start("twoEvents", name(i)));
    // Not waited for one by one, so that messages of many instances reach their worker together.
    std::vector<std::future<Result<WriteReceipt>>> raised;
    for (int round = 0; round < 2; ++round) {
        for (int i = 0; i < 60; ++i)
            raised.push_back(hub.beginToRaise(name(i), "one", round));
    }
    for (auto &one : raised)
        QVERIFY(one.get());
    for (int i = 0; i < 60; ++i) {
        QVERIFY(hub.waitForEnd(name(i)));
        QCOMPARE(text(hub.detail(name(i)).output), "[0,1]");
    }
}

void TestHubRuns::aPassingFaultMakesAnInstanceWaitAndNotFail()
{
    TestHub hub;
    registerAll(hub);
    hub.source = [looks = std::make_shared<std::atomic<int>>(0)] {
        return std::make_unique<LateSource>(looks);
    };
    QVERIFY(hub.open());
    QVERIFY(hub.start("chain", "late", 5));
    QVERIFY(hub.waitForState(HubState::Kind::Paused));
    QVERIFY(hub.waitForEnd("late"));
    QCOMPARE(text(hub.detail("late").output), "8");
    QVERIFY(hub.waitForState(HubState::Kind::Running));
}

void TestHubRuns::oneDamagedInstanceDoesNotStopTheOthers()
{
    TestHub hub;
    registerAll(hub);
    hub.cachedInstances = 0;
    QVERIFY(hub.open());
    QVERIFY(hub.start("twoEvents", "bad"));
    QVERIFY(hub.start("twoEvents", "good"));
    QVERIFY(hub.waitForStatus("bad", OrchestrationStatus::Running));
    QVERIFY(hub.sql(u"UPDATE history SET events = x'00' WHERE instance = 1"_s));
    QVERIFY(hub.raise("bad", "one", 1));
    const auto badLog = [&] {
        return hub.reader().log(InstanceId(std::string("bad"))).value_or(std::vector<LogLine>());
    };
    QVERIFY(hub.raise("good", "one", 1));
    QVERIFY(hub.raise("good", "one", 2));
    QVERIFY(hub.waitForEnd("good"));
    QTRY_VERIFY_WITH_TIMEOUT(!badLog().empty(), 20'000); // a line is no change that anybody is told of
    QCOMPARE(badLog().front().level, "error");
    QVERIFY(QString::fromStdString(badLog().front().text).contains(u"damaged"_s));
    QVERIFY(!hub.hasBeen(HubState::Kind::Paused));
}

void TestHubRuns::aTurnThatTheDatabaseCannotTakeFailsItsInstance()
{
    TestHub hub;
    registerAll(hub);
    QVERIFY(hub.open());
    QVERIFY(hub.start("eventThenSleep", "r"));
    QVERIFY(hub.start("twoEvents", "other"));
    QVERIFY(hub.waitForStatus("r", OrchestrationStatus::Running));
    // The number that the next turn's timer takes is in use.
    QVERIFY(hub.sql(u"INSERT INTO timers (instance, number, fire_at) VALUES (1, 0, 9000000000000000)"_s));
    QVERIFY(hub.raise("r", "go", 1));
    QVERIFY(hub.waitForEnd("r"));
    const InstanceDetail detail = hub.detail("r");
    QCOMPARE(detail.summary.status, OrchestrationStatus::Failed);
    QVERIFY(detail.failure.has_value());
    QCOMPARE(detail.failure->errorType, "TurnNotStored");
    QVERIFY(hub.raise("other", "one", 1));
    QVERIFY(hub.raise("other", "one", 2));
    QVERIFY(hub.waitForEnd("other"));
    QVERIFY(!hub.hasBeen(HubState::Kind::Paused));
    QVERIFY(hub.reader().inbox()->empty());
}

void TestHubRuns::theHubIsPausedWhileAnyPartHasAFault()
{
    QList<HubState::Kind> told;
    HubCondition condition([&](const HubState &state) { told << state.kind; });
    const int storage = 0;
    const int worker = 0;
    condition.setFault(&storage, Error{ErrorCode::NoSpace, u"No space."_s});
    condition.begin();
    condition.setFault(&worker, Error{ErrorCode::Busy, u"Locked."_s});
    condition.setFault(&storage, {});
    condition.setFault(&worker, {});
    condition.end();
    using enum HubState::Kind;
    told.erase(std::unique(told.begin(), told.end()), told.end()); // the text may change while it is paused
    QCOMPARE(told, QList<HubState::Kind>({Starting, Paused, Running, Stopped}));
}

QTEST_GUILESS_MAIN(TestHubRuns)
#include "tst_hub.moc"
