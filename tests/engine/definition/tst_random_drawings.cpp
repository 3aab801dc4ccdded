// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/activities/ActivityRegistry.h"
#include "engine/definition/DefinitionFile.h"
#include "engine/definition/Interpreter.h"
#include "engine/definition/ReplayCheck.h"
#include "engine/definition/RunTrace.h"
#include "engine/definition/Validation.h"
#include "engine/script/JsExpressionEvaluator.h"
#include "tests/engine/definition/RandomDrawing.h"
#include "tests/support/RandomSizes.h"
#include "tests/support/orchestration/OrchestrationDriver.h"

#include <QTest>

using namespace perdura;
using namespace perdura::test;
using namespace Qt::Literals::StringLiterals;

namespace {

FailureDetails badLuck()
{
    FailureDetails failure;
    failure.errorType = "BadLuck";
    failure.errorMessage = "Bad luck.";
    return failure;
}

/// The tasks that nobody has answered yet.
std::vector<SequenceNumber> openTasks(const History &history)
{
    std::vector<SequenceNumber> open;
    for (const HistoryEvent &event : history) {
        if (event.as<HumanTaskCreated>())
            open.push_back(event.eventId);
        else if (const auto *answered = event.as<HumanTaskAnswered>())
            std::erase(open, answered->taskId);
    }
    return open;
}

/// Plays a drawing with a world that acts by the seed: work that fails at times, events, answers, time.
class RandomRun
{
public:
    RandomRun(std::shared_ptr<const WorkflowDefinition> drawing,
              std::shared_ptr<ExpressionEvaluator> evaluator, quint32 seed, Memory memory)
        : m_random(seed)
        , m_driver(makeInterpreter(std::move(drawing), std::move(evaluator)), memory)
    {
        m_driver.setBatching(seed % 3 == 0);
        m_driver.onActivity("script", [this](const ScheduleTask &call) -> ActivityAnswer {
            if (m_random() % 4 == 0)
                return tl::unexpected(badLuck());
            return call.input["input"];
        });
        m_driver.onActivity("notify", [this](const ScheduleTask &) -> ActivityAnswer {
            if (m_random() % 3 == 0)
                return tl::unexpected(badLuck());
            return Json();
        });
    }

    void play()
    {
        m_driver.start({{"n", 1}});
        m_driver.runUntilIdle();
        for (int i = 0; i < 40 && !hasEnded(); ++i)
            act();
        m_driver.run();
    }
    [[nodiscard]] bool hasEnded() const { return m_driver.completion() || m_driver.continuation(); }
    [[nodiscard]] const History &history() const { return m_driver.history(); }

private:
    void act()
    {
        const auto tasks = openTasks(m_driver.history());
        switch (m_random() % 4) {
        case 0:
            m_driver.raise(m_random() % 2 == 0 ? "A" : "B", int(m_random() % 9));
            break;
        case 1:
            if (!tasks.empty()) {
                HumanTaskAnswered answer;
                answer.taskId = tasks[m_random() % tasks.size()];
                answer.outcome = m_random() % 2 == 0 ? "Yes" : "No";
                answer.form = Json::object();
                answer.answeredBy = "ada";
                m_driver.post(answer);
            }
            break;
        default:
            m_driver.advance(std::chrono::seconds(1 + m_random() % 6));
        }
        m_driver.runUntilIdle();
    }

    std::mt19937 m_random;
    OrchestrationDriver m_driver;
};

QString nameOf(quint32 seed)
{
    return u"drawing %1"_s.arg(seed);
}

} // namespace

/// Properties that hold for every drawing, tried on thousands.
class TestRandomDrawings : public QObject
{
    Q_OBJECT

private slots:
    void everyDrawingIsValidRunsAndReplaysTheSame()
    {
        const auto evaluator = makeExpressionEvaluator();
        const ActivityCatalog catalog = activityCatalog(builtInActivities());
        const quint32 first = 1 + quint32(seedShift());
        const int count = timesAsMany(fewerWhenSanitized(10'000));
        std::map<NodeKind, int> kinds;
        int completed = 0;
        int failed = 0;
        for (int i = 0; i < count; ++i) {
            const quint32 seed = first + quint32(i);
            const auto drawing = std::make_shared<const WorkflowDefinition>(RandomDrawing(seed).draw());
            for (const Node &node : drawing->nodes)
                ++kinds[node.kind];
            const auto problems = validate(*drawing, catalog, nullptr);
            for (const Problem &problem : problems)
                QVERIFY2(problem.severity != Problem::Severity::Error,
                         qPrintable(nameOf(seed) + u": "_s + problem.message));
            const auto read = parseDefinition(definitionText(*drawing), u"random"_s);
            QVERIFY2(read, qPrintable(nameOf(seed)));
            QCOMPARE(contentAddress(*read), contentAddress(*drawing));

            RandomRun live(drawing, evaluator, seed, Memory::Cached);
            live.play();
            QVERIFY2(live.hasEnded(), qPrintable(nameOf(seed)));
            RandomRun replayed(drawing, evaluator, seed, Memory::Replayed);
            replayed.play();
            QVERIFY2(live.history() == replayed.history(), qPrintable(nameOf(seed)));
            const ReplayVerdict verdict = checkReplay(drawing, live.history(), evaluator);
            QVERIFY2(verdict == ReplayVerdict(),
                     qPrintable(nameOf(seed) + u": "_s + QString::fromStdString(verdict.why)));
            QCOMPARE(traceRun(drawing, live.history(), evaluator).problem, std::string());
            const auto *end = live.history().at(live.history().size() - 2).as<ExecutionCompleted>();
            ++(end && end->status == OrchestrationStatus::Failed ? failed : completed);
        }
        qInfo("%d drawings: %d completed, %d failed, %zu kinds of nodes", count, completed, failed,
              kinds.size());
        QVERIFY(kinds.size() >= 14);
        // Both ways out are travelled, whatever the numbers.
        QVERIFY(count < 100 || (completed > count / 10 && failed > count / 20));
    }
};

QTEST_GUILESS_MAIN(TestRandomDrawings)
#include "tst_random_drawings.moc"
