// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/ExpressionReferences.h"
#include "engine/definition/IncrementalValidation.h"
#include "engine/definition/NodeCatalog.h"
#include "engine/script/JsExpressionEvaluator.h"
#include "tests/engine/definition/Drawings.h"

#include <QElapsedTimer>
#include <QTest>

#include <random>
#include <set>

using namespace perdura;
using namespace perdura::drawings;
using namespace Qt::Literals::StringLiterals;

namespace {

/// A Start and steps after it, each with an expression over the one before.
WorkflowDefinition longChain(std::size_t size)
{
    WorkflowDefinition chain;
    chain.name = "Long";
    for (std::size_t i = 0; i < size; ++i) {
        const std::string number = std::to_string(i);
        Node step =
            makeNode(i == 0 ? NodeKind::Start : NodeKind::SetVariables, NodeId(number), "Step " + number);
        if (i > 0) {
            step.fields["variables"]["x"] = "=nodes[\"Step " + std::to_string(i - 1) + "\"].output";
            chain.edges.push_back({NodeId(std::to_string(i - 1)), "next", NodeId(number)});
        }
        chain.nodes.push_back(std::move(step));
    }
    return chain;
}

} // namespace

class TestValidation : public QObject
{
    Q_OBJECT

private slots:
    void findsNothingWrongWithASoundDrawing()
    {
        const auto definition = definitionOf(
            start + "," + end + "," +
                node("activity", R"({"activity":"file.read","input":{"path":"=input.file","as":"csv"}})"),
            R"({"from":"s","to":"n"},{"from":"n","to":"e"})");
        QCOMPARE(problemsOf(definition), QStringList{});
    }

    void findsProblemsOfStructure_data()
    {
        QTest::addColumn<QByteArray>("nodes");
        QTest::addColumn<QByteArray>("edges");
        QTest::addColumn<QStringList>("expected");
        QTest::newRow("no start")
            << end << QByteArray()
            << QStringList{
                   u"start.missing : The workflow has no Start; add one and connect it to the first step."_s,
                   u"?node.unreachable e: No way leads here from the Start; connect it or delete it."_s};
        QTest::newRow("two starts")
            << start + "," + end + R"(,{"id":"t","kind":"start","name":"Other"})" << straight
            << QStringList{u"start.several t: There is another Start, “Start”; delete one of the two."_s};
        QTest::newRow("unreachable")
            << start + "," + end << QByteArray()
            << QStringList{
                   u"?node.unreachable e: No way leads here from the Start; connect it or delete it."_s};
        QTest::newRow("names")
            << start + R"(,{"id":"e","kind":"end","name":"Start"},{"id":"f","kind":"end","name":""})"
            << straight
            << QStringList{
                   u"name.duplicate e: Another node is called “Start” too; give each a name of its own."_s,
                   u"name.empty f: This node has no name; give it one."_s,
                   u"?node.unreachable f: No way leads here from the Start; connect it or delete it."_s};
        QTest::newRow("start inside")
            << start + "," + node("scope", "{}") +
                   R"(,{"id":"t","kind":"start","name":"Other","parent":"n"},)"
                   R"({"id":"a","kind":"end","name":"A","parent":"n"})"
            << QByteArray(R"({"from":"s","to":"n"},{"from":"t","to":"a"})")
            << QStringList{
                   u"start.inside t: A Start cannot be inside a container; move it out or delete it."_s};
        QTest::newRow("no entry")
            << start + "," + node("scope", "{}") +
                   R"(,{"id":"a","kind":"timer","name":"A","parent":"n","fields":{"duration":"1 s"}},)"
                   R"({"id":"b","kind":"timer","name":"B","parent":"n","fields":{"duration":"1 s"}})"
            << QByteArray(R"({"from":"s","to":"n"},{"from":"a","to":"b"},{"from":"b","to":"a"})")
            << QStringList{
                   u"container.noEntry n: It cannot be told where the flow inside begins, as edges lead to every node; put a step that no edge leads to in front."_s,
                   u"?node.unreachable a: No way leads here from the Start; connect it or delete it."_s,
                   u"?loop.noExit a: Nothing leads out of the loop that begins here, so its history grows without end; let it end."_s,
                   u"?node.unreachable b: No way leads here from the Start; connect it or delete it."_s};
        QTest::newRow("unknown port")
            << start + "," + end
            << QByteArray(R"({"from":"s","to":"e"},{"from":"s","port":"error","to":"e"})")
            << QStringList{
                   u"edge.port s: An edge leaves by “error”, a port that this node does not have; delete the edge."_s};
        QTest::newRow("into the start")
            << start + "," + node("timer", R"({"duration":"1 s"})")
            << QByteArray(R"({"from":"s","to":"n"},{"from":"n","to":"s"})")
            << QStringList{
                   u"edge.intoStart n: The edge to “Start” leads into a node that nothing can lead to (Start); lead it to the step after."_s};
        QTest::newRow("empty container")
            << start + "," + node("for-each", R"({"items":"=input","parallelism":2})")
            << QByteArray(R"({"from":"s","to":"n"})")
            << QStringList{u"container.empty n: Nothing is inside; put the steps to repeat into it."_s};
        QTest::newRow("two entries")
            << start + "," + node("for-each", R"({"items":"=input","parallelism":2})") +
                   R"(,{"id":"a","kind":"end","name":"A","parent":"n"},{"id":"b","kind":"end","name":"B","parent":"n"})"
            << QByteArray(R"({"from":"s","to":"n"})")
            << QStringList{
                   u"container.entries n: No edge leads to “A” nor to “B”; connect them, for the flow inside begins at one node."_s};
        QTest::newRow("lanes that run together")
            << start + "," + node("parallel", "{}") +
                   R"(,{"id":"a","kind":"if","name":"A","parent":"n","fields":{"condition":true}},)"
                   R"({"id":"b","kind":"if","name":"B","parent":"n","fields":{"condition":true}},)"
                   R"({"id":"c","kind":"end","name":"C","parent":"n"})"
            << QByteArray(
                   R"({"from":"s","to":"n"},{"from":"a","port":"true","to":"c"},{"from":"b","port":"true","to":"c"})")
            << QStringList{
                   u"lanes.joined c: The lanes of “A” and “B” run together here; each lane must have its own steps."_s};
        QTest::newRow("one lane")
            << start + "," + node("race", "{}") + R"(,{"id":"a","kind":"end","name":"A","parent":"n"})"
            << QByteArray(R"({"from":"s","to":"n"})")
            << QStringList{
                   u"?lanes.few n: There is only one lane inside; put a second first step next to it."_s};
        QTest::newRow("undone outside of a scope")
            << start + "," + end + "," + node("sub-workflow", R"({"workflow":"Other","undo":true})")
            << QByteArray(R"({"from":"s","to":"n"},{"from":"n","port":"undo","to":"e"})")
            << QStringList{
                   u"?undo.outside n: Nothing is undone outside of a scope; put the node into one."_s};
        QTest::newRow("beginning anew inside")
            << start + "," + node("scope", "{}") +
                   R"(,{"id":"a","kind":"continue-as-new","name":"A","parent":"n"})"
            << QByteArray(R"({"from":"s","to":"n"})")
            << QStringList{
                   u"continue.inside a: A workflow begins anew only outside of containers; move this node out."_s};
        QTest::newRow("part of an entity")
            << start + "," + node("set-state", R"({"state":1})") << QByteArray(R"({"from":"s","to":"n"})")
            << QStringList{u"node.kind n: “Set state” belongs into an entity; delete it here."_s};
        QTest::newRow("loop without wait")
            << start + "," + node("if", R"({"condition":true})") +
                   R"(,{"id":"v","kind":"set-variables","name":"V","fields":{"variables":{"a":1}}})"
            << QByteArray(
                   R"({"from":"s","to":"n"},{"from":"n","port":"true","to":"v"},{"from":"v","to":"n"})")
            << QStringList{
                   u"loop.noWait n: A loop leads back here without any wait; put an activity or a timer into it."_s};
        QTest::newRow("loop with wait")
            << start + "," + node("if", R"({"condition":true})") +
                   R"(,{"id":"v","kind":"timer","name":"V","fields":{"duration":"1 s"}})"
            << QByteArray(
                   R"({"from":"s","to":"n"},{"from":"n","port":"true","to":"v"},{"from":"v","to":"n"})")
            << QStringList{
                   u"?loop.noExpiry n: The loop that begins here goes on for ever if what should end it never comes; let it end at a time or after a number of rounds, or lead it to Continue as new."_s};
    }
    void findsProblemsOfStructure()
    {
        QFETCH(QByteArray, nodes);
        QFETCH(QByteArray, edges);
        QFETCH(QStringList, expected);
        QCOMPARE(problemsOf(definitionOf(nodes, edges)).join(u'\n'), expected.join(u'\n'));
    }

    void findsProblemsOfEntities_data()
    {
        QTest::addColumn<QByteArray>("nodes");
        QTest::addColumn<QStringList>("expected");
        const QByteArray deposit = R"({"id":"d","kind":"operation","name":"deposit"})";
        QTest::newRow("sound") << deposit << QStringList{};
        QTest::newRow("no operation")
            << QByteArray(R"({"id":"m","kind":"note","name":"Remark"})")
            << QStringList{
                   u"operation.missing : The entity has no operation; add one and connect it to its first step."_s};
        QTest::newRow("names that differ in case only")
            << deposit + R"(,{"id":"o","kind":"operation","name":"Deposit"})"
            << QStringList{
                   u"operation.case o: There is an operation “deposit” too, which differs in case only; rename one of the two."_s};
        QTest::newRow("operation inside")
            << deposit + "," + node("scope", "{}") +
                   R"(,{"id":"o","kind":"operation","name":"draw","parent":"n"})"
            << QStringList{
                   u"node.kind n: An entity cannot wait, so it has no “Scope”; delete it."_s,
                   u"?node.unreachable n: No way leads here from an operation; connect it or delete it."_s,
                   u"operation.inside o: An operation cannot be inside a container; move it out or delete it."_s};
    }
    void findsProblemsOfEntities()
    {
        QFETCH(QByteArray, nodes);
        QFETCH(QStringList, expected);
        QCOMPARE(problemsOf(entityOf(nodes, {})).join(u'\n'), expected.join(u'\n'));
    }

    void findsProblemsOfFields_data()
    {
        QTest::addColumn<QByteArray>("kind");
        QTest::addColumn<QByteArray>("fields");
        QTest::addColumn<QStringList>("expected");
        const auto row = [](const char *name, const char *kind, const char *fields, QStringList expected) {
            QTest::newRow(name) << QByteArray(kind) << QByteArray(fields) << expected;
        };
        row("no activity", "activity", "{}",
            {u"field.missing n/activity: “Activity” is missing; choose one."_s});
        row("unknown activity", "activity", R"({"activity":"nope"})",
            {u"activity.unknown n/activity: There is no activity “nope”; choose one from the list."_s});
        row("input of an activity", "activity", R"({"activity":"file.read","input":{"as":"xml","extra":1}})",
            {u"field.invalid n/input/as: “as” is “xml”, which is not one of the choices; use one of “text”, “json”, “csv”."_s,
             u"field.invalid n/input/extra: “extra” is not known here; remove it or correct its name."_s,
             u"field.missing n/input/path: “Path” is missing; fill it in."_s});
        row("retry", "activity",
            R"({"activity":"file.read","input":{"path":"a"},"retry":{"maxAttempts":0,"firstInterval":"soon"}})",
            {u"field.invalid n/retry/maxAttempts: “Attempts” is 0; it must be at least 1."_s,
             u"field.invalid n/retry/firstInterval: “soon” is not a duration; write it like “72 h”, “90 min”, “10 s” or “PT72H”."_s});
        row("condition without mark", "if", R"({"condition":"input.a > 1"})",
            {u"expression.mark n/condition: “Condition” is a plain text; put = in front to make it an expression."_s});
        row("condition of a wrong type", "if", R"({"condition":3})",
            {u"field.invalid n/condition: “Condition” is 3; it must be true or false."_s});
        row("variable names", "set-variables", R"({"variables":{"a b":1}})",
            {u"variable.name n/variables/a b: “a b” cannot be used as a name here; start with a letter and use only letters, digits and _."_s});
        row("timer without time", "timer", "{}",
            {u"field.missing n/duration: No time is set; enter a duration or a point in time."_s});
        row("timer with two times", "timer", R"({"duration":"1 h","until":"2026-11-22T08:30:00Z"})",
            {u"?timer.both n/until: Both a duration and a point in time are set, and the duration counts; clear one."_s});
        row("timer with a wrong schedule", "timer", R"({"cron":"0 25 * * *"})",
            {u"timer.cron n/cron: “25” is no hour of a schedule; write *, a number from 0 to 23, a range or a list."_s});
        row("event twice", "wait-for-event", R"({"event":"Paid","others":["Sent","Sent","undo"]})",
            {u"event.other n/others/1: “Sent” is in the list twice; remove one."_s,
             u"event.other n/others/2: “undo” is the name of another port; choose another word."_s,
             u"?event.noTimeout n/timeout: This waits for ever if the event never comes; set a time-out."_s});
        row("cases", "switch", R"({"value":"=input","cases":["A","default","A"]})",
            {u"switch.case n/cases/1: “default” is the name of another port; choose another word."_s,
             u"switch.case n/cases/2: “A” is in the list twice; remove one."_s});
        row("comment for no outcome", "approval",
            R"({"title":"T","outcomes":["Yes","No"],"commentFor":["No","Nope"]})",
            {u"approval.comment n/commentFor/1: “Nope” needs a comment but is none of the outcomes; correct its name."_s,
             u"?approval.noTimeout n/timeout: This waits for ever if nobody answers; set a time-out."_s});
        row("event without end", "wait-for-event", R"({"event":"Paid"})",
            {u"?event.noTimeout n/timeout: This waits for ever if the event never comes; set a time-out."_s});
        row("time-out without way on", "wait-for-event", R"({"event":"Paid","timeout":"1 h"})",
            {u"?timeout.unconnected n/timeout: The flow ends here when the time is up; connect the time-out port to say what is done then."_s});
        row("outcomes", "approval", R"({"title":"T","outcomes":["Yes","Yes","error","=x"]})",
            {u"field.invalid n/outcomes/3: Entry 4 of “Outcomes” cannot be an expression; write the value itself."_s,
             u"approval.outcome n/outcomes/1: “Yes” is in the list twice; remove one."_s,
             u"approval.outcome n/outcomes/2: “error” is the name of another port; choose another word."_s,
             u"?approval.noTimeout n/timeout: This waits for ever if nobody answers; set a time-out."_s});
        row("no items at a time", "for-each", R"({"items":"=input","parallelism":0})",
            {u"container.empty n: Nothing is inside; put the steps to repeat into it."_s,
             u"field.invalid n/parallelism: “At a time” is 0; it must be at least 1."_s});
        row("no bound", "for-each", R"({"items":[1]})",
            {u"container.empty n: Nothing is inside; put the steps to repeat into it."_s,
             u"?foreach.parallelism n/parallelism: It is not said how many items are worked on at a time, so it is 10; enter a number."_s});
        row("unknown node", "if", R"({"condition":"=nodes['Nobody'].output && nodes.Start.output"})",
            {u"reference.unknown n/condition: There is no node “Nobody”; correct the name in the expression."_s});
    }
    void findsProblemsOfFields()
    {
        QFETCH(QByteArray, kind);
        QFETCH(QByteArray, fields);
        QFETCH(QStringList, expected);
        const auto definition = definitionOf(start + "," + node(kind.constData(), fields.constData()),
                                             R"({"from":"s","to":"n"})");
        QCOMPARE(definition.nodes.size(), std::size_t(2));
        QCOMPARE(problemsOf(definition), expected);
    }

    void findsReferencesIntoAContainer()
    {
        const auto definition = definitionOf(
            start + R"(,{"id":"c","kind":"for-each","name":"Each","fields":{"items":[1],"parallelism":1}},
                {"id":"i","kind":"if","name":"In","parent":"c","fields":{"condition":"=nodes.Start.output === nodes.Each.output"}},
                {"id":"e","kind":"end","name":"End","fields":{"output":{"a":["=nodes.In.output"]}}})",
            R"({"from":"s","to":"c"},{"from":"c","to":"e"})");
        QCOMPARE(
            problemsOf(definition),
            (QStringList{
                u"?reference.order i/condition: “Each” never runs before this node, so it has no output here; use the output of a node that comes before."_s,
                u"reference.scope e/output/a/0: “In” is inside “Each”, so its output cannot be seen from here; use the output of “Each”."_s}));
    }

    void checksTheSyntaxOfExpressionsWhenGivenAnEvaluator()
    {
        const auto definition = definitionOf(start + "," + node("if", R"({"condition":"=input.a >"})"),
                                             R"({"from":"s","to":"n"})");
        const auto evaluator = makeExpressionEvaluator();
        const auto problems = validate(definition, catalog(), evaluator.get());
        QCOMPARE(problems.size(), std::size_t(1));
        QCOMPARE(problems[0].code, std::string("expression.syntax"));
        QCOMPARE(problems[0].field, std::string("/condition"));
        QVERIFY2(problems[0].message.startsWith(u"“Condition”: Syntax error: "_s),
                 qPrintable(problems[0].message));
        QVERIFY(hasErrors(problems));
        QVERIFY(!hasErrors(validate(definition, catalog())));
    }

    void findsWhatIsWrongInTheCodeOfAScript()
    {
        ActivityInfo script;
        script.name = "script";
        script.title = u"Script"_s;
        script.inputSchema =
            *parseJson(R"({"type":"object","properties":{"code":{"type":"string","title":"Code"}}})");
        const ActivityCatalog activities({script});
        const auto evaluator = makeExpressionEvaluator();
        const auto linesOf = [&](const QByteArray &code) {
            const auto definition = definitionOf(
                start +
                    R"(,{"id":"n","kind":"activity","name":"N","fields":{"activity":"script","input":{"code":")" +
                    code + R"("}}})",
                R"({"from":"s","to":"n"})");
            QStringList lines;
            for (const Problem &problem : validate(definition, activities, evaluator.get()))
                lines << lineOf(problem);
            return lines;
        };
        QCOMPARE(linesOf("const x = 1; return x; // one"), QStringList());
        QCOMPARE(linesOf("=input.code"), QStringList());
        const QStringList wrong = linesOf("return (");
        QCOMPARE(wrong.size(), 1);
        QVERIFY2(wrong[0].startsWith(u"script.syntax n/input/code: “Code”: Syntax error: "_s),
                 qPrintable(wrong[0]));
    }

    void findsTheNodesThatAnExpressionNames()
    {
        const auto names = [](const char *text) {
            QStringList list;
            for (const std::string &name : referencedNodes(text))
                list.append(QString::fromStdString(name));
            return list;
        };
        QCOMPARE(names(R"(nodes.A.output + nodes["B c"].output - nodes ['D'] . output)"),
                 (QStringList{u"A"_s, u"B c"_s, u"D"_s}));
        QCOMPARE(names(R"(vars.nodes.A + 'nodes.B' /* nodes.C */ + nodes?.É.output + mynodes.D)"),
                 QStringList{u"É"_s});
        QCOMPARE(names("nodes['a' + 'b'].output + nodes[`x`]"), QStringList{});
        QCOMPARE(names("nodes[\"it\\\"s\"]"), QStringList{u"it\x22s"_s});
        QCOMPARE(names("`a ${nodes.A.output + `${nodes['B'].output}`} nodes.C` + nodes.D"),
                 (QStringList{u"A"_s, u"B"_s, u"D"_s}));
        QCOMPARE(names("nodes."), QStringList{});
        QCOMPARE(names("nodes['"), QStringList{});
    }

    void findsTheSameWhateverWasCheckedBefore()
    {
        const auto evaluator = makeExpressionEvaluator();
        const ActivityCatalog activities = catalog();
        WorkflowDefinition definition = definitionOf(
            start + "," + node("wait-for-event", R"({"event":"=input.x +"})") +
                R"(,{"id":"e","kind":"end","name":"End","fields":{"output":"=nodes.Node.output"}})",
            R"({"from":"s","to":"n"},{"from":"n","to":"e"})");
        IncrementalValidation validation;
        const auto compare = [&] {
            const auto found = validation.validate(definition, activities, evaluator.get());
            QVERIFY(found == validate(definition, activities, evaluator.get()));
        };
        compare();
        compare();
        definition.nodes[0].name = "Other"; // “e”, “n”, “s” are sorted
        compare();
        for (Node &each : definition.nodes) {
            if (each.id == NodeId(std::string("n")))
                each.name = "Renamed"; // which changes what the expression of another node says
        }
        compare();
        QVERIFY(hasErrors(validation.validate(definition, activities, evaluator.get())));
        for (Node &each : definition.nodes) {
            if (each.id == NodeId(std::string("n")))
                each.fields["event"] = "Paid";
        }
        compare();
        definition.edges.pop_back();
        compare();
        definition.nodes.pop_back();
        compare();
        QVERIFY(validation.validate(definition, activities) == validate(definition, activities));
    }

    /// That it takes less than 50 ms is for bench_validation to show.
    void findsTheSameAfterEachOfManyEditsOfALargeDrawing()
    {
        constexpr std::size_t size = 5'000;
        const ActivityCatalog activities = catalog();
        WorkflowDefinition drawing = longChain(size);
        IncrementalValidation validation;
        std::mt19937 random(4);
        const auto below = [&random](std::size_t bound) { return std::size_t(random()) % bound; };
        std::set<std::string> codes;
        for (int edit = 1; edit <= 200; ++edit) {
            Node &node = drawing.nodes[1 + below(drawing.nodes.size() - 1)];
            const std::string number = std::to_string(below(size));
            switch (below(6)) {
            case 0: // mended, or referring to one that comes later or is gone
                node.fields["variables"] = Json::object({{"x", "=nodes[\"Step " + number + "\"].output"}});
                break;
            case 1:
                node.fields["variables"] = Json::object({{"a b", "=input.list.push(" + number + ")"}});
                break;
            case 2:
                node.name = "Step " + number;
                break;
            case 3:
                drawing.edges.erase(drawing.edges.begin() + std::ptrdiff_t(below(drawing.edges.size())));
                break;
            case 4:
                drawing.edges.push_back({node.id, "next", NodeId(number)});
                break;
            default:
                std::erase_if(drawing.nodes,
                              [&](const Node &other) { return other.id == NodeId(number) && number != "0"; });
            }
            const auto found = validation.validate(drawing, activities);
            if (edit % 20 != 0)
                continue;
            QVERIFY2(found == validate(drawing, activities), qPrintable(QString::number(edit)));
            for (const Problem &problem : found)
                codes.insert(problem.code);
        }
        // So that it is known not to have compared nothing with nothing.
        for (const char *code : {"edge.duplicate", "edge.missing", "expression.assignment", "name.duplicate",
                                 "node.unreachable", "reference.unknown", "variable.name"})
            QVERIFY2(codes.contains(code), code);
    }

    void checksThousandsOfNodesInTimeProportionalToTheirNumber()
    {
        const WorkflowDefinition chain = longChain(5'000);
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(validate(chain, catalog()).size(), std::size_t(0));
        qInfo("validated in %lld ms", static_cast<long long>(timer.elapsed()));
        // Some 30 ms in an optimised build; comparing all pairs would take far longer than this in any.
        QVERIFY2(timer.elapsed() < 3'000, qPrintable(QString::number(timer.elapsed())));
    }
};

QTEST_GUILESS_MAIN(TestValidation)
#include "tst_validation.moc"
