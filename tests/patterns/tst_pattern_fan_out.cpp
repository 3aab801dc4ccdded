// SPDX-License-Identifier: GPL-3.0-or-later
//
// P2, fan-out and fan-in. Proven here: the scenario, the same with a limit, and the template with a death at
// each crash point; the order of the results and of what is begun and what never runs again after a death
// half-way, with and without a limit; no item, one, a thousand, of which as many run together as may; a bad
// item and a stubborn one with a death at each crash point; a failure that does not wait for what runs beside
// it when it is dealt with, and does when it is not. Exact histories without a death:
// tests/engine/orchestration/tst_patterns.cpp and tests/data/workflows/fan-out* and parallel*.
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
const QString unhandled = u"fan-out-early-unhandled"_s;
const QString heldFile = u"held"_s;

int countOf(const QStringList &story, const QString &kind)
{
    return int(story.join(u' ').count(kind + u'('));
}

/// Items that are squared so many at a time, of which some are held.
Json windowOf(int parallelism, const Json &held = Json::array())
{
    Json input = Json::object();
    input["parallelism"] = parallelism;
    input["held"] = held;
    return input;
}

Json holding(const QString &file)
{
    Json input = Json::object();
    input["held"] = file.toStdString();
    return input;
}

/// How a For each keeps its window full, a line for each turn: which decisions ended and which items were
/// begun for them.
QStringList refillsOf(const History &history)
{
    QStringList lines;
    for (const HistoryEvent &event : history) {
        if (event.as<OrchestratorStarted>())
            lines += QString();
        else if (const auto *completed = event.as<TaskCompleted>())
            lines.last() += u" ended %1"_s.arg(completed->taskId);
        else if (event.as<TaskScheduled>())
            lines.last() += u" begun "_s + QString::fromStdString(event.origin.iteration);
    }
    return lines;
}

/// Whether the items were begun in their order, each in the turn in which a place became free.
bool isRefilledInOrder(const History &history, int parallelism)
{
    int begun = 0;
    int open = 0;
    for (const HistoryEvent &event : history) {
        if (event.as<TaskScheduled>()) {
            if (event.origin.iteration != std::to_string(begun++) || event.eventId != begun - 1)
                return false;
            ++open;
        } else if (event.as<TaskCompleted>()) {
            --open;
        } else if (event.as<OrchestratorCompleted>() && open != std::min(parallelism, 5 - begun + open)) {
            return false;
        }
    }
    return begun == 5;
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
    void aLimitedWindowSurvivesEachDeath_data();
    void aLimitedWindowSurvivesEachDeath();
    void theTemplateSurvivesEachDeath_data();
    void theTemplateSurvivesEachDeath();
    void whatHasFinishedDoesNotRunAgain_data();
    void whatHasFinishedDoesNotRunAgain();
    void anyNumberOfItemsComesTogether_data();
    void anyNumberOfItemsComesTogether();
    void aBadItemFailsTheWholeOnceAllHaveEnded_data();
    void aBadItemFailsTheWholeOnceAllHaveEnded();
    void onlyAStubbornItemRunsAgain_data();
    void onlyAStubbornItemRunsAgain();
    void anEarlyFailureSurvivesEachDeath_data();
    void anEarlyFailureSurvivesEachDeath();
    void anEarlyFailureDoesNotWait();
    void anUnhandledFailureEndsAfterWhatRuns();
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

void TestPatternFanOut::aLimitedWindowSurvivesEachDeath_data()
{
    // Two results at most come in one turn: at least three turns after the first.
    addKillRows({{2, 4}, {3, 3}, {4, 5}, {6, 1}});
}

void TestPatternFanOut::aLimitedWindowSurvivesEachDeath()
{
    QFETCH(const int, point);
    QFETCH(const int, pass);
    PatternRun run;
    run.addDrawing(u"fan-out-held"_s);
    QCOMPARE(run.dieAndGoOn(u"fan-out-held"_s, id, windowOf(2), killAt(point, pass)), QString());
    StoreOnDisk store(run.folder());
    QCOMPARE(store.flaws(), QStringList());
    QCOMPARE(store.output(id), std::string("[1,4,9,16,25]"));
    const History history = store.history(id);
    QVERIFY2(isRefilledInOrder(history, 2), qPrintable(refillsOf(history).join(u" / "_s)));
    QVERIFY(mostAtOnceIn(run.folder()) <= 2);
    // Two were under way at most.
    const auto effects = run.effects();
    QCOMPARE(effects.size(), std::size_t(5));
    const int repeated =
        int(std::ranges::count_if(effects, [](const auto &each) { return each.second > 1; }));
    QVERIFY2(repeated <= (point == 6 ? 0 : 2), qPrintable(QString::number(repeated)));
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
    QTest::addColumn<std::vector<int>>("held");
    QTest::newRow("all at a time, the last held") << 5 << std::vector{4, 5};
    QTest::newRow("two at a time, the last held") << 2 << std::vector{4, 5};
    QTest::newRow("three at a time, the last held") << 3 << std::vector{4, 5};
    // The first items end last.
    QTest::newRow("all at a time, the first held") << 5 << std::vector{1, 2};
    QTest::newRow("two at a time, the first held") << 2 << std::vector{1};
    QTest::newRow("three at a time, the first held") << 3 << std::vector{1, 2};
}

void TestPatternFanOut::whatHasFinishedDoesNotRunAgain()
{
    QFETCH(const int, parallelism);
    QFETCH(const std::vector<int>, held);
    PatternRun run;
    run.addDrawing(u"fan-out-held"_s);
    run.addFile(heldFile, {});
    QVERIFY(run.hub().open());
    QVERIFY(run.start(u"fan-out-held"_s, id, windowOf(parallelism, held)));
    QVERIFY(run.waitUntil([&] { return countOf(run.story(id), u"TC"_s) == 5 - int(held.size()); }));
    run.hub().kill();
    // One place is left for all others: each begins when the one before has ended.
    if (held.front() == 1 && parallelism < 5) {
        const QStringList expected =
            parallelism == 2 ? QStringList{u" begun 0 begun 1"_s, u" ended 1 begun 2"_s,
                                           u" ended 2 begun 3"_s, u" ended 3 begun 4"_s, u" ended 4"_s}
                             : QStringList{u" begun 0 begun 1 begun 2"_s, u" ended 2 begun 3"_s,
                                           u" ended 3 begun 4"_s, u" ended 4"_s};
        QCOMPARE(refillsOf(StoreOnDisk(run.folder()).history(id)), expected);
    }
    run.removeFile(heldFile);
    QVERIFY(run.hub().open());
    QVERIFY(run.waitForEnd(id));
    QVERIFY(run.hub().close());
    StoreOnDisk store(run.folder());
    QCOMPARE(store.flaws(), QStringList());
    QCOMPARE(store.output(id), std::string("[1,4,9,16,25]"));
    // Those that were held have had their effect in the second life only.
    const std::map<std::string, int> once{{"f2/0", 1}, {"f2/1", 1}, {"f2/2", 1}, {"f2/3", 1}, {"f2/4", 1}};
    QCOMPARE(run.effects(), once);
    const History history = store.history(id);
    QVERIFY2(isRefilledInOrder(history, parallelism), qPrintable(refillsOf(history).join(u" / "_s)));
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
    // The hub has four threads. The thousand are written so that the first four of them wait for each other.
    if (count == 1000)
        QCOMPARE(mostAtOnceIn(run.folder()), 4);
    else
        QCOMPARE(mostAtOnceIn(run.folder()), 1);
}

void TestPatternFanOut::aBadItemFailsTheWholeOnceAllHaveEnded_data()
{
    // The results may come in one turn or in five.
    addKillRows({{1, 1}, {2, 2}, {3, 1}, {4, 5}, {5, 1}, {6, 1}});
}

void TestPatternFanOut::aBadItemFailsTheWholeOnceAllHaveEnded()
{
    QFETCH(const int, point);
    QFETCH(const int, pass);
    PatternRun run;
    run.addDrawing(u"fan-out-failing"_s);
    QCOMPARE(run.dieAndGoOn(u"fan-out-failing"_s, id, Json::object(), killAt(point, pass)), QString());
    StoreOnDisk store(run.folder());
    QCOMPARE(store.flaws(), QStringList());
    QCOMPARE(store.detail(id).summary.status, OrchestrationStatus::Failed);
    QCOMPARE(store.detail(id).summary.failureMessage,
             std::string("“Each item” failed: item 3 of 5: “F2” failed: no paper."));
    const QStringList story = storyOf(store.history(id));
    QCOMPARE(countOf(story, u"TC"_s), 4);
    QCOMPARE(countOf(story, u"TF"_s), 1);
    QVERIFY(story.last().endsWith(u" EC(5)"_s));
}

void TestPatternFanOut::onlyAStubbornItemRunsAgain_data()
{
    // The first turn, then at least those of two failures, two waits and the last result.
    addKillRows({{2, 6}, {3, 5}, {4, 7}, {timerDue, 2}});
}

void TestPatternFanOut::onlyAStubbornItemRunsAgain()
{
    QFETCH(const int, point);
    QFETCH(const int, pass);
    PatternRun run;
    run.addDrawing(u"fan-out-retried"_s);
    QCOMPARE(run.dieAndGoOn(u"fan-out-retried"_s, id, Json::object(), killAt(point, pass)), QString());
    StoreOnDisk store(run.folder());
    QCOMPARE(store.flaws(), QStringList());
    QCOMPARE(store.output(id), std::string("[1,4,9,16,25]"));
    std::map<std::string, int> scheduled;
    for (const HistoryEvent &event : store.history(id)) {
        if (event.as<TaskScheduled>())
            ++scheduled[event.origin.iteration];
    }
    QCOMPARE(scheduled, (std::map<std::string, int>{{"0", 1}, {"1", 1}, {"2", 3}, {"3", 1}, {"4", 1}}));
    QCOMPARE(effectsByKeyIn(run.folder()).size(), std::size_t(7));
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
    // The other lane has ended by then, or is stopped.
    QCOMPARE(countOf(story, u"TC"_s) + countOf(story, u"TF"_s), 3);
    QVERIFY(countOf(story, u"TC"_s) >= 1 && countOf(story, u"TF"_s) >= 1);
}

// As JavaScript's library does: the failure is dealt with as soon as it is seen. The other lane, which would
// stand still for ever, is told to stop.
void TestPatternFanOut::anEarlyFailureDoesNotWait()
{
    PatternRun run;
    run.addDrawing(early);
    run.addFile(heldFile, {});
    QVERIFY(run.hub().open());
    QVERIFY(run.start(early, id, holding(heldFile)));
    QVERIFY(run.waitForEnd(id));
    QVERIFY(run.hub().close());
    StoreOnDisk store(run.folder());
    QCOMPARE(store.flaws(), QStringList());
    // Which ends first, the step behind or the one that is stopped, is chance.
    const QString story = storyOf(store.history(id)).join(u" / "_s);
    QVERIFY2(story == u"ES TS(0) TS(1) / TF(→0) TS(2) / TC(→2) / TF(→1) EC(3)"_s ||
                 story == u"ES TS(0) TS(1) / TF(→0) TS(2) / TF(→1) / TC(→2) EC(3)"_s,
             qPrintable(story));
    QCOMPARE(store.output(id), std::string(R"("told: ScriptError")"));
    QCOMPARE(run.effectsOf("tell"), 1);
}

// The end comes when nothing is open any more: the other lane's activity, which is told to stop, has its end
// in the history before. What cannot be stopped is waited for:
// tests/data/workflows/parallel-failed-unhandled.
void TestPatternFanOut::anUnhandledFailureEndsAfterWhatRuns()
{
    PatternRun run;
    run.addDrawing(unhandled);
    run.addFile(heldFile, {});
    QVERIFY(run.hub().open());
    QVERIFY(run.start(unhandled, id, holding(heldFile)));
    QVERIFY(run.waitForEnd(id));
    QVERIFY(run.hub().close());
    StoreOnDisk store(run.folder());
    QCOMPARE(store.flaws(), QStringList());
    QCOMPARE(storyOf(store.history(id)).join(u" / "_s), u"ES TS(0) TS(1) / TF(→0) / TF(→1) EC(2)"_s);
    QCOMPARE(store.detail(id).summary.status, OrchestrationStatus::Failed);
    QCOMPARE(store.detail(id).summary.failureMessage, std::string("“All” failed: “Bad” failed: no paper."));
    QCOMPARE(run.effectsOf("bad"), 1);
}

QTEST_GUILESS_MAIN(TestPatternFanOut)
#include "tst_pattern_fan_out.moc"
