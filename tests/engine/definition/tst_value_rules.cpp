// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/NeededValues.h"
#include "engine/definition/NodeCatalog.h"
#include "engine/definition/ProblemFixes.h"
#include "tests/engine/definition/Drawings.h"

#include <QTest>

using namespace perdura;
using namespace perdura::drawings;
using namespace Qt::Literals::StringLiterals;

namespace {

/// The problems that are about values, orders and names in expressions.
std::vector<Problem> valueProblemsOf(const WorkflowDefinition &definition)
{
    auto problems = validate(definition, catalog());
    std::erase_if(problems, [](const Problem &problem) { return !problem.code.starts_with("reference."); });
    return problems;
}

QStringList linesOf(const WorkflowDefinition &definition)
{
    QStringList lines;
    for (const Problem &problem : valueProblemsOf(definition))
        lines.append(lineOf(problem));
    return lines;
}

QByteArray status(const char *id, const QByteArray &expression, const QByteArray &parent = {})
{
    return R"({"id":")" + QByteArray(id) + R"(","kind":"set-status","name":")" + id + "\"" +
           (parent.isEmpty() ? QByteArray() : R"(,"parent":")" + parent + "\"") + R"(,"fields":{"status":)" +
           expression + "}}";
}

QByteArray edge(const char *from, const char *to, const char *port = "next")
{
    return R"({"from":")" + QByteArray(from) + R"(","port":")" + port + R"(","to":")" + to + R"("})";
}

const QByteArray setsTotal =
    R"({"id":"v","kind":"set-variables","name":"Sum up","fields":{"variables":{"total":1,"lines count":2}}})";

/// Start, variables, and a status from the expression.
WorkflowDefinition withExpression(const char *expression, const char *inputSchema = nullptr)
{
    const QByteArray json = QByteArray::fromStdString(dumpJson(Json(expression)));
    auto definition = definitionOf(start + "," + setsTotal + "," + status("n", json),
                                   edge("s", "v") + "," + edge("v", "n"));
    if (inputSchema)
        definition.inputSchema = *parseJson(inputSchema);
    return definition;
}

constexpr auto closed =
    R"({"type":"object","properties":{"amount":{},"customer":{}},"additionalProperties":false})";
constexpr auto open = R"({"type":"object","properties":{"amount":{},"customer":{}}})";
constexpr auto anything =
    R"({"type":"object","properties":{"amount":{},"customer":{}},"additionalProperties":true})";

} // namespace

/// What expressions take for granted, compared with what the drawing gives.
class TestValueRules : public QObject
{
    Q_OBJECT

private slots:
    void tellsWhatAnExpressionTakesForGranted_data()
    {
        QTest::addColumn<QStringList>("values");
        const auto row = [](const char *expression, const QStringList &values = {}) {
            QTest::newRow(expression) << values;
        };
        row("vars.a + vars['b c'] + input.d", {u"vars.a"_s, u"vars.b c"_s, u"input.d"_s});
        row("vars.a.b.c ?? 1", {u"vars.a"_s});
        row("`${vars.a}`", {u"vars.a"_s});
        row("item.name + index + error.message", {u"item"_s, u"index"_s, u"error"_s});
        row("({item, a: index})", {u"item"_s, u"index"_s});
        row("[1, 2].map(x => x * vars.a)", {u"vars.a"_s});
        row("vars.a > 3 && vars.b", {u"vars.a"_s, u"vars.b"_s});
        // Asked for, in the whole expression.
        row("vars.a ?? 1");
        row("vars?.a ?? vars['a']");
        row("vars.a || 1");
        row("vars.a && vars.a.b");
        row("vars.a ? vars.a.b : 1");
        row("vars.a?.b");
        row("vars.a === undefined || vars.a > 3");
        row("null != vars.a");
        row("!vars.a");
        row("typeof vars.a === 'number' && vars.a");
        row("'a' in vars && vars.a > 1");
        row("vars.hasOwnProperty('a') && vars.a > 1");
        row("error?.message");
        row("error ? error.message : 'none'");
        row("item ?? 1");
        // Told by the run.
        row("vars[input.which]", {u"input.which"_s});
        row("Object.keys(vars).length + vars.a");
        row("({...input}).a + input.b");
        // Other things of that name.
        row("'vars.a' + \"input.b\" /* vars.c */");
        row("nodes.A.output.vars.a + entity.input.b");
        row("({vars: 1, error: 2})");
        row("[1].map(item => item + 1)");
        row("[1].map((item, index) => item + index)");
        row("[[1, 2]].map(([item, error]) => item + error)");
        row("[1].map(vars => vars.a)");
        row("(() => { const vars = {}; return vars.a; })()");
        row("[1].map(function (item) { return item; })");
        row("vars.a++ > 3");
        row("vars.a = 1");
    }
    void tellsWhatAnExpressionTakesForGranted()
    {
        QFETCH(const QStringList, values);
        QStringList found;
        for (const NeededValue &value : neededValues(expressionTokens(QTest::currentDataTag())))
            found << QString::fromStdString(value.name.empty() ? value.root : value.root + '.' + value.name);
        QCOMPARE(found, values);
    }

    void variablesAreThoseThatSomeNodeSets_data()
    {
        QTest::addColumn<QStringList>("expected");
        const auto row = [](const char *expression, const QString &expected = {}) {
            QTest::newRow(expression) << (expected.isEmpty() ? QStringList() : QStringList{expected});
        };
        row("=vars.total + vars['lines count']");
        row("=vars.never",
            u"?reference.variable n/status: No node sets the variable “never”; set it in a node of the kind Set variables, or correct the name."_s);
        row("=vars.totl > 1",
            u"?reference.variable n/status: No node sets the variable “totl”; set it in a node of the kind Set variables, or correct the name."_s);
        row("=vars.never ?? 1");
        row("='never' in vars ? vars.never : 1");
        row("=vars['ne' + 'ver']");
        row("='vars.never'");
        row("vars.never");
    }
    void variablesAreThoseThatSomeNodeSets()
    {
        QFETCH(const QStringList, expected);
        QCOMPARE(linesOf(withExpression(QTest::currentDataTag())), expected);
    }

    void variablesOfAnEntityAreThoseOfItsOperations()
    {
        auto definition = definitionOf(
            R"({"id":"o","kind":"operation","name":"Add"},{"id":"p","kind":"operation","name":"Take"},)" +
                setsTotal +
                R"(,{"id":"n","kind":"set-state","name":"Keep","fields":{"state":"=vars.total + vars.never + input.a"}})",
            edge("o", "v") + "," + edge("p", "n"));
        definition.kind = DefinitionKind::Entity;
        definition.inputSchema = *parseJson(closed);
        QCOMPARE(
            linesOf(definition),
            QStringList{
                u"?reference.variable n/state: No node sets the variable “never”; set it in a node of the kind Set variables, or correct the name."_s});
    }

    void membersOfTheInputAreThoseOfItsSchema_data()
    {
        QTest::addColumn<QByteArray>("expression");
        QTest::addColumn<QByteArray>("schema");
        QTest::addColumn<QStringList>("expected");
        const auto row = [](const char *name, const char *expression, const char *schema,
                            const QString &expected = {}) {
            QTest::newRow(name) << QByteArray(expression) << QByteArray(schema)
                                << (expected.isEmpty() ? QStringList() : QStringList{expected});
        };
        const QString nope =
            u"?reference.input n/status: The schema of the input has no “nope”; add it there, or correct the name."_s;
        const QString slip =
            u"?reference.input n/status: The schema of the input has no “amuont”; add it there, or correct the name."_s;
        row("known", "=input.amount + input['customer']", closed);
        row("unknown", "=input.nope", closed, nope);
        row("unknown but open", "=input.nope", open);
        row("a slip of an open one", "=input.amuont", open, slip);
        row("a slip where anything is taken", "=input.amuont", anything);
        row("asked for", "=input.nope ?? 1", closed);
        row("computed", "=input[vars.total]", closed);
        row("no schema", "=input.nope", "null");
        row("no properties", "=input.nope", R"({"type":"object"})");
    }
    void membersOfTheInputAreThoseOfItsSchema()
    {
        QFETCH(const QByteArray, expression);
        QFETCH(const QByteArray, schema);
        QFETCH(const QStringList, expected);
        QCOMPARE(linesOf(withExpression(expression.constData(), schema.constData())), expected);
    }

    /// What a trigger tells is called input as well there.
    void theInputOfATriggerIsNotThatOfTheWorkflow()
    {
        auto definition = definitionOf(
            R"({"id":"s","kind":"start","name":"Start","fields":{"schedules":[{"cron":"0 6 * * *","input":"=input.due"}]}},)" +
                end,
            straight);
        definition.inputSchema = *parseJson(closed);
        QCOMPARE(linesOf(definition), QStringList());
    }

    void anItemIsThereInsideOfForEach()
    {
        const auto definition = definitionOf(
            start +
                R"(,{"id":"f","kind":"for-each","name":"Each","fields":{"items":"=item.lines","parallelism":1}},)"
                R"({"id":"c","kind":"scope","name":"Scope","parent":"f"},)" +
                status("i", R"("=item.name + index")", "c") + "," + status("n", R"("=index + 1")") + "," +
                status("o", "\"=[1].map((item, index) => item + index)\""),
            edge("s", "f") + "," + edge("f", "n") + "," + edge("n", "o"));
        QCOMPARE(
            linesOf(definition),
            (QStringList{
                u"?reference.item f/items: “item” is there only inside of For each; move the node into one, or use another value."_s,
                u"?reference.item n/status: “index” is there only inside of For each; move the node into one, or use another value."_s}));
    }

    void anErrorIsThereBehindAnErrorPort()
    {
        const auto definition = definitionOf(
            start + R"(,{"id":"h","kind":"http-call","name":"Call","fields":{"url":"=input.url"}},)" +
                status("a", R"("=error.message")") + R"(,{"id":"c","kind":"scope","name":"Scope"},)" +
                status("b", R"("=error.type")", "c") + "," + status("n", R"("=error.message")") + "," +
                status("o", R"("=error ? error.message : ''")"),
            edge("s", "h") + "," + edge("h", "a", "error") + "," + edge("a", "c") + "," + edge("h", "n") +
                "," + edge("n", "o"));
        QCOMPARE(
            linesOf(definition),
            QStringList{
                u"?reference.error n/status: “error” is there only behind an error port, and none leads here; connect one, or use another value."_s});
    }

    /// Undoing runs after something has failed, and may come after any node of its flow.
    void whatUndoesSomethingMayNameAnyNode()
    {
        const auto definition = definitionOf(
            start +
                R"(,{"id":"c","kind":"scope","name":"Scope"},)"
                R"({"id":"p","kind":"sub-workflow","name":"Pay","parent":"c","fields":{"workflow":"Other","undo":true}},)" +
                status("l", "1", "c") + "," + status("u", R"("=nodes.l.output + error.message")", "c"),
            edge("s", "c") + "," + edge("p", "l") + "," + edge("p", "u", "undo"));
        QCOMPARE(linesOf(definition), QStringList());
    }

    void outputsAreThoseOfNodesBefore_data()
    {
        QTest::addColumn<QByteArray>("nodes");
        QTest::addColumn<QByteArray>("edges");
        QTest::addColumn<QStringList>("expected");
        const auto row = [](const char *name, const QByteArray &nodes, const QByteArray &edges,
                            const QStringList &expected = {}) {
            QTest::newRow(name) << start + "," + nodes << edges << expected;
        };
        const auto never = [](const char *place, const char *node) {
            return u"?reference.order %1: “%2” never runs before this node, so it has no output here; use the output of a node that comes before."_s
                .arg(QLatin1String(place), QLatin1String(node));
        };
        const QByteArray chain = edge("s", "a") + "," + edge("a", "b");
        row("before", status("a", "1") + "," + status("b", R"("=nodes.a.output + nodes.Start.output")"),
            chain);
        row("after", status("a", R"("=nodes.b.output")") + "," + status("b", "1"), chain,
            {never("a/status", "b")});
        row("itself", status("a", R"("=nodes.a.output")"), edge("s", "a"), {never("a/status", "a")});
        row("after, but in a loop",
            status("a", R"("=nodes.b.output")") +
                R"(,{"id":"b","kind":"timer","name":"b","fields":{"duration":"1 s"}})",
            chain + "," + edge("b", "a"));
        row("itself in a loop",
            R"({"id":"a","kind":"timer","name":"a","fields":{"duration":"=nodes.a.output"}})",
            edge("s", "a") + "," + edge("a", "a"));
        const QByteArray decision = R"({"id":"i","kind":"if","name":"i","fields":{"condition":"=input"}},)";
        row("on the other way",
            decision + status("a", R"("=nodes.b.output")") + "," + status("b", R"("=nodes.i.output")"),
            edge("s", "i") + "," + edge("i", "a", "true") + "," + edge("i", "b", "false"),
            {never("a/status", "b")});
        row("on one of the ways that join",
            decision + status("a", "1") + "," + status("b", R"("=nodes.a.output")"),
            edge("s", "i") + "," + edge("i", "a", "true") + "," + edge("i", "b", "false") + "," +
                edge("a", "b"));
        row("not connected yet", status("a", R"("=nodes.b.output")") + "," + status("b", "1"),
            edge("s", "b"));
        const QByteArray scope = R"({"id":"c","kind":"scope","name":"c"},)";
        row("outside, before", scope + status("a", "1") + "," + status("b", R"("=nodes.a.output")", "c"),
            edge("s", "a") + "," + edge("a", "c"));
        row("outside, after", scope + status("a", "1") + "," + status("b", R"("=nodes.a.output")", "c"),
            edge("s", "c") + "," + edge("c", "a"), {never("b/status", "a")});
        row("the container around", scope + status("b", R"("=nodes.c.output")", "c"), edge("s", "c"),
            {never("b/status", "c")});
        row("in another lane",
            R"({"id":"c","kind":"parallel","name":"c"},)" + status("a", "1", "c") + "," +
                status("b", R"("=nodes.a.output")", "c"),
            edge("s", "c"), {never("b/status", "a")});
        row("computed", status("a", R"("=nodes['b' + ''].output")") + "," + status("b", "1"), chain);
    }
    void outputsAreThoseOfNodesBefore()
    {
        QFETCH(const QByteArray, nodes);
        QFETCH(const QByteArray, edges);
        QFETCH(const QStringList, expected);
        const auto definition = definitionOf(nodes, edges);
        QVERIFY(definition.nodes.size() > 1);
        QCOMPARE(linesOf(definition), expected);
    }

    /// More than are looked at at a time.
    void manyOutputsAreToldApart()
    {
        WorkflowDefinition chain = definitionOf(start, {});
        std::string before = "s";
        for (int i = 0; i < 300; ++i) {
            const std::string number = std::to_string(i);
            Node node = makeNode(NodeKind::SetStatus, NodeId("n" + number), "N" + number);
            const int source = i % 3 == 0 ? i + 1 : i - 1;
            node.fields["status"] = "=nodes.N" + std::to_string(source) + ".output";
            chain.edges.push_back({NodeId(before), "next", node.id});
            before = node.id.value;
            chain.nodes.push_back(std::move(node));
        }
        const auto problems = valueProblemsOf(chain);
        QCOMPARE(problems.size(), std::size_t(100));
        for (std::size_t i = 0; i < problems.size(); ++i)
            QCOMPARE(problems[i].node->value, "n" + std::to_string(3 * i));
    }

    void aSlipIsMendedByOneClick_data()
    {
        QTest::addColumn<QString>("title");
        QTest::addColumn<QByteArray>("mended");
        const auto row = [](const char *expression, const QString &title, const char *mended) {
            QTest::newRow(expression) << title << QByteArray(mended);
        };
        row("=vars.totl + vars[\"totl\"] + 'vars.totl'", u"Change it to “total”"_s,
            "=vars.total + vars.total + 'vars.totl'");
        row("=vars['line count'] + 1", u"Change it to “lines count”"_s, "=vars[\"lines count\"] + 1");
        row("=input.amuont + vars.amuont", u"Change it to “amount”"_s, "=input.amount + vars.amuont");
    }
    void aSlipIsMendedByOneClick()
    {
        QFETCH(const QString, title);
        QFETCH(const QByteArray, mended);
        const auto before = withExpression(QTest::currentDataTag(), open);
        const auto problems = valueProblemsOf(before);
        QVERIFY(!problems.empty());
        const auto fixes = fixesFor(before, catalog(), problems.front());
        QCOMPARE(fixes.size(), std::size_t(1));
        QCOMPARE(fixes.front().title, title);
        const auto after = applied(before, fixes.front().edits);
        QCOMPARE(after.findByName("n")->fields["status"].get<std::string>(), mended.toStdString());
        for (const Problem &problem : valueProblemsOf(after))
            QVERIFY(problem.message != problems.front().message);
    }
    void aNameThatIsLikeNoOtherIsLeftToThePerson()
    {
        const auto definition = withExpression("=vars.customers");
        const auto problems = valueProblemsOf(definition);
        QCOMPARE(problems.size(), std::size_t(1));
        QVERIFY(fixesFor(definition, catalog(), problems.front()).empty());
    }
};

QTEST_GUILESS_MAIN(TestValueRules)
#include "tst_value_rules.moc"
