// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/DefinitionFile.h"
#include "engine/definition/NodeCatalog.h"
#include "engine/export/DrawnFiles.h"
#include "engine/script/JsExpressionEvaluator.h"
#include "tests/engine/definition/GoldenRun.h"
#include "tests/engine/definition/RandomDrawing.h"
#include "tests/engine/export/ExportedRun.h"
#include "tests/support/RandomSizes.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace perdura;
using namespace perdura::test;
using namespace Qt::Literals::StringLiterals;

namespace {

Json readJson(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return nullptr;
    return parseJson(file.readAll().toStdString()).value_or(Json());
}

/// The order of members says nothing.
QStringList lines(const Json &account)
{
    const nlohmann::json sorted = nlohmann::json::parse(dumpJson(account));
    return QString::fromStdString(sorted.dump(2)).split(u'\n');
}

/// Exported code tells names of events apart by case, Perdura does not: those of the script get the case that
/// the drawing gives them.
Json inTheCaseOf(const WorkflowDefinition &drawing, Json script)
{
    if (!script.contains("activities"))
        script["activities"] = Json::object(); // those of the project are not asked
    for (Json &step : script["steps"]) {
        if (!step.contains("raise"))
            continue;
        const QString raised = QString::fromStdString(step["raise"].get<std::string>());
        if (QString::fromUtf8(definitionText(drawing)).contains(QString(u'"' + raised + u'"')))
            continue;
        for (const Node &node : drawing.nodes) {
            const auto event = node.fields.find("event");
            if (event == node.fields.end() || !event->is_string())
                continue;
            const QString awaited = QString::fromStdString(event->get<std::string>());
            if (awaited.compare(raised, Qt::CaseInsensitive) == 0)
                step["raise"] = awaited.toStdString();
        }
    }
    return script;
}

/// The drawing, and a small workflow for each that it starts without waiting: only what is there can be
/// started.
std::vector<WorkflowDefinition> withStarted(const WorkflowDefinition &drawing)
{
    std::vector<WorkflowDefinition> drawings{drawing};
    for (const Node &node : drawing.nodes) {
        if (node.kind != NodeKind::StartInstance)
            continue;
        WorkflowDefinition started;
        started.name = node.fields["workflow"].get<std::string>();
        started.nodes.push_back(makeNode(NodeKind::Start, NodeId(std::string("s")), "Start"));
        drawings.push_back(std::move(started));
    }
    return drawings;
}

/// The words for a mistake in an expression are those of the JavaScript engine.
Json withoutEngineWords(Json account)
{
    if (account.is_object() && account.value("type", Json()) == "ExpressionError")
        account["message"] = "…";
    if (account.is_structured()) {
        for (Json &member : account)
            member = withoutEngineWords(std::move(member));
    }
    return account;
}

/// What the engine and the exported code make of the drawing must be the same.
void compare(const WorkflowDefinition &drawing, const Json &script)
{
    WorkflowDefinition named = drawing;
    named.name = "Test"; // as the orchestration of a GoldenRun is called
    const ExportedRun exported(withStarted(named));
    const auto there = exported.play(inTheCaseOf(named, script));
    QVERIFY2(there, there ? "" : qPrintable(there.error().message));
    GoldenRun here(std::make_shared<const WorkflowDefinition>(named), script, makeExpressionEvaluator(),
                   Memory::Cached);
    here.play();
    const QStringList expected = lines(withoutEngineWords(comparable(here.account())));
    const QStringList told = lines(withoutEngineWords(withoutStandIns(*there)));
    if (told != expected)
        qInfo().noquote() << "The code:\n"
                          << told.join(u'\n') << "\nThe drawing:\n"
                          << expected.join(u'\n') << "\nIts history:\n"
                          << lines(here.account()["history"]).join(u'\n');
    QCOMPARE(told, expected);
}

/// Once the workflow has its result, Perdura drops the waits for events of lanes that a race has let go on;
/// code waits until their time-out. So no race with such lanes lets them go on.
WorkflowDefinition withoutWaitsThatGoOn(WorkflowDefinition drawing)
{
    for (const Node &node : drawing.nodes) {
        if (node.kind != NodeKind::WaitForEvent)
            continue;
        for (const Node *around = &node; around && around->parent;) {
            const auto place = std::ranges::find(drawing.nodes, *around->parent, &Node::id);
            if (place->kind == NodeKind::Race)
                place->fields["others"] = "stop";
            around = &*place;
        }
    }
    return drawing;
}

/// What happens around a random drawing: work that fails at times, events that come at some time.
Json randomScript(quint32 seed)
{
    std::mt19937 random(seed);
    const auto number = [&random](quint32 most) { return int(random() % most); };
    Json script{{"activities", {{"script", Json::array()}, {"notify", Json::array()}}},
                {"steps", Json::array()}};
    for (int i = 0; i < 60; ++i) {
        const Json answer = number(4) == 0 ? Json{{"error", "Bad luck."}, {"type", "BadLuck"}}
                                           : Json{{"result", {{"v", number(9)}}}};
        script["activities"]["script"].push_back(answer);
    }
    script["activities"]["notify"].push_back({{"result", nullptr}});
    for (int i = 0; i < 10; ++i) {
        if (number(3) == 0)
            script["steps"].push_back({{"raise", number(2) == 0 ? "A" : "B"}, {"payload", i}});
        else
            script["steps"].push_back({{"advance", std::to_string(1 + number(6)) + " s"}});
    }
    script["steps"].push_back({{"run", true}});
    return script;
}

} // namespace

/// Runs the code of drawings and the drawings themselves, and compares what comes of it.
class TestExportedRuns : public QObject
{
    Q_OBJECT

private slots:
    void theCodeDoesWhatTheDrawingSays_data()
    {
        QTest::addColumn<QString>("folder");
        const QDir cases(QStringLiteral(PERDURA_TEST_DATA "/workflows"));
        for (const QString &name : cases.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name))
            QTest::newRow(qPrintable(name)) << cases.filePath(name);
    }
    void theCodeDoesWhatTheDrawingSays()
    {
        QFETCH(QString, folder);
        const auto drawing = loadDefinition(folder + u"/definition.workflow.json"_s);
        QVERIFY2(drawing, drawing ? "" : qPrintable(drawing.error().message));
        compare(*drawing, readJson(folder + u"/script.json"_s));
    }

    /// The six patterns, with the activities of the export; the outputs are those that the templates have in
    /// Perdura (tst_shipped_workflows, tst_shipped_workspaces).
    void theTemplatesDoTheSameAsCode_data()
    {
        QTest::addColumn<QString>("drawing");
        QTest::addColumn<QString>("script");
        QTest::addColumn<QString>("output");
        const auto row = [](const char *name, const char *drawing, const char *script, const char *output) {
            QTest::newRow(name) << QString::fromLatin1(drawing) << QString::fromUtf8(script)
                                << QString::fromUtf8(output);
        };
        row("chaining", "function-chaining/function-chaining", R"({})", R"("r=4")");
        row("fan-out", "fan-out-fan-in/fan-out-fan-in", R"({})", R"({"numbers":12,"sum":650})");
        row("async http", "async-http-api/do-work", R"({"steps":[{"run":true}]})", R"({"done":true})");
        row("monitor", "monitor/monitor", R"({"steps":[{"run":true}]})", R"({"job":"film-1","done":true})");
        row("monitor, too late", "monitor/monitor",
            R"({"input":{"takes":500,"limit":"20 s"},"steps":[{"run":true}]})",
            R"({"job":"film-1","done":false})");
        row("approval by event", "approval-by-event/approval-by-event",
            R"({"steps":[{"raise":"ApprovalEvent","payload":true},{"run":true}]})",
            R"({"request":"A new laptop","decision":"approved"})");
        row("refusal by event", "approval-by-event/approval-by-event",
            R"({"steps":[{"raise":"ApprovalEvent","payload":false},{"run":true}]})",
            R"({"request":"A new laptop","decision":"rejected"})");
        row("no event", "approval-by-event/approval-by-event", R"({"steps":[{"run":true}]})",
            R"({"request":"A new laptop","decision":"escalated"})");
        row("approval", "approval-with-escalation/approval-with-escalation",
            R"({"steps":[{"answer":"Ask for approval","outcome":"Reject"},{"run":true}]})",
            R"({"request":"A new laptop","decision":"rejected"})");
        row("no approval", "approval-with-escalation/approval-with-escalation", R"({"steps":[{"run":true}]})",
            R"({"request":"A new laptop","decision":"not answered"})");
        row("aggregator", "aggregator/aggregator", R"({"steps":[{"run":true}]})",
            R"({"totals":{"north":105,"south":40},"milestones":[{"sensor":"north","total":105}]})");
    }
    void theTemplatesDoTheSameAsCode()
    {
        QFETCH(QString, drawing);
        QFETCH(QString, script);
        QFETCH(QString, output);
        const auto drawings = readWithReferences(
            {QStringLiteral(PERDURA_RESOURCES "/templates/") + drawing + u".workflow.json"_s});
        QVERIFY2(drawings, drawings ? "" : qPrintable(drawings.error().message));
        const auto account = ExportedRun(*drawings).play(*parseJson(script.toStdString()));
        QVERIFY2(account, account ? "" : qPrintable(account.error().message));
        QCOMPARE(QString::fromStdString(dumpJson((*account)["status"])), u"\"Completed\""_s);
        QCOMPARE(QString::fromStdString(dumpJson((*account)["output"])), output);
    }

    void theCodeOfRandomDrawingsToo_data()
    {
        QTest::addColumn<quint32>("seed");
        const int count = timesAsMany(fewerWhenSanitized(25));
        for (int i = 1; i <= count; ++i) {
            const auto seed = quint32(seedShift() + std::uint64_t(i));
            QTest::addRow("%u", seed) << seed;
        }
    }
    void theCodeOfRandomDrawingsToo()
    {
        QFETCH(quint32, seed);
        compare(withoutWaitsThatGoOn(RandomDrawing(seed).draw()), randomScript(seed));
    }
};

QTEST_GUILESS_MAIN(TestExportedRuns)

#include "tst_exported_runs.moc"
