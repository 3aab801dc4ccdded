// SPDX-License-Identifier: GPL-3.0-or-later
//
// P6, the aggregator. Proven here, with drawn entities: one call's history and result, and the template, with
// a death at each crash point of orchestration and entity; two sensors whose totals are exact over two
// deaths, with the one milestone; transfers in both directions under a lock; a delayed signal that became due
// while no hub ran. The rest of entities.md (order, failing operations, orphaned locks) is in
// tests/engine/runtime/tst_entit*.cpp, entities in C++ that are killed at every fail point in
// tests/crash/tst_crash_model.cpp.
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
std::pair<Json, int> randomDeltas(int count)
{
    std::mt19937 random(20261127);
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
    void transfersInBothDirectionsKeepTheSum();
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
    Json rising = Json::array();
    for (int i = 0; i < count; ++i)
        rising.push_back(1);
    const auto [mixed, sum] = randomDeltas(count);
    // Two deaths: when a batch has run, and when one is stored.
    QVERIFY(run.hub().open(killAt(entityDecided, 2)));
    (void)run.start(u"sensor"_s, u"a"_s, sensorOf("a", rising));
    (void)run.start(u"sensor"_s, u"b"_s, sensorOf("b", mixed));
    QVERIFY(run.hub().waitForDeath());
    QVERIFY(run.hub().open(killAt(entityStored, 2)));
    for (const auto &[key, deltas] : {std::pair("a", rising), std::pair("b", mixed)})
        (void)run.start(u"sensor"_s, QString::fromLatin1(key),
                        sensorOf(key, deltas)); // refused when it is there
    QVERIFY(run.hub().waitForDeath());
    QVERIFY(run.hub().open());
    for (const auto &[key, deltas] : {std::pair("a", rising), std::pair("b", mixed)})
        (void)run.start(u"sensor"_s, QString::fromLatin1(key), sensorOf(key, deltas));
    for (const QString &each : {u"a"_s, u"b"_s})
        QVERIFY(run.waitForEnd(each));
    QVERIFY(run.waitUntil([&, total = sum] {
        return run.entityState("counter", "a") == count && run.entityState("counter", "b") == total &&
               run.entityState("milestones", "a").is_array();
    }));
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
    // Crossed once, told once, though batches have run again.
    QCOMPARE(dumpJson(store.reader().entity({"milestones", "a"})->state), std::string("[100]"));
    QVERIFY(store.reader().entityInbox()->empty());
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

QTEST_GUILESS_MAIN(TestPatternAggregator)
#include "tst_pattern_aggregator.moc"
