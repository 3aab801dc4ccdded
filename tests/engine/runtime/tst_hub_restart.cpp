// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/runtime/TestHub.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <atomic>
#include <iterator>

using namespace perdura;
using namespace perdura::test;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

Task<Json> waitThenWork(OrchestrationContext &context)
{
    const Json before = co_await context.callActivity("count", "before");
    const Json event = co_await context.waitForEvent("go");
    const Json after = co_await context.callActivity("count", "after");
    Json result = Json::array();
    result.push_back(before);
    result.push_back(event);
    result.push_back(after);
    co_return result;
}

Task<Json> both(OrchestrationContext &context)
{
    std::vector<Task<Json>> tasks;
    for (int i = 0; i < 2; ++i)
        tasks.push_back(context.callActivity("count", i));
    Json results = Json::array();
    for (Task<Json> &task : tasks)
        results.push_back(co_await task);
    co_return results;
}

Task<Json> sleeper(OrchestrationContext &context)
{
    const Instant due = context.now() + std::chrono::milliseconds(context.input().get<int>());
    const TimerTask timer = context.createTimer(due, "Sleep");
    co_await timer.task;
    co_return "awake";
}

/// Tries twice, an hour apart.
Task<Json> stubborn(OrchestrationContext &context)
{
    RetryPolicy policy;
    policy.firstInterval = 1h;
    policy.maxAttempts = 2;
    const ActivityOptions options(Origin(), policy);
    const Json result = co_await context.callActivity("flaky", nullptr, options);
    co_return result;
}

Task<Json> approval(OrchestrationContext &context)
{
    HumanTaskRequest request;
    request.title = "Approve?";
    request.outcomes = {"Approve", "Reject"};
    const HumanTask task = context.createHumanTask(request);
    const HumanTaskAnswer answer = co_await task.task;
    co_return answer.outcome + " by " + answer.answeredBy;
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

/// Lets another instance wait for nothing and end: what was due before it has been taken up by then.
bool letAllThatIsDueFire(TestHub &hub, const std::string &name)
{
    return hub.start("sleeper", name, 0).has_value() && hub.waitForEnd(name);
}

template <typename Event>
std::vector<HistoryEvent> eventsOf(const History &history)
{
    std::vector<HistoryEvent> events;
    std::ranges::copy_if(history, std::back_inserter(events),
                         [](const HistoryEvent &event) { return event.as<Event>() != nullptr; });
    return events;
}

} // namespace

class TestHubRestart : public QObject
{
    Q_OBJECT

private slots:
    void aWaitingInstanceGoesOnAfterARestart_data();
    void aWaitingInstanceGoesOnAfterARestart();
    void anActivityThatTheStopInterruptedRunsAgain();
    void anOverdueTimerFiresOnceAtTheNextStart();
    void aVirtualClockDecidesWhenATimerIsDue();
    void aLongWaitHoldsOverAClockThatIsSetAndMonthsWithoutAHub();
    void aRetryEndsItsWaitWhenItWasDue();
    void anAnswerIsKeptOverARestart();
    void aFullDiskPausesTheHubAndNothingIsLost();
    void resultsThatComeWhileATurnIsStoredSurviveTheStop();
    void theActivityOfATerminatedInstanceDoesNotRunAgain();
    void oneUnreadableMessageDoesNotKeepTheHubFromStarting();
};

void TestHubRestart::aWaitingInstanceGoesOnAfterARestart_data()
{
    QTest::addColumn<int>("restarts");
    QTest::newRow("once") << 1;
    QTest::newRow("three times") << 3;
}

void TestHubRestart::aWaitingInstanceGoesOnAfterARestart()
{
    QFETCH(const int, restarts);
    TestHub hub;
    std::atomic<int> runs = 0;
    hub.activities.addValue("count", [&](const Json &) { return Json(++runs); });
    *hub.orchestrators = {{"waitThenWork", waitThenWork}};
    QVERIFY(hub.open());
    QVERIFY(hub.start("waitThenWork", "w"));
    QVERIFY(hub.waitUntil([&] { return eventNames(hub.history("w")).size() == 3; }));
    for (int i = 0; i < restarts; ++i)
        QVERIFY(hub.reopen());
    QVERIFY(hub.raise("w", "go", "went"));
    QVERIFY(hub.waitForEnd("w"));
    QCOMPARE(text(hub.detail("w").output), R"([1,"went",2])");
    QCOMPARE(runs.load(), 2);
}

void TestHubRestart::anActivityThatTheStopInterruptedRunsAgain()
{
    TestHub hub;
    std::atomic<int> runs = 0;
    hub.activities.add("count", [&](const ActivityCall &call, const ActivityDone &done) {
        if (++runs > 1) {
            done(Json(call.idempotencyKey));
            return;
        }
        hub.noteChange();
        std::promise<void> stop;
        const std::stop_callback onStop(call.stop, [&] { stop.set_value(); });
        stop.get_future().wait();
        FailureDetails stopped;
        stopped.errorType = "Stopped";
        done(tl::unexpected(stopped));
    });
    *hub.orchestrators = {{"waitThenWork", waitThenWork}};
    QVERIFY(hub.open());
    QVERIFY(hub.start("waitThenWork", "i"));
    QVERIFY(hub.waitUntil([&] { return runs == 1; }));
    QVERIFY(hub.reopen());
    QVERIFY(hub.raise("i", "go", nullptr));
    QVERIFY(hub.waitForEnd("i"));
    QCOMPARE(text(hub.detail("i").output), R"(["i/x-i/0",null,"i/x-i/1"])");
    QCOMPARE(runs.load(), 3);
}

void TestHubRestart::anOverdueTimerFiresOnceAtTheNextStart()
{
    TestHub hub;
    const auto clock = std::make_shared<TestClock>();
    hub.clock = clock;
    *hub.orchestrators = {{"sleeper", sleeper}};
    QVERIFY(hub.open());
    QVERIFY(hub.start("sleeper", "s", 3600 * 1000));
    QVERIFY(hub.waitForStatus("s", OrchestrationStatus::Running));
    hub.close();
    clock->advance(2h);
    QVERIFY(hub.open());
    QVERIFY(hub.waitForEnd("s"));
    const History history = hub.history("s");
    QCOMPARE(eventNames(history), QStringList({u"ExecutionStarted"_s, u"TimerCreated"_s, u"TimerFired"_s,
                                               u"ExecutionCompleted"_s}));
    QVERIFY(history.back().timestamp - history.front().timestamp == 2h);
}

void TestHubRestart::aVirtualClockDecidesWhenATimerIsDue()
{
    TestHub hub;
    const auto clock = std::make_shared<TestClock>();
    hub.clock = clock;
    *hub.orchestrators = {{"sleeper", sleeper}};
    QVERIFY(hub.open());
    QVERIFY(hub.start("sleeper", "s", 3600 * 1000));
    QVERIFY(hub.waitForStatus("s", OrchestrationStatus::Running));
    clock->advance(59min);
    hub.hub().clockChanged();
    QCOMPARE(hub.detail("s").summary.status, OrchestrationStatus::Running);
    clock->advance(1min);
    hub.hub().clockChanged();
    QVERIFY(hub.waitForEnd("s"));
}

void TestHubRestart::aLongWaitHoldsOverAClockThatIsSetAndMonthsWithoutAHub()
{
    TestHub hub;
    const auto clock = std::make_shared<TestClock>();
    hub.clock = clock;
    *hub.orchestrators = {{"sleeper", sleeper}};
    QVERIFY(hub.open());
    const Instant due = clock->now() + 72h;
    QVERIFY(hub.start("sleeper", "s", 72 * 3600 * 1000));
    QVERIFY(hub.waitForStatus("s", OrchestrationStatus::Running));
    // Somebody sets the clock back a day, then on by an hour: nothing of that makes it due.
    for (const Duration step : {Duration(-24h), Duration(1h)}) {
        clock->advance(step);
        hub.hub().clockChanged();
        QVERIFY(letAllThatIsDueFire(hub, step < 0h ? "back" : "on"));
        QCOMPARE(hub.detail("s").summary.status, OrchestrationStatus::Running);
        QVERIFY(hub.detail("s").summary.nextTimer == due);
    }
    QCOMPARE(eventNames(hub.history("s")), QStringList({u"ExecutionStarted"_s, u"TimerCreated"_s}));
    hub.close();
    clock->advance(90 * 24h);
    QVERIFY(hub.open());
    QVERIFY(hub.waitForEnd("s"));
    const History history = hub.history("s");
    QCOMPARE(eventNames(history), QStringList({u"ExecutionStarted"_s, u"TimerCreated"_s, u"TimerFired"_s,
                                               u"ExecutionCompleted"_s}));
    QVERIFY(eventsOf<TimerCreated>(history).front().as<TimerCreated>()->fireAt == due);
    QVERIFY(eventsOf<TimerFired>(history).front().as<TimerFired>()->fireAt == due);
    // Not again, in this life or the next.
    QVERIFY(letAllThatIsDueFire(hub, "afterwards"));
    QVERIFY(hub.reopen());
    QVERIFY(letAllThatIsDueFire(hub, "next"));
    QVERIFY(hub.history("s") == history);
}

void TestHubRestart::aRetryEndsItsWaitWhenItWasDue()
{
    TestHub hub;
    const auto clock = std::make_shared<TestClock>();
    hub.clock = clock;
    std::atomic<int> runs = 0;
    hub.activities.add("flaky", [&](const ActivityCall &, const ActivityDone &done) {
        if (++runs == 1)
            done(tl::unexpected(FailureDetails{.errorType = "Flaky", .errorMessage = "no paper"}));
        else
            done(Json("done"));
    });
    *hub.orchestrators = {{"stubborn", stubborn}, {"sleeper", sleeper}};
    QVERIFY(hub.open());
    const Instant due = clock->now() + 1h;
    QVERIFY(hub.start("stubborn", "r"));
    QVERIFY(hub.waitUntil([&] { return eventNames(hub.history("r")).contains(u"TimerCreated"_s); }));
    clock->advance(40min);
    QVERIFY(hub.reopen());
    clock->advance(20min - 1us);
    hub.hub().clockChanged();
    QVERIFY(letAllThatIsDueFire(hub, "before"));
    QCOMPARE(runs.load(), 1);
    QCOMPARE(hub.detail("r").summary.status, OrchestrationStatus::Running);
    clock->advance(1us);
    hub.hub().clockChanged();
    QVERIFY(hub.waitForEnd("r"));
    QCOMPARE(text(hub.detail("r").output), R"("done")");
    QCOMPARE(runs.load(), 2);
    const auto fired = eventsOf<TimerFired>(hub.history("r"));
    QCOMPARE(fired.size(), std::size_t(1));
    QVERIFY(fired.front().as<TimerFired>()->fireAt == due);
    QVERIFY(fired.front().timestamp == due);
}

void TestHubRestart::anAnswerIsKeptOverARestart()
{
    TestHub hub;
    *hub.orchestrators = {{"approval", approval}};
    QVERIFY(hub.open());
    QVERIFY(hub.start("approval", "h"));
    QVERIFY(hub.waitUntil([&] { return hub.detail("h").summary.openHumanTasks == 1; }));
    QCOMPARE(hub.answer("h", 0, {"Perhaps"}).error().code, ErrorCode::InvalidArgument);
    QVERIFY(hub.answer("h", 0, {"Approve", nullptr, "", "kim"}));
    QVERIFY(!hub.answer("h", 0, {"Reject", nullptr, "", "sam"}));
    QVERIFY(hub.reopen());
    QVERIFY(hub.waitForEnd("h"));
    QCOMPARE(text(hub.detail("h").output), R"("Approve by kim")");
    QVERIFY(hub.reader().humanTasks({})->empty());
}

void TestHubRestart::aFullDiskPausesTheHubAndNothingIsLost()
{
    TestHub hub;
    hub.options().maxPages = 60;
    hub.activities.addValue("count", [](const Json &) { return Json(std::string(400000, 'x')); });
    *hub.orchestrators = {{"waitThenWork", waitThenWork}};
    QVERIFY(hub.open());
    QVERIFY(hub.start("waitThenWork", "d"));
    QVERIFY(hub.waitForState(HubState::Kind::Paused));
    QCOMPARE(hub.raise("d", "go", 1).error().code, ErrorCode::NoSpace);
    hub.close();
    hub.options().maxPages = 0;
    QVERIFY(hub.open());
    QVERIFY(hub.raise("d", "go", 1));
    QVERIFY(hub.waitForEnd("d"));
    QCOMPARE(hub.detail("d").output.size(), std::size_t(3));
}

void TestHubRestart::resultsThatComeWhileATurnIsStoredSurviveTheStop()
{
    TestHub hub;
    std::atomic<int> runs = 0;
    std::array<std::promise<void>, 2> goOn;
    hub.activities.add("count", [&](const ActivityCall &call, const ActivityDone &done) {
        if (++runs <= 2) {
            hub.noteChange();
            goOn[std::size_t(call.input.get<int>())].get_future().wait();
        }
        done(call.input);
        hub.noteChange();
    });
    *hub.orchestrators = {{"both", both}};
    QVERIFY(hub.open());
    QVERIFY(hub.start("both", "b"));
    QVERIFY(hub.waitUntil([&] { return runs == 2; }));
    const auto locker = SqliteConnection::open(hub.options(), SqliteConnection::Access::ReadWrite);
    QVERIFY((*locker)->run(u"BEGIN IMMEDIATE"_s));
    // The first result's turn waits for the lock, the second result for that turn, and then comes the stop.
    goOn[0].set_value();
    goOn[1].set_value();
    const auto closed = hub.beginToClose();
    QVERIFY((*locker)->run(u"ROLLBACK"_s));
    closed.wait();
    QVERIFY(hub.open());
    QVERIFY(hub.waitForEnd("b"));
    QCOMPARE(text(hub.detail("b").output), "[0,1]");
    QCOMPARE(runs.load(), 2);
}

void TestHubRestart::theActivityOfATerminatedInstanceDoesNotRunAgain()
{
    TestHub hub;
    std::atomic<int> runs = 0;
    hub.activities.add("count", [&](const ActivityCall &call, const ActivityDone &done) {
        ++runs;
        hub.noteChange();
        std::promise<void> stop;
        const std::stop_callback onStop(call.stop, [&] { stop.set_value(); });
        stop.get_future().wait();
        done(tl::unexpected(FailureDetails()));
    });
    *hub.orchestrators = {{"waitThenWork", waitThenWork}};
    QVERIFY(hub.open());
    QVERIFY(hub.start("waitThenWork", "t"));
    QVERIFY(hub.waitUntil([&] { return runs == 1; }));
    hub.close();
    // Accepted, but the hub stopped before the turn.
    HistoryEvent termination;
    termination.data = ExecutionTerminated{"enough"};
    const std::vector<WriteRequest> batch{AddMessage{InstanceId(std::string("t")), termination}};
    QVERIFY((*SqliteStore(hub.options()).openWriter())->apply(batch));
    QVERIFY(hub.open());
    QVERIFY(hub.waitForStatus("t", OrchestrationStatus::Terminated));
    hub.close();
    QCOMPARE(runs.load(), 1);
}

void TestHubRestart::oneUnreadableMessageDoesNotKeepTheHubFromStarting()
{
    TestHub hub;
    hub.activities.addValue("count", [](const Json &input) { return input; });
    *hub.orchestrators = {{"waitThenWork", waitThenWork}};
    QVERIFY(hub.open());
    QVERIFY(hub.start("waitThenWork", "w"));
    QVERIFY(hub.waitUntil([&] { return eventNames(hub.history("w")).size() == 3; }));
    hub.close();
    QVERIFY(hub.sql(u"INSERT INTO inbox (instance, event) VALUES (1, x'00')"_s));
    QVERIFY(hub.open());
    QVERIFY(hub.raise("w", "go", "went"));
    QVERIFY(hub.waitForEnd("w"));
    QCOMPARE(text(hub.detail("w").output), R"(["before","went","after"])");
    const auto lines = hub.reader().log(InstanceId(std::string("w")));
    QCOMPARE(lines->size(), std::size_t(1));
    QCOMPARE(lines->front().level, "error");
}

QTEST_GUILESS_MAIN(TestHubRestart)
#include "tst_hub_restart.moc"
