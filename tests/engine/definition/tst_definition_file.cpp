// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/DefinitionFile.h"
#include "tests/support/FullDisk.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <ctime>
#include <set>
#include <unistd.h>

using namespace perdura;
using namespace Qt::Literals::StringLiterals;
using namespace std::string_literals;

namespace {

QByteArray smallFile()
{
    return R"({
  "format": 1,
  "name": "Small",
  "nodes": [
    {
      "id": "a",
      "kind": "start",
      "name": "Start"
    },
    {
      "id": "b",
      "kind": "timer",
      "name": "Nap",
      "fields": {
        "duration": "10 s"
      }
    }
  ],
  "edges": [
    {"from": "a", "to": "b"}
  ],
  "layout": {
    "a": [0, 0],
    "b": [280, 20.5]
  }
}
)";
}

QString messageFor(const QByteArray &text)
{
    const auto parsed = parseDefinition(text, u"x.workflow.json"_s);
    return parsed ? u"(no error)"_s : parsed.error().message;
}

QByteArray withNodes(const QByteArray &nodes, const QByteArray &edges = "[]")
{
    return R"({"format":1,"name":"x","nodes":)" + nodes + R"(,"edges":)" + edges + "}";
}

WorkflowDefinition chainOf(int count)
{
    WorkflowDefinition definition;
    definition.name = "Long chain";
    for (int i = 0; i < count; ++i) {
        const std::string number = std::to_string(i);
        Node node;
        node.id = NodeId("node-" + number);
        node.kind = i == 0 ? NodeKind::Start : NodeKind::Timer;
        node.name = "Step " + number;
        if (i > 0) {
            node.fields["duration"] = "1 s";
            definition.edges.push_back({NodeId("node-"s + std::to_string(i - 1)), "next", node.id});
        }
        definition.layout[node.id] = {280.0 * (i % 1000), 100.0 * (i / 1000)};
        definition.nodes.push_back(std::move(node));
    }
    return definition;
}

} // namespace

class TestDefinitionFile : public QObject
{
    Q_OBJECT

private slots:
    void readsNodesEdgesAndLayout()
    {
        const auto read = parseDefinition(smallFile(), u"small"_s);
        QVERIFY2(read, read ? "" : qPrintable(read.error().message));
        QCOMPARE(read->name, std::string("Small"));
        QCOMPARE(read->nodes.size(), std::size_t(2));
        QCOMPARE(read->find(NodeId("b"s))->kind, NodeKind::Timer);
        QCOMPARE(read->findByName("Nap")->fields["duration"].get<std::string>(), std::string("10 s"));
        QCOMPARE(read->target(NodeId("a"s), "next")->name, std::string("Nap"));
        QVERIFY(!read->target(NodeId("b"s), "next"));
        QCOMPARE(read->layout.at(NodeId("b"s)).y, 20.5);
        QVERIFY(read->inputSchema.is_null());
    }

    void writesWhatItReadByteForByte()
    {
        const auto read = parseDefinition(smallFile(), u"small"_s);
        QVERIFY(read);
        QCOMPARE(definitionText(*read), smallFile());
    }

    void writesNodesAndEdgesInTheOrderOfTheirIds()
    {
        auto read = parseDefinition(smallFile(), u"small"_s);
        QVERIFY(read);
        std::swap(read->nodes[0], read->nodes[1]);
        QCOMPARE(definitionText(*read), smallFile());
    }

    void keepsMembersThatANewerVersionWroteAtEveryLevel()
    {
        const QByteArray text = R"({"format":1,"name":"x","owner":{"team":"ops"},"nodes":[
            {"id":"a","kind":"start","name":"Start","colour":"red"},{"id":"b","kind":"end","name":"End"}],
            "edges":[{"from":"a","to":"b","label":"always"}]})";
        const auto read = parseDefinition(text, u"x"_s);
        QVERIFY(read);
        const auto again = parseDefinition(definitionText(*read), u"x"_s);
        QVERIFY(again);
        QVERIFY(*again == *read);
        QCOMPARE(dumpJson(again->unknown), std::string(R"({"owner":{"team":"ops"}})"));
        QCOMPARE(dumpJson(again->find(NodeId("a"s))->unknown), std::string(R"({"colour":"red"})"));
        QCOMPARE(dumpJson(again->edges.front().unknown), std::string(R"({"label":"always"})"));
    }

    void saysWhereAndHowToMendIt_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("message");
        const QString kinds =
            u"start, operation, activity, http-call, if, switch, set-variables, set-state, set-status, for-each, parallel, race, scope, critical-section, timer, wait-for-event, approval, sub-workflow, start-instance, signal-instance, terminate-instance, entity-call, entity-signal, end, fail, continue-as-new, note"_s;
        const QByteArray start = R"({"id":"a","kind":"start","name":"A"})";
        const QByteArray end = R"({"id":"b","kind":"end","name":"B"})";
        QTest::newRow("unknown kind")
            << withNodes(R"([{"id":"a","kind":"frobnicate","name":"A"}])")
            << u"/nodes/0/kind: “frobnicate” is not a kind of node; use one of %1."_s.arg(kinds);
        QTest::newRow("no object") << QByteArray("[]")
                                   << u"/: this is no workflow; a workflow file holds one JSON object."_s;
        QTest::newRow("no name") << QByteArray(R"({"format":1,"nodes":[],"edges":[]})")
                                 << u"/name: “name” is missing; give the workflow a name."_s;
        QTest::newRow("name of a wrong type") << QByteArray(R"({"format":1,"name":7,"nodes":[],"edges":[]})")
                                              << u"/name: “name” must be a text; give the workflow a name."_s;
        QTest::newRow("same id twice")
            << withNodes("[" + start + "," + start + "]")
            << u"/nodes/1/id: “a” is the id of an earlier node; give each node an id of its own."_s;
        QTest::newRow("edge to nowhere")
            << withNodes("[" + start + "]", R"([{"from":"a","to":"z"}])")
            << u"/edges/0/to: there is no node “z”; correct the id or remove the edge."_s;
        QTest::newRow("port used twice")
            << withNodes("[" + start + "," + end + "]",
                         R"([{"from":"a","to":"b"},{"from":"a","port":"next","to":"b"}])")
            << u"/edges/1/port: the port “next” of “a” has an edge already; remove one of the two."_s;
        QTest::newRow("edge across a border")
            << withNodes(R"([{"id":"a","kind":"start","name":"A"},{"id":"c","kind":"for-each","name":"C"},
                             {"id":"d","kind":"end","name":"D","parent":"c"}])",
                         R"([{"from":"a","to":"d"}])")
            << u"/edges/0: the edge from “a” to “d” crosses the border of a container; connect nodes of the same flow."_s;
        QTest::newRow("no such parent")
            << withNodes(R"([{"id":"a","kind":"end","name":"A","parent":"q"}])")
            << u"/nodes/0/parent: there is no node “q”; correct the id or leave the parent out."_s;
        QTest::newRow("parent is no container")
            << withNodes(
                   R"([{"id":"a","kind":"end","name":"A","parent":"b"},{"id":"b","kind":"timer","name":"B"}])")
            << u"/nodes/0/parent: “b” cannot hold other nodes; only a container can."_s;
        QTest::newRow("parents in a circle")
            << withNodes(R"([{"id":"a","kind":"for-each","name":"A","parent":"b"},
                             {"id":"b","kind":"for-each","name":"B","parent":"a"}])")
            << u"/nodes/1/parent: the node “b” is inside itself; leave one of the parents out."_s;
        QTest::newRow("its own parent")
            << withNodes(R"([{"id":"a","kind":"for-each","name":"A","parent":"a"}])")
            << u"/nodes/0/parent: the node “a” is inside itself; leave one of the parents out."_s;
        QTest::newRow("fields are a list")
            << withNodes(R"([{"id":"a","kind":"end","name":"A","fields":[]}])")
            << u"/nodes/0/fields: the fields of a node must be an object; write {} for none."_s;
        QTest::newRow("a position far out")
            << QByteArray(R"({"format":1,"name":"x","nodes":[],"edges":[],"layout":{"a/b":[0,1e300]}})")
            << u"/layout/a~1b/1: 1e+300 is too far away; coordinates lie between -1000000 and 1000000."_s;
        QTest::newRow("a position of texts")
            << QByteArray(R"({"format":1,"name":"x","nodes":[],"edges":[],"layout":{"a":["1",2]}})")
            << u"/layout/a/0: a coordinate must be a number."_s;
        QTest::newRow("no format")
            << QByteArray(R"({"name":"x","nodes":[],"edges":[]})")
            << u"/format: the number of the file format is missing; add \"format\": 1."_s;
    }
    void saysWhereAndHowToMendIt()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, message);
        QCOMPARE(messageFor(text), u"x.workflow.json: "_s + message);
        QCOMPARE(parseDefinition(text, {}).error().code, ErrorCode::InvalidDefinition);
    }

    void refusesFilesOfANewerFormatAndSaysSo()
    {
        const auto read = parseDefinition(R"({"format":2,"name":"x","nodes":[],"edges":[]})", u"x"_s);
        QVERIFY(!read);
        QCOMPARE(read.error().code, ErrorCode::Unsupported);
        QCOMPARE(
            read.error().message,
            u"x: /format: the file has format 2 and this version of Perdura reads up to 1; install a newer version."_s);
    }

    void everyTruncationOfAFileIsRefused()
    {
        const QByteArray whole = smallFile().trimmed();
        for (qsizetype size = 0; size < whole.size(); ++size)
            QVERIFY2(!parseDefinition(whole.left(size), u"x"_s), qPrintable(QString::number(size)));
        QVERIFY(parseDefinition(whole, u"x"_s));
    }

    void refusesTenMegabytesOfBrackets()
    {
        QCOMPARE(messageFor(QByteArray(10 * 1024 * 1024, '[')),
                 u"x.workflow.json: The JSON text nests more than 200 levels deep; flatten it."_s);
    }

    void refusesNotANumberAndInfinity()
    {
        for (const QByteArray coordinate : {"NaN", "Infinity", "1e999"}) {
            const auto read = parseDefinition(
                R"({"format":1,"name":"x","nodes":[],"edges":[],"layout":{"a":[0,)" + coordinate + "]}}",
                u"x"_s);
            QVERIFY(!read);
            QCOMPARE(read.error().code, ErrorCode::InvalidJson);
        }
    }

    void readsAHundredThousandNodes()
    {
        const WorkflowDefinition chain = chainOf(100'000);
        const QByteArray text = definitionText(chain);
        // The processor's time, as other work on the machine must not fail the test.
        const std::clock_t begin = std::clock();
        const auto read = parseDefinition(text, u"x"_s);
        const long long elapsed = (std::clock() - begin) * 1000LL / CLOCKS_PER_SEC;
        QVERIFY(read);
        QCOMPARE(read->nodes.size(), std::size_t(100'000));
        QCOMPARE(read->edges.size(), std::size_t(99'999));
        QCOMPARE(read->layout.size(), std::size_t(100'000));
        qInfo("read in %lld ms", elapsed);
        // About a second in an optimised build; anything quadratic would take minutes.
        QVERIFY2(elapsed < 30'000, qPrintable(QString::number(elapsed)));
    }

    void savesAndLoads()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"chain.workflow.json"_s);
        auto chain = chainOf(7);
        QVERIFY(saveDefinition(chain, path));
        const auto loaded = loadDefinition(path);
        QVERIFY(loaded);
        QVERIFY(*loaded == chain);
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList{u"chain.workflow.json"_s});
    }

    void saysThatAFileIsMissing()
    {
        const auto loaded = loadDefinition(u"/nowhere/at/all.workflow.json"_s);
        QVERIFY(!loaded);
        QCOMPARE(loaded.error().code, ErrorCode::NotFound);
        QCOMPARE(loaded.error().message,
                 u"There is no file /nowhere/at/all.workflow.json; check the name and the folder."_s);
    }

    void saysThatAFolderIsMissingWhenSaving()
    {
        QTemporaryDir folder;
        const auto saved = saveDefinition(chainOf(1), folder.filePath(u"gone/a.workflow.json"_s));
        QVERIFY(!saved);
        QCOMPARE(saved.error().code, ErrorCode::NotFound);
    }

    void saysThatAFolderIsReadOnly()
    {
        QTemporaryDir folder;
        constexpr auto readOnly =
            QFileDevice::ReadOwner | QFileDevice::ExeOwner | QFileDevice::ReadOther | QFileDevice::ExeOther;
        QVERIFY(QFile::setPermissions(folder.path(), readOnly));
        // The administrator may write everywhere, so be somebody else for a moment.
        constexpr uid_t nobody = 65534;
        const bool isAdministrator = geteuid() == 0;
        QVERIFY(!isAdministrator || seteuid(nobody) == 0);
        const auto saved = saveDefinition(chainOf(1), folder.filePath(u"a.workflow.json"_s));
        QVERIFY(!isAdministrator || seteuid(0) == 0);
        QFile::setPermissions(folder.path(), readOnly | QFileDevice::WriteOwner);
        QVERIFY(!saved);
        QCOMPARE(saved.error().code, ErrorCode::AccessDenied);
        QVERIFY(saved.error().message.contains(u"is write-protected"_s));
    }

    void aFullDiskLeavesTheOldFileWhole_data()
    {
        QTest::addColumn<int>("nodes");
        QTest::addColumn<int>("room");
        QTest::newRow("full from the start") << 1 << 0;
        QTest::newRow("full half-way") << 1000 << 16'384;
    }

    void aFullDiskLeavesTheOldFileWhole()
    {
        QFETCH(int, nodes);
        QFETCH(int, room);
        QTemporaryDir folder;
        const QString path = folder.filePath(u"a.workflow.json"_s);
        const auto old = chainOf(3);
        QVERIFY(saveDefinition(old, path));

        const auto saved = [&] {
            const test::FullDisk full{rlim_t(room)};
            return saveDefinition(chainOf(nodes), path);
        }();

        QVERIFY(!saved);
        QCOMPARE(saved.error().code, ErrorCode::NoSpace);
        const auto loaded = loadDefinition(path);
        QVERIFY(loaded);
        QVERIFY(*loaded == old);
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 1);
    }

    void theVersionDoesNotDependOnTheLayout()
    {
        auto one = chainOf(4);
        auto two = one;
        two.layout[NodeId("node-1"s)] = {999, 999};
        QCOMPARE(contentAddress(one).value, contentAddress(two).value);
        QCOMPARE(contentAddress(one).value.size(), std::size_t(64));
    }

    void theVersionDependsOnEverythingElse()
    {
        const auto base = chainOf(4);
        std::set<std::string> versions{contentAddress(base).value};
        const auto add = [&](auto change) {
            auto other = base;
            change(other);
            versions.insert(contentAddress(other).value);
        };
        add([](auto &d) { d.name = "Other"; });
        add([](auto &d) { d.description = "Other"; });
        add([](auto &d) { d.inputSchema = Json::object(); });
        add([](auto &d) { d.nodes[1].fields["duration"] = "2 s"; });
        add([](auto &d) { d.nodes[1].name = "Other"; });
        add([](auto &d) { d.edges.pop_back(); });
        add([](auto &d) { d.unknown["owner"] = 1; });
        QCOMPARE(versions.size(), std::size_t(8));
    }
};

QTEST_APPLESS_MAIN(TestDefinitionFile)
#include "tst_definition_file.moc"
