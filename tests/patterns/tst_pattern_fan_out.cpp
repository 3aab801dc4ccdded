// SPDX-License-Identifier: GPL-3.0-or-later
//
// P2, fan-out and fan-in. Proven here: the scenario and the template with a death at each crash point; the
// order of the results and what never runs again after a death half-way, with and without a limit; no item,
// one, a thousand; a bad item and a stubborn one; a failure that does not wait for what runs beside it. Exact
// histories without a death: tests/engine/orchestration/tst_patterns.cpp and tests/data/workflows/fan-out*.
#include "tests/patterns/KillPoints.h"
#include "tests/patterns/PatternRun.h"

#include <algorithm>
#include <numeric>

using namespace perdura;
using namespace perdura::test;
using namespace Qt::Literals::StringLiterals;

namespace {

const QString id = u"fan"_s;
const QString early = u"fan-out-early"_s;

int countOf(const QStringList &story, const QString &kind)
{
    return int(story.join(u' ').count(kind + u'('));
}

Json numbersUpTo(int last)
{
    Json numbers = Json::array();
    for (int i = 1; i <= last; ++i)
        numbers.push_back(i);
    return numbers;
}

} // namespace

class TestPatternFanOut : public QObject
{
    Q_OBJECT

private slots:
    void theScenarioSurvivesEachDeath_data();
    void theScenarioSurvivesEachDeath();
    void theTemplateSurvivesEachDeath_data();
    void theTemplateSurvivesEachDeath();
    void whatHasFinishedDoesNotRunAgain_data();
    void whatHasFinishedDoesNotRunAgain();
    void anyNumberOfItemsComesTogether_data();
    void anyNumberOfItemsComesTogether();
    void aBadItemFailsTheWholeOnceAllHaveEnded();
    void onlyAStubbornItemRunsAgain();
    void anEarlyFailureSurvivesEachDeath_data();
    void anEarlyFailureSurvivesEachDeath();
    void anEarlyFailureDoesNotWait();
};

void TestPatternFanOut::theScenarioSurvivesEachDeath_data()
{
    // The results of the items may come in one turn or in five.
    addKillRows({{1, 1}, {2, 3}, {3, 3}, {4, 7}, {5, 3}, {6, 1}});
}

void TestPatternFanOut::theScenarioSurvivesEachDeath()
{
    QFETCH(const int, point);
    QFETCH(const int, pass);
    PatternRun run;
    run.addDrawing(u"fan-out"_s);
    QCOMPARE(run.dieAndGoOn(u"fan-out"_s, id, numbersUpTo(5), killAt(point, pass)), QString());
    StoreOnDisk store(run.folder());
    QCOMPARE(store.flaws(), QStringList());
    QCOMPARE(store.output(id), std::string("null"));
    QCOMPARE(run.fileContent(u"stored.txt"_s), QByteArray("55"));
    const QStringList story = storyOf(store.history(id));
    QCOMPARE(story.mid(0, 2).join(u" / "_s), u"ES TS(0) / TC(→0) TS(1) TS(2) TS(3) TS(4) TS(5)"_s);
    QCOMPARE(story.last(), u"TC(→6) EC(7)"_s);
    QVERIFY(story.at(story.size() - 2).endsWith(u" TS(6)"_s));
    QCOMPARE(countOf(story, u"TC"_s), 7);
    // Only what was under way can run again: F1, the five items, or F3.
    const auto effects = run.effects();
    QCOMPARE(effects.size(), std::size_t(7));
    const bool mayRepeat =
        point == beforeCommit || point == beforeActivity || point == afterEffect || point == 5;
    for (const auto &[place, times] : effects)
        QVERIFY2(times == 1 || (times == 2 && mayRepeat), place.c_str());
    if (point == afterEffect && pass == 1)
        QCOMPARE(run.effectsOf("f1"), 2);
    if (point == afterEffect && pass == 7)
        QCOMPARE(run.effectsOf("f3"), 2);
}

void TestPatternFanOut::theTemplateSurvivesEachDeath_data()
{
    addKillRows({{2, 4}, {4, 3}, {6, 1}});
}

void TestPatternFanOut::theTemplateSurvivesEachDeath()
{
    QFETCH(const int, point);
    QFETCH(const int, pass);
    PatternRun run;
    run.addTemplate(u"fan-out-fan-in"_s);
    QCOMPARE(run.dieAndGoOn(u"fan-out-fan-in"_s, id, Json::object(), killAt(point, pass)), QString());
    StoreOnDisk store(run.folder());
    QCOMPARE(store.flaws(), QStringList());
    QCOMPARE(store.output(id), std::string(R"({"numbers":12,"sum":650})"));
    QCOMPARE(countOf(storyOf(store.history(id)), u"TS"_s), 13);
    QCOMPARE(run.effects().size(), std::size_t(13));
}

void TestPatternFanOut::whatHasFinishedDoesNotRunAgain_data()
{
    QTest::addColumn<int>("parallelism");
    QTest::newRow("all at a time") << 5;
    QTest::newRow("two at a time") << 2;
    QTest::newRow("three at a time") << 3;
}

void TestPatternFanOut::whatHasFinishedDoesNotRunAgain()
{
    QFETCH(const int, parallelism);
    PatternRun run;
    run.addDrawing(u"fan-out-held"_s);
    run.addFile(u"held"_s, {});
    QVERIFY(run.hub().open());
    Json input = Json::object();
    input["parallelism"] = parallelism;
    QVERIFY(run.start(u"fan-out-held"_s, id, input));
    QVERIFY(run.waitUntil([&] { return countOf(run.story(id), u"TC"_s) == 3; }));
    run.hub().kill();
    run.removeFile(u"held"_s);
    QVERIFY(run.hub().open());
    QVERIFY(run.waitForEnd(id));
    QVERIFY(run.hub().close());
    StoreOnDisk store(run.folder());
    QCOMPARE(store.flaws(), QStringList());
    QCOMPARE(store.output(id), std::string("[1,4,9,16,25]"));
    // Those that were held have had their effect in the second life only.
    const std::map<std::string, int> once{{"f2/0", 1}, {"f2/1", 1}, {"f2/2", 1}, {"f2/3", 1}, {"f2/4", 1}};
    QCOMPARE(run.effects(), once);
}

void TestPatternFanOut::anyNumberOfItemsComesTogether_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<QString>("killedAt");
    QTest::newRow("none") << 0 << u"K5:1"_s;
    QTest::newRow("one") << 1 << u"K3:2"_s;
    QTest::newRow("a thousand, before they are scheduled") << 1000 << u"K2:2"_s;
    QTest::newRow("a thousand, half-way") << 1000 << u"K4:500"_s;
}

void TestPatternFanOut::anyNumberOfItemsComesTogether()
{
    QFETCH(const int, count);
    QFETCH(const QString, killedAt);
    PatternRun run;
    run.addDrawing(u"fan-out"_s);
    QCOMPARE(run.dieAndGoOn(u"fan-out"_s, id, numbersUpTo(count), killedAt), QString());
    StoreOnDisk store(run.folder());
    QCOMPARE(store.flaws(), QStringList());
    QCOMPARE(run.fileContent(u"stored.txt"_s),
             QByteArray::number(qint64(count) * (count + 1) * (2 * count + 1) / 6));
    const QStringList story = storyOf(store.history(id));
    // All of them in one commit; without items F3 follows at once.
    QCOMPARE(int(story.at(1).count(u"TS("_s)), std::max(count, 1));
    QCOMPARE(countOf(story, u"TS"_s), count + 2);
    QCOMPARE(countOf(story, u"TC"_s), count + 2);
    QVERIFY2(mostAtOnceIn(run.folder()) <= 4, qPrintable(QString::number(mostAtOnceIn(run.folder()))));
}

void TestPatternFanOut::aBadItemFailsTheWholeOnceAllHaveEnded()
{
    PatternRun run;
    run.addDrawing(u"fan-out-failing"_s);
    QCOMPARE(run.dieAndGoOn(u"fan-out-failing"_s, id, Json::object(), killAt(afterEffect, 4)), QString());
    StoreOnDisk store(run.folder());
    QCOMPARE(store.flaws(), QStringList());
    QCOMPARE(store.detail(id).summary.status, OrchestrationStatus::Failed);
    const QStringList story = storyOf(store.history(id));
    QCOMPARE(countOf(story, u"TC"_s), 4);
    QCOMPARE(countOf(story, u"TF"_s), 1);
    QVERIFY(story.last().endsWith(u" EC(5)"_s));
}

void TestPatternFanOut::onlyAStubbornItemRunsAgain()
{
    PatternRun run;
    run.addDrawing(u"fan-out-retried"_s);
    // The death comes at one of the waits.
    QCOMPARE(run.dieAndGoOn(u"fan-out-retried"_s, id, Json::object(), killAt(timerDue, 1)), QString());
    StoreOnDisk store(run.folder());
    QCOMPARE(store.flaws(), QStringList());
    QCOMPARE(store.output(id), std::string("[1,4,9,16,25]"));
    std::map<std::string, int> scheduled;
    for (const HistoryEvent &event : store.history(id)) {
        if (event.as<TaskScheduled>())
            ++scheduled[event.origin.iteration];
    }
    QCOMPARE(scheduled, (std::map<std::string, int>{{"0", 1}, {"1", 1}, {"2", 3}, {"3", 1}, {"4", 1}}));
}

void TestPatternFanOut::anEarlyFailureSurvivesEachDeath_data()
{
    addKillRows({{1, 1}, {2, 3}, {3, 2}, {4, 3}, {5, 2}, {6, 1}});
}

void TestPatternFanOut::anEarlyFailureSurvivesEachDeath()
{
    QFETCH(const int, point);
    QFETCH(const int, pass);
    PatternRun run;
    run.addDrawing(early);
    QCOMPARE(run.dieAndGoOn(early, id, Json::object(), killAt(point, pass)), QString());
    StoreOnDisk store(run.folder());
    QCOMPARE(store.flaws(), QStringList());
    QCOMPARE(store.output(id), std::string(R"("told: ScriptError")"));
    const QStringList story = storyOf(store.history(id));
    QCOMPARE(story.first(), u"ES TS(0) TS(1)"_s);
    QVERIFY2(story.last().endsWith(u" EC(3)"_s), qPrintable(story.last()));
    QCOMPARE(countOf(story, u"TC"_s), 2);
    QCOMPARE(countOf(story, u"TF"_s), 1);
}

// As JavaScript's library does: the failure is dealt with as soon as it is seen. The status is told when
// nothing is open any more.
void TestPatternFanOut::anEarlyFailureDoesNotWait()
{
    PatternRun run;
    run.addDrawing(early);
    run.addFile(u"held"_s, {});
    QVERIFY(run.hub().open());
    Json input = Json::object();
    input["held"] = "held";
    QVERIFY(run.start(early, id, input));
    QVERIFY(run.waitForEvents(id, u"TC(→2)"_s));
    QCOMPARE(run.story(id).join(u" / "_s), u"ES TS(0) TS(1) / TF(→0) TS(2) / TC(→2)"_s);
    QCOMPARE(run.detail(id).summary.status, OrchestrationStatus::Running);
    run.hub().kill();
    run.removeFile(u"held"_s);
    QVERIFY(run.hub().open());
    QVERIFY(run.waitForEnd(id));
    QVERIFY(run.hub().close());
    StoreOnDisk store(run.folder());
    QCOMPARE(store.flaws(), QStringList());
    QCOMPARE(storyOf(store.history(id)).join(u" / "_s),
             u"ES TS(0) TS(1) / TF(→0) TS(2) / TC(→2) / TC(→1) EC(3)"_s);
    QCOMPARE(store.output(id), std::string(R"("told: ScriptError")"));
    QCOMPARE(run.effectsOf("tell"), 1);
}

QTEST_GUILESS_MAIN(TestPatternFanOut)
#include "tst_pattern_fan_out.moc"
