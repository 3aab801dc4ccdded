// SPDX-License-Identifier: GPL-3.0-or-later
//
// P3, the async HTTP API. Proven here: the three calls over a death at each crash point and between two
// polls; the template; a second start of the same id, unknown and purged ids in the next life; the HTTP-call
// node against our own door, over a death while it waits, and against nobody. Not repeated: the exact
// answers, start-and-wait and the codes of failures (tests/engine/http/tst_web_door.cpp), the exact history
// of a followed call (tests/data/workflows/ http-call-*).
#include "tests/patterns/KillPoints.h"
#include "tests/patterns/PatternRun.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>

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
    QVERIFY(run.hub().open());
    // There from the first question on, whether or not the first life could say so.
    Answer last;
    const QList<int> codes = web.poll(u"mine"_s, last);
    QVERIFY(!codes.contains(404));
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
