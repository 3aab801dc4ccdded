// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/activities/ActivityRegistry.h"
#include "engine/definition/NodeCatalog.h"
#include "engine/definition/ProblemFixes.h"
#include "tests/engine/definition/Drawings.h"

#include <QTest>

using namespace perdura;
using namespace perdura::drawings;
using namespace Qt::Literals::StringLiterals;

namespace {

const QByteArray toNode = R"({"from":"s","to":"n"})";

QStringList linesOf(const WorkflowDefinition &definition)
{
    QStringList lines;
    for (const Problem &problem : validate(definition, activityCatalog(builtInActivities())))
        lines.append(lineOf(problem));
    return lines;
}

QByteArray selfRun(const char *kind, const char *workflow = "x")
{
    return R"({"id":"n","kind":")" + QByteArray(kind) + R"(","name":"Again","fields":{"workflow":")" +
           workflow + R"("}})";
}

} // namespace

/// Values that are written into fields and can never work, and runs without end.
class TestLiteralRules : public QObject
{
    Q_OBJECT

private slots:
    void theNodeAsksInEveryWayOfTheActivity()
    {
        const ActivityCatalog activities = activityCatalog(builtInActivities());
        const Json &ofNode = nodeKindInfo(NodeKind::HttpCall).fieldSchema["properties"]["method"]["enum"];
        const Json &ofActivity = activities.find("http.request")->inputSchema["properties"]["method"]["enum"];
        QCOMPARE(QString::fromStdString(dumpJson(ofNode)), QString::fromStdString(dumpJson(ofActivity)));
    }

    void findsValuesThatCannotWork_data()
    {
        QTest::addColumn<QByteArray>("kind");
        QTest::addColumn<QByteArray>("fields");
        QTest::addColumn<QStringList>("expected");
        const auto row = [](const char *name, const char *kind, const char *fields,
                            const QStringList &expected = {}) {
            QTest::newRow(name) << QByteArray(kind) << QByteArray(fields) << expected;
        };
        row("members", "activity", R"({"activity":"log","input":{"message":"a","level":"info"}})");
        row("a misspelt member", "activity", R"({"activity":"log","input":{"message":"a","levl":"info"}})",
            {u"?input.unknown n/input/levl: “levl” is not known to the activity “Log”, which passes it over; remove it or correct its name."_s});
        row("a misspelt member that is needed", "activity", R"({"activity":"log","input":{"mesage":"a"}})",
            {u"field.missing n/input/message: “Message” is missing; fill it in."_s,
             u"?input.unknown n/input/mesage: “mesage” is not known to the activity “Log”, which passes it over; remove it or correct its name."_s});
        row("members of any value", "activity",
            R"({"activity":"script","input":{"code":"return input;","input":{"anything":1}}})");

        row("values to write", "activity",
            R"({"activity":"file.write","input":{"path":"a.json","content":{"a":[1,"=input.b"]}}})");
        row("nothing to write", "activity", R"({"activity":"file.write","input":{"path":"a.json"}})",
            {u"field.missing n/input/content: “Content” is missing; fill it in."_s});

        row("a question about the head", "http-call", R"({"url":"http:\/\/a.example","method":"HEAD"})");
        row("an address", "http-call", R"({"url":"https:\/\/example.org/a?b=c"})");
        row("an address that the run tells", "http-call", R"({"url":"=input.url"})");
        row("no address", "http-call", R"({"url":"nota url"})",
            {u"http.address n/url: “nota url” is not a web address; it must start with http:// or https://."_s});
        row("another scheme", "activity", R"({"activity":"http.request","input":{"url":"ftp:\/\/x"}})",
            {u"http.address n/input/url: “ftp://x” is not a web address; it must start with http:// or https://."_s});
        row("no host", "http-call", R"({"url":"http:\/\/\/path"})",
            {u"http.address n/url: “http:///path” is not a web address; it must start with http:// or https://."_s});

        row("a leap day", "timer", R"({"cron":"0 0 29 2 *"})");
        row("no day", "timer", R"({"cron":"0 0 30 2 *"})",
            {u"timer.never n/cron: No day fits “0 0 30 2 *”, so the wait would fail; correct the day or the month."_s});

        row("a first wait", "http-call",
            R"({"url":"http:\/\/a.example","retry":{"maxAttempts":3,"firstInterval":"1 s"}})");
        row("no first wait", "http-call",
            R"({"url":"http:\/\/a.example","retry":{"maxAttempts":3,"firstInterval":"0 s"}})",
            {u"retry.noWait n/retry/firstInterval: “First wait” is nothing, with which the step would fail; it must be longer."_s});

        row("operations", "activity",
            R"({"activity":"json.transform","input":{"input":[],"steps":[{"op":"sort","by":"a"},{"op":"=input.op"}]}})");
        row("no such operation", "activity",
            R"({"activity":"json.transform","input":{"input":[],"steps":[{"op":"sort"},{"op":"fliter"}]}})",
            {u"field.invalid n/input/steps/1/op: “op” is “fliter”, which is not one of the choices; use one of “pick”, “omit”, “rename”, “filter”, “sort”, “group”, “map”, “flatten”, “unique”, “limit”, “sum”, “count”."_s});
        row("no operation", "activity",
            R"({"activity":"json.transform","input":{"input":[],"steps":[{"by":"a"}]}})",
            {u"field.missing n/input/steps/0/op: “op” is missing; choose one."_s});
    }
    void findsValuesThatCannotWork()
    {
        QFETCH(const QByteArray, kind);
        QFETCH(const QByteArray, fields);
        QFETCH(const QStringList, expected);
        const auto definition =
            definitionOf(start + "," + node(kind.constData(), fields.constData()), toNode);
        QCOMPARE(definition.nodes.size(), std::size_t(2));
        QCOMPARE(linesOf(definition), expected);
    }

    void findsSchedulesThatNoDayFits()
    {
        const auto definition = definitionOf(
            R"({"id":"s","kind":"start","name":"Start","fields":{"schedules":[{"cron":"0 6 29 2 *"},{"cron":"0 6 31 4,6 *"}]}},)" +
                end,
            straight);
        QCOMPARE(
            linesOf(definition),
            QStringList{
                u"?trigger.never s/schedules/1/cron: No day fits “0 6 31 4,6 *”, so it never starts by itself; correct the day or the month."_s});
    }

    void mendsThemByOneClick_data()
    {
        QTest::addColumn<QByteArray>("code");
        QTest::addColumn<QByteArray>("fields");
        QTest::addColumn<QString>("title");
        QTest::addColumn<QByteArray>("mended");
        QTest::newRow("a misspelt member")
            << QByteArray("input.unknown") << QByteArray(R"({"activity":"log","input":{"mesage":"a"}})")
            << u"Rename to “message”"_s << QByteArray(R"({"activity":"log","input":{"message":"a"}})");
        QTest::newRow("a member of its own")
            << QByteArray("input.unknown")
            << QByteArray(R"({"activity":"log","input":{"message":"a","colour":1}})") << u"Remove it"_s
            << QByteArray(R"({"activity":"log","input":{"message":"a"}})");
        QTest::newRow("no first wait")
            << QByteArray("retry.noWait")
            << QByteArray(R"({"activity":"log","input":{"message":"a"},"retry":{"firstInterval":"0 s"}})")
            << u"Set it to 5 s"_s
            << QByteArray(R"({"activity":"log","input":{"message":"a"},"retry":{"firstInterval":"5 s"}})");
    }
    void mendsThemByOneClick()
    {
        QFETCH(const QByteArray, code);
        QFETCH(const QByteArray, fields);
        QFETCH(const QString, title);
        QFETCH(const QByteArray, mended);
        const ActivityCatalog activities = activityCatalog(builtInActivities());
        const auto before = definitionOf(start + "," + node("activity", fields.constData()), toNode);
        const auto problems = validate(before, activities);
        const auto problem = std::ranges::find(problems, code.toStdString(), &Problem::code);
        QVERIFY(problem != problems.end());
        const auto fixes = fixesFor(before, activities, *problem);
        QCOMPARE(fixes.size(), std::size_t(1));
        QCOMPARE(fixes.front().title, title);
        const auto after = applied(before, fixes.front().edits);
        QCOMPARE(dumpJson(after.findByName("Node")->fields), mended.toStdString());
        QVERIFY(validate(after, activities).empty());
    }

    void findsSchemasThatAreNone_data()
    {
        QTest::addColumn<QByteArray>("schema");
        QTest::addColumn<QStringList>("expected");
        const auto row = [](const char *name, const char *schema, const QStringList &expected = {}) {
            QTest::newRow(name) << QByteArray(schema) << expected;
        };
        row("sound",
            R"({"type":"object","title":"T","required":["a"],"additionalProperties":false,"properties":{)"
            R"("a":{"type":["number","null"],"minimum":1,"maximum":5},"b":{"enum":["x",1]},)"
            R"("c":{"type":"array","items":{"type":"string","format":"date"}},"d":{"$ref":"other"},"e":true}})");
        row("from top to bottom", R"({"type":"frobject","required":"x","properties":[1]})",
            {u"/type: “type” is “frobject”, which is not one of the choices; use one of “object”, “array”, “string”, “number”, “integer”, “boolean”, “null”."_s,
             u"/required: “required” is the text “x”; it must be a list."_s,
             u"/properties: “properties” is a list; it must be an object with named values."_s});
        row("deep", R"({"properties":{"lines":{"items":{"properties":{"n":{"type":"nummer"}}}}}})",
            {u"/properties/lines/items/properties/n/type: “type” is “nummer”, which is not one of the choices; use one of “object”, “array”, “string”, “number”, “integer”, “boolean”, “null”."_s});
        row("no schema of a member", R"({"properties":{"a":"string"}})",
            {u"/properties/a: This is the text “string”; it must be an object with named values or true or false."_s});
        row("several types", R"({"type":["number","text"]})",
            {u"/type/1: Entry 2 of “type” is “text”, which is not one of the choices; use one of “object”, “array”, “string”, “number”, “integer”, “boolean”, “null”."_s});
        row("no choices", R"({"enum":[]})", {u"/enum: “enum” has 0 entries; it needs at least 1."_s});
        row("a limit that is none", R"({"minimum":"1"})",
            {u"/minimum: “minimum” is the text “1”; it must be a number."_s});
    }
    void findsSchemasThatAreNone()
    {
        QFETCH(const QByteArray, schema);
        QFETCH(const QStringList, expected);
        auto definition = definitionOf(start + "," + end, straight);
        definition.inputSchema = *parseJson(schema.toStdString());
        QStringList lines;
        for (const QString &line : expected) {
            const qsizetype colon = line.indexOf(u':');
            lines << u"schema.invalid : The schema of the input is none, at /input"_s + line.left(colon) +
                         line.mid(colon);
        }
        QCOMPARE(linesOf(definition), lines);
        const auto problems = validate(definition, catalog());
        if (!expected.isEmpty())
            QCOMPARE(QString::fromStdString(problems.front().field),
                     u"/input"_s + expected.front().section(u':', 0, 0));
    }

    void findsFormsThatAreNone()
    {
        const auto definition = definitionOf(
            start + "," + end + "," +
                node(
                    "approval",
                    R"({"title":"T","outcomes":["Yes"],"timeout":"1 h","form":{"type":"object","properties":{"a":{"type":"txt"}}}})"),
            toNode + R"(,{"from":"n","port":"timeout","to":"e"},{"from":"n","port":"Yes","to":"e"})");
        QCOMPARE(
            linesOf(definition),
            QStringList{
                u"schema.invalid n/form/properties/a/type: The schema of the form is none, at /form/properties/a/type: “type” is “txt”, which is not one of the choices; use one of “object”, “array”, “string”, “number”, “integer”, “boolean”, “null”."_s});
    }

    void findsWorkflowsThatRunThemselvesWithoutEnd_data()
    {
        QTest::addColumn<QByteArray>("nodes");
        QTest::addColumn<QByteArray>("edges");
        QTest::addColumn<QStringList>("expected");
        const QString runs =
            u"?workflow.self n/workflow: Every run of this workflow runs it once more, without end; let an If or a Switch decide whether it does."_s;
        const QString starts =
            u"?workflow.self n/workflow: Every run of this workflow starts it once more, without end; let an If or a Switch decide whether it does."_s;
        const auto row = [](const char *name, const QByteArray &nodes, const QByteArray &edges,
                            const QStringList &expected = {}) {
            QTest::newRow(name) << start + "," + nodes << edges << expected;
        };
        const QByteArray nap = R"(,{"id":"t","kind":"timer","name":"Nap","fields":{"duration":"1 min"}})";
        row("at once", selfRun("sub-workflow"), toNode, {runs});
        row("after a wait", selfRun("start-instance") + nap, R"({"from":"s","to":"t"},{"from":"t","to":"n"})",
            {starts});
        row("another one", selfRun("sub-workflow", "y"), toNode);
        row("a name that the run tells", selfRun("sub-workflow", "=input.next"), toNode);
        row("behind an If",
            selfRun("sub-workflow") +
                R"(,{"id":"i","kind":"if","name":"If","fields":{"condition":"=input"}})",
            R"({"from":"s","to":"i"},{"from":"i","port":"true","to":"n"})");
        row("behind an error",
            selfRun("start-instance") +
                R"(,{"id":"h","kind":"http-call","name":"Call","fields":{"url":"=input.url"}})",
            R"({"from":"s","to":"h"},{"from":"h","port":"error","to":"n"})");
        QByteArray inside = selfRun("sub-workflow");
        inside.insert(inside.size() - 1, R"(,"parent":"c")");
        row("in a scope", inside + R"(,{"id":"c","kind":"scope","name":"Scope"})", R"({"from":"s","to":"c"})",
            {runs});
        row("for each item",
            inside +
                R"(,{"id":"c","kind":"for-each","name":"Each","fields":{"items":"=input","parallelism":1}})",
            R"({"from":"s","to":"c"})");
    }
    void findsWorkflowsThatRunThemselvesWithoutEnd()
    {
        QFETCH(const QByteArray, nodes);
        QFETCH(const QByteArray, edges);
        QFETCH(const QStringList, expected);
        QCOMPARE(linesOf(definitionOf(nodes, edges)), expected);
    }
};

QTEST_GUILESS_MAIN(TestLiteralRules)
#include "tst_literal_rules.moc"
