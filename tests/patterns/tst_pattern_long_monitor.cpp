// SPDX-License-Identifier: GPL-3.0-or-later
//
// P4, a monitor that goes on for long: its history stays short over new executions, and it does what one
// execution would, whenever the hub dies.
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

/// What a monitor did: when it asked for the job, and what came of it.
struct Watch
{
    std::vector<Instant> polls;
    std::vector<Instant> naps; ///< when each was to end
    bool isAlerted = false;
    Instant ended;
};

/// What the drawing says, without a workflow.
Watch watchedByHand(double interval, double limit, int completeAt, double growth)
{
    Watch watch;
    Instant time = driverEpoch();
    const Instant expiry = time + *parseDuration(dumpJson(Json(limit)));
    for (double wait = interval; time < expiry; wait *= growth) {
        watch.polls.push_back(time);
        watch.isAlerted = int(watch.polls.size()) >= completeAt;
        if (watch.isAlerted)
            break;
        time += *parseDuration(dumpJson(Json(wait)));
        watch.naps.push_back(time);
    }
    watch.ended = time;
    return watch;
}

/// The drawing in virtual time, from one execution to the next.
class LongWatch
{
public:
    LongWatch(WorkflowDefinition definition, Memory memory)
        : m_orchestrator(makeInterpreter(std::make_shared<const WorkflowDefinition>(std::move(definition)),
                                         makeExpressionEvaluator()))
        , m_memory(memory)
    {}

    void run(Json input)
    {
        for (bool goesOn = true; goesOn;) {
            OrchestrationDriver driver(m_orchestrator, m_memory);
            driver.advance(watch.ended - driver.now());
            answer(driver);
            driver.start(std::move(input));
            driver.run();
            keep(driver);
            goesOn = driver.continuation() != nullptr;
            if (goesOn)
                input = driver.continuation()->input;
            if (goesOn)
                expiries.push_back(input.begin()->at("variables").at("expiry").get<std::string>());
        }
    }

    Watch watch{.polls = {}, .naps = {}, .isAlerted = false, .ended = driverEpoch()};
    std::string output;
    std::vector<std::string> expiries; ///< as the executions have handed them on
    std::vector<std::size_t> lengths;  ///< of the histories

private:
    void answer(OrchestrationDriver &driver)
    {
        driver.onActivity("script", [this, &driver](const ScheduleTask &call) {
            watch.polls.push_back(driver.now());
            const Json &asked = call.input.at("input");
            return Json(asked.at("poll") >= asked.at("completeAt") ? "Completed" : "Running");
        });
        driver.onActivity("log", [this](const ScheduleTask &) {
            watch.isAlerted = true;
            return Json();
        });
    }
    void keep(const OrchestrationDriver &driver)
    {
        for (const HistoryEvent &timer : timersOf(driver.history()))
            watch.naps.push_back(timer.as<TimerCreated>()->fireAt);
        lengths.push_back(driver.history().size());
        watch.ended = driver.now();
        if (driver.completion())
            output = dumpJson(driver.completion()->result);
    }

    Orchestrator m_orchestrator;
    Memory m_memory;
};

} // namespace

class TestPatternLongMonitor : public QObject
{
    Q_OBJECT

private slots:
    void aLongMonitorKeepsAShortHistory();
    void aLongMonitorDoesWhatOneExecutionWould_data();
    void aLongMonitorDoesWhatOneExecutionWould();
    void theNextExecutionSurvivesEachDeath_data();
    void theNextExecutionSurvivesEachDeath();
};

void TestPatternLongMonitor::aLongMonitorKeepsAShortHistory()
{
    PatternRun run;
    run.addDrawing(u"long-watch"_s);
    Json input = Json::object();
    input["rounds"] = 450;
    // In the second of three executions.
    QCOMPARE(run.dieAndGoOn(u"long-watch"_s, id, input, killAt(timerDue, 300)), QString());
    StoreOnDisk store(run.folder());
    QCOMPARE(store.flaws(), QStringList());
    QCOMPARE(store.output(id), std::string("450"));
    QVERIFY2(store.detail(id).summary.historyLength < 400,
             qPrintable(QString::number(store.detail(id).summary.historyLength)));
}

void TestPatternLongMonitor::aLongMonitorDoesWhatOneExecutionWould_data()
{
    QTest::addColumn<bool>("isReplayed");
    QTest::addColumn<double>("interval");
    QTest::addColumn<double>("limit");
    QTest::addColumn<int>("completeAt");
    QTest::addColumn<double>("growth");
    QTest::addColumn<int>("polls");
    QTest::newRow("done at the 350th poll") << false << 2.0 << 3600.0 << 350 << 1.0 << 350;
    QTest::newRow("done at the 350th poll, replayed") << true << 2.0 << 3600.0 << 350 << 1.0 << 350;
    QTest::newRow("never done") << false << 2.0 << 601.0 << 999 << 1.0 << 301;
    QTest::newRow("back-off, done at the 250th poll") << false << 1.5 << 1e7 << 250 << 1.01 << 250;
    QTest::newRow("back-off, never done") << false << 1.5 << 3000.0 << 999 << 1.01 << 306;
}

void TestPatternLongMonitor::aLongMonitorDoesWhatOneExecutionWould()
{
    QFETCH(const bool, isReplayed);
    QFETCH(const double, interval);
    QFETCH(const double, limit);
    QFETCH(const int, completeAt);
    QFETCH(const double, growth);
    QFETCH(const int, polls);
    const auto definition = loadDefinition(QStringLiteral(PERDURA_DRAWINGS "/watch-job.workflow.json"));
    QVERIFY(definition);
    LongWatch run(*definition, isReplayed ? Memory::Replayed : Memory::Cached);
    run.run(watching(interval, limit, completeAt, growth));
    const Watch control = watchedByHand(interval, limit, completeAt, growth);
    QCOMPARE(int(control.polls.size()), polls);
    QCOMPARE(run.watch.polls.size(), control.polls.size());
    for (std::size_t i = 0; i < control.polls.size(); ++i)
        QCOMPARE(toIso(run.watch.polls[i]), toIso(control.polls[i]));
    QCOMPARE(run.watch.naps.size(), control.naps.size());
    for (std::size_t i = 0; i < control.naps.size(); ++i)
        QCOMPARE(toIso(run.watch.naps[i]), toIso(control.naps[i]));
    QCOMPARE(run.watch.isAlerted, control.isAlerted);
    QCOMPARE(toIso(run.watch.ended), toIso(control.ended));
    QCOMPARE(run.output,
             std::string(control.isAlerted ? R"({"alerted":true,"polls":)" : R"({"alerted":false,"polls":)") +
                 std::to_string(polls) + '}');
    // An execution has a hundred rounds; with the last poll, that leads to no sleep, in the last one.
    QCOMPARE(run.lengths.size(), (control.naps.size() + 99) / 100);
    for (const std::size_t length : run.lengths)
        QVERIFY2(length < 820, qPrintable(QString::number(length)));
    const std::string expiry = toIso(driverEpoch() + *parseDuration(dumpJson(Json(limit))));
    QCOMPARE(run.expiries.size(), run.lengths.size() - 1);
    for (const std::string &handedOn : run.expiries)
        QCOMPARE(handedOn.substr(0, 23), expiry.substr(0, 23));
}

void TestPatternLongMonitor::theNextExecutionSurvivesEachDeath_data()
{
    // The hundredth timer leads to a new execution in turn 201; what comes next is its first.
    QTest::addColumn<QString>("killedAt");
    for (const char *kill : {"K35:100", "K2:201", "K3:201", "K2:202", "K3:202"})
        QTest::newRow(kill) << QString::fromLatin1(kill);
}

void TestPatternLongMonitor::theNextExecutionSurvivesEachDeath()
{
    QFETCH(const QString, killedAt);
    PatternRun run;
    run.addDrawing(job);
    QCOMPARE(run.dieAndGoOn(job, id, watching(0.001, 3600, 105), killedAt), QString());
    StoreOnDisk store(run.folder());
    QCOMPARE(store.flaws(), QStringList());
    QCOMPARE(store.output(id), std::string(R"({"alerted":true,"polls":105})"));
    QString rest = u"ES TS(0)"_s;
    for (int round = 0; round < 4; ++round)
        rest +=
            u" / TC(→%1) TmC(%2) / TmF(→%2) TS(%3)"_s.arg(2 * round).arg(2 * round + 1).arg(2 * round + 2);
    QCOMPARE(storyOf(store.history(id)).join(u" / "_s), rest + u" / TC(→8) TS(9) / TC(→9) EC(10)"_s);
    QCOMPARE(run.effectsOf("status"), 105);
    QCOMPARE(run.effectsOf("alert"), 1);
}

QTEST_GUILESS_MAIN(TestPatternLongMonitor)
#include "tst_pattern_long_monitor.moc"
