// SPDX-License-Identifier: GPL-3.0-or-later
//
// P4, the monitor. Proven here: the scenarios A and B at their real durations (in virtual time) and with
// deaths at their crash points; C, where one of three is terminated, likewise; a sleep and an expiry that
// pass while no hub runs; growing waits. Long monitors are in tst_pattern_long_monitor.cpp. Not repeated:
// timers of years (tests/engine/runtime/tst_virtual_time.cpp) and the template's results
// (tests/engine/definition/tst_shipped_workflows.cpp).
#include "engine/definition/DefinitionFile.h"
#include "engine/definition/Interpreter.h"
#include "engine/script/JsExpressionEvaluator.h"
#include "tests/patterns/KillPoints.h"
#include "tests/patterns/PatternRun.h"
#include "tests/patterns/Watching.h"
#include "tests/support/orchestration/OrchestrationDriver.h"

using namespace perdura;
using namespace perdura::test;
using namespace Qt::Literals::StringLiterals;

namespace {

const QString id = u"monitor"_s;
const QString job = u"watch-job"_s;

Instant now()
{
    return SystemClock().now();
}

/// When the monitor's first sleep is over, as a hub that has died has left it.
Instant dueOf(const PatternRun &run)
{
    const auto timers = timersOf(StoreOnDisk(run.folder()).history(id));
    return timers.empty() ? Instant::max() : timers.front().as<TimerCreated>()->fireAt;
}

} // namespace

class TestPatternMonitor : public QObject
{
    Q_OBJECT

private slots:
    void theScenariosTakeTheirTime_data();
    void theScenariosTakeTheirTime();
    void eachPollSurvivesEachDeath_data();
    void eachPollSurvivesEachDeath();
    void theTemplateSurvivesEachDeath_data();
    void theTemplateSurvivesEachDeath();
    void anOverduePollComesOnce();
    void anExpiryThatPassedEndsTheLoopAtOnce();
    void theExpirySurvivesEachDeath_data();
    void theExpirySurvivesEachDeath();
    void oneOfThreeIsTerminated_data();
    void oneOfThreeIsTerminated();
    void growingWaitsCountFromTheOrchestratorsClock();
};

void TestPatternMonitor::theScenariosTakeTheirTime_data()
{
    QTest::addColumn<int>("completeAt");
    QTest::addColumn<double>("limit");
    QTest::addColumn<double>("growth");
    QTest::addColumn<QString>("story");
    QTest::addColumn<QString>("output");
    QTest::addColumn<QList<int>>("dueAfter");
    QTest::newRow("A, the job is done at the third poll")
        << 3 << 60.0 << 1.0
        << u"ES TS(0) / TC(→0) TmC(1) / TmF(→1) TS(2) / TC(→2) TmC(3) / TmF(→3) TS(4) / TC(→4) TS(5) / TC(→5) EC(6)"_s
        << uR"({"alerted":true,"polls":3})"_s << QList<int>{2, 4};
    QTest::newRow("B, the job is never done")
        << 99 << 5.0 << 1.0
        << u"ES TS(0) / TC(→0) TmC(1) / TmF(→1) TS(2) / TC(→2) TmC(3) / TmF(→3) TS(4) / TC(→4) TmC(5) / TmF(→5) EC(6)"_s
        << uR"({"alerted":false,"polls":3})"_s << QList<int>{2, 4, 6};
    QTest::newRow("back-off")
        << 99 << 10.0 << 2.0
        << u"ES TS(0) / TC(→0) TmC(1) / TmF(→1) TS(2) / TC(→2) TmC(3) / TmF(→3) TS(4) / "
           "TC(→4) TmC(5) / TmF(→5) EC(6)"_s
        << uR"({"alerted":false,"polls":3})"_s << QList<int>{2, 6, 14};
}

void TestPatternMonitor::theScenariosTakeTheirTime()
{
    QFETCH(const int, completeAt);
    QFETCH(const double, limit);
    QFETCH(const double, growth);
    QFETCH(const QString, story);
    QFETCH(const QString, output);
    QFETCH(const QList<int>, dueAfter);
    const auto definition = loadDefinition(QStringLiteral(PERDURA_DRAWINGS "/watch-job.workflow.json"));
    QVERIFY(definition);
    OrchestrationDriver driver(
        makeInterpreter(std::make_shared<const WorkflowDefinition>(*definition), makeExpressionEvaluator()),
        Memory::Replayed);
    driver.onActivity("script", [](const ScheduleTask &call) {
        const Json &asked = call.input.at("input");
        return Json(asked.at("poll").get<int>() >= asked.at("completeAt").get<int>() ? "Completed"
                                                                                     : "Running");
    });
    driver.onActivity("log", [](const ScheduleTask &) { return Json(); });
    driver.start(watching(2, limit, completeAt, growth));
    driver.run();
    QCOMPARE(storyOf(driver.history()).join(u" / "_s), story);
    QCOMPARE(QString::fromStdString(dumpJson(driver.completion()->result)), output);
    QList<int> due;
    for (const HistoryEvent &timer : timersOf(driver.history()))
        due += int((timer.as<TimerCreated>()->fireAt - driverEpoch()) / std::chrono::seconds(1));
    QCOMPARE(due, dueAfter);
}

void TestPatternMonitor::eachPollSurvivesEachDeath_data()
{
    addKillRows({{1, 1}, {2, 7}, {3, 6}, {4, 4}, {5, 4}, {6, 1}, {timerDue, 2}});
}

void TestPatternMonitor::eachPollSurvivesEachDeath()
{
    QFETCH(const int, point);
    QFETCH(const int, pass);
    PatternRun run;
    run.addDrawing(job);
    QCOMPARE(run.dieAndGoOn(job, id, watching(0.02, 60, 3), killAt(point, pass)), QString());
    StoreOnDisk store(run.folder());
    QCOMPARE(store.flaws(), QStringList());
    QCOMPARE(store.output(id), std::string(R"({"alerted":true,"polls":3})"));
    QCOMPARE(storyOf(store.history(id)).join(u" / "_s),
             u"ES TS(0) / TC(→0) TmC(1) / TmF(→1) TS(2) / TC(→2) TmC(3) / TmF(→3) TS(4) / TC(→4) TS(5) / "
             "TC(→5) EC(6)"_s);
    // Turns 2, 4, 6 and 7 take in a result, which a death before their commit loses.
    const bool losesResult = point == afterEffect || (point == beforeCommit && (pass % 2 == 0 || pass == 7));
    const bool losesAlert = losesResult && pass == (point == afterEffect ? 4 : 7);
    QCOMPARE(run.effectsOf("status"), losesResult && !losesAlert ? 4 : 3);
    QCOMPARE(run.effectsOf("alert"), losesAlert ? 2 : 1);
}

void TestPatternMonitor::theTemplateSurvivesEachDeath_data()
{
    addKillRows({{2, 3}, {3, 3}, {4, 2}, {6, 1}});
}

void TestPatternMonitor::theTemplateSurvivesEachDeath()
{
    QFETCH(const int, point);
    QFETCH(const int, pass);
    PatternRun run;
    run.addTemplate(u"monitor"_s);
    Json input = Json::object();
    input["job"] = "a";
    input["takes"] = 0.1;
    input["firstWait"] = 0.05;
    QCOMPARE(run.dieAndGoOn(u"monitor"_s, id, input, killAt(point, pass)), QString());
    StoreOnDisk store(run.folder());
    QCOMPARE(store.flaws(), QStringList());
    QCOMPARE(store.output(id), std::string(R"({"job":"a","done":true})"));
    // The job that it has started has told the file, and runs once.
    QCOMPARE(storyOf(store.history(u"render-a"_s)).join(u' ').count(u"TmC("_s), 2);
    QCOMPARE(dumpJson(*parseJson(run.fileContent(u"jobs/a.json"_s).toStdString())),
             std::string(R"({"status":"Completed","percent":100})"));
}

void TestPatternMonitor::anOverduePollComesOnce()
{
    PatternRun run;
    run.addDrawing(job);
    // As soon as the timer is on disk.
    QVERIFY(run.startAndDie(job, id, watching(0.2, 3600, 2), killAt(beforeActivity, 2)));
    const Instant due = dueOf(run);
    // Three polls would have been due by then.
    QTRY_VERIFY(now() > due + std::chrono::milliseconds(500));
    const Instant reopened = now();
    QVERIFY(run.hub().open());
    QVERIFY(run.waitForEnd(id));
    QVERIFY(run.hub().close());
    StoreOnDisk store(run.folder());
    QCOMPARE(store.flaws(), QStringList());
    const History history = store.history(id);
    QCOMPARE(storyOf(history).join(u" / "_s),
             u"ES TS(0) / TC(→0) TmC(1) / TmF(→1) TS(2) / TC(→2) TS(3) / TC(→3) EC(4)"_s);
    for (const HistoryEvent &event : history) {
        if (const auto *fired = event.as<TimerFired>()) {
            QVERIFY(fired->fireAt == due);
            // The clock of the workflow jumps.
            QVERIFY(event.timestamp >= reopened);
        }
    }
    QCOMPARE(run.effectsOf("status"), 2);
}

void TestPatternMonitor::anExpiryThatPassedEndsTheLoopAtOnce()
{
    PatternRun run;
    run.addDrawing(job);
    QVERIFY(run.startAndDie(job, id, watching(0.2, 0.6, 99), killAt(beforeActivity, 2)));
    const Instant due = dueOf(run);
    QTRY_VERIFY(now() > due + std::chrono::milliseconds(500));
    QVERIFY(run.hub().open());
    QVERIFY(run.waitForEnd(id));
    QVERIFY(run.hub().close());
    StoreOnDisk store(run.folder());
    QCOMPARE(store.flaws(), QStringList());
    // No polls are made up for.
    const QString story = storyOf(store.history(id)).join(u" / "_s);
    QVERIFY2(story.endsWith(u" / TmF(→1) EC(2)"), qPrintable(story));
    QCOMPARE(run.effectsOf("status"), 1);
    QCOMPARE(run.effectsOf("alert"), 0);
}

void TestPatternMonitor::theExpirySurvivesEachDeath_data()
{
    addKillRows({{2, 3}, {3, 2}, {4, 1}, {6, 1}, {timerDue, 1}});
}

// Scenario B. How often there is time to ask depends on how long the second life takes to begin.
void TestPatternMonitor::theExpirySurvivesEachDeath()
{
    QFETCH(const int, point);
    QFETCH(const int, pass);
    PatternRun run;
    run.addDrawing(job);
    QCOMPARE(run.dieAndGoOn(job, id, watching(0.2, 0.5, 99), killAt(point, pass)), QString());
    StoreOnDisk store(run.folder());
    QCOMPARE(store.flaws(), QStringList());
    const History history = store.history(id);
    const auto timers = timersOf(history);
    const int polls = int(timers.size());
    QVERIFY2(polls >= 1 && polls <= 3, qPrintable(QString::number(polls)));
    QString story = u"ES TS(0)"_s;
    for (int poll = 0; poll < polls; ++poll)
        story += u" / TC(→%1) TmC(%2) / TmF(→%2) %3"_s.arg(2 * poll)
                     .arg(2 * poll + 1)
                     .arg((poll + 1 < polls ? u"TS(%1)"_s : u"EC(%1)"_s).arg(2 * poll + 2));
    QCOMPARE(storyOf(history).join(u" / "_s), story);
    QCOMPARE(store.output(id), R"({"alerted":false,"polls":)" + std::to_string(polls) + '}');
    // Each question is asked in time, and the end comes afterwards.
    const Instant expiry = history.front().timestamp + std::chrono::milliseconds(500);
    for (const HistoryEvent &event : history) {
        if (event.as<TaskScheduled>())
            QVERIFY(event.timestamp < expiry);
        if (event.as<ExecutionCompleted>())
            QVERIFY(event.timestamp >= expiry);
    }
    const bool losesResult = point == afterEffect || (point == beforeCommit && pass == 2);
    QCOMPARE(run.effectsOf("status"), polls + (losesResult ? 1 : 0));
    QCOMPARE(run.effectsOf("alert"), 0);
}

void TestPatternMonitor::oneOfThreeIsTerminated_data()
{
    // After two turns of each the seventh terminates one; then the other two's timers come.
    QTest::addColumn<QString>("killedAt");
    for (const char *kill : {"K39:7", "K2:7", "K3:7", "K6:1", "K35:1", "K35:2"})
        QTest::newRow(kill) << QString::fromLatin1(kill);
}

// Scenario C.
void TestPatternMonitor::oneOfThreeIsTerminated()
{
    QFETCH(const QString, killedAt);
    PatternRun run;
    run.addDrawing(job);
    const QStringList all{u"a"_s, u"b"_s, u"c"_s};
    const auto haveEnded = [&] {
        return std::ranges::all_of(
            all, [&run](const QString &each) { return isTerminal(run.detail(each).summary.status); });
    };
    const auto terminateOne = [&](PatternRun &running) {
        const bool doAllSleep = std::ranges::all_of(all, [&running](const QString &each) {
            return running.story(each).join(u' ').contains(u"TmC(1)");
        });
        if (doAllSleep && !isTerminal(running.detail(u"b"_s).summary.status))
            (void)waitFor(running.client().terminate(InstanceId(u"b"_s), u"not wanted"_s));
    };
    const auto startAll = [&] {
        // Refused where they are there; the answers may be lost with the hub.
        for (const QString &each : all)
            (void)run.start(job, each, watching(0.4, 7200, each == u"b" ? 99 : 2));
    };
    QVERIFY(run.hub().open(killedAt));
    startAll();
    (void)run.waitUntil(haveEnded, terminateOne);
    QVERIFY(run.hub().waitForDeath());
    QVERIFY(run.hub().open());
    startAll();
    QVERIFY(run.waitUntil(haveEnded, terminateOne));
    QVERIFY(run.hub().close());
    StoreOnDisk store(run.folder());
    QCOMPARE(store.flaws(), QStringList());
    for (const QString &each : {u"a"_s, u"c"_s}) {
        QCOMPARE(store.output(each), std::string(R"({"alerted":true,"polls":2})"));
        QCOMPARE(storyOf(store.history(each)).join(u" / "_s),
                 u"ES TS(0) / TC(→0) TmC(1) / TmF(→1) TS(2) / TC(→2) TS(3) / TC(→3) EC(4)"_s);
    }
    QCOMPARE(store.detail(u"b"_s).summary.status, OrchestrationStatus::Terminated);
    QCOMPARE(store.detail(u"b"_s).summary.failureMessage, std::string("not wanted"));
    // Its timer has fired into nothing, before that of the last one: what ended it is its last event.
    const QStringList story = storyOf(store.history(u"b"_s));
    QVERIFY2(story.last().endsWith(u"ET"), qPrintable(story.join(u" / "_s)));
    const auto slept = timersOf(store.history(u"b"_s));
    QVERIFY(slept.front().as<TimerCreated>()->fireAt < *store.detail(u"c"_s).summary.completed);
}

void TestPatternMonitor::growingWaitsCountFromTheOrchestratorsClock()
{
    PatternRun run;
    run.addDrawing(job);
    QCOMPARE(run.dieAndGoOn(job, id, watching(0.02, 60, 4, 2), killAt(beforeActivity, 4)), QString());
    StoreOnDisk store(run.folder());
    QCOMPARE(store.flaws(), QStringList());
    auto wait = std::chrono::milliseconds(20);
    const auto timers = timersOf(store.history(id));
    QCOMPARE(timers.size(), std::size_t(3));
    for (const HistoryEvent &timer : timers) {
        QVERIFY(timer.as<TimerCreated>()->fireAt == timer.timestamp + wait);
        wait *= 2;
    }
}

QTEST_GUILESS_MAIN(TestPatternMonitor)
#include "tst_pattern_monitor.moc"
