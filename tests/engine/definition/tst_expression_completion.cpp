// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/ExpressionCompletion.h"
#include "engine/definition/ExpressionFunctions.h"
#include "engine/definition/ExpressionRules.h"
#include "tests/engine/definition/Drawings.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTest>

using namespace perdura;
using namespace Qt::Literals::StringLiterals;

namespace {

NodeId id(const char *text)
{
    return NodeId(std::string(text));
}

/// Start, "Ask for the result" (approval), "Fetch" (HTTP call, whose failure leads to "Mend"), "Each" (for
/// each of input.lines, with "Inside"), "Last"; and "Aside", which leads nowhere.
WorkflowDefinition drawing()
{
    WorkflowDefinition definition = drawings::definitionOf(
        drawings::start + R"json(,
        {"id":"a","kind":"approval","name":"Ask for the result","fields":{"title":"x","outcomes":["Yes","No"],
            "form":{"type":"object","properties":{"amount":{"type":"number","title":"Amount"}}}}},
        {"id":"f","kind":"http-call","name":"Fetch","fields":{"url":"=input.url"}},
        {"id":"m","kind":"set-variables","name":"Mend","fields":{"variables":{"reason":"=error.message","tries":1}}},
        {"id":"l","kind":"for-each","name":"Each","fields":{"items":"=input.lines"}},
        {"id":"i","kind":"set-status","name":"Inside","parent":"l","fields":{}},
        {"id":"e","kind":"end","name":"Last"},
        {"id":"z","kind":"set-variables","name":"Aside","fields":{"variables":{"far away":[1]}}})json",
        R"({"from":"s","to":"a"},{"from":"a","port":"Yes","to":"f"},{"from":"f","to":"l"},
           {"from":"f","port":"error","to":"m"},{"from":"l","to":"e"})");
    definition.inputSchema = *parseJson(
        R"({"type":"object","properties":{
            "lines":{"type":"array","description":"What was ordered.","items":{"type":"object",
                "properties":{"price":{"type":"number"},"name":{"type":"string"}}}},
            "customer":{"type":"object","properties":{"first name":{"type":"string"},"city":{"type":"string"}}}}})");
    return definition;
}

/// The caret is at "|".
ExpressionCompletions completions(const WorkflowDefinition &definition, const char *node, QString expression,
                                  const std::string &field = "/output")
{
    const qsizetype caret = expression.indexOf(u'|');
    const std::size_t byte = expression.left(caret).toStdString().size();
    const std::string text = expression.remove(caret, 1).toStdString();
    return completionsFor({definition, drawings::catalog(), id(node), field, text, byte});
}

QStringList labels(const ExpressionCompletions &found)
{
    QStringList all;
    for (const ExpressionCompletion &item : found.items)
        all << QString::fromStdString(item.label);
    return all;
}

QStringList labelsAt(const char *node, const QString &expression)
{
    return labels(completions(drawing(), node, expression));
}

/// The expression after the first choice.
QString taken(const char *node, const QString &expression)
{
    const ExpressionCompletions found = completions(drawing(), node, expression);
    std::string text = QString(expression).remove(u'|').toStdString();
    if (found.items.empty())
        return u"nothing"_s;
    text.replace(found.start, found.length, found.items.front().text);
    return QString::fromStdString(text);
}

} // namespace

class TestExpressionCompletion : public QObject
{
    Q_OBJECT

private slots:
    void offersTheNamesThatAreThereAtANode()
    {
        const QStringList plain{
            u"input"_s,       u"vars"_s,       u"nodes"_s,          u"instance"_s,
            u"now"_s,         u"Each"_s,       u"Fetch"_s,          u"Ask for the result"_s,
            u"Start"_s,       u"addMonths"_s,  u"addTime"_s,        u"average"_s,
            u"chunk"_s,       u"formatDate"_s, u"formatDuration"_s, u"formatNumber"_s,
            u"groupBy"_s,     u"jsonPath"_s,   u"keyBy"_s,          u"maxBy"_s,
            u"merge"_s,       u"minBy"_s,      u"omit"_s,           u"parseCsv"_s,
            u"parseDate"_s,   u"pick"_s,       u"range"_s,          u"seconds"_s,
            u"slug"_s,        u"sortBy"_s,     u"startOf"_s,        u"sum"_s,
            u"timeBetween"_s, u"toCsv"_s,      u"truncate"_s,       u"unique"_s,
            u"valueAt"_s,     u"true"_s,       u"false"_s,          u"null"_s};
        QCOMPARE(labelsAt("e", u"|"_s), plain);
        const QStringList first = labelsAt("s", u"|"_s);
        QVERIFY(!first.contains(u"Start"_s) && !first.contains(u"item"_s) && !first.contains(u"error"_s));
        // Inside of a For each there is its item; behind an error port, the error.
        const QStringList inside = labelsAt("i", u"|"_s);
        QVERIFY(inside.contains(u"item"_s) && inside.contains(u"index"_s) && inside.contains(u"Fetch"_s));
        QVERIFY(!inside.contains(u"error"_s) && !inside.contains(u"Each"_s));
        const QStringList behind = labelsAt("m", u"|"_s);
        QVERIFY(behind.contains(u"error"_s) && !behind.contains(u"item"_s));
    }

    void offersWhatEntitiesHave()
    {
        WorkflowDefinition definition = drawings::definitionOf(
            R"({"id":"o","kind":"operation","name":"add"},{"id":"s","kind":"set-state","name":"Keep"})",
            R"({"from":"o","to":"s"})");
        definition.kind = DefinitionKind::Entity;
        const QStringList names = labels(completions(definition, "s", u"|"_s, "/state"));
        QCOMPARE(names.mid(0, 7), QStringList({u"input"_s, u"state"_s, u"vars"_s, u"nodes"_s, u"entity"_s,
                                               u"now"_s, u"add"_s}));
        QVERIFY(!names.contains(u"instance"_s));
        QCOMPARE(labels(completions(definition, "s", u"entity.|"_s, "/state")),
                 QStringList({u"name"_s, u"key"_s}));
    }

    void offersMembersThatAreKnown_data()
    {
        QTest::addColumn<QString>("node");
        QTest::addColumn<QString>("expression");
        QTest::addColumn<QStringList>("expected");
        const auto row = [](const char *node, const QString &expression, const QString &expected) {
            QTest::newRow(qPrintable(QString::fromLatin1(node) + u' ' + expression))
                << QString::fromLatin1(node) << expression
                << (expected.isEmpty() ? QStringList() : expected.split(u','));
        };
        row("e", u"input.|"_s, u"lines,customer"_s);
        row("e", u"input?.cu|"_s, u"customer"_s);
        row("e", u"input.customer.|"_s, u"first name,city"_s);
        row("e", u"input.lines[0].|"_s, u"price,name"_s);
        row("e", u"input.lines[input.n + 1].p|"_s, u"price"_s);
        row("e", u"input['lines'][0].n|"_s, u"name"_s);
        row("e", u"vars.|"_s, u"reason,tries,far away"_s);
        row("e", u"instance.|"_s, u"id,name,version"_s);
        row("e", u"nodes.|"_s, u"Each,Fetch,Ask for the result,Start"_s);
        row("e", u"nodes.Fetch.|"_s, u"output"_s);
        row("e", u"nodes.Fetch.output.|"_s, u"status,headers,body,bodyIsBase64"_s);
        row("e", u"nodes['Ask for the result'].output.|"_s, u"outcome,form,comment,by"_s);
        row("e", u"nodes[\"Ask for the result\"].output.form.|"_s, u"amount"_s);
        row("e", u"nodes.Start.output.|"_s, u"lines,customer"_s);
        row("e", u"nodes.Each.output.so|"_s, u"some"_s);
        row("e", u"nodes.Each.output.le|"_s, u"length"_s);
        row("e", u"`${input.customer.|}`"_s, u"first name,city"_s);
        row("e", u"now.sl|"_s, u"slice"_s);
        row("i", u"item.|"_s, u"price,name"_s);
        row("m", u"error.|"_s, u"type,message,properties,node"_s);
        row("e", u"input.lines.filter(line => line.|"_s, u"price,name"_s);
        row("e", u"input.lines.map((each, i) => each.pr|"_s, u"price"_s);
        // Where nothing is known, nothing is said.
        row("e", u"error.|"_s, {});
        row("e", u"item.|"_s, {});
        row("e", u"nodes.Nobody.output.|"_s, {});
        row("e", u"input.nothing.|"_s, {});
        row("e", u"sum(input.lines).|"_s, {});
        row("e", u"'input.|'"_s, {});
        row("e", u"`input.|`"_s, {});
        row("e", u"input // input.|"_s, {});
        row("e", u"input /* input.|"_s, {});
        row("e", u"12|"_s, {});
        row("e", u"input |"_s, {});
        row("e", u"/in|/"_s, {});
    }
    void offersMembersThatAreKnown()
    {
        QFETCH(QString, node);
        QFETCH(QString, expression);
        QFETCH(QStringList, expected);
        QCOMPARE(labelsAt(node.toLatin1().constData(), expression), expected);
    }

    void writesNamesAsTheirPlaceWantsThem_data()
    {
        QTest::addColumn<QString>("expression");
        QTest::addColumn<QString>("expected");
        const auto row = [](const QString &expression, const QString &expected) {
            QTest::newRow(qPrintable(expression)) << expression << expected;
        };
        row(u"inp| + 1"_s, u"input + 1"_s);
        row(u"1 + inp|ut"_s, u"1 + input"_s);
        row(u"Fet|"_s, u"nodes.Fetch.output"_s);
        row(u"res|"_s, u"nodes[\"Ask for the result\"].output"_s);
        row(u"nodes.fe|"_s, u"nodes.Fetch.output"_s);
        row(u"nodes.ask|"_s, u"nodes[\"Ask for the result\"].output"_s);
        row(u"nodes.ask|.output.by"_s, u"nodes[\"Ask for the result\"].output.by"_s);
        row(u"nodes['Ask f|"_s, u"nodes['Ask for the result'].output"_s);
        row(u"nodes['Ask f|'].output"_s, u"nodes['Ask for the result'].output"_s);
        row(u"nodes[|"_s, u"nodes[\"Each\"].output"_s);
        row(u"input.customer.fi|"_s, u"input.customer[\"first name\"]"_s);
        row(u"input.customer?.fi|"_s, u"input.customer?.[\"first name\"]"_s);
        row(u"input.customer?.c|"_s, u"input.customer?.city"_s);
        row(u"input.customer[\"ci|"_s, u"input.customer[\"city\"]"_s);
        row(u"'ü' + su|"_s, u"'ü' + sum("_s);
        row(u"now.tr|"_s, u"now.trim("_s);
    }
    void writesNamesAsTheirPlaceWantsThem()
    {
        QFETCH(QString, expression);
        QFETCH(QString, expected);
        QCOMPARE(taken("e", expression), expected);
    }

    void tellsWhatEachIs()
    {
        using Kind = ExpressionCompletion::Kind;
        const auto lines = completions(drawing(), "e", u"input.li|"_s);
        QCOMPARE(lines.items, std::vector<ExpressionCompletion>(
                                  {{Kind::Member, "lines", ".lines", u"list"_s, u"What was ordered."_s}}));
        const auto sum = completions(drawing(), "e", u"sum|"_s);
        QCOMPARE(sum.items, std::vector<ExpressionCompletion>(
                                {{Kind::Function, "sum", "sum(", u"sum(list, path?)"_s,
                                  u"The sum of the numbers of a list, or of one member of its items."_s}}));
        const auto node = completions(drawing(), "e", u"nodes.Fe|"_s);
        QCOMPARE(node.items,
                 std::vector<ExpressionCompletion>({{Kind::Node, "Fetch", ".Fetch.output", u"HTTP call"_s,
                                                     u"The output of this node."_s}}));
        const auto reason = completions(drawing(), "e", u"vars.re|"_s);
        QCOMPARE(reason.items, std::vector<ExpressionCompletion>(
                                   {{Kind::Member, "reason", ".reason", QString(), u"=error.message"_s}}));
    }

    void isSilentInFieldsWithoutExpressions()
    {
        QVERIFY(completions(drawing(), "f", u"inp|"_s, "/url").items.size() == 1);
        QVERIFY(completions(drawing(), "a", u"inp|"_s, "/outcomes/0").items.empty());
        QVERIFY(completions(drawing(), "nobody", u"inp|"_s).items.empty());
    }

    void goesOnInLoopsAndBrokenDrawings()
    {
        WorkflowDefinition definition = drawing();
        definition.edges.push_back({id("e"), "next", id("a")});
        definition.edges.push_back({id("e"), "error", id("gone")});
        definition.nodes[4].parent = id("i"); // the container is inside what it contains
        const QStringList names = labels(completions(definition, "a", u"|"_s));
        QVERIFY(names.contains(u"Last"_s));
        QVERIFY(!labels(completions(definition, "i", u"item.|"_s)).contains(u"x"_s));
    }

    void theHelpTellsOfEveryFunction()
    {
        QFile page(QStringLiteral(PERDURA_RESOURCES "/help/expressions.md"));
        QVERIFY(page.open(QIODevice::ReadOnly));
        const QString text = QString::fromUtf8(page.readAll());
        for (const ExpressionFunction &function : expressionFunctions())
            QVERIFY2(text.contains(u"| `%1` | %2 |\n"_s.arg(function.signature, function.documentation)),
                     qPrintable(function.signature));
        // And every one is known to the checks.
        for (const ExpressionFunction &function : expressionFunctions())
            QVERIFY(expressionFlaws(expressionTokens(std::string(function.name) + "(1)")).empty());
    }

    void everyPrefixOfAnExpressionIsAnswered()
    {
        const QString text =
            u"nodes['Ask for the result'].output.form?.amount + `a${input.lines[0].price /* x */}` + /x/.y"_s;
        for (qsizetype end = 0; end <= text.size(); ++end) {
            QString with = text;
            const auto found = completions(drawing(), "e", with.insert(end, u'|'));
            QVERIFY(found.start + found.length <= text.toStdString().size());
        }
    }
};

QTEST_GUILESS_MAIN(TestExpressionCompletion)
#include "tst_expression_completion.moc"
