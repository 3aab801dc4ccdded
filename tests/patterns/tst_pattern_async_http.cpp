// SPDX-License-Identifier: GPL-3.0-or-later
//
// P3, the async HTTP API. Proven here: the three calls over a death at each crash point and between two
// polls, with a client that never stops asking; the template; a second start of the same id, unknown and
// purged ids in the next life; the HTTP-call node with a death at each crash point, against our own door,
// over a death while it waits, and against nobody. Not repeated: the exact answers, start-and-wait and the
// codes of failures (tests/engine/http/tst_web_door.cpp), the exact history of a followed call
// (tests/data/workflows/ http-call-*).
#include "tests/patterns/KillPoints.h"
#include "tests/patterns/PatternRun.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QTcpServer>
#include <QTcpSocket>

#include <thread>

using namespace perdura;
using namespace perdura::test;
using namespace Qt::Literals::StringLiterals;

namespace {

struct Answer
{
    int status = 0; ///< 0: none came
    Json body;
    QByteArray location;
};

/// The client of the door, as curl would be.
class WebClient
{
public:
    explicit WebClient(PatternRun &run)
        : m_run(run)
    {}

    [[nodiscard]] Answer ask(const QByteArray &method, const QString &path, const QByteArray &body = {})
    {
        QNetworkRequest request(QUrl(u"http://127.0.0.1:%1%2"_s.arg(m_run.hub().port()).arg(path)));
        request.setRawHeader("x-functions-key", "key");
        request.setRawHeader("Content-Type", "application/json");
        const std::unique_ptr<QNetworkReply> reply(m_network.sendCustomRequest(request, method, body));
        if (!QTest::qWaitFor([&] { return reply->isFinished(); }, 30'000))
            return {};
        return {reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(),
                parseJson(reply->readAll().toStdString()).value_or(Json()), reply->rawHeader("Location")};
    }
    [[nodiscard]] Answer status(const QString &id)
    {
        return ask("GET", u"/runtime/webhooks/durabletask/instances/"_s + id);
    }
    /// The codes of the polls until there is another than 202.
    [[nodiscard]] QList<int> poll(const QString &id, Answer &last)
    {
        QList<int> codes;
        const bool hasEnded = QTest::qWaitFor(
            [&] {
                last = status(id);
                codes += last.status;
                return last.status != 202;
            },
            30'000);
        return hasEnded ? codes : QList<int>();
    }

private:
    PatternRun &m_run;
    QNetworkAccessManager m_network;
};

/// A client on a thread of its own that asks for an instance again and again, whether or not there is anybody
/// to ask, until the answer is another than 202.
class EagerClient
{
public:
    EagerClient(quint16 port, const QString &id)
        : m_request("GET /runtime/webhooks/durabletask/instances/" + id.toUtf8() +
                    " HTTP/1.1\r\nHost: 127.0.0.1\r\nx-functions-key: key\r\nConnection: close\r\n\r\n")
        , m_thread([this, port](const std::stop_token &stop) {
            while (!stop.stop_requested() && !m_hasEnded)
                m_hasEnded = ask(port);
        })
    {}

    /// Waits for the last answer.
    [[nodiscard]] bool waitForEnd() const
    {
        return QTest::qWaitFor([this] { return m_hasEnded.load(); }, 60'000);
    }
    [[nodiscard]] int refusals() const { return m_refusals; }
    /// What came of all else; 0: a connection without an answer. Only after the end.
    [[nodiscard]] const QList<int> &codes() const { return m_codes; }

private:
    bool ask(quint16 port)
    {
        QTcpSocket socket;
        // From another address, lest it meets itself at a port where nobody listens.
        socket.bind(QHostAddress(u"127.0.0.2"_s));
        socket.connectToHost(u"127.0.0.1"_s, port);
        if (!socket.waitForConnected(30'000) && socket.error() == QTcpSocket::ConnectionRefusedError) {
            ++m_refusals;
            return false;
        }
        socket.write(m_request);
        QByteArray answer;
        while (answer.count('\n') == 0 && socket.waitForReadyRead(30'000))
            answer += socket.readAll();
        m_codes += answer.split(' ').value(1).toInt();
        return m_codes.last() != 202;
    }

    QByteArray m_request;
    std::atomic<int> m_refusals{0};
    std::atomic<bool> m_hasEnded{false};
    QList<int> m_codes;
    std::jthread m_thread;
};

/// Somebody else's job: accepted with 202, which leads to one question and that to another, where it is done.
class JobServer : public QTcpServer
{
public:
    JobServer()
    {
        connect(this, &QTcpServer::newConnection, this, [this] {
            QTcpSocket *socket = nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
            connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
                m_received.erase(socket);
                socket->deleteLater();
            });
        });
        listen(QHostAddress::LocalHost);
    }

    [[nodiscard]] std::string url() const
    {
        return "http://127.0.0.1:" + std::to_string(serverPort()) + "/start";
    }

    QList<QByteArray> requests; ///< "POST /start"

private:
    void read(QTcpSocket *socket)
    {
        QByteArray &received = m_received[socket];
        received += socket->readAll();
        // The body of a start ends with a brace.
        if (!received.contains("\r\n\r\n") || (received.startsWith("POST") && !received.endsWith('}')))
            return;
        requests += received.left(received.indexOf(" HTTP/"));
        if (requests.last() == "GET /second")
            send(socket, "200 OK\r\nContent-Type: application/json", R"({"output":{"done":true}})");
        else
            send(socket,
                 "202 Accepted\r\nRetry-After: 0\r\nLocation: /" +
                     QByteArray(requests.last() == "GET /first" ? "second" : "first"),
                 {});
    }
    static void send(QTcpSocket *socket, const QByteArray &head, const QByteArray &body)
    {
        socket->write("HTTP/1.1 " + head + "\r\nContent-Length: " + QByteArray::number(body.size()) +
                      "\r\nConnection: close\r\n\r\n" + body);
        socket->disconnectFromHost();
    }

    std::map<QTcpSocket *, QByteArray> m_received;
};

QString memberOf(const Json &json, const char *member)
{
    return json.is_object() ? QString::fromStdString(json.value(member, std::string())) : QString();
}

} // namespace

class TestPatternAsyncHttp : public QObject
{
    Q_OBJECT

private slots:
    void theJobSurvivesEachDeath_data();
    void theJobSurvivesEachDeath();
    void theTemplateAnswersOverADeathBetweenTwoPolls();
    void theNextLifeRefusesWhatTheFirstWould();
    void aFollowedCallSurvivesEachDeath_data();
    void aFollowedCallSurvivesEachDeath();
    void aCallOfOurOwnDoorIsFollowedOverADeath();
    void aCallOfNobodyIsHandled();
};

void TestPatternAsyncHttp::theJobSurvivesEachDeath_data()
{
    addKillRows({{1, 1}, {2, 2}, {3, 1}, {6, 1}, {timerDue, 1}});
}

void TestPatternAsyncHttp::theJobSurvivesEachDeath()
{
    QFETCH(const int, point);
    QFETCH(const int, pass);
    PatternRun run;
    run.addDrawing(u"wait-and-answer"_s);
    run.hub().openDoorToo();
    WebClient web(run);
    QVERIFY(run.hub().open(killAt(point, pass)));
    (void)web.ask("POST", u"/orchestrators/DoWork/mine"_s, R"({"wait": "0.1 s"})");
    QVERIFY(run.hub().waitForDeath());
    EagerClient eager(run.hub().port(), u"mine"_s);
    QTRY_VERIFY(eager.refusals() > 0);
    QVERIFY(run.hub().open());
    // There from the first moment of the door on, whether or not the first life could say so.
    QVERIFY(eager.waitForEnd());
    QCOMPARE(eager.codes(), QList<int>(eager.codes().size() - 1, 202) + QList<int>{200});
    const Answer last = web.status(u"mine"_s);
    QCOMPARE(last.status, 200);
    QCOMPARE(dumpJson(last.body.at("output")), std::string(R"({"done":true})"));
    QVERIFY(run.hub().close());
    StoreOnDisk store(run.folder());
    QCOMPARE(store.flaws(), QStringList());
    QCOMPARE(storyOf(store.history(u"mine"_s)).join(u" / "_s), u"ES TmC(0) / TmF(→0) EC(1)"_s);
}

void TestPatternAsyncHttp::theTemplateAnswersOverADeathBetweenTwoPolls()
{
    PatternRun run;
    run.addTemplate(u"async-http-api"_s);
    run.hub().openDoorToo();
    WebClient web(run);
    QVERIFY(run.hub().open());
    const Answer started = web.ask("POST", u"/orchestrators/DoWork"_s, R"({"seconds": 3})");
    QCOMPARE(started.status, 202);
    const QString id = memberOf(started.body, "id");
    QVERIFY(QString::fromUtf8(started.location).contains(id));
    QVERIFY(run.waitForEvents(id, u"TmC(0)"_s));
    const Answer running = web.status(id);
    QCOMPARE(running.status, 202);
    QCOMPARE(memberOf(running.body, "runtimeStatus"), u"Running"_s);
    run.hub().kill();
    QVERIFY(run.hub().open());
    Answer last;
    const QList<int> codes = web.poll(id, last);
    QCOMPARE(codes.count(202) + 1, codes.size());
    QCOMPARE(last.status, 200);
    QCOMPARE(memberOf(last.body, "runtimeStatus"), u"Completed"_s);
    QCOMPARE(dumpJson(last.body.at("output")), std::string(R"({"done":true})"));
    QVERIFY(memberOf(last.body, "lastUpdatedTime") > memberOf(running.body, "lastUpdatedTime"));
    QVERIFY(run.hub().close());
    StoreOnDisk store(run.folder());
    QCOMPARE(store.flaws(), QStringList());
}

void TestPatternAsyncHttp::theNextLifeRefusesWhatTheFirstWould()
{
    PatternRun run;
    run.addDrawing(u"wait-and-answer"_s);
    run.hub().openDoorToo();
    WebClient web(run);
    QVERIFY(run.hub().open());
    QCOMPARE(web.ask("POST", u"/orchestrators/DoWork/mine"_s, R"({"wait": "1 h"})").status, 202);
    run.hub().kill();
    QVERIFY(run.hub().open());
    // As Durable Functions answers; the rule book keeps it so.
    QCOMPARE(web.ask("POST", u"/orchestrators/DoWork/mine"_s, R"({"wait": "0 s"})").status, 500);
    const Answer first = web.status(u"mine"_s);
    QCOMPARE(first.status, 202);
    QCOMPARE(dumpJson(first.body.at("input")), std::string(R"({"wait":"1 h"})"));
    QCOMPARE(web.status(u"yours"_s).status, 404);
    const QString path = u"/runtime/webhooks/durabletask/instances/mine"_s;
    QCOMPARE(web.ask("POST", path + u"/terminate?reason=enough"_s).status, 202);
    QVERIFY(run.waitForEnd(u"mine"_s));
    QCOMPARE(web.status(u"mine"_s).status, 200);
    QCOMPARE(web.ask("DELETE", path).status, 200);
    run.hub().kill();
    QVERIFY(run.hub().open());
    QCOMPARE(web.status(u"mine"_s).status, 404);
    QVERIFY(run.hub().close());
}

void TestPatternAsyncHttp::aFollowedCallSurvivesEachDeath_data()
{
    addKillRows({{1, 1}, {2, 6}, {3, 3}, {4, 3}, {5, 1}, {6, 1}, {timerDue, 1}});
}

void TestPatternAsyncHttp::aFollowedCallSurvivesEachDeath()
{
    QFETCH(const int, point);
    QFETCH(const int, pass);
    PatternRun run;
    run.addDrawing(u"http-caller"_s);
    JobServer server;
    Json input = Json::object();
    input["url"] = server.url();
    input["attempts"] = 1;
    QCOMPARE(run.dieAndGoOn(u"http-caller"_s, u"caller"_s, input, killAt(point, pass)), QString());
    StoreOnDisk store(run.folder());
    QCOMPARE(store.flaws(), QStringList());
    QCOMPARE(store.output(u"caller"_s), std::string(R"({"status":200,"output":{"done":true}})"));
    QCOMPARE(storyOf(store.history(u"caller"_s)).join(u" / "_s),
             u"ES TS(0) / TC(→0) TmC(1) / TmF(→1) TS(2) / TC(→2) TmC(3) / TmF(→3) TS(4) / TC(→4) EC(5)"_s);
    // Turns 2, 4 and 6 take in an answer, which a death before their commit loses: that is asked for again.
    const int lost = point == afterEffect ? pass : point == beforeCommit && pass % 2 == 0 ? pass / 2 : 0;
    QList<QByteArray> asked{"POST /start", "GET /first", "GET /second"};
    if (lost > 0)
        asked.insert(lost, asked.at(lost - 1));
    QCOMPARE(server.requests, asked);
}

void TestPatternAsyncHttp::aCallOfOurOwnDoorIsFollowedOverADeath()
{
    PatternRun run;
    run.addTemplate(u"async-http-api"_s);
    run.hub().openDoorToo();
    QVERIFY(run.hub().open());
    Json input = Json::object();
    input["address"] = "http://127.0.0.1:" + std::to_string(run.hub().port());
    input["key"] = "key";
    input["seconds"] = 1;
    const QString caller = u"caller"_s;
    QVERIFY(run.start(u"follow-do-work"_s, caller, input));
    // The start tells to ask again in ten seconds.
    QVERIFY(run.waitForEvents(caller, u"TC(→0) TmC(1)"_s));
    run.hub().kill();
    QVERIFY(run.hub().open());
    QVERIFY(run.waitForEnd(caller));
    QVERIFY(run.hub().close());
    StoreOnDisk store(run.folder());
    QCOMPARE(store.flaws(), QStringList());
    Json told = store.detail(caller).output;
    const QString called = memberOf(told, "instance");
    QCOMPARE(store.detail(called).summary.status, OrchestrationStatus::Completed);
    told.erase("instance");
    QCOMPARE(dumpJson(told), std::string(R"({"status":200,"output":{"done":true}})"));
    // Started once: the request was not sent again.
    QVERIFY(storyOf(store.history(caller))
                .join(u" / "_s)
                .startsWith(u"ES TS(0) / TC(→0) TmC(1) / TmF(→1) TS(2)"));
}

void TestPatternAsyncHttp::aCallOfNobodyIsHandled()
{
    PatternRun run;
    run.addDrawing(u"http-caller"_s);
    Json input = Json::object();
    input["url"] = "http://127.0.0.1:1/";
    input["attempts"] = 2;
    QCOMPARE(run.dieAndGoOn(u"http-caller"_s, u"caller"_s, input, killAt(beforeCommit, 2)), QString());
    StoreOnDisk store(run.folder());
    QCOMPARE(store.flaws(), QStringList());
    QCOMPARE(store.output(u"caller"_s), std::string(R"({"error":"Ask"})"));
    QCOMPARE(storyOf(store.history(u"caller"_s)).join(u" / "_s),
             u"ES TS(0) / TF(→0) TmC(1) / TmF(→1) TS(2) / TF(→2) EC(3)"_s);
}

QTEST_GUILESS_MAIN(TestPatternAsyncHttp)
#include "tst_pattern_async_http.moc"
