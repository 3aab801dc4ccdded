// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/activities/ActivityRegistry.h"
#include "engine/definition/DefinitionFile.h"
#include "engine/definition/NodeCatalog.h"
#include "engine/definition/ReplayCheck.h"
#include "engine/definition/RunTrace.h"
#include "engine/definition/Validation.h"
#include "engine/script/JsExpressionEvaluator.h"
#include "tests/engine/definition/RandomDrawing.h"
#include "tests/engine/definition/RandomRun.h"
#include "tests/support/RandomSizes.h"

#include <QTest>

using namespace perdura;
using namespace perdura::test;
using namespace Qt::Literals::StringLiterals;

namespace {

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
        int anew = 0;
        for (int i = 0; i < count; ++i) {
            const quint32 seed = first + quint32(i);
            const auto drawing =
                std::make_shared<const WorkflowDefinition>(RandomDrawing(seed, Kinds::All).draw());
            for (const Node &node : drawing->nodes)
                ++kinds[node.kind];
            // To look at the syntax of each expression takes long, and they are much the same everywhere.
            const auto problems = validate(*drawing, catalog, i % 50 == 0 ? evaluator.get() : nullptr);
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
            const auto *end = live.driver().completion();
            ++(!end ? anew : end->status == OrchestrationStatus::Completed ? completed : failed);
        }
        qInfo("%d drawings: %d completed, %d failed, %d began anew", count, completed, failed, anew);
        for (const NodeKindInfo &info : nodeKinds())
            QVERIFY2(count < 100 || !info.inWorkflows || kinds[info.kind] > count / 50,
                     qPrintable(info.title));
        // All ways out are travelled, whatever the numbers.
        QVERIFY(count < 100 || (completed > count / 10 && failed > count / 20 && anew > count / 100));
    }
};

QTEST_GUILESS_MAIN(TestRandomDrawings)
#include "tst_random_drawings.moc"
