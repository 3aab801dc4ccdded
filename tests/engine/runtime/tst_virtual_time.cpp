// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/runtime/EntityHub.h"

using namespace perdura;
using namespace perdura::test;
using namespace std::chrono_literals;

namespace {

constexpr auto day = std::chrono::hours(24);
constexpr auto year = 365 * day;

/// The times at which it went on, in µs.
Task<Json> calendar(OrchestrationContext &context)
{
    Json times = Json::array();
    for (const Json &days : context.input()) {
        const TimerTask timer = context.createTimer(context.now() + days.get<int>() * day, "Sleep");
        co_await timer.task;
        times.push_back(context.now().time_since_epoch().count());
    }
    co_return times;
}

Task<Json> stubborn(OrchestrationContext &context)
{
    ActivityOptions options;
    options.retry = RetryPolicy{
        .firstInterval = 1h, .maxAttempts = 7, .backoffCoefficient = 2, .maxInterval = Duration(10h)};
    Json result = co_await context.callActivity("unlucky", nullptr, options);
    co_return result;
}

/// With so many children.
Task<Json> family(OrchestrationContext &context)
{
    std::vector<Task<Json>> children;
    for (int i = 0; i < context.input().get<int>(); ++i)
        children.push_back(context.callSubOrchestration("calendar", Json::array()));
    for (const Task<Json> &child : children)
        co_await child;
    co_return nullptr;
}

/// Signals the diary for each of so many days later.
Task<Json> planner(OrchestrationContext &context)
{
    for (const Json &days : context.input()) {
        const Instant due = context.now() + days.get<int>() * day;
        context.signalEntity({"diary", "d"}, "note", days, due, Origin());
    }
    co_return nullptr;
}

/// Keeps what it is told, and when.
void note(EntityContext &context)
{
    Json notes = context.hasState() ? context.state() : Json::array();
    notes.push_back(Json::array({context.input(), context.now().time_since_epoch().count()}));
    context.setState(std::move(notes));
}

/// A hub in memory whose time is the test's.
class SimulatedHub : public EntityHub
{
public:
    SimulatedHub()
    {
        stayInMemory();
        clock = m_time;
        *orchestrators = {
            {"calendar", calendar}, {"stubborn", stubborn}, {"planner", planner}, {"family", family}};
        entities = {{"diary", entityOfOperations({{"note", note}})}};
    }
    [[nodiscard]] Instant now() const { return m_time->now(); }
    void advance(Duration by)
    {
        m_time->advance(by);
        hub().clockChanged();
    }
    /// From one thing that is due to the next, until `isSo` holds; false when there is none any more.
    template <typename Condition>
    [[nodiscard]] bool runUntil(Condition isSo)
    {
        for (;;) {
            std::optional<Instant> due;
            if (!waitUntil([&] { return isSo() || (due = nextDue()); }))
                return false;
            if (!due || isSo())
                return true;
            if (*due > now())
                advance(*due - now());
            if (!waitUntil([&] { return nextDue() != due; }))
                return false;
        }
    }
    [[nodiscard]] bool runToEnd(const std::string &id)
    {
        return runUntil([&] { return isTerminal(detail(id).summary.status); });
    }

private:
    [[nodiscard]] std::optional<Instant> nextDue()
    {
        std::optional<Instant> next;
        const auto timers = reader().timers();
        for (const PendingTimer &timer : *timers)
            next = std::min(next.value_or(timer.fireAt), timer.fireAt);
        const auto signalTimers = reader().entityTimers();
        for (const EntityTimer &timer : *signalTimers)
            next = std::min(next.value_or(timer.due), timer.due);
        return next;
    }

    std::shared_ptr<TestClock> m_time = std::make_shared<TestClock>();
};

/// The times of the events of a kind.
template <typename Event>
std::vector<Instant> timesOf(const History &history)
{
    std::vector<Instant> times;
    for (const HistoryEvent &event : history) {
        if (event.as<Event>())
            times.push_back(event.timestamp);
    }
    return times;
}

Json noteOf(int days, Instant time)
{
    return Json::array({days, time.time_since_epoch().count()});
}

} // namespace

/// Years pass in a hub whose clock is moved by hand; everything happens at exactly its time.
class TestVirtualTime : public QObject
{
    Q_OBJECT

private slots:
    void timersOfYearsFireAtTheirInstants();
    void retriesBackOffByTheirPolicy();
    void delayedSignalsComeAtTheirInstants();
    void overdueSignalsComeInTheOrderOfTheirTimes();
    void manyInstancesShareOneTime();
    void startsForLaterBeginAtTheirInstant();
    void nothingHappensBeforeItsTime();
    void finishedInstancesGoWhenTheyAreOldEnough();
    void familiesGoWithoutRefusals();
};

void TestVirtualTime::timersOfYearsFireAtTheirInstants()
{
    SimulatedHub hub;
    QVERIFY(hub.open());
    const Instant begin = hub.now();
    QVERIFY(hub.start("calendar", "c", Json::array({1, 30, 365, 3650})));
    QVERIFY(hub.runToEnd("c"));
    Json expected = Json::array();
    std::vector<Instant> instants;
    for (const int days : {1, 31, 396, 4046}) {
        instants.push_back(begin + days * day);
        expected.push_back(instants.back().time_since_epoch().count());
    }
    QCOMPARE(text(hub.detail("c").output), text(expected));
    QVERIFY(timesOf<TimerFired>(hub.history("c")) == instants);
    QVERIFY(hub.detail("c").summary.completed == begin + 4046 * day);
    QVERIFY(hub.now() == begin + 4046 * day);
}

void TestVirtualTime::retriesBackOffByTheirPolicy()
{
    SimulatedHub hub;
    std::atomic<int> calls = 0;
    hub.activities.add("unlucky", [&calls](const ActivityCall &call, const ActivityDone &done) {
        ++calls;
        if (call.attempt < 7)
            done(tl::unexpected(FailureDetails{.errorType = "Unlucky", .errorMessage = "not yet"}));
        else
            done(Json(call.attempt));
    });
    QVERIFY(hub.open());
    const Instant begin = hub.now();
    QVERIFY(hub.start("stubborn", "s"));
    QVERIFY(hub.runToEnd("s"));
    QCOMPARE(text(hub.detail("s").output), std::string("7"));
    QCOMPARE(calls.load(), 7);
    std::vector<Instant> attempts;
    for (const auto hours : {0h, 1h, 3h, 7h, 15h, 25h, 35h})
        attempts.push_back(begin + hours);
    QVERIFY(timesOf<TaskScheduled>(hub.history("s")) == attempts);
}

void TestVirtualTime::delayedSignalsComeAtTheirInstants()
{
    SimulatedHub hub;
    QVERIFY(hub.open());
    const Instant begin = hub.now();
    QVERIFY(hub.start("planner", "p", Json::array({90, 1, 1825})));
    QVERIFY(hub.waitForEnd("p"));
    QVERIFY(hub.runUntil([&] { return hub.info({"diary", "d"}).state.size() == 3; }));
    Json expected = Json::array();
    for (const int days : {1, 90, 1825})
        expected.push_back(noteOf(days, begin + days * day));
    QCOMPARE(hub.state({"diary", "d"}), text(expected));
}

void TestVirtualTime::overdueSignalsComeInTheOrderOfTheirTimes()
{
    SimulatedHub hub;
    QVERIFY(hub.open());
    QVERIFY(hub.start("planner", "p", Json::array({3, 1, 4, 2, 5})));
    QVERIFY(hub.waitForEnd("p"));
    hub.advance(year);
    QVERIFY(hub.waitUntil([&] { return hub.info({"diary", "d"}).state.size() == 5; }));
    Json expected = Json::array();
    for (const int days : {1, 2, 3, 4, 5})
        expected.push_back(noteOf(days, hub.now()));
    QCOMPARE(hub.state({"diary", "d"}), text(expected));
}

void TestVirtualTime::manyInstancesShareOneTime()
{
    constexpr int count = 100;
    SimulatedHub hub;
    QVERIFY(hub.open());
    const Instant begin = hub.now();
    for (int i = 0; i < count; ++i)
        QVERIFY(hub.start("calendar", "c" + std::to_string(i), Json::array({1 + i % 7, 10 * i})));
    QVERIFY(hub.waitUntil([&] { return hub.reader().timers()->size() == count; }));
    QVERIFY(hub.runUntil(
        [&] { return hub.reader().statusCounts()->value(int(OrchestrationStatus::Completed)) == count; }));
    for (int i = 0; i < count; ++i) {
        const std::string id = "c" + std::to_string(i);
        QVERIFY2(hub.detail(id).summary.completed == begin + (1 + i % 7 + 10 * i) * day, id.c_str());
    }
}

void TestVirtualTime::startsForLaterBeginAtTheirInstant()
{
    SimulatedHub hub;
    QVERIFY(hub.open());
    const Instant begin = hub.now();
    CreateInstance start{InstanceId(std::string("c")),  "calendar", {},
                         ExecutionId(std::string("x")), "[2]",      begin};
    start.startAt = begin + year;
    QVERIFY(hub.submit(start));
    QVERIFY(hub.runToEnd("c"));
    QVERIFY(hub.detail("c").summary.completed == begin + year + 2 * day);
}

void TestVirtualTime::nothingHappensBeforeItsTime()
{
    SimulatedHub hub;
    QVERIFY(hub.open());
    QVERIFY(hub.start("calendar", "c", Json::array({1})));
    QVERIFY(hub.waitUntil([&] { return hub.reader().timers()->size() == 1; }));
    hub.advance(day - 1us);
    // The second one, of the same moment, would be behind the first.
    QVERIFY(hub.start("calendar", "d", Json::array({0})));
    QVERIFY(hub.waitForEnd("d"));
    QCOMPARE(hub.detail("c").summary.status, OrchestrationStatus::Running);
    hub.advance(1us);
    QVERIFY(hub.waitForEnd("c"));
}

void TestVirtualTime::finishedInstancesGoWhenTheyAreOldEnough()
{
    SimulatedHub hub;
    QVERIFY(hub.open());
    QVERIFY(hub.submit(StoreSetting{Retention::setting, R"([{"ageSeconds":2592000}])"}));
    QVERIFY(hub.start("calendar", "c"));
    QVERIFY(hub.waitForEnd("c"));
    const auto isThere = [&] { return hub.reader().instance(InstanceId(std::string("c"))).has_value(); };
    hub.advance(30 * day - 1us);
    QVERIFY(hub.start("calendar", "d"));
    QVERIFY(hub.waitForEnd("d"));
    QVERIFY(isThere());
    // A sweep that looked just before keeps the next one away for a while.
    hub.advance(1us + Retention::interval);
    QVERIFY(hub.waitUntil([&] { return !isThere(); }));
}

void TestVirtualTime::familiesGoWithoutRefusals()
{
    SimulatedHub hub;
    QVERIFY(hub.open());
    QVERIFY(hub.submit(StoreSetting{Retention::setting, R"([{"ageSeconds":2592000}])"}));
    QVERIFY(hub.start("family", "f", 3));
    QVERIFY(hub.waitForEnd("f"));
    hub.advance(30 * day);
    QVERIFY(hub.waitUntil([&] { return hub.reader().statusCounts()->isEmpty(); }));
    const auto audit = hub.reader().auditLog({});
    QVERIFY(audit);
    QCOMPARE(audit->entries.size(), std::size_t(4)); // the parent and three children
    for (const AuditEntry &entry : audit->entries)
        QCOMPARE(entry.refusal, std::string());
    QCOMPARE(audit->entries.front().note.target, std::string("f")); // the last one
}

QTEST_GUILESS_MAIN(TestVirtualTime)
#include "tst_virtual_time.moc"
