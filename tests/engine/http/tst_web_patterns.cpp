// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/http/OpenDoor.h"

#include <QDir>
#include <QTest>

using namespace perdura;
using namespace Qt::Literals::StringLiterals;

namespace {

const QString base = u"/runtime/webhooks/durabletask"_s;
const QByteArray jsonType = "application/json";

QString pathOf(const QString &instance)
{
    return base + u"/instances/"_s + instance;
}

} // namespace

/// Each of the six patterns as its template draws it, by nothing but HTTP.
class TestWebPatterns : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_door = std::make_unique<OpenDoor>(); }
    void cleanup() { m_door.reset(); }

    void functionChaining();
    void fanOutFanIn();
    void asyncHttpApi();
    void aRunningJobTellsHowFarItIs();
    void monitor();
    void humanInteractionByATask();
    void humanInteractionByAnEvent();
    void aggregator();
    void theCounterOfTheRuleBook();

    void wrongAnswersSayWhatIsWrong_data();
    void wrongAnswersSayWhatIsWrong();
    void anAnswerThatNeedsACommentGetsOne();
    void onlyEntitiesOfTheWorkspaceAreSignalled();

private:
    void addFolder(const QString &folder);
    void addTemplate(const QString &name)
    {
        addFolder(QStringLiteral(PERDURA_RESOURCES "/templates/") + name);
    }
    /// Starts it, waits and gives the status code and the body.
    QString outcomeOf(const QString &workflow, const QByteArray &input);
    /// Starts it under that id.
    void start(const QString &workflow, const QString &id, const QByteArray &input);
    [[nodiscard]] Json openTasks(const QString &instance);
    /// Waits for a task, and gives it.
    [[nodiscard]] Json openTask(const QString &instance);
    [[nodiscard]] WebReply answer(const Json &task, const QByteArray &body);
    [[nodiscard]] std::string outputOf(const QString &instance);

    std::unique_ptr<OpenDoor> m_door;
};

void TestWebPatterns::addFolder(const QString &folder)
{
    const QDir dir(folder);
    for (const QString &name : dir.entryList({u"*.workflow.json"_s})) {
        QFile file(dir.filePath(name));
        QVERIFY(file.open(QFile::ReadOnly));
        m_door->addWorkflow(name, file.readAll());
    }
}

QString TestWebPatterns::outcomeOf(const QString &workflow, const QByteArray &input)
{
    const WebReply reply = m_door->call("POST", u"/orchestrators/"_s + workflow + u"?timeout=20"_s, input);
    return QString::number(reply.status) + u' ' + QString::fromUtf8(reply.body);
}

void TestWebPatterns::start(const QString &workflow, const QString &id, const QByteArray &input)
{
    QCOMPARE(m_door->call("POST", u"/orchestrators/"_s + workflow + u'/' + id, input).status, 202);
}

Json TestWebPatterns::openTasks(const QString &instance)
{
    return m_door->call("GET", pathOf(instance) + u"/humanTasks"_s).json();
}

Json TestWebPatterns::openTask(const QString &instance)
{
    Json tasks;
    const bool isThere = QTest::qWaitFor(
        [&] {
            tasks = openTasks(instance);
            return tasks.is_array() && !tasks.empty();
        },
        30'000);
    return isThere ? tasks.front() : Json();
}

WebReply TestWebPatterns::answer(const Json &task, const QByteArray &body)
{
    const QString instance = QString::fromStdString(task.value("instanceId", std::string()));
    return m_door->call("POST",
                        pathOf(instance) + u"/humanTasks/"_s + QString::number(task.value("task", -1)), body,
                        jsonType);
}

std::string TestWebPatterns::outputOf(const QString &instance)
{
    return dumpJson(m_door->call("GET", pathOf(instance)).json()["output"]);
}

void TestWebPatterns::functionChaining()
{
    addTemplate(u"function-chaining"_s);
    QCOMPARE(outcomeOf(u"Function%20chaining"_s, {}), u"200 \"r=4\""_s);
}

void TestWebPatterns::fanOutFanIn()
{
    addTemplate(u"fan-out-fan-in"_s);
    QCOMPARE(outcomeOf(u"Fan%20out,%20fan%20in"_s, R"({"numbers": [1, 2, 3, 4, 5]})"),
             uR"(200 {"numbers":5,"sum":55})"_s);
    QCOMPARE(outcomeOf(u"Fan%20out,%20fan%20in"_s, R"({"numbers": []})"), uR"(200 {"numbers":0,"sum":0})"_s);
}

void TestWebPatterns::asyncHttpApi()
{
    addTemplate(u"async-http-api"_s);
    const WebReply started = m_door->call("POST", u"/orchestrators/DoWork"_s, R"({"seconds": 0.4})");
    QCOMPARE(started.status, 202);
    const QString location = QString::fromUtf8(started.headers["location"]);
    QCOMPARE(m_door->call("GET", location).status, 202);
    QVERIFY(QTest::qWaitFor([&] { return m_door->call("GET", location).status == 200; }, 30'000));
    QCOMPARE(dumpJson(m_door->call("GET", location).json()["output"]), std::string(R"({"done":true})"));
}

void TestWebPatterns::aRunningJobTellsHowFarItIs()
{
    m_door->addWorkflow(u"job.workflow.json"_s, R"x({"format": 1, "name": "Job", "nodes": [
        {"id": "start", "kind": "start", "name": "Start"},
        {"id": "tell", "kind": "set-status", "name": "Tell", "fields": {"status": "=({percent: 50})"}},
        {"id": "wait", "kind": "wait-for-event", "name": "Wait", "fields": {"event": "Go"}},
        {"id": "end", "kind": "end", "name": "End", "fields": {"output": "=({done: true})"}}],
        "edges": [{"from": "start", "to": "tell"}, {"from": "tell", "to": "wait"}, {"from": "wait", "to": "end"}]})x");
    start(u"Job"_s, u"job"_s, {});
    QVERIFY(m_door->reaches(u"job"_s, "Running"));
    const WebReply running = m_door->call("GET", pathOf(u"job"_s));
    QCOMPARE(running.status, 202);
    QCOMPARE(running.headers["retry-after"], QByteArray("5"));
    QCOMPARE(dumpJson(running.json()["runtimeStatus"]), std::string(R"("Running")"));
    QCOMPARE(dumpJson(running.json()["customStatus"]), std::string(R"({"percent":50})"));
    QCOMPARE(dumpJson(running.json()["output"]), std::string("null"));
    QCOMPARE(m_door->call("POST", pathOf(u"job"_s) + u"/raiseEvent/Go"_s, "null", jsonType).status, 202);
    QVERIFY(m_door->reaches(u"job"_s, "Completed"));
    const WebReply done = m_door->call("GET", pathOf(u"job"_s));
    QCOMPARE(done.status, 200);
    QCOMPARE(dumpJson(done.json()["customStatus"]), std::string(R"({"percent":50})"));
    QCOMPARE(dumpJson(done.json()["output"]), std::string(R"({"done":true})"));
}

void TestWebPatterns::monitor()
{
    addTemplate(u"monitor"_s);
    start(u"Monitor"_s, u"watch-1"_s, R"({"job": "a", "takes": 0.2, "firstWait": 0.05})");
    start(u"Monitor"_s, u"watch-2"_s, R"({"job": "b", "takes": 3600, "firstWait": 1800, "limit": "2 h"})");
    QVERIFY(m_door->reaches(u"watch-1"_s, "Completed"));
    QCOMPARE(outputOf(u"watch-1"_s), std::string(R"({"job":"a","done":true})"));
    QVERIFY(m_door->reaches(u"watch-2"_s, "Running"));
    // One of several is called off, and the other one does not care.
    QCOMPARE(m_door->call("POST", pathOf(u"watch-2"_s) + u"/terminate?reason=not+needed"_s).status, 202);
    QVERIFY(m_door->reaches(u"watch-2"_s, "Terminated"));
    QCOMPARE(outputOf(u"watch-2"_s), std::string(R"("not needed")"));
}

void TestWebPatterns::humanInteractionByATask()
{
    addTemplate(u"approval-with-escalation"_s);
    start(u"Approval%20with%20escalation"_s, u"laptop"_s, R"({"request": "A laptop", "approver": "Ada"})");
    const Json task = openTask(u"laptop"_s);
    QCOMPARE(dumpJson(task["title"]), std::string(R"("Approve: A laptop?")"));
    QCOMPARE(dumpJson(task["assignee"]), std::string(R"("Ada")"));
    QCOMPARE(dumpJson(task["group"]), std::string("null"));
    QCOMPARE(dumpJson(task["outcomes"]), std::string(R"(["Approve","Reject"])"));
    QCOMPARE(dumpJson(task["form"]["properties"]["reason"]["type"]), std::string(R"("string")"));
    QVERIFY(task["dueTime"].is_string());
    QCOMPARE(dumpJson(m_door->call("GET", base + u"/humanTasks"_s).json()), dumpJson(Json::array({task})));
    // It waits for the person, whatever becomes of the hub.
    m_door->reopen();
    QCOMPARE(dumpJson(openTasks(u"laptop"_s)), dumpJson(Json::array({task})));
    QCOMPARE(
        answer(task, R"({"outcome": "Approve", "form": {"reason": "Old one broke"}, "answeredBy": "Ada"})")
            .status,
        202);
    QVERIFY(m_door->reaches(u"laptop"_s, "Completed"));
    QCOMPARE(outputOf(u"laptop"_s), std::string(R"({"request":"A laptop","decision":"approved"})"));
    // What was answered is there for good, and cannot be answered again.
    const Json told = m_door->call("GET", pathOf(u"laptop"_s) + u"?showHistory=true"_s).json();
    QVERIFY2(told["historyEvents"].dump().find("Old one broke") != std::string::npos,
             told["historyEvents"].dump().c_str());
    QCOMPARE(answer(task, R"({"outcome": "Reject"})").status, 410);
    QCOMPARE(dumpJson(openTasks(u"laptop"_s)), std::string("[]"));
}

void TestWebPatterns::humanInteractionByAnEvent()
{
    addTemplate(u"approval-by-event"_s);
    for (const auto &[id, payload, decision] :
         {std::tuple(u"yes"_s, "true", "approved"), std::tuple(u"no"_s, "false", "rejected")}) {
        start(u"Approval%20by%20event"_s, id, {});
        QVERIFY(m_door->reaches(id, "Running"));
        const QString raise = pathOf(id) + u"/raiseEvent/ApprovalEvent"_s;
        QCOMPARE(m_door->call("POST", raise, payload, jsonType).status, 202);
        QVERIFY(m_door->reaches(id, "Completed"));
        QCOMPARE(outputOf(id), R"({"request":"A new laptop","decision":")" + std::string(decision) + R"("})");
        QCOMPARE(m_door->call("POST", raise, payload, jsonType).status, 410);
    }
    start(u"Approval%20by%20event"_s, u"late"_s, R"({"answerWithin": "0.1 s"})");
    QVERIFY(m_door->reaches(u"late"_s, "Completed"));
    QCOMPARE(outputOf(u"late"_s), std::string(R"({"request":"A new laptop","decision":"escalated"})"));
}

void TestWebPatterns::aggregator()
{
    addTemplate(u"aggregator"_s);
    const QString north = base + u"/entities/Counter/north"_s;
    QCOMPARE(m_door->call("GET", north).status, 404);
    for (const char *delta : {"40", "35", "-5"})
        QCOMPARE(m_door->call("POST", north + u"?op=add"_s, delta, jsonType).status, 202);
    const auto total = [&] { return m_door->call("GET", north).body; };
    QVERIFY(QTest::qWaitFor([&] { return total() == "70"; }, 30'000));
    QCOMPARE(m_door->call("GET", base + u"/entities/COUNTER/north"_s).body, total());
    // Workflows see the same entity.
    QCOMPARE(outcomeOf(u"Aggregator"_s, R"({"readings": [{"sensor": "north", "delta": 30}]})"),
             uR"(200 {"totals":{"north":100},"milestones":[{"sensor":"north","total":100}]})"_s);
    QCOMPARE(m_door->call("POST", north + u"?op=reset"_s).status, 202);
    QVERIFY(QTest::qWaitFor([&] { return total() == "0"; }, 30'000));
    QCOMPARE(m_door->call("DELETE", north).status, 202);
    QVERIFY(QTest::qWaitFor([&] { return m_door->call("GET", north).status == 404; }, 30'000));
}

void TestWebPatterns::theCounterOfTheRuleBook()
{
    m_door->addWorkflow(u"counter.workflow.json"_s,
                        R"({"format": 1, "kind": "entity", "name": "Counter", "nodes": [
        {"id": "add", "kind": "operation", "name": "add"},
        {"id": "keep", "kind": "set-state", "name": "Keep", "fields": {"state": "=(state ?? 0) + input"}},
        {"id": "reset", "kind": "operation", "name": "reset"},
        {"id": "zero", "kind": "set-state", "name": "Zero", "fields": {"state": "=0"}}],
        "edges": [{"from": "add", "to": "keep"}, {"from": "reset", "to": "zero"}]})");
    const QString counter = base + u"/entities/Counter/myCounter"_s;
    const auto reaches = [&](const QByteArray &state) {
        return QTest::qWaitFor([&] { return m_door->call("GET", counter).body == state; }, 30'000);
    };
    QCOMPARE(m_door->call("GET", counter).status, 404);
    for (int i = 0; i < 3; ++i)
        QCOMPARE(m_door->call("POST", counter + u"?op=add"_s, "1", jsonType).status, 202);
    QVERIFY(reaches("3"));
    QCOMPARE(m_door->call("GET", base + u"/entities/COUNTER/myCounter"_s).body, QByteArray("3"));
    // Nothing is there as well as something.
    QCOMPARE(m_door->call("POST", counter + u"?op=reset"_s).status, 202);
    QVERIFY(reaches("0"));
    QCOMPARE(m_door->call("GET", counter).status, 200);
    // As JavaScript adds.
    QCOMPARE(m_door->call("POST", counter + u"?op=add"_s, R"("x")", jsonType).status, 202);
    QVERIFY(reaches(R"("0x")"));
}

void TestWebPatterns::wrongAnswersSayWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("message");
    QTest::newRow("no JSON") << QByteArray("yes") << u"Invalid JSON content"_s;
    QTest::newRow("no object") << QByteArray(R"("Approve")")
                               << u"The answer must be an object, like {\"outcome\": \"Approve\"}."_s;
    QTest::newRow("no outcome") << QByteArray("{}") << QString();
    QTest::newRow("not offered") << QByteArray(R"({"outcome": "Perhaps"})") << QString();
    QTest::newRow("no text") << QByteArray(R"({"outcome": 1})") << u"The answer's “outcome” must be text."_s;
    QTest::newRow("form") << QByteArray(R"({"outcome": "Approve", "form": {"reason": 5}})") << QString();
}

void TestWebPatterns::wrongAnswersSayWhatIsWrong()
{
    QFETCH(const QByteArray, body);
    QFETCH(const QString, message);
    addTemplate(u"approval-with-escalation"_s);
    start(u"Approval%20with%20escalation"_s, u"laptop"_s, "{}");
    const Json task = openTask(u"laptop"_s);
    const WebReply reply = answer(task, body);
    QCOMPARE(reply.status, 400);
    const QString told = QString::fromStdString(reply.json().value("Message", std::string()));
    QVERIFY2(told.endsWith(u'.') || !message.isEmpty(), qPrintable(told));
    if (!message.isEmpty())
        QCOMPARE(told, message);
    // It is open as before; others are not there.
    QCOMPARE(dumpJson(openTasks(u"laptop"_s)), dumpJson(Json::array({task})));
    Json other = task;
    other["task"] = 77;
    QCOMPARE(answer(other, R"({"outcome": "Approve"})").status, 404);
    const QString tasks = pathOf(u"laptop"_s) + u"/humanTasks"_s;
    QCOMPARE(m_door->call("POST", tasks + u"/x"_s, R"({"outcome": "Approve"})").status, 404);
    QCOMPARE(m_door->call("POST", tasks, R"({"outcome": "Approve"})").status, 404);
    QCOMPARE(m_door->call("GET", pathOf(u"nobody"_s) + u"/humanTasks"_s).status, 404);
}

void TestWebPatterns::anAnswerThatNeedsACommentGetsOne()
{
    m_door->addWorkflow(u"ask.workflow.json"_s, R"({"format": 1, "name": "Ask", "nodes": [
        {"id": "start", "kind": "start", "name": "Start"},
        {"id": "ask", "kind": "approval", "name": "Ask", "fields": {"title": "Well?", "outcomes": ["Yes", "No"],
            "group": "Finance", "commentFor": ["No"], "timeout": "1 d"}},
        {"id": "end", "kind": "end", "name": "End", "fields": {"output": "=nodes.Ask.output.comment"}}],
        "edges": [{"from": "start", "to": "ask"}, {"from": "ask", "port": "Yes", "to": "end"},
                  {"from": "ask", "port": "No", "to": "end"}, {"from": "ask", "port": "timeout", "to": "end"}]})");
    start(u"Ask"_s, u"a"_s, {});
    const Json task = openTask(u"a"_s);
    QCOMPARE(dumpJson(task["group"]), std::string(R"("Finance")"));
    QCOMPARE(dumpJson(task["commentFor"]), std::string(R"(["No"])"));
    QCOMPARE(answer(task, R"({"outcome": "No"})").status, 400);
    QCOMPARE(answer(task, R"({"outcome": "No", "comment": "Too dear"})").status, 202);
    QVERIFY(m_door->reaches(u"a"_s, "Completed"));
    QCOMPARE(outputOf(u"a"_s), std::string(R"("Too dear")"));
}

void TestWebPatterns::onlyEntitiesOfTheWorkspaceAreSignalled()
{
    addTemplate(u"aggregator"_s);
    const QString entities = base + u"/entities"_s;
    const WebReply unknown = m_door->call("POST", entities + u"/tally/a?op=add"_s, "1", jsonType);
    QCOMPARE(unknown.status, 400);
    QCOMPARE(dumpJson(unknown.json()["ExceptionMessage"]),
             std::string(R"("There is no entity “tally” in the workspace; check the name.")"));
    QCOMPARE(m_door->call("POST", entities + u"/counter/a?op=add"_s, "{", jsonType).status, 400);
    QCOMPARE(m_door->call("POST", entities + u"/counter/a%2Fb?op=add"_s, "1", jsonType).status, 400);
    QCOMPARE(m_door->call("GET", entities + u"/%40counter/a"_s).status, 400);
    QCOMPARE(m_door->call("PUT", entities + u"/counter/a"_s).status, 404);
    QCOMPARE(m_door->call("GET", entities + u"/counter/a/b"_s).status, 404);
}

QTEST_GUILESS_MAIN(TestWebPatterns)
#include "tst_web_patterns.moc"
