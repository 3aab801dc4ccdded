// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/runtime/ModelTest.h"

using namespace perdura;
using namespace perdura::test;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

/// Time limits, progress, chosen retries, logs and the length of histories.
class TestHubLimits : public ModelTest
{
    Q_OBJECT

private slots:
    void initTestCase_data() { addStores(); }
    void init() { setUp(); }
    void cleanup() { m_hub.reset(); }

    void anActivityThatTakesTooLongFails();
    void anActivityTellsHowFarItIs();
    void anActivityThatNobodyWaitsForIsStopped();
    void oneThatHasNotBegunIsTakenBack();
    void aFailureThatIsNotWorthItIsNotRetried();
    void anOrchestratorsLogIsWrittenOnce();
    void aHistoryThatIsTooLongFailsTheInstance();
};

void TestHubLimits::anActivityThatTakesTooLongFails()
{
    QVERIFY(m_hub->start("limited", "l", "slow"));
    QVERIFY(m_hub->waitForEnd("l"));
    QCOMPARE(m_hub->detail("l").failure->errorType, std::string("ActivityTimedOut"));
    QCOMPARE(m_hub->detail("l").failure->errorMessage,
             std::string("The activity “slow” has run longer than 20 ms and was stopped."));
    const History history = m_hub->history("l");
    QVERIFY(std::ranges::any_of(history, [](const HistoryEvent &event) {
        const auto *task = event.as<TaskScheduled>();
        return task && task->timeout == 20ms;
    }));
    QVERIFY(m_hub->start("limited", "quick", "count"));
    QVERIFY(m_hub->waitForStatus("quick", OrchestrationStatus::Completed));
}

namespace {

/// Calls an activity, and gives it up when the event “go” comes first.
Task<Json> callUntilGo(OrchestrationContext &context)
{
    ActivityOptions options;
    options.stop = std::make_shared<CallStop>();
    const std::shared_ptr<CallStop> stop = options.stop;
    const std::string name = context.input().get<std::string>();
    const Task<Json> call = context.callActivity(name, nullptr, std::move(options));
    const Task<Json> go = context.waitForEvent("go");
    const std::vector<TaskBase> both{call, go};
    const Task<std::size_t> first = whenAny(both);
    const std::size_t winner = co_await first;
    if (winner == 1)
        stop->stop();
    co_return Json(winner);
}

FailureDetails onlyFailure(const History &history)
{
    for (const HistoryEvent &event : history) {
        if (const auto *failed = event.as<TaskFailed>())
            return failed->failure;
    }
    return {};
}

const QStringList givenUp{u"ExecutionStarted"_s, u"TaskScheduled"_s, u"EventRaised"_s, u"TaskFailed"_s,
                          u"ExecutionCompleted"_s};

} // namespace

void TestHubLimits::anActivityThatNobodyWaitsForIsStopped()
{
    std::promise<void> begun;
    std::promise<void> stopped;
    m_hub->activities.add("endless", [&](const ActivityCall &call, const ActivityDone &done) {
        begun.set_value();
        std::promise<void> stop;
        const std::stop_callback onStop(call.stop, [&] { stop.set_value(); });
        stop.get_future().wait();
        done(Json("too late"));
        stopped.set_value();
    });
    (*m_hub->orchestrators)["callUntilGo"] = callUntilGo;
    QVERIFY(m_hub->reopen());
    QVERIFY(m_hub->start("callUntilGo", "g", "endless"));
    begun.get_future().wait();
    QVERIFY(m_hub->raise("g", "go", nullptr));
    QVERIFY(m_hub->waitForStatus("g", OrchestrationStatus::Completed));
    QCOMPARE(stopped.get_future().wait_for(10s), std::future_status::ready);
    QCOMPARE(eventNames(m_hub->history("g")), givenUp);
    const FailureDetails failure = onlyFailure(m_hub->history("g"));
    QCOMPARE(failure.errorType, std::string("ActivityGivenUp"));
    QCOMPARE(failure.errorMessage,
             std::string("The activity “endless” was stopped, for nobody waited for its result any more."));
}

void TestHubLimits::oneThatHasNotBegunIsTakenBack()
{
    std::promise<void> begun;
    std::promise<void> goOn;
    m_hub->activities.add("blocks", [&](const ActivityCall &, const ActivityDone &done) {
        begun.set_value();
        goOn.get_future().wait();
        done(Json("done"));
    });
    m_hub->activities.add("never", [](const ActivityCall &, const ActivityDone &) {
        QFAIL("it was given up before it could begin");
    });
    (*m_hub->orchestrators)["callUntilGo"] = callUntilGo;
    m_hub->activityThreads = 1;
    QVERIFY(m_hub->reopen());
    QVERIFY(m_hub->start("callUntilGo", "first", "blocks"));
    begun.get_future().wait();
    QVERIFY(m_hub->start("callUntilGo", "second", "never"));
    QVERIFY(m_hub->waitUntil([this] { return m_hub->hub().activitiesOf(id("second")).size() == 1; }));
    QVERIFY(m_hub->raise("second", "go", nullptr));
    QVERIFY(m_hub->waitForStatus("second", OrchestrationStatus::Completed));
    QCOMPARE(eventNames(m_hub->history("second")), givenUp);
    goOn.set_value();
    QVERIFY(m_hub->waitForStatus("first", OrchestrationStatus::Completed));
    QCOMPARE(text(m_hub->detail("first").output), std::string("0"));
}

void TestHubLimits::anActivityTellsHowFarItIs()
{
    std::promise<void> goOn;
    m_hub->activities.add("steps", [&goOn](const ActivityCall &call, const ActivityDone &done) {
        call.environment.progress({0.5, "half way"});
        goOn.get_future().wait();
        done(nullptr);
    });
    (*m_hub->orchestrators)["steps"] = [](OrchestrationContext &context) {
        return context.callActivity("steps", nullptr);
    };
    QVERIFY(m_hub->reopen());
    QVERIFY(m_hub->start("steps", "s"));
    QVERIFY(m_hub->waitUntil([this] {
        const auto activities = m_hub->hub().activitiesOf(id("s"));
        return activities.size() == 1 && activities.front().fraction == 0.5;
    }));
    const RunningActivity running = m_hub->hub().activitiesOf(id("s")).front();
    QCOMPARE(running.name, std::string("steps"));
    QCOMPARE(running.progress, std::string("half way"));
    QVERIFY(running.began);
    goOn.set_value();
    QVERIFY(m_hub->waitForEnd("s"));
    QVERIFY(m_hub->hub().activitiesOf(id("s")).empty());
}

void TestHubLimits::aFailureThatIsNotWorthItIsNotRetried()
{
    QVERIFY(m_hub->start("picky", "p"));
    QVERIFY(m_hub->waitForEnd("p"));
    QCOMPARE(output("p"), std::string("\"gave up\""));
    QCOMPARE(m_counters->of("flaky"), 1);
}

void TestHubLimits::anOrchestratorsLogIsWrittenOnce()
{
    m_hub->cachedInstances = 0; // every turn plays the whole history
    QVERIFY(m_hub->reopen());
    QVERIFY(m_hub->start("picky", "p"));
    QVERIFY(m_hub->waitForEnd("p"));
    const auto lines = m_hub->reader().log(id("p"));
    QVERIFY(lines);
    QCOMPARE(lines->size(), std::size_t(2));
    QCOMPARE(lines->front().text, std::string("before"));
    QCOMPARE(lines->back().level, std::string("warning"));
    QCOMPARE(lines->back().text, std::string("not now"));
}

void TestHubLimits::aHistoryThatIsTooLongFailsTheInstance()
{
    m_hub->limits.historyEvents = 10;
    QVERIFY(m_hub->reopen());
    QVERIFY(m_hub->start("receiver", "r"));
    for (int i = 0; i < 12; ++i)
        (void)m_hub->beginToRaise("r", "other", i).get();
    QVERIFY(m_hub->waitForEnd("r"));
    QCOMPARE(status("r"), OrchestrationStatus::Failed);
    QCOMPARE(m_hub->detail("r").failure->errorType, std::string("HistoryTooLong"));
}

QTEST_GUILESS_MAIN(TestHubLimits)
#include "tst_hub_limits.moc"
