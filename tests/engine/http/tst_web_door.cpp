// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/http/RouteMatch.h"
#include "tests/engine/http/OpenDoor.h"

#include <QNetworkReply>
#include <QTest>

using namespace perdura;
using namespace Qt::Literals::StringLiterals;

namespace {

const QString base = u"/runtime/webhooks/durabletask"_s;

QString textOf(const Json &json, const char *member)
{
    const auto found = json.find(member);
    return found != json.end() && found->is_string() ? QString::fromStdString(*found)
                                                     : u"(no %1)"_s.arg(QLatin1StringView(member));
}

} // namespace

/// Durable Functions' HTTP API over a real hub and real sockets.
class TestWebDoor : public QObject
{
    Q_OBJECT

private slots:
    void aLongJobIsStartedAndPolled()
    {
        OpenDoor door;
        door.addWorkflow(u"job.workflow.json"_s, waitingWorkflow("DoWork"));
        const WebReply started = door.call("POST", u"/orchestrators/DoWork"_s);
        QCOMPARE(started.status, 202);
        QCOMPARE(started.headers["content-type"], QByteArray("application/json; charset=utf-8"));
        QCOMPARE(started.headers["retry-after"], QByteArray("10"));
        const QString id = textOf(started.json(), "id");
        QCOMPARE(id.size(), 32);
        const QString link = textOf(started.json(), "statusQueryGetUri");
        const QString code = u"taskHub=Perdura&connection=Storage&code=the%20key%20of%20this%20test"_s;
        const QString root = door.root() + base + u"/instances/"_s + id;
        QCOMPARE(link, root + u'?' + code);
        QCOMPARE(QString::fromUtf8(started.headers["location"]), link);
        QCOMPARE(textOf(started.json(), "sendEventPostUri"), root + u"/raiseEvent/{eventName}?"_s + code);
        QCOMPARE(textOf(started.json(), "terminatePostUri"), root + u"/terminate?reason={text}&"_s + code);
        QCOMPARE(textOf(started.json(), "rewindPostUri"), root + u"/rewind?reason={text}&"_s + code);
        QCOMPARE(textOf(started.json(), "purgeHistoryDeleteUri"), link);
        QCOMPARE(textOf(started.json(), "restartPostUri"), root + u"/restart?"_s + code);
        QCOMPARE(textOf(started.json(), "suspendPostUri"), root + u"/suspend?reason={text}&"_s + code);
        QCOMPARE(textOf(started.json(), "resumePostUri"), root + u"/resume?reason={text}&"_s + code);

        QVERIFY(door.reaches(id, "Running"));
        const WebReply running = door.call("GET", link);
        QCOMPARE(running.status, 202);
        QCOMPARE(QString::fromUtf8(running.headers["location"]), link);
        QCOMPARE(running.headers["retry-after"], QByteArray("5"));
        const Json status = running.json();
        QCOMPARE(status.size(), std::size_t(8));
        QCOMPARE(textOf(status, "name"), u"DoWork"_s);
        QCOMPARE(textOf(status, "instanceId"), id);
        QVERIFY(status.at("input").is_null());
        QVERIFY(status.at("output").is_null());
        QVERIFY(status.at("customStatus").is_null());
        QCOMPARE(textOf(status, "createdTime").size(), 20);
        QVERIFY(textOf(status, "lastUpdatedTime").endsWith(u'Z'));

        QCOMPARE(door.call("POST", root + u"/raiseEvent/go"_s, R"({"done":true})",
                           "application/json; charset=utf-8")
                     .status,
                 202);
        QVERIFY(door.reaches(id, "Completed"));
        const WebReply ended = door.call("GET", link);
        QCOMPARE(ended.status, 200);
        QCOMPARE(ended.headers.contains("retry-after"), false);
        QCOMPARE(dumpJson(ended.json().at("output")), std::string(R"({"done":true})"));
        // The overview's short form of the address.
        QCOMPARE(door.call("GET", base + u'/' + id).body, ended.body);
    }

    void aRunningInstanceAnswersAfterTheHubCameBack()
    {
        OpenDoor door;
        door.addWorkflow(u"job.workflow.json"_s, waitingWorkflow("DoWork"));
        QCOMPARE(door.call("POST", u"/api/orchestrators/DoWork/mine"_s, "7").status, 202);
        QVERIFY(door.reaches(u"mine"_s, "Running"));
        door.reopen();
        const WebReply running = door.call("GET", base + u"/instances/mine"_s);
        QCOMPARE(running.status, 202);
        QCOMPARE(dumpJson(running.json().at("input")), std::string("7"));
        QCOMPARE(door.call("POST", base + u"/instances/mine/raiseEvent/Go"_s, "5", "application/json").status,
                 202);
        QVERIFY(door.reaches(u"mine"_s, "Completed"));
        QCOMPARE(dumpJson(door.call("GET", base + u"/instances/mine"_s).json().at("output")),
                 std::string("5"));
    }

    void wrongStartsSayWhatIsWrong_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("exception");
        QTest::addColumn<QString>("message");
        QTest::newRow("broken JSON") << u"/orchestrators/Quick"_s << QByteArray("{") << 400 << QByteArray()
                                     << u"Invalid JSON content"_s;
        QTest::newRow("unknown name")
            << u"/orchestrators/Nobody"_s << QByteArray() << 400 << QByteArray("System.ArgumentException")
            << u"There is no workflow “Nobody” in the workspace; check the name."_s;
        QTest::newRow("bad id") << u"/orchestrators/Quick/@x"_s << QByteArray() << 400
                                << QByteArray("System.ArgumentException") << QString();
        QTest::newRow("polls slower than it waits")
            << u"/orchestrators/Quick?timeout=1&pollingInterval=2"_s << QByteArray() << 400
            << QByteArray("System.ArgumentException")
            << u"The polling interval is longer than the time-out."_s;
        QTest::newRow("input does not fit")
            << u"/orchestrators/Strict"_s << QByteArray(R"({"order": "seven"})") << 400
            << QByteArray("System.ArgumentException") << QString();
        QTest::newRow("unknown version") << u"/orchestrators/Quick?version=abc"_s << QByteArray() << 400
                                         << QByteArray("System.ArgumentException") << QString();
        QTest::newRow("id in use") << u"/orchestrators/Waits/taken"_s << QByteArray() << 500
                                   << QByteArray("System.InvalidOperationException") << QString();
    }

    void wrongStartsSayWhatIsWrong()
    {
        QFETCH(const QString, path);
        QFETCH(const QByteArray, body);
        QFETCH(const int, status);
        QFETCH(const QByteArray, exception);
        QFETCH(const QString, message);
        OpenDoor door;
        door.addWorkflow(u"quick.workflow.json"_s, quickWorkflow("Quick"));
        door.addWorkflow(u"waits.workflow.json"_s, waitingWorkflow("Waits"));
        door.addWorkflow(
            u"strict.workflow.json"_s,
            quickWorkflow("Strict", R"({"type": "object", "properties": {"order": {"type": "integer"}}})"));
        QCOMPARE(door.call("POST", u"/orchestrators/Waits/taken"_s).status, 202);
        const WebReply reply = door.call("POST", path, body);
        QCOMPARE(reply.status, status);
        const Json error = reply.json();
        QCOMPARE(textOf(error, exception.isEmpty() ? "Message" : "ExceptionMessage").isEmpty(), false);
        if (!message.isEmpty())
            QCOMPARE(textOf(error, exception.isEmpty() ? "Message" : "ExceptionMessage"), message);
        if (!exception.isEmpty()) {
            QCOMPARE(textOf(error, "ExceptionType"), QString::fromUtf8(exception));
            QCOMPARE(textOf(error, "StackTrace"), QString());
        }
    }

    void inputsAreTakenAsTheyCome_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("output");
        QTest::newRow("none") << QByteArray() << QByteArray(R"({"got":null})");
        QTest::newRow("empty text") << QByteArray("\"\"") << QByteArray(R"({"got":""})");
        QTest::newRow("object") << QByteArray(R"({ "b": 1, "a": [true, "ü"] })")
                                << QByteArray(R"({"got":{"b":1,"a":[true,"ü"]}})");
    }

    /// Start and wait: the answer is the bare output.
    void inputsAreTakenAsTheyCome()
    {
        QFETCH(const QByteArray, body);
        QFETCH(const QByteArray, output);
        OpenDoor door;
        door.addWorkflow(u"quick.workflow.json"_s, quickWorkflow("Quick"));
        const WebReply reply = door.call(
            "POST", base + u"/orchestrators/Quick?timeout=20&pollingInterval=1"_s, body, "text/plain");
        QCOMPARE(reply.status, 200);
        QCOMPARE(reply.body, output);
    }

    void whoWaitsTooShortGetsTheLinks()
    {
        OpenDoor door;
        door.addWorkflow(u"waits.workflow.json"_s, waitingWorkflow("Waits"));
        const WebReply reply = door.call("POST", base + u"/orchestrators/Waits/w?timeout=0.05"_s);
        QCOMPARE(reply.status, 202);
        QCOMPARE(textOf(reply.json(), "id"), u"w"_s);
    }

    void aFailureIs500OnlyWhenAskedFor()
    {
        OpenDoor door;
        door.addWorkflow(u"bad.workflow.json"_s, failingWorkflow("Bad"));
        const WebReply waited = door.call("POST", base + u"/orchestrators/Bad/b?timeout=20"_s);
        QCOMPARE(waited.status, 200);
        QCOMPARE(textOf(waited.json(), "runtimeStatus"), u"Failed"_s);
        QVERIFY(textOf(waited.json(), "output").contains(u"No luck today."));
        QCOMPARE(door.call("GET", base + u"/instances/b"_s).status, 200);
        QCOMPARE(door.call("GET", base + u"/instances/b?returnInternalServerErrorOnFailure=TRUE"_s).status,
                 500);
        QCOMPARE(door.call("GET", base + u"/instances/b?returnInternalServerErrorOnFailure=1"_s).status, 200);
    }

    void commandsAnswerByStatus()
    {
        OpenDoor door;
        door.addWorkflow(u"waits.workflow.json"_s, waitingWorkflow("Waits"));
        const QString i = base + u"/instances/i"_s;
        QCOMPARE(door.call("POST", u"/orchestrators/Waits/i"_s).status, 202);
        QVERIFY(door.reaches(u"i"_s, "Running"));
        QCOMPARE(door.call("POST", i + u"/resume"_s).status, 500);
        QCOMPARE(door.call("POST", i + u"/suspend?reason=lunch"_s).status, 202);
        QVERIFY(door.reaches(u"i"_s, "Suspended"));
        QCOMPARE(door.call("GET", i).status, 202);
        QCOMPARE(door.call("POST", i + u"/suspend"_s).status, 500);
        QCOMPARE(door.call("POST", i + u"/RESUME"_s).status, 202);
        QVERIFY(door.reaches(u"i"_s, "Running"));
        QCOMPARE(door.call("POST", i + u"/rewind"_s).status, 412);
        QCOMPARE(door.call("DELETE", i).body, QByteArray(R"({"instancesDeleted":0})"));
        QCOMPARE(door.call("POST", i + u"/raiseEvent/Go"_s, "1", "text/plain").status, 400);
        QCOMPARE(door.call("POST", i + u"/raiseEvent/Go"_s, "{", "application/json").status, 400);
        QCOMPARE(door.call("POST", i + u"/terminate?reason=no+more%21"_s).status, 202);
        QVERIFY(door.reaches(u"i"_s, "Terminated"));
        const WebReply ended = door.call("GET", i);
        QCOMPARE(ended.status, 200);
        QCOMPARE(textOf(ended.json(), "output"), u"no more!"_s);
        for (const QString &verb : {u"terminate"_s, u"suspend"_s, u"resume"_s, u"raiseEvent/Go"_s})
            QCOMPARE(door.call("POST", i + u'/' + verb, "1", "application/json").status, 410);
        const WebReply restarted = door.call("POST", i + u"/restart"_s);
        QCOMPARE(restarted.status, 202);
        QCOMPARE(textOf(restarted.json(), "id").size(), 32);
        QCOMPARE(door.call("POST", i + u"/restart?restartWithNewInstanceId=false"_s).status, 202);
        QCOMPARE(door.call("POST", i + u"/terminate"_s).status, 202);
        QVERIFY(door.reaches(u"i"_s, "Terminated"));
        QCOMPARE(door.call("DELETE", i).body, QByteArray(R"({"instancesDeleted":1})"));
        QCOMPARE(door.call("GET", i).status, 404);
    }

    void whatIsNotThereIs404_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QString>("path");
        QTest::addColumn<int>("status");
        QTest::newRow("unknown instance") << QByteArray("GET") << base + u"/instances/none"_s << 404;
        QTest::newRow("event for nobody")
            << QByteArray("POST") << base + u"/instances/none/raiseEvent/Go"_s << 404;
        QTest::newRow("purge nobody") << QByteArray("DELETE") << base + u"/instances/none"_s << 404;
        QTest::newRow("restart nobody") << QByteArray("POST") << base + u"/instances/none/restart"_s << 400;
        QTest::newRow("unknown verb") << QByteArray("POST") << base + u"/instances/none/dance"_s << 404;
        QTest::newRow("wrong method") << QByteArray("PUT") << base + u"/instances/none"_s << 404;
        QTest::newRow("start by GET") << QByteArray("GET") << base + u"/orchestrators/Quick"_s << 404;
        QTest::newRow("no route") << QByteArray("GET") << u"/"_s << 404;
        QTest::newRow("other hub") << QByteArray("GET") << base + u"/instances/none?taskHub=Other"_s << 404;
    }

    void whatIsNotThereIs404()
    {
        QFETCH(const QByteArray, method);
        QFETCH(const QString, path);
        QFETCH(const int, status);
        OpenDoor door;
        const WebReply reply = door.call(method, path);
        QCOMPARE(reply.status, status);
        if (path.contains(u"Other"))
            QCOMPARE(textOf(reply.json(), "Message"),
                     u"There is no task hub “Other” here; this one is “Perdura”."_s);
        else if (status == 404)
            QCOMPARE(reply.body, QByteArray());
    }

    void literalsAreFoundInAnyCaseAndWithASlashAtTheEnd()
    {
        OpenDoor door;
        door.addWorkflow(u"quick.workflow.json"_s, quickWorkflow("Quick"));
        QCOMPARE(door.call("POST", u"/Runtime/WebHooks/durableTask/Orchestrators/Quick/A%20b/?timeout=20"_s)
                     .status,
                 200);
        QCOMPARE(textOf(door.call("GET", base + u"/INSTANCES/A%20b/"_s).json(), "instanceId"), u"A b"_s);
    }

    void theHistoryComesWhenAskedFor()
    {
        OpenDoor door;
        door.addWorkflow(u"quick.workflow.json"_s, quickWorkflow("Quick"));
        QCOMPARE(door.call("POST", u"/orchestrators/Quick/q?timeout=20"_s, "1").status, 200);
        const QString q = base + u"/instances/q"_s;
        QVERIFY(!door.call("GET", q).json().contains("historyEvents"));
        const Json events =
            door.call("GET", q + u"?showHistory=true&showHistoryOutput=true&showInput=false"_s)
                .json()
                .at("historyEvents");
        QCOMPARE(events.size(), std::size_t(2));
        QCOMPARE(textOf(events[0], "EventType"), u"ExecutionStarted"_s);
        QVERIFY(!events[0].contains("Input"));
        QCOMPARE(dumpJson(events[1].at("Result")), std::string(R"({"got":1})"));
    }

    void aRouteStartsItsWorkflow()
    {
        OpenDoor door;
        door.addWorkflow(u"orders.workflow.json"_s, R"({"format": 1, "name": "Orders", "nodes": [
            {"id": "start", "kind": "start", "name": "Start", "fields": {"routes": [
                {"route": "orders/{id}", "input": {"id": "=input.params.id", "lines": "=input.body.lines", "urgent": "=input.query.urgent"}}]}},
            {"id": "end", "kind": "end", "name": "End", "fields": {"output": "=input"}}],
            "edges": [{"from": "start", "to": "end"}]})");
        // The door looks at the files on another thread.
        QVERIFY(QTest::qWaitFor(
            [&] { return door.call("POST", u"/api/orders/0"_s, "{}", "application/json").status != 404; },
            30'000));
        const WebReply waited = door.call("POST", u"/API/Orders/4%2F7?urgent=yes&timeout=20"_s,
                                          R"({"lines": [1, 2]})", "application/json");
        QCOMPARE(waited.status, 200);
        QCOMPARE(waited.body, QByteArray(R"({"id":"4/7","lines":[1,2],"urgent":"yes"})"));
        QCOMPARE(door.call("POST", u"/api/orders/1"_s, "{", "application/json").status, 400);
        QCOMPARE(door.call("GET", u"/api/orders/1"_s).status, 404);
        QCOMPARE(door.call("POST", u"/api/orders"_s).status, 404);
    }

    void aRouteTakesJsonThatCameAsNothingElse_data()
    {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("told");
        const QByteArray form = "application/x-www-form-urlencoded";
        QTest::newRow("an object from curl -d")
            << form << QByteArray(R"({"a": 1})") << QByteArray(R"({"a":1})");
        QTest::newRow("with parameters")
            << QByteArray(form + "; charset=utf-8") << QByteArray(R"([1])") << QByteArray("[1]");
        QTest::newRow("no type") << QByteArray() << QByteArray(R"({"a": 1})") << QByteArray(R"({"a":1})");
        QTest::newRow("a form") << form << QByteArray("a=1&b=2") << QByteArray(R"("a=1&b=2")");
        QTest::newRow("a bare number") << form << QByteArray("5") << QByteArray(R"("5")");
        QTest::newRow("text") << QByteArray("text/plain") << QByteArray(R"({"a": 1})")
                              << QByteArray("\"{\\\"a\\\": 1}\"");
        QTest::newRow("JSON") << QByteArray("application/json") << QByteArray("5") << QByteArray("5");
        QTest::newRow("nothing") << form << QByteArray() << QByteArray("null");
    }
    void aRouteTakesJsonThatCameAsNothingElse()
    {
        QFETCH(QByteArray, type);
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, told);
        HttpQuestion question;
        question.method = "POST";
        question.segments = QStringList{u"api"_s, u"orders"_s};
        question.contentType = type;
        question.body = body;
        const auto result = toldByRoute(question, RouteMatch{});
        QVERIFY(result);
        QCOMPARE(QByteArray::fromStdString(dumpJson(result->at("body"))), told);
    }

    /// What the template tells its reader to do.
    void theTemplateDoesWhatItSays()
    {
        OpenDoor door;
        QFile file(QStringLiteral(PERDURA_RESOURCES "/templates/async-http-api/do-work.workflow.json"));
        QVERIFY(file.open(QFile::ReadOnly));
        door.addWorkflow(u"do-work.workflow.json"_s, file.readAll());
        const WebReply started = door.call("POST", u"/orchestrators/DoWork"_s, R"({"seconds": 0.4})");
        QCOMPARE(started.status, 202);
        QVERIFY(door.reaches(textOf(started.json(), "id"), "Completed"));
        const Json ended = door.call("GET", QString::fromUtf8(started.headers["location"])).json();
        QCOMPARE(dumpJson(ended.at("output")), std::string(R"({"done":true})"));
        QCOMPARE(dumpJson(ended.at("customStatus")), std::string(R"({"percent":50})"));
    }

    void onlyWhoKnowsTheKeyComesIn()
    {
        OpenDoor door;
        const QString path = door.root() + base + u"/instances/none"_s;
        QCOMPARE(door.send("GET", QNetworkRequest(QUrl(path))).status, 401);
        QNetworkRequest wrong{QUrl(path)};
        wrong.setRawHeader("x-functions-key", "the key of this tess");
        const WebReply refused = door.send("GET", wrong);
        QCOMPARE(refused.status, 401);
        QCOMPARE(refused.body, QByteArray());
        QCOMPARE(door.send("GET", QNetworkRequest(QUrl(path + u"?CODE=the+key+of+this+test"_s))).status, 404);
    }

    void anotherNameOfThisMachineIsRefused()
    {
        OpenDoor door;
        const auto asked = [&](const QByteArray &host) {
            QNetworkRequest request(
                QUrl(door.root() + base + u"/instances/none?code=the+key+of+this+test"_s));
            request.setRawHeader("Host", host);
            return door.send("GET", request).status;
        };
        QCOMPARE(asked("evil.example:7071"), 403);
        QCOMPARE(asked("localhost.evil.example"), 403);
        QCOMPARE(asked("LOCALHOST:7071"), 404);
        QCOMPARE(asked("[::1]:7071"), 404);
    }
};

QTEST_GUILESS_MAIN(TestWebDoor)
#include "tst_web_door.moc"
