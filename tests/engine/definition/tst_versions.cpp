// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/DefinitionDiff.h"
#include "engine/definition/DefinitionFile.h"
#include "engine/definition/ReplayCheck.h"
#include "engine/script/JsExpressionEvaluator.h"
#include "tests/engine/definition/GoldenRun.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace perdura;
using namespace perdura::test;
using namespace Qt::Literals::StringLiterals;

namespace {

const QString cases = QStringLiteral(PERDURA_TEST_DATA "/workflows/");

struct Recorded
{
    WorkflowDefinition definition;
    History history;

    [[nodiscard]] ReplayVerdict against(const WorkflowDefinition &draft) const
    {
        return checkReplay(std::make_shared<const WorkflowDefinition>(draft), history,
                           makeExpressionEvaluator());
    }
};

Recorded record(const QString &name)
{
    QFile script(cases + name + u"/script.json"_s);
    const auto loaded = loadDefinition(cases + name + u"/definition.workflow.json"_s);
    if (!loaded || !script.open(QIODevice::ReadOnly))
        return {};
    GoldenRun run(std::make_shared<const WorkflowDefinition>(*loaded),
                  parseJson(script.readAll().toStdString()).value_or(Json()), makeExpressionEvaluator(),
                  Memory::Cached);
    run.play();
    return {*loaded, run.history()};
}

Node *nodeOf(WorkflowDefinition &definition, NodeKind kind)
{
    for (Node &node : definition.nodes) {
        if (node.kind == kind)
            return &node;
    }
    return nullptr;
}

WorkflowDefinition line()
{
    WorkflowDefinition definition;
    definition.name = "Line";
    const auto node = [](const char *id, NodeKind kind, const char *name, Json fields) {
        Node made;
        made.id = NodeId(std::string(id));
        made.kind = kind;
        made.name = name;
        made.fields = std::move(fields);
        return made;
    };
    definition.nodes = {
        node("a", NodeKind::Start, "Start", Json::object()),
        node("b", NodeKind::Activity, "Work", {{"activity", "F1"}, {"input", {{"x", 1}, {"y", 2}}}}),
        node("c", NodeKind::End, "End", Json::object())};
    definition.edges = {{NodeId(std::string("a")), "next", NodeId(std::string("b"))},
                        {NodeId(std::string("b")), "next", NodeId(std::string("c"))}};
    definition.layout[NodeId(std::string("a"))] = {0, 0};
    return definition;
}

} // namespace

/// What two states of a drawing have to do with each other and with the runs of the first.
class TestVersions : public QObject
{
    Q_OBJECT

private slots:
    void aDrawingDoesNotDifferFromItself()
    {
        const DefinitionDiff diff = diffOf(line(), line());
        QVERIFY(diff.isEmpty());
        QVERIFY(diff.isOnlyLayout());
    }

    void movesAreToldFromChanges()
    {
        WorkflowDefinition after = line();
        after.layout[NodeId(std::string("a"))] = {10, 0};
        const DefinitionDiff diff = diffOf(line(), after);
        QVERIFY(!diff.isEmpty());
        QVERIFY(diff.isOnlyLayout());
        QCOMPARE(diff.nodes,
                 std::vector<NodeChange>({{NodeChange::Kind::Moved, NodeId(std::string("a")), "Start", {}}}));
    }

    void changesNameTheirFields()
    {
        WorkflowDefinition after = line();
        after.description = "New";
        after.nodes[1].name = "Job";
        after.nodes[1].fields["input"] = {{"x", 1}, {"y", 3}, {"a/b", 0}};
        after.nodes.pop_back();
        Node fresh;
        fresh.id = NodeId(std::string("d"));
        fresh.kind = NodeKind::Fail;
        fresh.name = "Give up";
        after.nodes.push_back(fresh);
        after.edges.pop_back();
        after.edges.push_back({NodeId(std::string("b")), "error", NodeId(std::string("d"))});
        const DefinitionDiff diff = diffOf(line(), after);
        QCOMPARE(diff.nodes, std::vector<NodeChange>(
                                 {{NodeChange::Kind::Changed,
                                   NodeId(std::string("b")),
                                   "Job",
                                   {"name", "/input/a~1b", "/input/y"}},
                                  {NodeChange::Kind::Removed, NodeId(std::string("c")), "End", {}},
                                  {NodeChange::Kind::Added, NodeId(std::string("d")), "Give up", {}}}));
        QCOMPARE(diff.addedEdges,
                 std::vector<Edge>({{NodeId(std::string("b")), "error", NodeId(std::string("d"))}}));
        QCOMPARE(diff.removedEdges,
                 std::vector<Edge>({{NodeId(std::string("b")), "next", NodeId(std::string("c"))}}));
        QCOMPARE(diff.members, std::vector<std::string>({"description"}));
        QVERIFY(!diff.isOnlyLayout());
    }

    void everyRecordedRunContinuesOnItsOwnDrawing()
    {
        int count = 0;
        const QStringList names = QDir(cases).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
        for (const QString &name : names) {
            const Recorded recorded = record(name);
            if (recorded.history.empty() || recorded.definition.kind != DefinitionKind::Workflow)
                continue;
            const ReplayVerdict verdict = recorded.against(recorded.definition);
            QVERIFY2(verdict == ReplayVerdict(),
                     qPrintable(name + u": "_s + QString::fromStdString(verdict.why)));
            ++count;
        }
        QVERIFY2(count > 20, qPrintable(QString::number(count)));
    }

    void anotherActivityDiffersAtItsEvent()
    {
        const Recorded recorded = record(u"chain"_s);
        WorkflowDefinition draft = recorded.definition;
        Node *activity = nodeOf(draft, NodeKind::Activity);
        QVERIFY(activity);
        const std::string before = activity->fields["activity"].get<std::string>();
        activity->fields["activity"] = "file.read";
        const ReplayVerdict verdict = recorded.against(draft);
        QCOMPARE(verdict.kind, ReplayVerdict::Kind::Differs);
        QVERIFY(verdict.event >= 0 && verdict.event < int(recorded.history.size()));
        const HistoryEvent &event = recorded.history[std::size_t(verdict.event)];
        QCOMPARE(event.origin.node, activity->id.value);
        QVERIFY(event.as<TaskScheduled>());
        QCOMPARE(verdict.recorded, "the activity “" + before + "”");
        QCOMPARE(verdict.asked, std::string("the activity “file.read”"));
    }

    void anEndInsteadOfWorkDiffers()
    {
        const Recorded recorded = record(u"chain"_s);
        WorkflowDefinition draft = recorded.definition;
        draft.edges.clear();
        const ReplayVerdict verdict = recorded.against(draft);
        QCOMPARE(verdict.kind, ReplayVerdict::Kind::Differs);
        QCOMPARE(verdict.asked, std::string("the end of the run"));
        QVERIFY(QString::fromStdString(verdict.recorded).startsWith(u"the activity "));
    }

    void otherWordsAndPlacesDoNotMatter()
    {
        const Recorded recorded = record(u"chain"_s);
        WorkflowDefinition draft = recorded.definition;
        draft.description = "Better told";
        for (auto &[node, position] : draft.layout)
            position.x += 100;
        QCOMPARE(recorded.against(draft), ReplayVerdict());
    }

    void whatIsNoRunCannotContinue()
    {
        Recorded recorded = record(u"chain"_s);
        recorded.history.clear();
        QCOMPARE(recorded.against(recorded.definition).kind, ReplayVerdict::Kind::CannotContinue);
    }
};

QTEST_GUILESS_MAIN(TestVersions)
#include "tst_versions.moc"
