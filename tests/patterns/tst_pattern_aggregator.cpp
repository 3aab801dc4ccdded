// SPDX-License-Identifier: GPL-3.0-or-later
//
// P6, the aggregator. Proven here, with drawn entities: one call's history and result, and the template, with
// a death at each crash point of orchestration and entity; two sensors whose totals are exact over two
// deaths; ten clients' thousand signals, whose batches die; the one milestone, with a death of the batch that
// reaches it; what is no number; transfers in both directions under a lock; a delayed signal, with a death at
// each of its steps, and one that became due while no hub ran. The rest of entities.md (order, failing
// operations, orphaned locks) is in tests/engine/runtime/tst_entit*.cpp, entities in C++ that are killed at
// every fail point in tests/crash/tst_crash_model.cpp.
#include "tests/patterns/KillPoints.h"
#include "tests/patterns/PatternRun.h"

#include <random>

using namespace perdura;
using namespace perdura::test;
using namespace Qt::Literals::StringLiterals;

namespace {

const QString id = u"aggregator"_s;

Json asking(const char *key, const char *operation, const Json &value = nullptr)
{
    Json input = Json::object();
    input["key"] = key;
    input["operation"] = operation;
    input["value"] = value;
    return input;
}

void addCounters(PatternRun &run)
{
    for (const QString &drawing :
         {u"counter"_s, u"milestones"_s, u"ask-counter"_s, u"sensor"_s, u"transfer"_s})
        run.addDrawing(drawing);
}

Json sensorOf(const char *key, const Json &deltas)
{
    Json input = Json::object();
    input["key"] = key;
    input["deltas"] = deltas;
    return input;
}

/// So many times one up or down; and their sum.
std::pair<Json, int> randomDeltas(int count, unsigned seed)
{
    std::mt19937 random(seed);
    Json deltas = Json::array();
    int sum = 0;
    for (int i = 0; i < count; ++i) {
        const int delta = random() % 2 == 0 ? 1 : -1;
        deltas.push_back(delta);
        sum += delta;
    }
    return {deltas, sum};
}

} // namespace

class TestPatternAggregator : public QObject
{
    Q_OBJECT

private slots:
    void aCallSurvivesEachDeath_data();
    void aCallSurvivesEachDeath();
    void theTemplateSurvivesEachDeath_data();
    void theTemplateSurvivesEachDeath();
    void twoSensorsGiveExactTotals();
    void aThousandSignalsOfTenClientsCountOnce();
    void aMilestoneIsToldOnce_data();
    void aMilestoneIsToldOnce();
    void whatIsNoNumberIsAddedAsDrawn();
    void transfersInBothDirectionsKeepTheSum();
    void aDelayedSignalSurvivesEachDeath_data();
    void aDelayedSignalSurvivesEachDeath();
    void aDelayedSignalComesOnceAfterTheDowntime();
};

void TestPatternAggregator::aCallSurvivesEachDeath_data()
{
    addKillRows({{1, 1}, {2, 2}, {3, 1}, {6, 1}, {eventAccepted, 2}, {entityDecided, 1}, {entityStored, 1}});
}

void TestPatternAggregator::aCallSurvivesEachDeath()
{
    QFETCH(const int, point);
    QFETCH(const int, pass);
    PatternRun run;
    addCounters(run);
    QCOMPARE(run.dieAndGoOn(u"ask-counter"_s, id, asking("myCounter", "add", 5), killAt(point, pass)),
             QString());
    QVERIFY(run.hub().open());
    QVERIFY(run.start(u"ask-counter"_s, u"get"_s, asking("myCounter", "get")));
    QVERIFY(run.waitForEnd(u"get"_s));
    QVERIFY(run.start(u"ask-counter"_s, u"reset"_s, asking("myCounter", "reset")));
    QVERIFY(run.waitForEnd(u"reset"_s));
    QCOMPARE(dumpJson(run.entityState("counter", "myCounter")), std::string("0"));
    QVERIFY(run.hub().close());
    StoreOnDisk store(run.folder());
    QCOMPARE(store.flaws(), QStringList());
    QCOMPARE(storyOf(store.history(id)).join(u" / "_s), u"ES EnC(0) / EnR(→0) EC(1)"_s);
    QCOMPARE(store.output(id), std::string("5"));
    QCOMPARE(store.output(u"get"_s), std::string("5"));
}

void TestPatternAggregator::theTemplateSurvivesEachDeath_data()
{
    addKillRows({{1, 1}, {2, 2}, {3, 1}, {6, 1}, {entityDecided, 1}, {entityStored, 1}});
}

void TestPatternAggregator::theTemplateSurvivesEachDeath()
{
    QFETCH(const int, point);
    QFETCH(const int, pass);
    PatternRun run;
    run.addTemplate(u"aggregator"_s);
    QCOMPARE(run.dieAndGoOn(u"aggregator"_s, id, Json::object(), killAt(point, pass)), QString());
    StoreOnDisk store(run.folder());
    QCOMPARE(store.flaws(), QStringList());
    QCOMPARE(
        store.output(id),
        std::string(R"({"totals":{"north":105,"south":40},"milestones":[{"sensor":"north","total":105}]})"));
}

void TestPatternAggregator::twoSensorsGiveExactTotals()
{
    constexpr int count = 500;
    PatternRun run;
    addCounters(run);
    const auto [forA, sumA] = randomDeltas(count, 20261127);
    const auto [forB, sumB] = randomDeltas(count, 20261128);
    const auto startBoth = [&run, &forA = forA, &forB = forB] {
        // Refused where they are there; the answers may be lost with the hub.
        (void)run.start(u"sensor"_s, u"a"_s, sensorOf("a", forA));
        (void)run.start(u"sensor"_s, u"b"_s, sensorOf("b", forB));
    };
    // Two deaths: when the second batch has run, and when that, which is lost by then, is stored.
    for (const QString &kill : {killAt(entityDecided, 2), killAt(entityStored, 1)}) {
        QVERIFY(run.hub().open(kill));
        startBoth();
        QVERIFY(run.hub().waitForDeath());
    }
    QVERIFY(run.hub().open());
    startBoth();
    for (const QString &each : {u"a"_s, u"b"_s})
        QVERIFY(run.waitForEnd(each));
    const auto isAllIn = [&run](const EntityId &entity) {
        const auto info = waitFor(run.client().readEntity(entity));
        return info && info->exists && info->queueLength == 0;
    };
    QVERIFY(run.waitUntil([&] { return isAllIn({"counter", "a"}) && isAllIn({"counter", "b"}); }));
    QCOMPARE(dumpJson(run.entityState("counter", "a")), std::to_string(sumA));
    QCOMPARE(dumpJson(run.entityState("counter", "b")), std::to_string(sumB));
    EntityQuery counters;
    counters.name = "counter";
    const auto list = waitFor(run.client().listEntities(counters));
    QVERIFY(list);
    QCOMPARE(list->entities.size(), std::size_t(2));
    for (const EntityInfo &counter : list->entities)
        QVERIFY(counter.lastOperation);
    QVERIFY(run.hub().close());
    StoreOnDisk store(run.folder());
    QCOMPARE(store.flaws(), QStringList());
    QVERIFY(store.reader().entityInbox()->empty());
}

// They wait for the lock of a workflow, so that all are there when the batches begin to die.
void TestPatternAggregator::aThousandSignalsOfTenClientsCountOnce()
{
    constexpr int clients = 10;
    constexpr int signalsOfEach = 100;
    PatternRun run;
    addCounters(run);
    run.addDrawing(u"hold-counter"_s);
    QVERIFY(run.hub().open());
    QVERIFY(run.start(u"hold-counter"_s, id));
    QVERIFY(run.waitForEvents(id, u"EnG(→0)"_s));
    HubOptions options;
    options.workspace = run.folder();
    options.connectOnly = true;
    std::vector<std::unique_ptr<HubClient>> others;
    for (int i = 0; i < clients; ++i) {
        others.push_back(openedHub(options));
        QVERIFY(others.back());
    }
    std::vector<QFuture<Result<void>>> accepted;
    for (int i = 0; i < clients * signalsOfEach; ++i)
        accepted.push_back(others[std::size_t(i % clients)]->signalEntity({"counter", "busy"}, u"add"_s, 1));
    for (const auto &answer : accepted)
        QVERIFY(waitFor(answer));
    others.clear();
    const auto busy = waitFor(run.client().readEntity({"counter", "busy"}));
    QVERIFY(busy);
    QCOMPARE(busy->queueLength, qint64(clients * signalsOfEach));
    QVERIFY(!busy->exists);
    // The first death comes when the batch with the first of them has run, the second when one is stored.
    bool isLetGo = false;
    for (const int point : {entityDecided, entityStored}) {
        QVERIFY(run.hub().open(killAt(point, 1)));
        if (!std::exchange(isLetGo, true))
            (void)run.raise(id, u"Go"_s, nullptr);
        QVERIFY(run.hub().waitForDeath());
    }
    QVERIFY(run.hub().open());
    QVERIFY(run.waitForEnd(id));
    QVERIFY(run.waitUntil([&run] {
        const auto info = waitFor(run.client().readEntity({"counter", "busy"}));
        return info && info->exists && info->queueLength == 0;
    }));
    QCOMPARE(dumpJson(run.entityState("counter", "busy")), std::string("1000"));
    QVERIFY(run.waitUntil([&run] { return run.entityState("milestones", "busy").is_array(); }));
    QVERIFY(run.hub().close());
    StoreOnDisk store(run.folder());
    QCOMPARE(store.flaws(), QStringList());
    QCOMPARE(dumpJson(store.reader().entity({"counter", "busy"})->state), std::string("1000"));
    QCOMPARE(dumpJson(store.reader().entity({"milestones", "busy"})->state), std::string("[100]"));
    QVERIFY(store.reader().entityInbox()->empty());
}

void TestPatternAggregator::aMilestoneIsToldOnce_data()
{
    // The first batch is the counter's, which reaches it; the second the milestones'.
    addKillRows({{2, 2}, {3, 1}, {entityBegins, 2}, {entityDecided, 2}, {entityStored, 2}});
}

void TestPatternAggregator::aMilestoneIsToldOnce()
{
    QFETCH(const int, point);
    QFETCH(const int, pass);
    PatternRun run;
    addCounters(run);
    QVERIFY(run.startAndDie(u"ask-counter"_s, id, asking("far", "add", 150), killAt(point, pass)));
    QVERIFY(run.hub().open());
    QVERIFY(run.waitForEnd(id));
    // What is beyond it already reaches it no more.
    QVERIFY(run.start(u"ask-counter"_s, u"more"_s, asking("far", "add", 1)));
    QVERIFY(run.waitForEnd(u"more"_s));
    QVERIFY(run.waitUntil([&run] { return run.entityState("milestones", "far").is_array(); }));
    QVERIFY(run.hub().close());
    StoreOnDisk store(run.folder());
    QCOMPARE(store.flaws(), QStringList());
    QCOMPARE(store.output(id), std::string("150"));
    QCOMPARE(store.output(u"more"_s), std::string("151"));
    QCOMPARE(dumpJson(store.reader().entity({"milestones", "far"})->state), std::string("[150]"));
    QVERIFY(store.reader().entityInbox()->empty());
}

void TestPatternAggregator::whatIsNoNumberIsAddedAsDrawn()
{
    PatternRun run;
    addCounters(run);
    run.addDrawing(u"strict-counter"_s);
    run.addDrawing(u"ask-strict-counter"_s);
    QVERIFY(run.hub().open());
    const auto ask = [&run](const QString &drawing, const QString &instance, const Json &value) {
        return run.start(drawing, instance, asking("x", "add", value)) && run.waitForEnd(instance);
    };
    // As JavaScript adds, where nobody has drawn anything else.
    QVERIFY(ask(u"ask-counter"_s, u"number"_s, 5));
    QVERIFY(ask(u"ask-counter"_s, u"text"_s, "x"));
    QCOMPARE(dumpJson(run.entityState("counter", "x")), std::string(R"("5x")"));
    // Refused where it is drawn so, and then the state is as it was.
    QVERIFY(ask(u"ask-strict-counter"_s, u"strict-number"_s, 5));
    QVERIFY(ask(u"ask-strict-counter"_s, u"strict-text"_s, "x"));
    QCOMPARE(dumpJson(run.entityState("strict counter", "x")), std::string("5"));
    QVERIFY(run.hub().close());
    StoreOnDisk store(run.folder());
    QCOMPARE(store.flaws(), QStringList());
    QCOMPARE(store.output(u"text"_s), std::string(R"("5x")"));
    QCOMPARE(store.output(u"strict-number"_s), std::string("5"));
    QCOMPARE(store.detail(u"strict-text"_s).summary.status, OrchestrationStatus::Failed);
    QCOMPARE(QString::fromStdString(store.detail(u"strict-text"_s).summary.failureMessage),
             u"“Ask” failed: “x” is not a number."_s);
}

void TestPatternAggregator::transfersInBothDirectionsKeepTheSum()
{
    constexpr int count = 20;
    PatternRun run;
    addCounters(run);
    const auto startAll = [&run] {
        for (int i = 0; i < count; ++i) {
            Json input = Json::object();
            input["from"] = i % 2 == 0 ? "x" : "y";
            input["to"] = i % 2 == 0 ? "y" : "x";
            input["amount"] = i + 1;
            (void)run.start(u"transfer"_s, u"transfer-%1"_s.arg(i), input);
        }
    };
    QVERIFY(run.hub().open(killAt(entityDecided, 25)));
    startAll();
    QVERIFY(run.hub().waitForDeath());
    QVERIFY(run.hub().open(killAt(entityStored, 25)));
    startAll(); // refused where they are there
    QVERIFY(run.hub().waitForDeath());
    QVERIFY(run.hub().open());
    startAll();
    QVERIFY(run.waitUntil([&run] {
        const auto counts = waitFor(run.client().statusCounts());
        return counts && counts->value(int(OrchestrationStatus::Completed)) == count;
    }));
    QVERIFY(run.hub().close());
    StoreOnDisk store(run.folder());
    QCOMPARE(store.flaws(), QStringList());
    int moved = 0;
    for (int i = 0; i < count; ++i) {
        const InstanceDetail detail = store.detail(u"transfer-%1"_s.arg(i));
        QCOMPARE(detail.summary.status, OrchestrationStatus::Completed);
        moved += i % 2 == 0 ? -(i + 1) : i + 1;
    }
    const auto x = store.reader().entity({"counter", "x"});
    const auto y = store.reader().entity({"counter", "y"});
    QCOMPARE(dumpJson(x->state), std::to_string(moved));
    QCOMPARE(dumpJson(y->state), std::to_string(-moved));
    QVERIFY(x->lockedBy.value.empty() && y->lockedBy.value.empty());
}

void TestPatternAggregator::aDelayedSignalComesOnceAfterTheDowntime()
{
    PatternRun run;
    run.addDrawing(u"counter"_s);
    run.addDrawing(u"milestones"_s);
    run.addDrawing(u"remind-later"_s);
    QVERIFY(run.hub().open());
    Json input = Json::object();
    input["delay"] = "0.5 s";
    QVERIFY(run.start(u"remind-later"_s, id, input));
    QVERIFY(run.waitForEnd(id));
    const Instant due = SystemClock().now() + std::chrono::milliseconds(500);
    run.hub().kill();
    QTRY_VERIFY(SystemClock().now() > due);
    QVERIFY(run.hub().open());
    QVERIFY(run.waitUntil([&run] { return run.entityState("counter", "late") == 1; }));
    run.hub().kill();
    QVERIFY(run.hub().open());
    QVERIFY(run.hub().close());
    StoreOnDisk store(run.folder());
    QCOMPARE(store.flaws(), QStringList());
    QCOMPARE(dumpJson(store.reader().entity({"counter", "late"})->state), std::string("1"));
    QVERIFY(store.reader().entityTimers()->empty());
}

void TestPatternAggregator::aDelayedSignalSurvivesEachDeath_data()
{
    // Its only turn is its end: K6 is when that is stored.
    addKillRows(
        {{1, 1}, {2, 1}, {6, 1}, {signalsDue, 1}, {entityBegins, 1}, {entityDecided, 1}, {entityStored, 1}});
}

void TestPatternAggregator::aDelayedSignalSurvivesEachDeath()
{
    QFETCH(const int, point);
    QFETCH(const int, pass);
    PatternRun run;
    for (const QString &drawing : {u"counter"_s, u"milestones"_s, u"remind-later"_s})
        run.addDrawing(drawing);
    Json input = Json::object();
    input["delay"] = "0.2 s";
    QVERIFY(run.startAndDie(u"remind-later"_s, id, input, killAt(point, pass)));
    QVERIFY(run.hub().open());
    QVERIFY(run.waitForEnd(id));
    QVERIFY(run.waitUntil([&run] { return run.entityState("counter", "late") == 1; }));
    run.hub().kill();
    QVERIFY(run.hub().open());
    QVERIFY(run.hub().close());
    StoreOnDisk store(run.folder());
    QCOMPARE(store.flaws(), QStringList());
    QCOMPARE(storyOf(store.history(id)).join(u" / "_s), u"ES EnS(0) EC(1)"_s);
    const auto late = store.reader().entity({"counter", "late"});
    QCOMPARE(dumpJson(late->state), std::string("1"));
    // Not before its time.
    QVERIFY(*late->lastOperation >= store.history(id).front().timestamp + std::chrono::milliseconds(200));
    QVERIFY(store.reader().entityTimers()->empty());
    QVERIFY(store.reader().entityInbox()->empty());
}

QTEST_GUILESS_MAIN(TestPatternAggregator)
#include "tst_pattern_aggregator.moc"
