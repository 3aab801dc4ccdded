// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/ProblemFixes.h"
#include "tests/engine/definition/Drawings.h"

#include <QTest>

#include <algorithm>

using namespace perdura;
using namespace perdura::drawings;
using namespace Qt::Literals::StringLiterals;

namespace {

/// A node, its fields and where its ports lead, one line each; in the order of ids and ports.
QStringList wordsOf(const WorkflowDefinition &definition)
{
    QStringList lines;
    for (const Node &node : definition.nodes)
        lines.append(node.id.toQString() + u" “"_s + QString::fromStdString(node.name) + u"” "_s +
                     (node.parent ? u"in "_s + node.parent->toQString() + u' ' : QString()) +
                     QString::fromStdString(dumpJson(node.fields)));
    for (const Edge &edge : definition.edges)
        lines.append(edge.from.toQString() + u' ' + QString::fromStdString(edge.port) + u" > "_s +
                     edge.to.toQString());
    lines.sort();
    return lines;
}

/// What is only in the one ("-") or the other ("+").
QStringList differences(const WorkflowDefinition &before, const WorkflowDefinition &after)
{
    QStringList gone = wordsOf(before);
    QStringList come;
    for (const QString &line : wordsOf(after)) {
        if (!gone.removeOne(line))
            come.append(u"+ "_s + line);
    }
    for (QString &line : gone)
        line.prepend(u"- "_s);
    return gone + come;
}

bool contains(const std::vector<Problem> &problems, const Problem &problem)
{
    return std::find(problems.begin(), problems.end(), problem) != problems.end();
}

NodeId id(const char *text)
{
    return NodeId(std::string(text));
}

const QByteArray toNode = R"({"from":"s","to":"n"})";

} // namespace

class TestProblemFixes : public QObject
{
    Q_OBJECT

private slots:
    void mendsTheProblemAndNothingElse_data()
    {
        QTest::addColumn<QByteArray>("nodes");
        QTest::addColumn<QByteArray>("edges");
        QTest::addColumn<QByteArray>("code");
        QTest::addColumn<QString>("title");
        QTest::addColumn<QStringList>("changes");
        const auto row = [](const char *code, const QByteArray &nodes, const QByteArray &edges,
                            const QString &title, const QStringList &changes, const char *tag = "") {
            QTest::addRow("%s %s", code, tag) << nodes << edges << QByteArray(code) << title << changes;
        };
        row("start.missing", end, "", u"Add a Start"_s, {u"+ start-1 next > e"_s, u"+ start-1 “Start” {}"_s});
        row("start.missing", "", "", u"Add a Start"_s, {u"+ start-1 “Start” {}"_s}, "empty");
        row("start.several", start + "," + end + R"(,{"id":"t","kind":"start","name":"Other"})", straight,
            u"Delete “Other”"_s, {u"- t “Other” {}"_s});
        row("start.inside",
            start + "," + node("scope", "{}") +
                R"(,{"id":"t","kind":"start","name":"Other","parent":"n"})"
                R"(,{"id":"i","kind":"end","name":"I","parent":"n"})",
            toNode + R"(,{"from":"t","to":"i"})", u"Delete “Other”"_s,
            {u"- t next > i"_s, u"- t “Other” in n {}"_s});
        row("node.unreachable", start + "," + end, "", u"Delete “End”"_s, {u"- e “End” {}"_s});
        row("node.kind", start + "," + end + "," + node("set-state", "{}"),
            toNode + R"(,{"from":"n","to":"e"})", u"Delete “Node”"_s,
            {u"- n next > e"_s, u"- n “Node” {}"_s, u"- s next > n"_s, u"+ s next > e"_s});
        row("container.empty", start + "," + node("scope", "{}"), toNode, u"Delete “Node”"_s,
            {u"- n “Node” {}"_s, u"- s next > n"_s});
        row("variable.none", start + "," + end + "," + node("set-variables", R"({"variables":{}})"),
            toNode + R"(,{"from":"n","to":"e"})", u"Delete “Node”"_s,
            {u"- n next > e"_s, u"- n “Node” {\"variables\":{}}"_s, u"- s next > n"_s, u"+ s next > e"_s});
        row("name.duplicate", start + R"(,{"id":"e","kind":"end","name":"Start"})", straight,
            u"Rename it to “Start 2”"_s, {u"- e “Start” {}"_s, u"+ e “Start 2” {}"_s});
        row("name.empty", start + R"(,{"id":"e","kind":"end","name":""})", straight, u"Name it “End”"_s,
            {u"- e “” {}"_s, u"+ e “End” {}"_s});
        row("edge.port", start + "," + end, straight + R"(,{"from":"s","port":"error","to":"e"})",
            u"Delete the edge"_s, {u"- s error > e"_s});
        row("edge.intoStart", start + "," + node("timer", R"({"duration":"1 s"})"),
            toNode + R"(,{"from":"n","to":"s"})", u"Delete the edge"_s, {u"- n next > s"_s});
        row("container.entries",
            start + "," + node("scope", "{}") +
                R"(,{"id":"a","kind":"set-status","name":"A","parent":"n"})"
                R"(,{"id":"b","kind":"end","name":"B","parent":"n"})",
            toNode, u"Connect “A” to “B”"_s, {u"+ a next > b"_s});
        row("approval.noTimeout", start + "," + node("approval", R"({"title":"T","outcomes":["Yes"]})"),
            toNode, u"Add a time-out of 3 d"_s,
            {u"- n “Node” {\"title\":\"T\",\"outcomes\":[\"Yes\"]}"_s,
             u"+ n “Node” {\"title\":\"T\",\"outcomes\":[\"Yes\"],\"timeout\":\"3 d\"}"_s});
        row("event.noTimeout", start + "," + node("wait-for-event", R"({"event":"Paid"})"), toNode,
            u"Add a time-out of 3 d"_s,
            {u"- n “Node” {\"event\":\"Paid\"}"_s, u"+ n “Node” {\"event\":\"Paid\",\"timeout\":\"3 d\"}"_s});
        row("timeout.unconnected",
            start + "," + node("wait-for-event", R"({"event":"Paid","timeout":"1 h"})"), toNode,
            u"Fail when the time is up"_s,
            {u"+ fail-1 “Out of time” {\"errorType\":\"WorkflowFailed\",\"message\":\"“Node” had no answer in time.\"}"_s,
             u"+ n timeout > fail-1"_s});
        row("port.unconnected",
            start + "," + end + "," + node("switch", R"({"value":"=input","cases":["A","B"]})"),
            toNode + R"(,{"from":"n","port":"A","to":"e"})", u"End the flow at “B”"_s,
            {u"+ end-1 “End 2” {}"_s, u"+ n B > end-1"_s});
        row("loop.noWait",
            start + "," + node("if", R"({"condition":true})") +
                R"(,{"id":"v","kind":"set-status","name":"V"})",
            toNode + R"(,{"from":"n","port":"true","to":"v"},{"from":"v","to":"n"})",
            u"Wait 1 min in each round"_s,
            {u"- v next > n"_s, u"+ timer-1 next > n"_s, u"+ timer-1 “Timer” {\"duration\":\"1 min\"}"_s,
             u"+ v next > timer-1"_s});
        const QByteArray nap = R"(,{"id":"t","kind":"timer","name":"Nap","fields":{"duration":"1 min"}})";
        const QStringList anew{
            u"- t next > n"_s,
            u"+ continue-as-new-1 “Continue as new” {\"keepEvents\":true,\"input\":\"=input\"}"_s,
            u"+ t next > continue-as-new-1"_s};
        row("loop.noExpiry", start + "," + node("if", R"({"condition":"=input.done"})") + nap,
            toNode + R"(,{"from":"n","port":"false","to":"t"},{"from":"t","to":"n"})",
            u"Begin each round with Continue as new"_s, anew);
        row("loop.noExit", start + "," + node("http-call", R"({"url":"=input.url"})") + nap,
            toNode + R"(,{"from":"n","to":"t"},{"from":"t","to":"n"})",
            u"Begin each round with Continue as new"_s, anew);
        const QByteArray insideEach = R"(,{"id":"i","kind":"end","name":"I","parent":"n"})";
        row("foreach.parallelism", start + "," + node("for-each", R"({"items":[1]})") + insideEach, toNode,
            u"Work on 10 at a time"_s,
            {u"- n “Node” {\"items\":[1]}"_s, u"+ n “Node” {\"items\":[1],\"parallelism\":10}"_s});
        row("fanout.nested",
            start + "," + node("for-each", R"({"items":[1],"parallelism":30})") +
                R"(,{"id":"m","kind":"for-each","name":"M","parent":"n","fields":{"items":[1],"parallelism":40}})"
                R"(,{"id":"i","kind":"end","name":"I","parent":"m"})",
            toNode, u"Let “M” work on 33 at a time"_s,
            {u"- m “M” in n {\"items\":[1],\"parallelism\":40}"_s,
             u"+ m “M” in n {\"items\":[1],\"parallelism\":33}"_s});
        row("race.timer",
            start + "," + node("race", R"({"others":"keep"})") +
                R"(,{"id":"c","kind":"scope","name":"C","parent":"n"})"
                R"(,{"id":"t","kind":"timer","name":"T","parent":"c","fields":{"duration":"1 h"}})"
                R"(,{"id":"w","kind":"wait-for-event","name":"W","parent":"n","fields":{"event":"E"}})",
            toNode, u"Let “Node” give the other lanes up"_s,
            {u"- n “Node” {\"others\":\"keep\"}"_s, u"+ n “Node” {\"others\":\"stop\"}"_s});
        row("timer.both", start + "," + node("timer", R"({"duration":"1 h","until":"2026-11-22T08:30:00Z"})"),
            toNode, u"Clear the point in time"_s,
            {u"- n “Node” {\"duration\":\"1 h\",\"until\":\"2026-11-22T08:30:00Z\"}"_s,
             u"+ n “Node” {\"duration\":\"1 h\"}"_s});
        row("expression.mark", start + "," + node("if", R"({"condition":"input.a > 1"})"), toNode,
            u"Put = in front"_s,
            {u"- n “Node” {\"condition\":\"input.a > 1\"}"_s,
             u"+ n “Node” {\"condition\":\"=input.a > 1\"}"_s});
        row("approval.outcome",
            start + "," + node("approval", R"({"title":"T","outcomes":["Yes","No","Yes"],"timeout":"1 h"})") +
                "," + end,
            toNode + R"(,{"from":"n","port":"timeout","to":"e"})", u"Remove the second “Yes”"_s,
            {u"- n “Node” {\"title\":\"T\",\"outcomes\":[\"Yes\",\"No\",\"Yes\"],\"timeout\":\"1 h\"}"_s,
             u"+ n “Node” {\"title\":\"T\",\"outcomes\":[\"Yes\",\"No\"],\"timeout\":\"1 h\"}"_s});
        row("event.other",
            start + "," + end + "," +
                node("wait-for-event", R"({"event":"A","others":["B","C","B"],"timeout":"1 h"})"),
            toNode + R"(,{"from":"n","port":"timeout","to":"e"})", u"Remove the second “B”"_s,
            {u"- n “Node” {\"event\":\"A\",\"others\":[\"B\",\"C\",\"B\"],\"timeout\":\"1 h\"}"_s,
             u"+ n “Node” {\"event\":\"A\",\"others\":[\"B\",\"C\"],\"timeout\":\"1 h\"}"_s});
        row("switch.case", start + "," + node("switch", R"({"value":"=input","cases":["A","B","A"]})"),
            toNode, u"Remove the second “A”"_s,
            {u"- n “Node” {\"value\":\"=input\",\"cases\":[\"A\",\"B\",\"A\"]}"_s,
             u"+ n “Node” {\"value\":\"=input\",\"cases\":[\"A\",\"B\"]}"_s});
        row("field.missing", start + "," + node("timer", "{}"), toNode, u"Set it to 1 h"_s,
            {u"- n “Node” {}"_s, u"+ n “Node” {\"duration\":\"1 h\"}"_s});
        row("field.invalid", start + "," + node("timer", R"({"duration":"1 h","wait":1})"), toNode,
            u"Remove it"_s,
            {u"- n “Node” {\"duration\":\"1 h\",\"wait\":1}"_s, u"+ n “Node” {\"duration\":\"1 h\"}"_s},
            "unknown field");
        row("field.invalid",
            start + "," + node("activity", R"({"activity":"file.read","input":{"path":"a","extra":1}})"),
            toNode, u"Remove it"_s,
            {u"- n “Node” {\"activity\":\"file.read\",\"input\":{\"path\":\"a\",\"extra\":1}}"_s,
             u"+ n “Node” {\"activity\":\"file.read\",\"input\":{\"path\":\"a\"}}"_s},
            "unknown input");
        row("field.invalid",
            start + "," +
                node("activity",
                     R"({"activity":"file.read","input":{"path":"a"},"retry":{"maxAttempts":0}})"),
            toNode, u"Set it to 3"_s,
            {u"- n “Node” {\"activity\":\"file.read\",\"input\":{\"path\":\"a\"},\"retry\":{\"maxAttempts\":0}}"_s,
             u"+ n “Node” {\"activity\":\"file.read\",\"input\":{\"path\":\"a\"},\"retry\":{\"maxAttempts\":3}}"_s},
            "usual value");
        row("reference.unknown", start + "," + node("if", R"({"condition":"=nodes['Strat'].output > 1"})"),
            toNode, u"Change it to “Start”"_s,
            {u"- n “Node” {\"condition\":\"=nodes['Strat'].output > 1\"}"_s,
             u"+ n “Node” {\"condition\":\"=nodes.Start.output > 1\"}"_s});
        row("reference.scope",
            start +
                R"(,{"id":"c","kind":"scope","name":"Outer"},{"id":"d","kind":"scope","name":"Inner","parent":"c"},)"
                R"({"id":"i","kind":"end","name":"In","parent":"d"},)" +
                node("if", R"({"condition":"=nodes.In.output"})"),
            R"({"from":"s","to":"c"},{"from":"c","to":"n"})", u"Use the output of “Outer”"_s,
            {u"- n “Node” {\"condition\":\"=nodes.In.output\"}"_s,
             u"+ n “Node” {\"condition\":\"=nodes.Outer.output\"}"_s});
        row("expression.clock",
            start + "," + node("if", R"({"condition":"=new Date() > 1 && Date.now() > 2"})"), toNode,
            u"Use now instead"_s,
            {u"- n “Node” {\"condition\":\"=new Date() > 1 && Date.now() > 2\"}"_s,
             u"+ n “Node” {\"condition\":\"=new Date(now) > 1 && Date.parse(now) > 2\"}"_s});
        row("expression.unknownName", start + "," + node("if", R"({"condition":"=inptu.a || inptu.b"})"),
            toNode, u"Change it to “input”"_s,
            {u"- n “Node” {\"condition\":\"=inptu.a || inptu.b\"}"_s,
             u"+ n “Node” {\"condition\":\"=input.a || input.b\"}"_s});
    }
    void mendsTheProblemAndNothingElse()
    {
        QFETCH(QByteArray, nodes);
        QFETCH(QByteArray, edges);
        QFETCH(QByteArray, code);
        QFETCH(QString, title);
        QFETCH(QStringList, changes);
        const auto before = definitionOf(nodes, edges);
        QCOMPARE(before.name, std::string("x"));
        const auto problems = validate(before, catalog());
        const auto problem = std::find_if(problems.begin(), problems.end(), [&code](const Problem &each) {
            return each.code == code.toStdString();
        });
        QVERIFY2(problem != problems.end(), qPrintable(problemsOf(before).join(u'\n')));
        const auto fixes = fixesFor(before, catalog(), *problem);
        QCOMPARE(fixes.size(), std::size_t(1));
        QCOMPARE(fixes.front().title, title);
        const auto after = applied(before, fixes.front().edits);
        QCOMPARE(differences(before, after), changes);
        QVERIFY2(!contains(validate(after, catalog()), *problem), qPrintable(problemsOf(after).join(u'\n')));
    }

    void anOperationInsideAContainerGoes()
    {
        const auto before = entityOf(R"({"id":"d","kind":"operation","name":"deposit"},)" +
                                         node("set-variables", R"({"variables":{"a":1}})") +
                                         R"(,{"id":"c","kind":"scope","name":"C"})"
                                         R"(,{"id":"o","kind":"operation","name":"draw","parent":"c"})",
                                     R"({"from":"d","to":"n"})");
        const auto problems = validate(before, catalog());
        const auto problem = std::ranges::find(problems, std::string("operation.inside"), &Problem::code);
        QVERIFY2(problem != problems.end(), qPrintable(problemsOf(before).join(u'\n')));
        const auto fixes = fixesFor(before, catalog(), *problem);
        QCOMPARE(fixes.size(), std::size_t(1));
        QCOMPARE(fixes.front().title, u"Delete “draw”"_s);
        const auto after = applied(before, fixes.front().edits);
        QCOMPARE(differences(before, after), QStringList{u"- o “draw” in c {}"_s});
        QVERIFY(!contains(validate(after, catalog()), *problem));
    }

    void anEdgeWithoutAnEndGoes()
    {
        auto before = definitionOf(start + "," + end, straight);
        before.edges.push_back({id("s"), "next", id("gone")});
        const auto problems = validate(before, catalog());
        QCOMPARE(problems.front().code, std::string("edge.missing"));
        const auto fixes = fixesFor(before, catalog(), problems.front());
        QCOMPARE(fixes.front().title, u"Delete edges without an end"_s);
        const auto after = applied(before, fixes.front().edits);
        QCOMPARE(differences(before, after), QStringList{u"- s next > gone"_s});
        QCOMPARE(problemsOf(after), QStringList{});
    }

    void oneOfTwoEdgesOfAPortGoes()
    {
        auto before = definitionOf(start + "," + end + "," + node("end", "{}"), straight);
        before.edges.push_back({id("s"), "next", id("n")});
        const auto problems = validate(before, catalog());
        QCOMPARE(problems.size(), std::size_t(1));
        QCOMPARE(problems[0].code, std::string("edge.duplicate"));
        const auto fixes = fixesFor(before, catalog(), problems[0]);
        QCOMPARE(fixes.front().title, u"Delete the edge"_s);
        QCOMPARE(differences(before, applied(before, fixes.front().edits)), QStringList{u"- s next > n"_s});
    }

    void anEdgeAcrossABorderGoes()
    {
        auto before = definitionOf(start + "," + end + R"(,{"id":"c","kind":"scope","name":"C"},)" +
                                       R"({"id":"i","kind":"set-status","name":"I","parent":"c"})",
                                   R"({"from":"s","to":"c"},{"from":"c","to":"e"})");
        before.edges.push_back({id("i"), "next", id("e")});
        const auto problems = validate(before, catalog());
        QCOMPARE(problems.size(), std::size_t(1));
        QCOMPARE(problems[0].code, std::string("edge.crosses"));
        const auto fixes = fixesFor(before, catalog(), problems[0]);
        const auto after = applied(before, fixes.front().edits);
        QCOMPARE(differences(before, after), QStringList{u"- i next > e"_s});
        QCOMPARE(problemsOf(after), QStringList{});
    }

    void proposesNothingThatOnlyAPersonCanKnow_data()
    {
        QTest::addColumn<QByteArray>("kind");
        QTest::addColumn<QByteArray>("fields");
        QTest::addColumn<QByteArray>("code");
        const auto row = [](const char *code, const char *kind, const char *fields) {
            QTest::newRow(code) << QByteArray(kind) << QByteArray(fields) << QByteArray(code);
        };
        row("activity.unknown", "activity", R"({"activity":"nope"})");
        row("field.missing", "activity", "{}");
        row("expression.random", "if", R"({"condition":"=Math.random() > 1"})");
        row("expression.assignment", "if", R"({"condition":"=vars.a++ > 1"})");
        row("expression.outside", "if", R"({"condition":"=fetch('a').ok"})");
        row("expression.clock", "if", R"({"condition":"=[1].map(Date.now).length"})");
        row("expression.unknownName", "if", R"({"condition":"=customers.length > 1"})");
        row("reference.unknown", "if", R"({"condition":"=nodes.Customers.output"})");
        row("approval.outcome", "approval", R"({"title":"T","outcomes":["error"]})");
        row("approval.comment", "approval", R"({"title":"T","outcomes":["Yes"],"commentFor":["No"]})");
        row("event.other", "wait-for-event", R"({"event":"A","others":["error"]})");
        row("switch.case", "switch", R"({"value":"=input","cases":["default"]})");
        row("timer.cron", "timer", R"({"cron":"x"})");
    }
    void proposesNothingThatOnlyAPersonCanKnow()
    {
        QFETCH(QByteArray, kind);
        QFETCH(QByteArray, fields);
        QFETCH(QByteArray, code);
        const auto definition =
            definitionOf(start + "," + node(kind.constData(), fields.constData()), toNode);
        bool found = false;
        for (const Problem &problem : validate(definition, catalog())) {
            if (problem.code != code.toStdString())
                continue;
            found = true;
            QVERIFY(fixesFor(definition, catalog(), problem).empty());
        }
        QVERIFY(found);
    }

    /// Begun anew it would do again what comes before the loop.
    void aLoopFurtherOnIsNotBegunAnew()
    {
        const auto definition = definitionOf(
            start + R"(,{"id":"b","kind":"http-call","name":"Pay","fields":{"url":"=input.url"}},)" +
                node("http-call", R"({"url":"=input.url"})"),
            R"({"from":"s","to":"b"},{"from":"b","to":"n"},{"from":"n","to":"n"})");
        const auto problems = validate(definition, catalog());
        QCOMPARE(problems.size(), std::size_t(1));
        QCOMPARE(problems[0].code, std::string("loop.noExit"));
        QVERIFY(fixesFor(definition, catalog(), problems[0]).empty());
    }

    void aNewNodeFindsAFreePlace()
    {
        auto definition =
            definitionOf(start + "," + end + "," + node("switch", R"({"value":"=input","cases":["A","B"]})"),
                         toNode + R"(,{"from":"n","port":"A","to":"e"})");
        definition.layout[id("s")] = {0, 0};
        definition.layout[id("n")] = {300, 0};
        definition.layout[id("e")] = {580, 20};
        const auto problems = validate(definition, catalog());
        const auto after =
            applied(definition, fixesFor(definition, catalog(), problems.front()).front().edits);
        QCOMPARE(after.layout.size(), std::size_t(4));
        QVERIFY((after.layout.at(id("end-1")) == NodePosition{580, 240}));
        QVERIFY((after.layout.at(id("e")) == NodePosition{580, 20}));
    }
};

QTEST_GUILESS_MAIN(TestProblemFixes)
#include "tst_problem_fixes.moc"
