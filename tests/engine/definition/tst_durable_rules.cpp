// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/NodeCatalog.h"
#include "tests/engine/definition/Drawings.h"

#include <QTest>

using namespace perdura;
using namespace perdura::drawings;
using namespace Qt::Literals::StringLiterals;

namespace {

const QByteArray timer = R"({"id":"t","kind":"timer","name":"Nap","fields":{"duration":"1 min"}})";
const QByteArray roundTrip =
    R"({"from":"s","to":"n"},{"from":"n","port":"false","to":"t"},{"from":"t","to":"n"})";

QByteArray condition(const char *expression)
{
    return QByteArray(R"({"id":"n","kind":"if","name":"Node","fields":{"condition":")") + expression + "\"}}";
}

const QString noExpiry =
    u"?loop.noExpiry n: The loop that begins here goes on for ever if what should end it never comes; let it end at a time or after a number of rounds, or lead it to Continue as new."_s;

const QString longInside =
    u"?loop.longInside n: All rounds of the loop that begins here stay in the history, as it is inside “Scope”; end it after at most 200 rounds, or draw it outside or as a workflow of its own."_s;
// In place of a node that does something else.
const QByteArray countRounds =
    R"("id":"b","kind":"set-variables","fields":{"variables":{"round":"=(vars.round ?? 0) + 1"}})";

} // namespace

class TestDurableRules : public QObject
{
    Q_OBJECT

private slots:
    void looksAtLoops_data()
    {
        QTest::addColumn<QByteArray>("nodes");
        QTest::addColumn<QByteArray>("edges");
        QTest::addColumn<QStringList>("expected");
        QTest::newRow("ended by luck")
            << start + "," + condition("=input.done") + "," + timer << roundTrip << QStringList{noExpiry};
        QTest::newRow("ended by the time")
            << start + "," + condition("=now > input.until") + "," + timer << roundTrip << QStringList{};
        QTest::newRow("ended by a count")
            << start + "," + condition("=vars.round > 10") + "," + timer << roundTrip
            << QStringList{
                   u"?reference.variable n/condition: No node sets the variable “round”; set it in a node of the kind Set variables, or correct the name."_s};
        QTest::newRow("the words of a member are no limit")
            << start + "," + condition("=input.now") + "," + timer << roundTrip << QStringList{noExpiry};
        QTest::newRow("tried again for ever")
            << start + R"(,{"id":"n","kind":"http-call","name":"Node","fields":{"url":"=input.url"}},)" +
                   timer
            << QByteArray(
                   R"({"from":"s","to":"n"},{"from":"n","port":"error","to":"t"},{"from":"t","to":"n"})")
            << QStringList{noExpiry};
        QTest::newRow("nothing leads out")
            << start + "," + node("http-call", R"({"url":"=input.url"})") + "," + timer
            << QByteArray(R"({"from":"s","to":"n"},{"from":"n","to":"t"},{"from":"t","to":"n"})")
            << QStringList{
                   u"?loop.noExit n: Nothing leads out of the loop that begins here, so its history grows without end; lead it to Continue as new, or let it end."_s};
        QTest::newRow("a node that leads to itself")
            << start + "," + node("timer", R"({"duration":"1 min"})")
            << QByteArray(R"({"from":"s","to":"n"},{"from":"n","to":"n"})")
            << QStringList{
                   u"?loop.noExit n: Nothing leads out of the loop that begins here, so its history grows without end; lead it to Continue as new, or let it end."_s};
        QTest::newRow("events without end")
            << start + "," + node("wait-for-event", R"({"event":"Added","timeout":"1 d"})")
            << QByteArray(
                   R"({"from":"s","to":"n"},{"from":"n","to":"n"},{"from":"n","port":"timeout","to":"n"})")
            << QStringList{
                   u"?loop.noExit n: Nothing leads out of the loop that begins here, so its history grows without end; lead it to Continue as new, or let it end."_s};
        QTest::newRow("rounds that people want")
            << start + "," +
                   node("approval", R"({"title":"T","outcomes":["Good","Again"],"timeout":"1 d"})") + "," +
                   end + R"(,{"id":"f","kind":"set-status","name":"Mend"})"
            << QByteArray(
                   R"({"from":"s","to":"n"},{"from":"n","port":"Good","to":"e"},{"from":"n","port":"Again","to":"f"},)"
                   R"({"from":"n","port":"timeout","to":"e"},{"from":"f","to":"n"})")
            << QStringList{};
        QTest::newRow("a round that begins anew")
            << start + "," + condition("=input.done") + "," + timer +
                   R"(,{"id":"v","kind":"if","name":"Enough","fields":{"condition":"=input.enough"}})"
                   R"(,{"id":"c","kind":"continue-as-new","name":"Anew"})"
            << QByteArray(
                   R"({"from":"s","to":"n"},{"from":"n","port":"false","to":"t"},{"from":"t","to":"v"},)"
                   R"({"from":"v","port":"true","to":"c"},{"from":"v","port":"false","to":"n"})")
            << QStringList{};
        const QByteArray inside =
            R"({"id":"n","kind":"if","name":"Node","parent":"p","fields":{"condition":"=input.done"}},)"
            R"({"id":"t","kind":"timer","name":"Nap","parent":"p","fields":{"duration":"1 min"}},)"
            R"({"id":"b","kind":"set-status","name":"Begin","parent":"p"})";
        const QByteArray insideEdges =
            R"({"from":"s","to":"p"},{"from":"b","to":"n"},{"from":"n","port":"false","to":"t"},{"from":"t","to":"n"})";
        QTest::newRow("in a scope")
            << start + R"(,{"id":"p","kind":"scope","name":"Scope"},)" + inside << insideEdges
            << QStringList{
                   u"?loop.noExpiry n: The loop that begins here goes on for ever if what should end it never comes; let it end at a time or after a number of rounds."_s};
        for (const auto &[name, condition, fields, isLong] :
             {std::tuple("a count in a scope", "=vars.round >= 201", "{}", true),
              std::tuple("a small count in a scope", "=vars.round >= 200", "{}", false),
              std::tuple("a count that is not known in a scope", "=vars.round >= input.most", "{}", true),
              std::tuple("a small count or a time", "=vars.round >= 3 || now > input.until", "{}", false),
              std::tuple("a time in a scope, with a number", "=now > vars.round + 3600000", "{}", true),
              std::tuple("a time in a scope", "=now > input.until", "{}", true),
              std::tuple("a scope with a time-out", "=now > input.until", R"({"timeout":"200 min"})", false),
              std::tuple("a scope with a long time-out", "=now > input.until", R"({"timeout":"201 min"})",
                         true),
              std::tuple("a scope whose time-out is not known", "=now > input.until",
                         R"({"timeout":"=input.limit"})", false)}) {
            const QByteArray limited = QByteArray(inside)
                                           .replace("=input.done", condition)
                                           .replace(R"("id":"b","kind":"set-status")", countRounds);
            QTest::newRow(name) << start + R"(,{"id":"p","kind":"scope","name":"Scope","fields":)" + fields +
                                       "}," + limited
                                << insideEdges << (isLong ? QStringList{longInside} : QStringList{});
        }
        QTest::newRow("activities in a scope, counted by what is not known")
            << start + R"(,{"id":"p","kind":"scope","name":"Scope"},)" +
                   QByteArray(inside)
                       .replace("=input.done", "=vars.round >= input.most")
                       .replace(R"("id":"b","kind":"set-status")", countRounds)
                       .replace(R"("kind":"timer")", R"("kind":"http-call")")
                       .replace(R"("duration":"1 min")", R"("url":"=input.url")")
            << insideEdges << QStringList{};
        QTest::newRow("rounds that people want in a scope")
            << start + R"(,{"id":"p","kind":"scope","name":"Scope"},)" +
                   QByteArray(inside)
                       .replace("=input.done", "=now > input.until")
                       .replace(R"("kind":"timer")", R"("kind":"wait-for-event")")
                       .replace(R"("duration":"1 min")", R"("event":"Added")")
            << insideEdges
            << QStringList{
                   u"?event.noTimeout t/timeout: This waits for ever if the event never comes; set a time-out."_s};
        QTest::newRow("in a race that another lane ends")
            << start + R"(,{"id":"p","kind":"race","name":"Race"},)" + inside +
                   R"(,{"id":"l","kind":"timer","name":"Late","parent":"p","fields":{"duration":"1 h"}})"
            << insideEdges << QStringList{};
        QTest::newRow("in a race that lets it go on")
            << start + R"(,{"id":"p","kind":"race","name":"Race","fields":{"others":"keep"}},)" + inside +
                   R"(,{"id":"l","kind":"set-status","name":"Lane","parent":"p"})"
            << insideEdges
            << QStringList{
                   u"?loop.noExpiry n: The loop that begins here goes on for ever if what should end it never comes; let it end at a time or after a number of rounds."_s,
                   u"?race.timer t: When another lane wins, “Race” lets this timer run, and the workflow cannot end before it is due."_s};
    }
    void looksAtLoops()
    {
        QFETCH(QByteArray, nodes);
        QFETCH(QByteArray, edges);
        QFETCH(QStringList, expected);
        const auto definition = definitionOf(nodes, edges);
        QVERIFY(!definition.nodes.empty());
        QCOMPARE(problemsOf(definition), expected);
    }

    void looksAtWhatRunsAtTheSameTime_data()
    {
        QTest::addColumn<QByteArray>("nodes");
        QTest::addColumn<QStringList>("expected");
        const auto each = [](const char *id, const char *name, const char *parent,
                             const char *atATime) -> QByteArray {
            return QByteArray(R"(,{"id":")") + id + R"(","kind":"for-each","name":")" + name + "\"" +
                   (*parent ? QByteArray(R"(,"parent":")") + parent + "\"" : QByteArray()) +
                   R"(,"fields":{"items":"=input","parallelism":)" + atATime + "}}";
        };
        const QByteArray leaf = R"(,{"id":"z","kind":"end","name":"Leaf","parent":"b"})";
        const QByteArray lanes = R"(,{"id":"y","kind":"end","name":"Y","parent":"b"})";
        const QByteArray parallel = R"(,{"id":"b","kind":"parallel","name":"Lanes","parent":"a"})";
        QTest::newRow("as many as is sensible")
            << QByteArray(each("a", "Outer", "", "100") + each("b", "Inner", "a", "10") + leaf)
            << QStringList{};
        QTest::newRow("too many")
            << QByteArray(each("a", "Outer", "", "100") + each("b", "Inner", "a", "11") + leaf)
            << QStringList{
                   u"?fanout.nested b/parallelism: Up to 1100 flows run at the same time here, as “Outer” around it runs several of it; work on fewer items at a time."_s};
        QTest::newRow("many in one place are meant")
            << QByteArray(each("a", "Outer", "", "1") + each("b", "Inner", "a", "5000") + leaf)
            << QStringList{};
        QTest::newRow("lanes")
            << QByteArray(each("a", "Outer", "", "600") + parallel + leaf + lanes)
            << QStringList{
                   u"?fanout.nested b: Up to 1200 flows run at the same time here, as “Outer” around it runs several of it; work on fewer items at a time."_s};
        QTest::newRow("what an expression gives is not known")
            << QByteArray(each("a", "Outer", "", R"("=input.many")") + each("b", "Inner", "a", "1000") + leaf)
            << QStringList{};
        QTest::newRow("one of many is not worth a word")
            << QByteArray(each("a", "Outer", "", "2000") + each("b", "Inner", "a", "1") + leaf)
            << QStringList{};
    }
    void looksAtWhatRunsAtTheSameTime()
    {
        QFETCH(QByteArray, nodes);
        QFETCH(QStringList, expected);
        const auto definition = definitionOf(start + nodes, R"({"from":"s","to":"a"})");
        QVERIFY(!definition.nodes.empty());
        QCOMPARE(problemsOf(definition), expected);
    }

    void looksAtWhatALostLaneLeavesRunning_data()
    {
        QTest::addColumn<QByteArray>("container");
        QTest::addColumn<QByteArray>("fields");
        QTest::addColumn<QStringList>("expected");
        const QStringList goesOn{
            u"?lane.child w/instanceId: This workflow goes on when other lanes have decided “Lanes”; give it an instance id and end it by that with Terminate instance."_s};
        const QByteArray plain = R"("workflow":"Other")";
        QTest::newRow("race") << QByteArray(R"("kind":"race")") << plain << goesOn;
        QTest::newRow("race, with an id")
            << QByteArray(R"("kind":"race")") << QByteArray(plain + R"(,"instanceId":"other-1")")
            << QStringList{};
        QTest::newRow("race whose lanes all go on")
            << QByteArray(R"("kind":"race","fields":{"others":"keep"})") << plain
            << QStringList{
                   u"?race.timer t: When another lane wins, “Lanes” lets this timer run, and the workflow cannot end before it is due."_s};
        QTest::newRow("some lanes") << QByteArray(R"("kind":"parallel","fields":{"waitFor":1})") << plain
                                    << goesOn;
        QTest::newRow("all lanes") << QByteArray(R"("kind":"parallel","fields":{"waitFor":2})") << plain
                                   << QStringList{};
        QTest::newRow("all lanes, unsaid") << QByteArray(R"("kind":"parallel")") << plain << QStringList{};
    }
    void looksAtWhatALostLaneLeavesRunning()
    {
        QFETCH(QByteArray, container);
        QFETCH(QByteArray, fields);
        QFETCH(QStringList, expected);
        // The long timer is nothing to say a word about: the interpreter cancels it.
        const auto definition = definitionOf(
            start + R"(,{"id":"p","name":"Lanes",)" + container +
                R"(},{"id":"t","kind":"timer","name":"Long","parent":"p","fields":{"duration":"90 d"}},)"
                R"({"id":"w","kind":"sub-workflow","name":"Child","parent":"p","fields":{)" +
                fields + "}}",
            R"({"from":"s","to":"p"})");
        QVERIFY(!definition.nodes.empty());
        QCOMPARE(problemsOf(definition), expected);
    }

    void looksForWaitsWithoutEnd_data()
    {
        QTest::addColumn<QByteArray>("container");
        QTest::addColumn<QByteArray>("others");
        QTest::addColumn<QByteArray>("edges");
        QTest::addColumn<QStringList>("expected");
        const QStringList endless{
            u"?event.noTimeout w/timeout: This waits for ever if the event never comes; set a time-out."_s};
        const QByteArray limit =
            R"(,{"id":"t","kind":"timer","name":"Limit","parent":"p","fields":{"duration":"72 h"}})";
        const QByteArray lane = R"(,{"id":"b","kind":"set-status","name":"Lane","parent":"p"})";
        QTest::newRow("race with a timer")
            << QByteArray(R"("kind":"race")") << limit << QByteArray() << QStringList{};
        QTest::newRow("race with a timer that goes on in its lane")
            << QByteArray(R"("kind":"race")") << QByteArray(limit + lane)
            << QByteArray(R"(,{"from":"t","to":"b"})") << QStringList{};
        QTest::newRow("race with a timer before the wait")
            << QByteArray(R"("kind":"race")") << QByteArray(limit + lane)
            << QByteArray(R"(,{"from":"t","to":"w"})") << endless;
        QTest::newRow("race with a timer behind the wait")
            << QByteArray(R"("kind":"race")") << QByteArray(limit + lane)
            << QByteArray(R"(,{"from":"w","to":"t"})") << endless;
        QTest::newRow("race without a timer")
            << QByteArray(R"("kind":"race")") << lane << QByteArray() << endless;
        QTest::newRow("lanes that are all waited for")
            << QByteArray(R"("kind":"parallel")") << limit << QByteArray() << endless;
        QTest::newRow("scope with a time-out") << QByteArray(R"("kind":"scope","fields":{"timeout":"1 h"})")
                                               << QByteArray() << QByteArray() << QStringList{};
        QTest::newRow("scope without one")
            << QByteArray(R"("kind":"scope")") << QByteArray() << QByteArray() << endless;
    }
    void looksForWaitsWithoutEnd()
    {
        QFETCH(QByteArray, container);
        QFETCH(QByteArray, others);
        QFETCH(QByteArray, edges);
        QFETCH(QStringList, expected);
        const auto definition = definitionOf(
            start + R"(,{"id":"p","name":"Around",)" + container +
                R"(},{"id":"w","kind":"wait-for-event","name":"Wait","parent":"p","fields":{"event":"Paid"}})" +
                others,
            R"({"from":"s","to":"p"})" + edges);
        QVERIFY(!definition.nodes.empty());
        QCOMPARE(problemsOf(definition), expected);
    }

    void looksAtTriggers_data()
    {
        QTest::addColumn<QByteArray>("fields");
        QTest::addColumn<QStringList>("expected");
        QTest::newRow("all sound")
            << QByteArray(
                   R"({"schedules":[{"cron":"0 6 * * MON-FRI","timeZone":"Europe/Berlin","input":"=input.due"}],
            "folders":[{"folder":"in/box"}],"completions":[{"workflow":"Other"}],"routes":[{"route":"orders/{id}/lines"}]})")
            << QStringList{};
        QTest::newRow("folder")
            << QByteArray(R"({"folders":[{"folder":"a"},{"folder":"../b"}]})")
            << QStringList{
                   u"trigger.folder s/folders/1/folder: The folder “../b” is outside the workspace; give one inside it."_s};
        QTest::newRow("itself")
            << QByteArray(R"({"completions":[{"workflow":"x"}]})")
            << QStringList{
                   u"trigger.self s/completions/0/workflow: Its own end would start it again, without end; name another workflow."_s};
        for (const char *route : {"/orders", "orders//x", "orders/{id", "{id}/{id}", "orders?x"}) {
            QTest::newRow(route)
                << QByteArray(R"({"routes":[{"route":")" + QByteArray(route) + R"("}]})")
                << QStringList{
                       u"trigger.route s/routes/0/route: “%1” is no route; write it like orders/{id}, without a slash in front."_s
                           .arg(QString::fromLatin1(route))};
        }
    }

    void looksAtTriggers()
    {
        QFETCH(const QByteArray, fields);
        QFETCH(const QStringList, expected);
        const QByteArray begin = R"({"id":"s","kind":"start","name":"Start","fields":)" + fields + "}";
        QCOMPARE(problemsOf(definitionOf(begin + "," + end, straight)), expected);
    }

    void wrongTimesAreTold()
    {
        const QByteArray begin =
            R"({"id":"s","kind":"start","name":"Start","fields":{"schedules":[{"cron":"61 * * * *"}]}})";
        const QStringList problems = problemsOf(definitionOf(begin + "," + end, straight));
        QCOMPARE(problems.size(), 1);
        QVERIFY2(problems.constFirst().startsWith(u"trigger.cron s/schedules/0/cron: "),
                 qPrintable(problems.constFirst()));
    }

    void looksAtExpressions_data()
    {
        QTest::addColumn<QByteArray>("expression");
        QTest::addColumn<QStringList>("expected");
        const auto row = [](const char *expression, QStringList expected) {
            QTest::newRow(expression) << QByteArray(expression) << expected;
        };
        row("=Date.now() > 1",
            {u"expression.clock n/condition: “Date.now” asks the clock, which tells another time in every replay; use now, the time of the run."_s});
        row("=Date.parse(now) > 1", {});
        row("=Math.random() < 0.5",
            {u"expression.random n/condition: “Math.random” gives another number in every replay; let an activity draw the number."_s});
        row("=fetch('a').ok",
            {u"expression.outside n/condition: “fetch” is not there for expressions, which have no effect outside; use an activity."_s});
        row("=vars.count++ > 3",
            {u"expression.assignment n/condition: An expression cannot change “vars”; give variables their values in a node of the kind Set variables."_s});
        row("=(state.a = 1)",
            {u"expression.assignment n/condition: An expression cannot change “state”; give it its value in a node of the kind Set state."_s});
        row("=input.lines.pop() === 1",
            {u"expression.assignment n/condition: An expression cannot change “input”; change a copy of it."_s});
        row("=inptu.a",
            {u"?expression.unknownName n/condition: There is no “inptu” in expressions; correct the name."_s});
        row("=input.a && vars.b === 'Math.random()'",
            {u"?reference.variable n/condition: No node sets the variable “b”; set it in a node of the kind Set variables, or correct the name."_s});
    }
    void looksAtExpressions()
    {
        QFETCH(QByteArray, expression);
        QFETCH(QStringList, expected);
        const auto definition =
            definitionOf(start + "," + condition(expression.constData()), R"({"from":"s","to":"n"})");
        QCOMPARE(problemsOf(definition), expected);
    }

    void looksAtValuesNearTheLimits_data()
    {
        QTest::addColumn<int>("letters");
        QTest::addColumn<QStringList>("expected");
        // Two bytes for each of them and for the quotation marks.
        QTest::newRow("three quarters") << 6'142 << QStringList{};
        QTest::newRow("near")
            << 6'143
            << QStringList{
                   u"?payload.near n/status: This value has 12290 bytes, close to the 16384 that are allowed; keep it in a file and pass the path."_s};
        QTest::newRow("just allowed")
            << 8'190
            << QStringList{
                   u"?payload.near n/status: This value has 16384 bytes, close to the 16384 that are allowed; keep it in a file and pass the path."_s};
        QTest::newRow("past it")
            << 8'191
            << QStringList{
                   u"payload.large n/status: This value has 16386 bytes, and 16384 are allowed; keep it in a file and pass the path."_s};
    }
    void looksAtValuesNearTheLimits()
    {
        QFETCH(int, letters);
        QFETCH(QStringList, expected);
        auto definition = definitionOf(start + "," + node("set-status", "{}"), R"({"from":"s","to":"n"})");
        for (Node &each : definition.nodes) {
            if (each.kind == NodeKind::SetStatus)
                each.fields["status"] = std::string(std::size_t(letters), 'x');
        }
        QCOMPARE(problemsOf(definition), expected);
    }

    void anExpressionCountsAsNothing()
    {
        auto definition = definitionOf(start + "," + node("set-status", "{}"), R"({"from":"s","to":"n"})");
        for (Node &each : definition.nodes) {
            if (each.kind == NodeKind::SetStatus)
                each.fields["status"] = Json::object({{"a", "='" + std::string(20'000, 'x') + "'"}});
        }
        QCOMPARE(problemsOf(definition), QStringList{});
    }

    void looksAtAnswersThatLeadNowhere()
    {
        const QByteArray ask = node("approval", R"({"title":"T","outcomes":["Yes","No"],"timeout":"1 d"})");
        const QByteArray late = R"({"from":"s","to":"n"},{"from":"n","port":"timeout","to":"e"})";
        // The answer is the result of the flow.
        QCOMPARE(problemsOf(definitionOf(start + "," + ask + "," + end, late)), QStringList{});
        const auto definition =
            definitionOf(start + "," + ask + "," + end, late + R"(,{"from":"n","port":"Yes","to":"e"})");
        QCOMPARE(
            problemsOf(definition),
            QStringList{
                u"?port.unconnected n: The flow ends here at “No”; connect that port to say what is done then."_s});
        QCOMPARE(validate(definition, catalog()).front().port, std::string("No"));
        const QByteArray choose = node("switch", R"({"value":"=input","cases":["A","B"]})");
        QCOMPARE(
            problemsOf(definitionOf(start + "," + choose + "," + end,
                                    R"({"from":"s","to":"n"},{"from":"n","port":"A","to":"e"})")),
            QStringList{
                u"?port.unconnected n: The flow ends here at “B”; connect that port to say what is done then."_s});
    }
};

QTEST_GUILESS_MAIN(TestDurableRules)
#include "tst_durable_rules.moc"
