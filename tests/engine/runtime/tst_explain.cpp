// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/runtime/TestHub.h"

#include <QTest>

using namespace perdura;
using namespace perdura::test;
using namespace std::chrono_literals;

using Kind = InstanceReason::Kind;

namespace {

const Instant noon{std::chrono::hours(24 * 365 * 56)};

/// Stands still until a test moves it.
class HandClock final : public Clock
{
public:
    [[nodiscard]] Instant now() const override { return m_now; }
    void advance(Duration by) { m_now = m_now.load() + by; }

private:
    std::atomic<Instant> m_now = noon;
};

Task<Json> twoEvents(OrchestrationContext &context)
{
    const Task<Json> first = context.waitForEvent("Paid", Origin{"pay", "1"});
    co_await context.waitForEvent("Started");
    const Task<Json> second = context.waitForEvent("Packed");
    co_await first;
    co_await second;
    co_return nullptr;
}

Task<Json> manyWaits(OrchestrationContext &context)
{
    HumanTaskRequest request;
    request.title = "Approve the trip";
    request.assignee = "Ada";
    request.outcomes = {"Yes"};
    request.due = context.now() + 48h;
    const HumanTask task = context.createHumanTask(request, Origin{"ask", ""});
    const TimerTask timer = context.createTimer(context.now() + 24h, "Wait 24 h", Origin{"pause", ""});
    SubOrchestrationOptions options;
    options.id = InstanceId(std::string("the-child"));
    const Task<Json> child = context.callSubOrchestration("twoEvents", nullptr, options);
    co_await child;
    co_await timer.task;
    co_await task.task;
    co_return nullptr;
}

Task<Json> retried(OrchestrationContext &context)
{
    ActivityOptions options;
    options.retry = RetryPolicy{.firstInterval = 1h, .maxAttempts = 3};
    options.origin = Origin{"mail", ""};
    Json result = co_await context.callActivity("failing", nullptr, options);
    co_return result;
}

Task<Json> blocked(OrchestrationContext &context)
{
    const Task<Json> first = context.callActivity("blocking", 1);
    co_await context.callActivity("blocking", 2);
    co_await first;
    co_return nullptr;
}

Task<Json> returnsEarly(OrchestrationContext &context)
{
    const TimerTask timer = context.createTimer(context.now() + 1h, "Left over");
    co_return "done";
}

Task<Json> countDown(OrchestrationContext &context)
{
    const int left = context.input().get<int>();
    const std::string event = "round" + std::to_string(left);
    co_await context.waitForEvent(event);
    if (left > 0)
        context.continueAsNew(left - 1);
    co_return nullptr;
}

HistoryEvent message(Instant time, EventData data)
{
    HistoryEvent event;
    event.timestamp = time;
    event.data = std::move(data);
    return event;
}

} // namespace

class TestExplain : public QObject
{
    Q_OBJECT

    std::shared_ptr<HandClock> m_clock;
    std::unique_ptr<TestHub> m_hub;

    InstanceExplanation explain(const std::string &id)
    {
        auto explanation = m_hub->reader().explain(InstanceId(id));
        if (!explanation)
            return {};
        m_hub->hub().complete(*explanation);
        return *explanation;
    }
    /// The reasons of one kind.
    std::vector<InstanceReason> reasons(const std::string &id, Kind kind)
    {
        auto found = explain(id).reasons;
        std::erase_if(found, [kind](const InstanceReason &reason) { return reason.kind != kind; });
        return found;
    }
    bool waitForReasons(const std::string &id, Kind kind, std::size_t count = 1)
    {
        return m_hub->waitUntil(
            [&] { return reasons(id, kind).size() == count && reasons(id, Kind::WaitsForWorker).empty(); });
    }

private slots:
    void init();
    void cleanup() { m_hub.reset(); }

    void openEventsAreNamedInTheOrderOfTheirWaits();
    void theNamesOfEventsOutliveARestart();
    void everyKindOfWaitIsNamed();
    void aRetryTellsWhatIsTriedAgainAndWhen();
    void runningAndQueuedActivitiesAreToldApart();
    void aSuspensionTellsWhy();
    void aStartInTheFutureTellsWhen();
    void codeThatHasReturnedWaitsForItsTasks();
    void whatHasEndedTellsHow();
    void theNextExecutionWaitsForItsOwnEvents();
    void anUnknownInstanceIsNotFound();
    void healthCountsTurnsAndQueues();
    void ratesAreThoseOfTheLastTenSeconds();
    void anIdleHubIndexesTexts();
};

void TestExplain::init()
{
    m_clock = std::make_shared<HandClock>();
    m_hub = std::make_unique<TestHub>();
    m_hub->clock = m_clock;
    auto &functions = *m_hub->orchestrators;
    functions["twoEvents"] = twoEvents;
    functions["manyWaits"] = manyWaits;
    functions["retried"] = retried;
    functions["blocked"] = blocked;
    functions["returnsEarly"] = returnsEarly;
    functions["countDown"] = countDown;
    m_hub->activities.add("failing", [](const ActivityCall &, const ActivityDone &done) {
        FailureDetails failure;
        failure.errorType = "Broken";
        failure.errorMessage = "no luck";
        done(tl::unexpected(failure));
    });
    QVERIFY(m_hub->open());
}

void TestExplain::openEventsAreNamedInTheOrderOfTheirWaits()
{
    QVERIFY(m_hub->start("twoEvents", "a"));
    QVERIFY(waitForReasons("a", Kind::ExternalEvent, 2));
    const auto first = reasons("a", Kind::ExternalEvent);
    QCOMPARE(first[0].name, std::string("Paid"));
    QCOMPARE(first[0].origin.node, std::string("pay"));
    QCOMPARE(first[0].origin.iteration, std::string("1"));
    QVERIFY(first[0].since == noon);
    QCOMPARE(first[1].name, std::string("Started"));

    m_clock->advance(90s);
    QVERIFY(m_hub->raise("a", "STARTED", nullptr));
    QVERIFY(m_hub->waitUntil([&] {
        const auto events = reasons("a", Kind::ExternalEvent);
        return events.size() == 2 && events[1].name == "Packed";
    }));
    const auto then = reasons("a", Kind::ExternalEvent);
    QVERIFY(then[0].since == noon);
    QVERIFY(then[1].since == noon + 90s);
    QVERIFY(m_hub->raise("a", "Packed", nullptr));
    QVERIFY(m_hub->raise("a", "Paid", nullptr));
    QVERIFY(m_hub->waitForEnd("a"));
    QVERIFY(reasons("a", Kind::ExternalEvent).empty());
}

void TestExplain::theNamesOfEventsOutliveARestart()
{
    QVERIFY(m_hub->start("twoEvents", "a"));
    QVERIFY(waitForReasons("a", Kind::ExternalEvent, 2));
    QVERIFY(m_hub->reopen());
    QCOMPARE(reasons("a", Kind::ExternalEvent).size(), std::size_t(2));
    m_clock->advance(1s);
    QVERIFY(m_hub->raise("a", "other", nullptr)); // a turn that changes no wait
    QVERIFY(m_hub->waitUntil([&] { return m_hub->history("a").size() > 5; }));
    QVERIFY(reasons("a", Kind::ExternalEvent)[0].since == noon);
}

void TestExplain::everyKindOfWaitIsNamed()
{
    QVERIFY(m_hub->start("manyWaits", "a"));
    QVERIFY(waitForReasons("a", Kind::Child));
    QVERIFY(waitForReasons("the-child", Kind::ExternalEvent, 2));
    const InstanceReason task = reasons("a", Kind::HumanTask).at(0);
    QCOMPARE(task.name, std::string("Approve the trip"));
    QCOMPARE(task.detail, std::string("Ada"));
    QCOMPARE(task.origin.node, std::string("ask"));
    QVERIFY(task.since == noon);
    QVERIFY(task.until == noon + 48h);
    const InstanceReason timer = reasons("a", Kind::Timer).at(0);
    QCOMPARE(timer.detail, std::string("Wait 24 h"));
    QCOMPARE(timer.origin.node, std::string("pause"));
    QVERIFY(timer.until == noon + 24h);
    const InstanceReason child = reasons("a", Kind::Child).at(0);
    QCOMPARE(child.name, std::string("the-child"));
    QCOMPARE(child.detail, std::string("Running"));
    QVERIFY(child.since == noon);
    QCOMPARE(explain("a").reasons.size(), std::size_t(3));
    QCOMPARE(explain("a").status, OrchestrationStatus::Running);
}

void TestExplain::aRetryTellsWhatIsTriedAgainAndWhen()
{
    QVERIFY(m_hub->start("retried", "a"));
    QVERIFY(waitForReasons("a", Kind::Retry));
    const InstanceReason retry = reasons("a", Kind::Retry).at(0);
    QCOMPARE(retry.name, std::string("failing"));
    QCOMPARE(retry.detail, std::string("2 of 3"));
    QCOMPARE(retry.origin.node, std::string("mail"));
    QVERIFY(retry.until == noon + 1h);
    QCOMPARE(explain("a").reasons.size(), std::size_t(1));
}

void TestExplain::runningAndQueuedActivitiesAreToldApart()
{
    std::promise<void> goOn;
    const auto mayEnd = goOn.get_future().share();
    m_hub->activities.add("blocking", [this, mayEnd](const ActivityCall &, const ActivityDone &done) {
        m_hub->noteChange(); // that an activity begins is no change of the instance
        mayEnd.wait();
        done(nullptr);
    });
    m_hub->activityThreads = 1;
    QVERIFY(m_hub->reopen());
    QVERIFY(m_hub->start("blocked", "a"));
    const bool isSo = m_hub->waitUntil([&] {
        return reasons("a", Kind::ActivityRunning).size() == 1 &&
               reasons("a", Kind::ActivityQueued).size() == 1;
    });
    const auto running = reasons("a", Kind::ActivityRunning);
    const auto queued = reasons("a", Kind::ActivityQueued);
    const HubHealth health = m_hub->hub().health();
    goOn.set_value();
    QVERIFY(isSo);
    QCOMPARE(running.at(0).name, std::string("blocking"));
    QCOMPARE(running.at(0).number, 0);
    QVERIFY(running.at(0).since == noon);
    QCOMPARE(queued.at(0).number, 1);
    QCOMPARE(queued.at(0).count, 1);
    QCOMPARE(health.runningActivities, 1);
    QCOMPARE(health.waitingActivities, 1);
    QVERIFY(health.oldestWait);
    QVERIFY(m_hub->waitForEnd("a"));
}

void TestExplain::aSuspensionTellsWhy()
{
    QVERIFY(m_hub->start("twoEvents", "a"));
    QVERIFY(waitForReasons("a", Kind::ExternalEvent, 2));
    m_clock->advance(5min);
    QVERIFY(m_hub->submit(
        AddMessage{InstanceId(std::string("a")), message(m_clock->now(), ExecutionSuspended{"audit"})}));
    QVERIFY(m_hub->waitForStatus("a", OrchestrationStatus::Suspended));
    const InstanceExplanation explanation = explain("a");
    QCOMPARE(explanation.reasons.front().kind, Kind::Suspended);
    QCOMPARE(explanation.reasons.front().detail, std::string("audit"));
    QVERIFY(explanation.reasons.front().since == noon + 5min);
    QCOMPARE(explanation.reasons.size(), std::size_t(3));
    QVERIFY(m_hub->submit(
        AddMessage{InstanceId(std::string("a")), message(m_clock->now(), ExecutionResumed{"fine"})}));
    QVERIFY(m_hub->waitForStatus("a", OrchestrationStatus::Running));
    QVERIFY(reasons("a", Kind::Suspended).empty());
}

void TestExplain::aStartInTheFutureTellsWhen()
{
    CreateInstance request{InstanceId(std::string("a")),  "twoEvents", {},
                           ExecutionId(std::string("x")), "null",      noon};
    request.startAt = noon + 72h;
    QVERIFY(m_hub->submit(request));
    const InstanceExplanation explanation = explain("a");
    QCOMPARE(explanation.reasons.size(), std::size_t(1));
    QCOMPARE(explanation.reasons.front().kind, Kind::ScheduledStart);
    QVERIFY(explanation.reasons.front().until == noon + 72h);
    QCOMPARE(m_hub->hub().health().openTimers, 1);
}

void TestExplain::codeThatHasReturnedWaitsForItsTasks()
{
    QVERIFY(m_hub->start("returnsEarly", "a"));
    QVERIFY(waitForReasons("a", Kind::Returned));
    const InstanceReason returned = reasons("a", Kind::Returned).at(0);
    QCOMPARE(returned.count, 1);
    QVERIFY(returned.since == noon);
    QCOMPARE(reasons("a", Kind::Timer).size(), std::size_t(1));
    m_clock->advance(1h);
    m_hub->hub().clockChanged();
    QVERIFY(m_hub->waitForEnd("a"));
    QCOMPARE(explain("a").reasons.front().kind, Kind::Ended);
}

void TestExplain::whatHasEndedTellsHow()
{
    QVERIFY(m_hub->start("twoEvents", "a"));
    QVERIFY(m_hub->terminate("a", "not needed"));
    QVERIFY(m_hub->waitForEnd("a"));
    const InstanceExplanation explanation = explain("a");
    QCOMPARE(explanation.status, OrchestrationStatus::Terminated);
    QCOMPARE(explanation.reasons.size(), std::size_t(1));
    QCOMPARE(explanation.reasons.front().detail, std::string("not needed"));
    QVERIFY(explanation.reasons.front().since == noon);
}

void TestExplain::theNextExecutionWaitsForItsOwnEvents()
{
    QVERIFY(m_hub->start("countDown", "a", 1));
    const auto waitsFor = [&](const std::string &name) {
        return m_hub->waitUntil([&] {
            const auto events = reasons("a", Kind::ExternalEvent);
            return events.size() == 1 && events.front().name == name;
        });
    };
    QVERIFY(waitsFor("round1"));
    QVERIFY(m_hub->raise("a", "round1", nullptr));
    QVERIFY(waitsFor("round0"));
}

void TestExplain::anUnknownInstanceIsNotFound()
{
    const auto explanation = m_hub->reader().explain(InstanceId(std::string("nobody")));
    QVERIFY(!explanation);
    QCOMPARE(explanation.error().code, ErrorCode::NotFound);
}

void TestExplain::healthCountsTurnsAndQueues()
{
    QVERIFY(m_hub->start("twoEvents", "a"));
    QVERIFY(waitForReasons("a", Kind::ExternalEvent, 2));
    const HubHealth health = m_hub->hub().health();
    QVERIFY(health.commitP50 > 0us);
    QVERIFY(health.commitP99 >= health.commitP50);
    QVERIFY(!health.queuedMessages.empty());
    QCOMPARE(health.waitingActivities, 0);
    QCOMPARE(health.openTimers, 0);
    QVERIFY(m_hub->reader().figures()->databaseBytes > 0);
}

void TestExplain::ratesAreThoseOfTheLastTenSeconds()
{
    const CommitMeter::TimePoint begin(1000s);
    CommitMeter meter;
    QCOMPARE(meter.figures(begin).commitsPerSecond, 0.0);
    QCOMPARE(meter.figures(begin).p99.count(), 0);
    for (int i = 0; i < 100; ++i)
        meter.add(begin + i * 10ms, Duration(i + 1), 3);
    QCOMPARE(meter.figures(begin + 500ms).commitsPerSecond, 0.0); // the second is not over
    QCOMPARE(meter.figures(begin + 1s).commitsPerSecond, 10.0);
    QCOMPARE(meter.figures(begin + 1s).turnsPerSecond, 30.0);
    QCOMPARE(meter.figures(begin + 1s).p50.count(), 50);
    QCOMPARE(meter.figures(begin + 1s).p99.count(), 99);
    QCOMPARE(meter.figures(begin + 10s).commitsPerSecond, 10.0);
    QCOMPARE(meter.figures(begin + 11s).commitsPerSecond, 0.0);
    for (int i = 0; i < int(CommitMeter::keptDurations); ++i)
        meter.add(begin + 20s, Duration(7), 0);
    QCOMPARE(meter.figures(begin + 21s).p50.count(), 7);
    QCOMPARE(meter.figures(begin + 21s).p99.count(), 7);
}

void TestExplain::anIdleHubIndexesTexts()
{
    QVERIFY(m_hub->start("twoEvents", "a", "the needle"));
    QTRY_COMPARE(m_hub->reader().figures()->unindexed.count, qint64(0));
    InstanceQuery query;
    query.text = QStringLiteral("NEEDLE");
    QCOMPARE(m_hub->reader().instances(query)->instances.size(), std::size_t(1));
    QVERIFY(m_hub->terminate("a", "no haystack"));
    QVERIFY(m_hub->waitForEnd("a"));
    query.text = QStringLiteral("haystack");
    QCOMPARE(m_hub->reader().instances(query)->instances.size(), std::size_t(1));
    QTRY_COMPARE(m_hub->reader().figures()->unindexed.count, qint64(0));
    QCOMPARE(m_hub->reader().instances(query)->instances.size(), std::size_t(1));
}

QTEST_GUILESS_MAIN(TestExplain)
#include "tst_explain.moc"
