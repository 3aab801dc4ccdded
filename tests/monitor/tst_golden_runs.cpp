// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/DefinitionFile.h"
#include "engine/definition/NodeCatalog.h"
#include "engine/script/JsExpressionEvaluator.h"
#include "monitor/detail/HistoryModel.h"
#include "monitor/detail/RunReader.h"
#include "monitor/detail/RunTracer.h"
#include "tests/engine/definition/GoldenRun.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <algorithm>
#include <map>
#include <set>

using namespace perdura;
using namespace perdura::test;
using namespace Qt::Literals::StringLiterals;

namespace {

QDir cases()
{
    return QDir(QStringLiteral(PERDURA_TEST_DATA "/workflows"));
}

Json scriptIn(const QString &folder)
{
    QFile file(folder + u"/script.json"_s);
    return file.open(QIODevice::ReadOnly) ? parseJson(file.readAll().toStdString()).value_or(Json()) : Json();
}

/// What the monitor shows of a run of the drawing in that folder; null, with a failure, when there is none.
std::shared_ptr<RunReading> readRun(const QString &folder)
{
    const auto definition = loadDefinition(folder + u"/definition.workflow.json"_s);
    if (!definition) {
        QTest::qFail(qPrintable(definition.error().message), __FILE__, __LINE__);
        return nullptr;
    }
    auto reading = std::make_shared<RunReading>();
    reading->definition = std::make_shared<const WorkflowDefinition>(*definition);
    GoldenRun run(reading->definition, scriptIn(folder), makeExpressionEvaluator(), Memory::Cached);
    run.play();
    reading->history = std::make_shared<const History>(run.history());
    reading->trace = makeRunTracer()(reading->definition, *reading->history);
    reading->rows = historyRows(*reading->history, reading->definition.get());
    reading->timeline =
        buildTimeline(*reading->history, reading->definition.get(),
                      reading->trace ? &*reading->trace : nullptr, reading->history->back().timestamp);
    return reading;
}

/// The same; each is played once only.
std::shared_ptr<RunReading> readingOf(const QString &folder)
{
    static std::map<QString, std::shared_ptr<RunReading>> readings;
    const auto [found, isNew] = readings.try_emplace(folder);
    if (isNew)
        found->second = readRun(folder);
    return found->second;
}

const TimelineLane *laneOf(const TimelineModel &timeline, const NodeId &node)
{
    const auto found = std::ranges::find(timeline.lanes, node, &TimelineLane::node);
    return found == timeline.lanes.end() ? nullptr : &*found;
}

/// Does the lane show of the node what the trace tells of it?
bool shows(const TimelineLane &lane, const NodeTrace &node, bool hasEnded)
{
    using State = TimelineSpan::State;
    const auto has = [&lane](State state) {
        return std::ranges::any_of(lane.spans,
                                   [state](const TimelineSpan &span) { return span.state == state; });
    };
    switch (node.state) {
    case NodeRunState::Failed:
        return has(State::Failed);
    case NodeRunState::Waiting:
    case NodeRunState::Running:
        // What is still open when the run ends was ended by it.
        return has(State::Running) || has(State::Waiting) || (hasEnded && has(State::Terminated));
    case NodeRunState::Terminated:
        // An activity that was given up may have given its answer all the same.
        // A wait that was given up in the moment in which it began leaves nothing to draw.
        return has(State::Terminated) || has(State::Completed) || lane.spans.empty();
    default:
        return has(State::Completed) || !lane.marks.empty();
    }
}

} // namespace

/// What the monitor shows of a run of every folder of tests/data/workflows, which together have every kind of
/// node that a workflow may have.
class TestGoldenRuns : public QObject
{
    Q_OBJECT

private slots:
    void everyKindOfAWorkflowIsVisited()
    {
        std::set<std::string> missing;
        for (const NodeKindInfo &info : nodeKinds()) {
            if (info.inWorkflows && info.kind != NodeKind::Note)
                missing.insert(info.id);
        }
        for (const QString &name : cases().entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
            const auto reading = readingOf(cases().filePath(name));
            QVERIFY(reading && reading->trace);
            for (const auto &[id, node] : reading->trace->nodes) {
                if (node.visits > 0)
                    missing.erase(nodeKindInfo(reading->definition->find(id)->kind).id);
            }
        }
        QCOMPARE(missing, std::set<std::string>{});
    }

    void showsEveryVisitedNode_data()
    {
        QTest::addColumn<QString>("folder");
        for (const QString &name : cases().entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name))
            QTest::newRow(qPrintable(name)) << cases().filePath(name);
    }
    void showsEveryVisitedNode()
    {
        QFETCH(const QString, folder);
        const auto reading = readingOf(folder);
        QVERIFY(reading && reading->trace);
        QCOMPARE(reading->trace->problem, std::string());
        QCOMPARE(reading->timeline.lanes.front().node, NodeId());
        QVERIFY(!reading->timeline.lanes.front().spans.empty());
        for (const auto &[id, node] : reading->trace->nodes) {
            if (node.visits == 0)
                continue;
            const Node &drawn = *reading->definition->find(id);
            const TimelineLane *lane = laneOf(reading->timeline, id);
            QVERIFY2(lane, drawn.name.c_str());
            QCOMPARE(lane->title, QString::fromStdString(drawn.name));
            QCOMPARE(lane->icon, nodeKindInfo(drawn.kind).icon);
            QCOMPARE(lane->isContainer, nodeKindInfo(drawn.kind).isContainer);
            QCOMPARE(lane->depth > 0, drawn.parent.has_value());
            QVERIFY2(shows(*lane, node, !reading->timeline.isLive),
                     qPrintable(u"%1, %2"_s.arg(lane->title).arg(int(node.state))));
        }
    }

    /// A node inside of For each that has been in several items has a lane of its own for each of them.
    void showsTheItemsOfForEach()
    {
        int items = 0;
        for (const QString &name : cases().entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
            const auto reading = readingOf(cases().filePath(name));
            QVERIFY(reading && reading->trace);
            std::map<NodeId, std::set<std::string>> iterations;
            for (const NodeVisit &visit : reading->trace->visits) {
                if (!visit.iteration.empty())
                    iterations[visit.node].insert(visit.iteration);
            }
            for (const auto &[id, expected] : iterations) {
                if (expected.size() < 2)
                    continue;
                std::set<std::string> shown;
                for (const TimelineLane &lane : laneOf(reading->timeline, id)->iterations) {
                    QVERIFY2(!lane.title.isEmpty() && (!lane.spans.empty() || !lane.marks.empty()),
                             qPrintable(name));
                    shown.insert(lane.iteration);
                }
                QVERIFY2(shown == expected, qPrintable(name + u": "_s + id.toQString()));
                items += int(shown.size());
            }
        }
        QVERIFY2(items > 20, qPrintable(QString::number(items)));
    }

    void saysEveryEventInWords_data() { showsEveryVisitedNode_data(); }
    void saysEveryEventInWords()
    {
        QFETCH(const QString, folder);
        const auto reading = readingOf(folder);
        QVERIFY(reading);
        HistoryModel model;
        model.setReading(reading);
        QCOMPARE(model.rowCount(), int(reading->history->size()));
        for (int row = 0; row < model.rowCount(); ++row) {
            const HistoryEvent &event = *model.event(row);
            const auto cell = [&](int column) { return model.index(row, column).data().toString(); };
            const QString type = QString::fromUtf8(eventTypeName(event.data));
            QVERIFY(!cell(HistoryModel::TimeColumn).isEmpty());
            // The words are for people, the names of developers are in the tool tip.
            QVERIFY2(!cell(HistoryModel::TypeColumn).isEmpty() && cell(HistoryModel::TypeColumn) != type,
                     qPrintable(type));
            QCOMPARE(model.index(row, HistoryModel::TypeColumn).data(Qt::ToolTipRole).toString(), type);
            if (const Node *node = reading->definition->find(NodeId(event.origin.node)))
                QVERIFY2(cell(HistoryModel::NodeColumn).startsWith(QString::fromStdString(node->name)),
                         qPrintable(type));
        }
    }
};

QTEST_MAIN(TestGoldenRuns)
#include "tst_golden_runs.moc"
