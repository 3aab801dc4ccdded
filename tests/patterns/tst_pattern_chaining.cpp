// SPDX-License-Identifier: GPL-3.0-or-later
//
// P1, function chaining. Proven here: the scenario with a death at each crash point of each step; the failing
// F3 with an empty handler, with a compensation and without a handler; the retry with a death at each point
// of each attempt and during its waits; large, odd and missing values. The exact histories without a death,
// with the orchestrator cached and replayed, are in tests/engine/orchestration/tst_patterns.cpp and
// tests/data/workflows/chain* and input-missing*; the waits of 1 s and 2 s in the former. That a wait ends to
// the second when it was due: tests/engine/runtime/tst_hub_restart.cpp.
#include "tests/patterns/KillPoints.h"
#include "tests/patterns/PatternRun.h"

using namespace perdura;
using namespace perdura::test;
using namespace Qt::Literals::StringLiterals;

namespace {

const QString id = u"chain"_s;

const QString retried = u"ES TS(0) / TC(→0) TS(1) / TF(→1) TmC(2) / TmF(→2) TS(3) / TF(→3) TmC(4) / TmF(→4) "
                        u"TS(5) / TC(→5) TS(6) / "
                        "TC(→6) TS(7) / TC(→7) EC(8)"_s;

Json firstWait(const char *wait)
{
    Json input = Json::object();
    input["wait"] = wait;
    return input;
}

template <typename Event>
std::vector<HistoryEvent> eventsOf(const History &history)
{
    std::vector<HistoryEvent> events;
    for (const HistoryEvent &event : history) {
        if (event.as<Event>())
            events.push_back(event);
    }
    return events;
}

} // namespace

class TestPatternChaining : public QObject
{
    Q_OBJECT

private slots:
    void eachStepSurvivesEachDeath_data();
    void eachStepSurvivesEachDeath();
    void aFailureIsDealtWithAfterADeath_data();
    void aFailureIsDealtWithAfterADeath();
    void aRetrySurvivesEachDeath_data();
    void aRetrySurvivesEachDeath();
    void aRetryWaitsAsLongAsItWouldHave();
    void valuesSurviveADeathAsTheyAre_data();
    void valuesSurviveADeathAsTheyAre();
    void largeValuesSurviveADeath();
};

void TestPatternChaining::eachStepSurvivesEachDeath_data()
{
    addKillRows({{1, 1}, {2, 5}, {3, 4}, {4, 4}, {5, 4}, {6, 1}});
}

void TestPatternChaining::eachStepSurvivesEachDeath()
{
    QFETCH(const int, point);
    QFETCH(const int, pass);
    PatternRun run;
    run.addTemplate(u"function-chaining"_s);
    QCOMPARE(run.dieAndGoOn(u"function-chaining"_s, id, Json::object(), killAt(point, pass)), QString());
    StoreOnDisk store(run.folder());
    QCOMPARE(store.flaws(), QStringList());
    QCOMPARE(store.output(id), std::string(R"("r=4")"));
    QCOMPARE(storyOf(store.history(id)), (QStringList{u"ES TS(0)"_s, u"TC(→0) TS(1)"_s, u"TC(→1) TS(2)"_s,
                                                      u"TC(→2) TS(3)"_s, u"TC(→3) EC(4)"_s}));
    // Whose result was lost: at K4 that of the step itself, at K2 that which the turn took in.
    const int repeated = point == afterEffect ? pass - 1 : point == beforeCommit ? pass - 2 : -1;
    int step = 0;
    for (const char *node : {"one", "add", "double", "describe"}) {
        QCOMPARE(run.effectsOf(node), step == repeated ? 2 : 1);
        ++step;
    }
    QCOMPARE(run.effectsOf("report"), 0);
}

void TestPatternChaining::aFailureIsDealtWithAfterADeath_data()
{
    QTest::addColumn<QString>("drawing");
    QTest::addColumn<QString>("killedAt");
    QTest::addColumn<QString>("lastTurns");
    QTest::addColumn<QString>("output");
    for (const char *kill : {"K2:4", "K3:3", "K4:3"}) {
        const QString at = QString::fromLatin1(kill);
        QTest::addRow("empty handler, %s", kill)
            << u"chain-empty-handler"_s << at << u"TC(→1) TS(2) / TF(→2) EC(3)"_s << u"null"_s;
        QTest::addRow("compensation, %s", kill)
            << u"chain-compensated"_s << at << u"TC(→1) TS(2) / TF(→2) TS(3) / TC(→3) EC(4)"_s
            << uR"("undone")"_s;
        QTest::addRow("no handler, %s", kill)
            << u"chain-unhandled"_s << at << u"TC(→1) TS(2) / TF(→2) EC(3)"_s << QString();
    }
    // The compensation itself: its effect done, its result stored.
    QTest::newRow("compensation, K4:4")
        << u"chain-compensated"_s << u"K4:4"_s << u"TC(→1) TS(2) / TF(→2) TS(3) / TC(→3) EC(4)"_s
        << uR"("undone")"_s;
    QTest::newRow("compensation, K5:3")
        << u"chain-compensated"_s << u"K5:3"_s << u"TC(→1) TS(2) / TF(→2) TS(3) / TC(→3) EC(4)"_s
        << uR"("undone")"_s;
}

void TestPatternChaining::aFailureIsDealtWithAfterADeath()
{
    QFETCH(const QString, drawing);
    QFETCH(const QString, killedAt);
    QFETCH(const QString, lastTurns);
    QFETCH(const QString, output);
    PatternRun run;
    run.addDrawing(drawing);
    QCOMPARE(run.dieAndGoOn(drawing, id, Json::object(), killedAt), QString());
    StoreOnDisk store(run.folder());
    QCOMPARE(store.flaws(), QStringList());
    QCOMPARE(storyOf(store.history(id)).join(u" / "_s), u"ES TS(0) / TC(→0) TS(1) / "_s + lastTurns);
    const InstanceDetail detail = store.detail(id);
    if (output.isEmpty()) {
        QCOMPARE(detail.summary.status, OrchestrationStatus::Failed);
        const QString told = QString::fromStdString(detail.summary.failureMessage);
        QVERIFY2(told.contains(u"F3") && told.contains(u"no paper"), qPrintable(told));
    } else {
        QCOMPARE(detail.summary.status, OrchestrationStatus::Completed);
        QCOMPARE(QString::fromStdString(dumpJson(detail.output)), output);
    }
    QCOMPARE(run.effectsOf("f1"), 1);
    QCOMPARE(run.effectsOf("f2"), 1);
    QCOMPARE(run.effectsOf("undo"), drawing != u"chain-compensated" ? 0 : killedAt == u"K4:4" ? 2 : 1);
}

// F2 fails at its first two attempts (decisions 1 and 3) and gives its value at the third (5).
void TestPatternChaining::aRetrySurvivesEachDeath_data()
{
    QTest::addColumn<QString>("killedAt");
    QTest::addColumn<int>("repeated"); // the decision whose activity runs again; none: -1
    const auto add = [](int point, int pass, int repeated) {
        QTest::newRow(qPrintable(killAt(point, pass))) << killAt(point, pass) << repeated;
    };
    // The turns from the first failure to the third result; a death at K2 loses what the turn took in.
    add(beforeCommit, 3, 1);
    add(beforeCommit, 4, -1);
    add(beforeCommit, 5, 3);
    add(beforeCommit, 6, -1);
    add(beforeCommit, 7, 5);
    // Before each attempt, and when each wait is on disk.
    for (int pass = 2; pass <= 6; ++pass)
        add(beforeActivity, pass, -1);
    add(afterEffect, 2, 1);
    add(afterEffect, 3, 3);
    add(afterEffect, 4, 5);
    add(timerDue, 1, -1);
    add(timerDue, 2, -1);
}

void TestPatternChaining::aRetrySurvivesEachDeath()
{
    QFETCH(const QString, killedAt);
    QFETCH(const int, repeated);
    PatternRun run;
    run.addDrawing(u"chain-retried"_s);
    QCOMPARE(run.dieAndGoOn(u"chain-retried"_s, id, firstWait("0.05 s"), killedAt), QString());
    StoreOnDisk store(run.folder());
    QCOMPARE(store.flaws(), QStringList());
    QCOMPARE(store.output(id), std::string(R"("r=4")"));
    QCOMPARE(storyOf(store.history(id)).join(u" / "_s), retried);
    std::map<int, int> effects;
    for (const auto &[key, times] : effectsByKeyIn(run.folder()))
        effects[std::stoi(key.substr(key.rfind('/') + 1))] = times;
    std::map<int, int> expected{{0, 1}, {1, 1}, {3, 1}, {5, 1}, {6, 1}, {7, 1}};
    if (repeated >= 0)
        expected[repeated] = 2;
    QCOMPARE(effects, expected);
}

void TestPatternChaining::aRetryWaitsAsLongAsItWouldHave()
{
    PatternRun run;
    run.addDrawing(u"chain-retried"_s);
    // As soon as the first wait is on disk.
    QVERIFY(run.startAndDie(u"chain-retried"_s, id, firstWait("0.4 s"), killAt(beforeActivity, 3)));
    const History before = StoreOnDisk(run.folder()).history(id);
    const Instant reopened = SystemClock().now();
    QVERIFY(run.hub().open());
    QVERIFY(run.waitForEnd(id));
    QVERIFY(run.hub().close());

    StoreOnDisk store(run.folder());
    QCOMPARE(store.flaws(), QStringList());
    QCOMPARE(store.output(id), std::string(R"("r=4")"));
    const History history = store.history(id);
    QCOMPARE(storyOf(history).join(u" / "_s), retried);
    const auto created = eventsOf<TimerCreated>(history);
    const auto fired = eventsOf<TimerFired>(history);
    // The first is the one that the death interrupted.
    QVERIFY(created.front() == eventsOf<TimerCreated>(before).front());
    for (std::size_t i = 0; i < 2; ++i) {
        const auto wait = std::chrono::milliseconds(i == 0 ? 400 : 800);
        QVERIFY(created[i].as<TimerCreated>()->fireAt == created[i].timestamp + wait);
        QVERIFY(fired[i].as<TimerFired>()->fireAt == created[i].as<TimerCreated>()->fireAt);
        QVERIFY(fired[i].timestamp >= fired[i].as<TimerFired>()->fireAt);
        // Late only by what the hub takes to open and to get to it, on a machine with much to do.
        QVERIFY(fired[i].timestamp <=
                std::max(fired[i].as<TimerFired>()->fireAt, reopened) + std::chrono::seconds(10));
    }
    QCOMPARE(run.effectsOf("f1"), 1);
    QCOMPARE(run.effectsOf("f2"), 3);
}

void TestPatternChaining::valuesSurviveADeathAsTheyAre_data()
{
    QTest::addColumn<QString>("input");
    QTest::newRow("null") << u"null"_s;
    QTest::newRow("none") << QString();
    QTest::newRow("no members") << u"{}"_s;
    QTest::newRow("text in many scripts") << uR"("Ω „ä“ 漢字 😀 \u0000 \"end\"")"_s;
    QTest::newRow("large whole number") << u"9007199254740991"_s;
    QTest::newRow("nested") << uR"({"a":[1,{"b":null}],"":[]})"_s;
}

void TestPatternChaining::valuesSurviveADeathAsTheyAre()
{
    QFETCH(const QString, input);
    // A start that says nothing of an input gives null.
    const Result<Json> value =
        input.isEmpty() ? Result<Json>(StartRequest().input) : parseJson(input.toStdString());
    QVERIFY(value);
    PatternRun run;
    run.addDrawing(u"chain-values"_s);
    QCOMPARE(run.dieAndGoOn(u"chain-values"_s, id, *value, killAt(afterEffect, 2)), QString());
    StoreOnDisk store(run.folder());
    QCOMPARE(store.flaws(), QStringList());
    // A step that gives nothing gives null.
    QCOMPARE(store.output(id), R"({"value":)" + dumpJson(*value) + R"(,"nothing":null})");
    QCOMPARE(run.effectsOf("f2"), 2);
    // An activity whose input is not drawn, or drawn as null, gets one without members; a member that is null
    // stays.
    std::map<std::string, std::string> inputs;
    for (const HistoryEvent &event : eventsOf<TaskScheduled>(store.history(id)))
        inputs[event.origin.node] = dumpJson(event.as<TaskScheduled>()->input);
    QCOMPARE(inputs["f4"], std::string("{}"));
    QCOMPARE(inputs["f5"], std::string("{}"));
    QCOMPARE(inputs["f6"], std::string(R"({"value":null})"));
}

void TestPatternChaining::largeValuesSurviveADeath()
{
    PatternRun run;
    run.addDrawing(u"chain-large"_s);
    QCOMPARE(run.dieAndGoOn(u"chain-large"_s, id, Json::object(), killAt(beforeCommit, 3)), QString());
    StoreOnDisk store(run.folder());
    QCOMPARE(store.flaws(), QStringList());
    QCOMPARE(store.output(id), std::string("1000000"));
}

QTEST_GUILESS_MAIN(TestPatternChaining)
#include "tst_pattern_chaining.moc"
