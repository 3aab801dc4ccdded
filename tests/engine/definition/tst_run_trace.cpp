// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/DefinitionFile.h"
#include "engine/definition/RunTrace.h"
#include "engine/script/JsExpressionEvaluator.h"
#include "tests/engine/definition/GoldenRun.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <algorithm>

using namespace perdura;
using namespace perdura::test;
using namespace Qt::Literals::StringLiterals;

namespace {

struct Case
{
    std::shared_ptr<const WorkflowDefinition> definition;
    History history;

    [[nodiscard]] RunTrace trace() const { return traceRun(definition, history, makeExpressionEvaluator()); }
    [[nodiscard]] RunTrace traceOfFirst(std::size_t count) const
    {
        return traceRun(definition, std::span(history).first(count), makeExpressionEvaluator());
    }
    [[nodiscard]] const NodeTrace &node(const RunTrace &trace, const std::string &name) const
    {
        return trace.nodes.at(definition->findByName(name)->id);
    }
    /// Up to and with the first event of that kind.
    template <typename Event>
    [[nodiscard]] std::size_t countTo() const
    {
        for (std::size_t i = 0; i < history.size(); ++i) {
            if (history[i].as<Event>())
                return i + 1;
        }
        return 0;
    }
};

QString casesFolder()
{
    return QStringLiteral(PERDURA_TEST_DATA "/workflows/");
}

Case play(const QString &name)
{
    const QString folder = casesFolder() + name;
    QFile script(folder + u"/script.json"_s);
    const auto loaded = loadDefinition(folder + u"/definition.workflow.json"_s);
    if (!loaded || !script.open(QIODevice::ReadOnly))
        return {};
    const auto definition = std::make_shared<const WorkflowDefinition>(*loaded);
    GoldenRun run(definition, parseJson(script.readAll().toStdString()).value_or(Json()),
                  makeExpressionEvaluator(), Memory::Cached);
    run.play();
    return {definition, run.history()};
}

/// "Name[iteration] state port", one for each visit.
QStringList visitsOf(const Case &run, const RunTrace &trace)
{
    static const std::map<NodeRunState, QString> words{{NodeRunState::Running, u"running"_s},
                                                       {NodeRunState::Waiting, u"waiting"_s},
                                                       {NodeRunState::Completed, u"completed"_s},
                                                       {NodeRunState::Failed, u"failed"_s},
                                                       {NodeRunState::Terminated, u"cut off"_s}};
    QStringList lines;
    for (const NodeVisit &visit : trace.visits) {
        QString line = QString::fromStdString(run.definition->find(visit.node)->name);
        if (!visit.iteration.empty())
            line += u'[' + QString::fromStdString(visit.iteration) + u']';
        line += u' ' + words.at(visit.state);
        if (!visit.port.empty())
            line += u' ' + QString::fromStdString(visit.port);
        lines.append(line);
    }
    return lines;
}

} // namespace

class TestRunTrace : public QObject
{
    Q_OBJECT

private slots:
    void tellsTheWayOfAFinishedRun()
    {
        const Case run = play(u"chain"_s);
        const RunTrace trace = run.trace();
        QCOMPARE(trace.problem, std::string());
        QCOMPARE(visitsOf(run, trace),
                 (QStringList{u"Start completed next"_s, u"One completed next"_s, u"Two completed next"_s,
                              u"Three completed next"_s, u"Four completed next"_s, u"End completed"_s}));
        QCOMPARE(run.node(trace, "Two").state, NodeRunState::Completed);
        QCOMPARE(run.node(trace, "Two").attempts, 1);
        QCOMPARE((trace.edges.at({run.definition->findByName("One")->id, "next"})), 1);
        QCOMPARE(dumpJson(trace.visits[2].output), std::string("2"));
    }

    void whatALostLaneWaitedForIsCutOff()
    {
        const Case run = play(u"race-won-by-timer"_s);
        const RunTrace trace = run.trace();
        QCOMPARE(visitsOf(run, trace),
                 (QStringList{u"Start completed next"_s, u"First completed next"_s, u"Paid cut off"_s,
                              u"Too late completed next"_s, u"Paid after all completed next"_s}));
        QVERIFY(trace.visits[2].end == trace.visits[1].end);
        QCOMPARE(trace.visits[2].waitingFor, std::string());
    }

    void showsWhatWasUndone()
    {
        const Case run = play(u"scope-undone"_s);
        const RunTrace trace = run.trace();
        QCOMPARE(visitsOf(run, trace),
                 (QStringList{u"Start completed next"_s, u"Trip failed error"_s, u"Hotel completed next"_s,
                              u"Flight completed next"_s, u"Car failed"_s, u"Cancel flight completed next"_s,
                              u"Cancel hotel completed next"_s, u"No trip completed"_s}));
        QCOMPARE((trace.edges.at({run.definition->findByName("Hotel")->id, "undo"})), 1);
    }

    void countsTheAttemptsOfAnActivity()
    {
        const Case run = play(u"chain-retried"_s);
        const RunTrace trace = run.trace();
        QCOMPARE(run.node(trace, "Two").attempts, 3);
        QCOMPARE(run.node(trace, "Two").visits, 1);
        QCOMPARE(run.node(trace, "Two").busy, Duration(std::chrono::seconds(3)));
        QCOMPARE(run.node(trace, "Three").attempts, 1);
    }

    void saysThatAnActivityWaitsForItsNextTry()
    {
        const Case run = play(u"chain-retried"_s);
        const RunTrace trace = run.traceOfFirst(run.countTo<TimerCreated>());
        QCOMPARE(trace.visits.back().state, NodeRunState::Waiting);
        QVERIFY2(QByteArray::fromStdString(trace.visits.back().waitingFor).endsWith(" UTC (Retry 2 of 3)"),
                 trace.visits.back().waitingFor.c_str());
        QCOMPARE(trace.visits.back().attempts, 1);
    }

    void tellsTheIterationsOfAContainer()
    {
        const Case run = play(u"fan-out-failed"_s);
        const RunTrace trace = run.trace();
        const NodeTrace &square = run.node(trace, "Square");
        QCOMPARE(square.visits, 5);
        QCOMPARE(square.completed, 3);
        QCOMPARE(square.failed, 2);
        QCOMPARE(square.state, NodeRunState::Failed);
        QCOMPARE(run.node(trace, "Each").state, NodeRunState::Failed);
        QCOMPARE(run.node(trace, "Store").state, NodeRunState::NotReached);
        QVERIFY(visitsOf(run, trace).contains(u"Square[3] failed"_s));
    }

    void tellsWhichWayAHandledFailureTook()
    {
        const Case run = play(u"chain-compensated"_s);
        const RunTrace trace = run.trace();
        QVERIFY(visitsOf(run, trace).contains(u"Three failed error"_s));
        QCOMPARE((trace.edges.at({run.definition->findByName("Three")->id, "error"})), 1);
        QCOMPARE(run.node(trace, "Undo").state, NodeRunState::Completed);
        QCOMPARE(trace.visits[3].failure, std::string("out of paper"));
    }

    void saysWhatAnOpenNodeWaitsFor()
    {
        const Case approval = play(u"approval-approved"_s);
        const RunTrace asked = approval.traceOfFirst(approval.countTo<TimerCreated>());
        QCOMPARE(visitsOf(approval, asked), (QStringList{u"Start completed next"_s, u"Ask waiting"_s}));
        QCOMPARE(asked.visits.back().waitingFor, std::string("an answer from grace"));
        QVERIFY(!asked.visits.back().end);

        const Case event = play(u"event-early"_s);
        const RunTrace waiting = event.traceOfFirst(event.countTo<TimerCreated>());
        QCOMPARE(waiting.visits.back().waitingFor, std::string("event Paid"));

        const Case timers = play(u"monitor"_s);
        const RunTrace sleeping = timers.traceOfFirst(timers.countTo<TimerCreated>());
        QVERIFY2(sleeping.visits.back().waitingFor.starts_with("until 2026-"),
                 sleeping.visits.back().waitingFor.c_str());
    }

    void countsTheVisitsOfALoop()
    {
        const Case run = play(u"monitor"_s);
        const RunTrace trace = run.trace();
        QCOMPARE(run.node(trace, "Status").visits, 3);
        QCOMPARE(run.node(trace, "Status").attempts, 3);
        QCOMPARE((trace.edges.at({run.definition->findByName("Sleep")->id, "next"})), 2);
        QCOMPARE(run.node(trace, "Sleep").busy, Duration(std::chrono::seconds(4)));
    }

    void cutsOffWhatATerminationFoundUnderWay()
    {
        Case run = play(u"monitor"_s);
        run.history.resize(run.countTo<TimerCreated>());
        const Instant time = run.history.back().timestamp + std::chrono::minutes(1);
        run.history.push_back({-1, time, {}, OrchestratorCompleted{}});
        run.history.push_back({-1, time, {}, OrchestratorStarted{}});
        run.history.push_back({-1, time, {}, ExecutionTerminated{"enough"}});
        const RunTrace trace = run.trace();
        QCOMPARE(trace.problem, std::string());
        QCOMPARE(visitsOf(run, trace).back(), u"Sleep cut off"_s);
        QCOMPARE(*trace.visits.back().end, time);
        QCOMPARE(run.node(trace, "Sleep").state, NodeRunState::Terminated);
    }

    void saysWhyAHistoryDoesNotFitTheDrawing()
    {
        Case run = play(u"chain"_s);
        WorkflowDefinition changed = *run.definition;
        for (Node &node : changed.nodes) {
            if (node.name == "Two")
                node.fields["activity"] = "Other";
        }
        run.definition = std::make_shared<const WorkflowDefinition>(changed);
        const RunTrace trace = run.trace();
        QVERIFY2(trace.problem.find("F2") != std::string::npos, trace.problem.c_str());
        QCOMPARE(run.node(trace, "One").state, NodeRunState::Completed);
    }

    void takesEveryPrefixOfEveryHistory()
    {
        for (const QString &name : QDir(casesFolder()).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
            const Case run = play(name);
            std::size_t visitsBefore = 0;
            for (std::size_t count = 0; count <= run.history.size(); ++count) {
                const RunTrace trace = run.traceOfFirst(count);
                QVERIFY2(trace.problem.empty(),
                         qPrintable(name + u": "_s + QString::fromStdString(trace.problem)));
                QVERIFY(trace.visits.size() >= visitsBefore);
                visitsBefore = trace.visits.size();
            }
            // Only what is refused for its input does not come to a step.
            const auto isRefused = [](const HistoryEvent &event) {
                const auto *end = event.as<ExecutionCompleted>();
                return end && end->failure && end->failure->errorType == "InvalidInput";
            };
            QCOMPARE(visitsBefore == 0, std::ranges::any_of(run.history, isRefused));
        }
    }
};

QTEST_GUILESS_MAIN(TestRunTrace)
#include "tst_run_trace.moc"
