// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/JsonSchema.h"
#include "engine/definition/NodeCatalog.h"

#include <QTest>

#include <set>

using namespace perdura;
using namespace Qt::Literals::StringLiterals;
using namespace std::string_literals;

namespace {

QStringList portsOf(const Node &node)
{
    QStringList ids;
    for (const PortInfo &port : outputPorts(node))
        ids.append(QString::fromStdString(port.id));
    return ids;
}

Node nodeWith(NodeKind kind, const char *fields)
{
    Node node = makeNode(kind, NodeId("n"s), "Node");
    const auto given = parseJson(fields);
    for (const auto &[name, value] : given->items())
        node.fields[name] = value;
    return node;
}

ActivityCatalog someActivities()
{
    ActivityInfo read;
    read.name = "file.read";
    read.title = u"Read file"_s;
    read.summary = [](const Json &input) -> QString {
        return u"Read "_s + QString::fromStdString(input.value("path", ""));
    };
    ActivityInfo log;
    log.name = "log";
    log.title = u"Log"_s;
    log.summary = [](const Json &) { return QString(); };
    return ActivityCatalog({read, log});
}

} // namespace

class TestNodeCatalog : public QObject
{
    Q_OBJECT

private slots:
    void knowsEveryKindOnceByIdAndTitle()
    {
        std::set<std::string> ids;
        std::set<QString> titles;
        for (const NodeKindInfo &info : nodeKinds()) {
            ids.insert(info.id);
            titles.insert(info.title);
            QCOMPARE(findNodeKind(info.id), &info);
            QCOMPARE(&nodeKindInfo(info.kind), &info);
            QVERIFY(!info.icon.isEmpty());
            QVERIFY(info.description.endsWith(u'.'));
            QVERIFY(info.fieldSchema["properties"].is_object());
        }
        QCOMPARE(ids.size(), std::size_t(27));
        QCOMPARE(titles.size(), std::size_t(27));
        QVERIFY(!findNodeKind("frobnicate"));
    }

    void onlyContainersHoldOtherNodes()
    {
        const std::set<std::string> containers{"for-each", "parallel", "race", "scope", "critical-section"};
        const std::set<std::string> beginnings{"start", "operation", "note"};
        for (const NodeKindInfo &info : nodeKinds()) {
            QCOMPARE(info.isContainer, containers.contains(info.id));
            QCOMPARE(info.hasInput, !beginnings.contains(info.id));
        }
    }

    void saysOfEachKindHowItMayFailBeGivenUpAndBeRepeated()
    {
        QStringList told;
        for (const NodeKindInfo &info : nodeKinds()) {
            QString line = QString::fromStdString(info.id) + u':';
            for (const PortInfo &port : outputPorts(makeNode(info.kind, NodeId("n"s), "Node"))) {
                if (port.isError || port.id == "timeout")
                    line += u" port "_s + QString::fromStdString(port.id);
            }
            for (const char *field : {"timeout", "retry", "undo"}) {
                if (info.fieldSchema["properties"].contains(field))
                    line += u' ' + QLatin1String(field);
            }
            told.append(line);
        }
        QCOMPARE(told, (QStringList{
                           u"start:"_s,
                           u"operation:"_s,
                           u"activity: port error timeout retry undo"_s,
                           u"http-call: port error timeout retry undo"_s,
                           u"if: port error"_s,
                           u"switch: port error"_s,
                           u"set-variables: port error"_s,
                           u"set-state: port error"_s,
                           u"set-status: port error"_s,
                           u"for-each: port error timeout retry"_s,
                           u"parallel: port error timeout retry"_s,
                           u"race: port error timeout retry"_s,
                           u"scope: port error timeout retry"_s,
                           u"critical-section: port error timeout retry"_s,
                           u"timer: port error"_s,
                           u"wait-for-event: port timeout port error timeout"_s,
                           u"approval: port timeout port error timeout"_s,
                           u"sub-workflow: port error timeout retry undo"_s,
                           u"start-instance: port error"_s,
                           u"signal-instance: port error"_s,
                           u"terminate-instance: port error"_s,
                           u"entity-call: port error timeout retry undo"_s,
                           u"entity-signal: port error"_s,
                           u"end:"_s,
                           u"fail:"_s,
                           u"continue-as-new:"_s,
                           u"note:"_s,
                       }));
    }

    void entitiesHaveOnlyWhatEndsAtOnce()
    {
        std::set<std::string> ids;
        for (const NodeKindInfo &info : nodeKinds()) {
            if (mayBeIn(info, DefinitionKind::Entity))
                ids.insert(info.id);
        }
        QCOMPARE(ids, (std::set<std::string>{"operation", "if", "switch", "set-variables", "set-state",
                                             "start-instance", "entity-signal", "end", "fail", "note"}));
        QVERIFY(!mayBeIn(nodeKindInfo(NodeKind::SetState), DefinitionKind::Workflow));
    }

    void everyFieldHasATitleAndADescription()
    {
        for (const NodeKindInfo &info : nodeKinds()) {
            for (const auto &[name, schema] : info.fieldSchema["properties"].items()) {
                QVERIFY2(!schema.value("title", "").empty(), name.c_str());
                QVERIFY2(QByteArray::fromStdString(schema.value("description", "")).endsWith('.'),
                         name.c_str());
            }
        }
    }

    void aNewNodeCarriesTheDefaults()
    {
        QCOMPARE(dumpJson(makeNode(NodeKind::Approval, NodeId("a"s), "Ask").fields),
                 std::string(R"({"outcomes":["Approve","Reject"]})"));
        QCOMPARE(dumpJson(makeNode(NodeKind::ForEach, NodeId("a"s), "Each").fields),
                 std::string(R"({"parallelism":10})"));
        const Node timer = makeNode(NodeKind::Timer, NodeId("t"s), "Nap");
        QCOMPARE(timer.name, std::string("Nap"));
        QCOMPARE(dumpJson(timer.fields), std::string(R"({"duration":"1 h"})"));
        QVERIFY(schemaViolations(timer.fields, nodeKindInfo(NodeKind::Timer).fieldSchema).empty());
    }

    void theBodyOfAnHttpCallIsAnyValue_data()
    {
        QTest::addColumn<QByteArray>("body");
        for (const char *body : {R"({"a":1})", "[1]", "5", "true", R"("text")", R"("=input.body")"})
            QTest::newRow(body) << QByteArray(body);
    }
    void theBodyOfAnHttpCallIsAnyValue()
    {
        QFETCH(QByteArray, body);
        const QByteArray fields = R"({"url":"=input.url","body":)" + body + '}';
        const Node call = nodeWith(NodeKind::HttpCall, fields.constData());
        const SchemaOptions inDrawing{.acceptExpressions = true};
        QVERIFY(
            schemaViolations(call.fields, nodeKindInfo(NodeKind::HttpCall).fieldSchema, inDrawing).empty());
    }

    void givesAnApprovalOnePortForEachOutcome()
    {
        QCOMPARE(portsOf(makeNode(NodeKind::Approval, NodeId("a"s), "Ask")),
                 (QStringList{u"Approve"_s, u"Reject"_s, u"timeout"_s, u"error"_s}));
        QCOMPARE(
            portsOf(nodeWith(NodeKind::Approval, R"({"outcomes":["Yes","No","Yes","",4,"error","Später"]})")),
            (QStringList{u"Yes"_s, u"No"_s, u"Später"_s, u"timeout"_s, u"error"_s}));
    }

    void givesEachKindItsPorts()
    {
        const auto ports = [](NodeKind kind) { return portsOf(makeNode(kind, NodeId("n"s), "N")); };
        QCOMPARE(ports(NodeKind::Start), QStringList{u"next"_s});
        QCOMPARE(ports(NodeKind::End), QStringList{});
        QCOMPARE(ports(NodeKind::Fail), QStringList{});
        QCOMPARE(ports(NodeKind::If), (QStringList{u"true"_s, u"false"_s, u"error"_s}));
        QCOMPARE(ports(NodeKind::WaitForEvent), (QStringList{u"next"_s, u"timeout"_s, u"error"_s}));
        QCOMPARE(ports(NodeKind::ForEach), (QStringList{u"next"_s, u"error"_s}));
        QCOMPARE(ports(NodeKind::Note), QStringList{});
        QCOMPARE(ports(NodeKind::Switch), (QStringList{u"A"_s, u"B"_s, u"default"_s, u"error"_s}));
    }

    void givesPortsAsTheFieldsSay()
    {
        QCOMPARE(portsOf(nodeWith(NodeKind::WaitForEvent, R"({"event":"paid","others":["sent","paid"]})")),
                 (QStringList{u"paid"_s, u"sent"_s, u"timeout"_s, u"error"_s}));
        QCOMPARE(portsOf(nodeWith(NodeKind::Activity, R"({"undo":true})")),
                 (QStringList{u"next"_s, u"undo"_s, u"error"_s}));
        QCOMPARE(portsOf(nodeWith(NodeKind::Switch, R"({"cases":["a","default","a"]})")),
                 (QStringList{u"a"_s, u"default"_s, u"error"_s}));
    }

    void saysInOneLineWhatANodeWillDo()
    {
        const ActivityCatalog activities = someActivities();
        const auto summary = [&](NodeKind kind, const char *fields) {
            return nodeSummary(nodeWith(kind, fields), activities);
        };
        QCOMPARE(summary(NodeKind::Start,
                         R"({"schedules": [{"cron": "0 6 * * *"}], "folders": [{"folder": "inbox"}],
            "completions": [{"workflow": "Import"}], "routes": [{"route": "jobs"}]})"),
                 QStringLiteral("Also: 0 6 * * *, files in inbox, after Import, POST jobs"));
        QCOMPARE(summary(NodeKind::Timer, R"({"duration":"72 h"})"), u"Wait 72 h"_s);
        QCOMPARE(summary(NodeKind::ForEach, R"({"items":"=input.lines","parallelism":8})"),
                 u"Each of =input.lines, 8 at a time"_s);
        QCOMPARE(summary(NodeKind::Activity, R"({"activity":"file.read","input":{"path":"a.csv"}})"),
                 u"Read a.csv"_s);
        QCOMPARE(summary(NodeKind::Activity, R"({"activity":"log","input":{}})"), u"Log"_s);
        QCOMPARE(summary(NodeKind::Activity, R"({"activity":"nope"})"), u"Unknown activity “nope”"_s);
        QCOMPARE(summary(NodeKind::Activity, "{}"), u"No activity chosen yet"_s);
        QCOMPARE(summary(NodeKind::If, R"({"condition":"= input.total >  5"})"), u"input.total > 5"_s);
        QCOMPARE(summary(NodeKind::SetVariables, R"({"variables":{"a":1,"b":2}})"), u"Set a, b"_s);
        QCOMPARE(summary(NodeKind::WaitForEvent, R"({"event":"Paid","timeout":"3 d"})"),
                 u"Wait for Paid, for 3 d"_s);
        QCOMPARE(summary(NodeKind::Approval, R"({"assignee":"Ada"})"), u"Ask Ada"_s);
    }

    void findsActivitiesByTheirExactName()
    {
        const ActivityCatalog activities = someActivities();
        QCOMPARE(activities.find("log")->title, u"Log"_s);
        QVERIFY(!activities.find("Log"));
        QCOMPARE(activities.all().front().name, std::string("file.read"));
    }
};

QTEST_APPLESS_MAIN(TestNodeCatalog)
#include "tst_node_catalog.moc"
