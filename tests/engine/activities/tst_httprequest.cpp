// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/activities/ActivityRunner.h"

#include <QTcpServer>
#include <QTcpSocket>

using namespace perdura;
using namespace perdura::test;

namespace {

/// Answers requests with fixed texts, by path; keeps what it was sent.
class Server : public QTcpServer
{
public:
    std::map<QByteArray, QByteArray> answers; ///< by "GET /path"; none: no answer ever
    QByteArray lastRequest;
    bool keepsOpen = false; ///< the connection, as servers do for the next request

    Server()
    {
        connect(this, &QTcpServer::newConnection, this, [this] {
            QTcpSocket *socket = nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
            connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        });
        listen(QHostAddress::LocalHost);
    }

    std::string url(const char *path) const
    {
        return "http://127.0.0.1:" + std::to_string(serverPort()) + path;
    }

private:
    void read(QTcpSocket *socket)
    {
        QByteArray &received = m_received[socket];
        received += socket->readAll();
        const qsizetype head = received.indexOf("\r\n\r\n");
        const qsizetype length = received.toLower().indexOf("content-length: ");
        const int body =
            length < 0 ? 0
                       : received.mid(length + 16, received.indexOf("\r\n", length) - length - 16).toInt();
        if (head < 0 || received.size() < head + 4 + body)
            return;
        lastRequest = std::exchange(received, {});
        const auto answer = answers.find(lastRequest.left(lastRequest.indexOf(" HTTP/")));
        if (answer == answers.end())
            return;
        socket->write(answer->second);
        if (!keepsOpen)
            socket->disconnectFromHost();
    }

    std::map<QTcpSocket *, QByteArray> m_received;
};

QByteArray answer(const QByteArray &head, const QByteArray &body = {})
{
    return "HTTP/1.1 " + head + "\r\nContent-Length: " + QByteArray::number(body.size()) +
           "\r\nConnection: close\r\n\r\n" + body;
}

} // namespace

class TestHttpRequest : public QObject
{
    Q_OBJECT

private slots:
    void statusHeadersAndBodyComeBack()
    {
        Server server;
        server.answers["GET /a"] =
            answer("200 OK\r\nContent-Type: application/json\r\nX-Count: 7", "{\"n\": 1}");
        server.answers["GET /t"] = answer("200 OK\r\nContent-Type: text/plain", "grün");
        server.answers["GET /none"] = answer("204 No Content");
        ActivityRunner runner;
        QCOMPARE(runner.run("http.request", {{"url", server.url("/a")}}),
                 QByteArray("{\"status\":200,\"headers\":{\"content-type\":\"application/"
                            "json\",\"x-count\":\"7\",\"content-length\":\"8\","
                            "\"connection\":\"close\"},\"body\":{\"n\":1}}"));
        (void)runner.run("http.request", {{"url", server.url("/t")}});
        QCOMPARE(dumpJson(runner.result().at("body")), std::string("\"grün\""));
        (void)runner.run("http.request", {{"url", server.url("/none")}});
        QVERIFY(runner.result().at("body").is_null());
    }

    void methodHeadersAndBodyAreSent()
    {
        Server server;
        server.answers["POST /orders"] = answer("201 Created");
        server.answers["PUT /orders"] = answer("200 OK");
        ActivityRunner runner;
        (void)runner.run("http.request", {{"method", "POST"},
                                          {"url", server.url("/orders")},
                                          {"headers", {{"X-Key", "k1"}, {"X-Number", 5}}},
                                          {"body", {{"n", 1}}}});
        QCOMPARE(runner.result().at("status").get<int>(), 201);
        QVERIFY(server.lastRequest.contains("\r\nX-Key: k1\r\n"));
        QVERIFY(server.lastRequest.contains("\r\nX-Number: 5\r\n"));
        QVERIFY(server.lastRequest.contains("\r\nContent-Type: application/json\r\n"));
        QVERIFY(server.lastRequest.endsWith("\r\n\r\n{\"n\":1}"));
        (void)runner.run("http.request", {{"method", "PUT"},
                                          {"url", server.url("/orders")},
                                          {"headers", {{"Content-Type", "text/csv"}}},
                                          {"body", "a,b"}});
        QVERIFY(server.lastRequest.contains("\r\nContent-Type: text/csv\r\n"));
        QVERIFY(server.lastRequest.endsWith("\r\n\r\na,b"));
    }

    void aHeadRequestHasNoBodyToWaitFor()
    {
        Server server;
        server.keepsOpen = true;
        server.answers["HEAD /a"] = "HTTP/1.1 200 OK\r\nX-Count: 7\r\nContent-Length: 5\r\n\r\n";
        server.answers["HEAD /old"] = "HTTP/1.1 303 See Other\r\nLocation: /a\r\nContent-Length: 9\r\n\r\n";
        server.answers["HEAD /none"] = "HTTP/1.1 404 Not Found\r\nContent-Length: 9\r\n\r\n";
        ActivityRunner runner;
        for (const char *path : {"/a", "/old"}) {
            QCOMPARE(runner.run("http.request",
                                {{"method", "HEAD"}, {"url", server.url(path)}, {"timeout", "5 s"}}),
                     QByteArray("{\"status\":200,\"headers\":{\"x-count\":\"7\",\"content-length\":\"5\"},"
                                "\"body\":null}"));
            QVERIFY(server.lastRequest.startsWith("HEAD /a HTTP/"));
        }
        QCOMPARE(
            runner.run("http.request",
                       {{"method", "HEAD"}, {"url", server.url("/none")}, {"timeout", "5 s"}}),
            QByteArray::fromStdString("HttpStatus: " + server.url("/none") + " answered with status 404."));
    }

    void textIsReadInItsCharset_data()
    {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("value");
        const QByteArray latin = "M\xfcller";
        const QByteArray muller = "\"Müller\"";
        QTest::newRow("none, UTF-8") << QByteArray("text/plain") << QByteArray("Müller") << muller;
        QTest::newRow("UTF-8") << QByteArray("text/plain; charset=\"UTF-8\"") << QByteArray("Müller")
                               << muller;
        QTest::newRow("ISO-8859-1") << QByteArray("text/plain; charset=ISO-8859-1") << latin << muller;
        QTest::newRow("quoted") << QByteArray("text/plain; format=flowed; Charset = \"iso-8859-1\"") << latin
                                << muller;
        QTest::newRow("windows-1252") << QByteArray("text/plain; charset=windows-1252") << latin << muller;
        QTest::newRow("ISO-8859-15") << QByteArray("text/plain; charset=ISO-8859-15") << latin << muller;
        QTest::newRow("ASCII") << QByteArray("text/plain; charset=us-ascii") << QByteArray("Muller")
                               << QByteArray("\"Muller\"");
        QTest::newRow("UTF-16LE") << QByteArray("text/plain; charset=utf-16le") << QByteArray("M\0\xfc\0", 4)
                                  << QByteArray("\"Mü\"");
        QTest::newRow("UTF-16BE") << QByteArray("text/plain; charset=utf-16be") << QByteArray("\0M\0\xfc", 4)
                                  << QByteArray("\"Mü\"");
        QTest::newRow("UTF-16 with a mark") << QByteArray("text/plain; charset=utf-16")
                                            << QByteArray("\xfe\xff\0M\0\xfc", 6) << QByteArray("\"Mü\"");
        QTest::newRow("UTF-32BE") << QByteArray("text/plain; charset=utf-32be") << QByteArray("\0\0\0M", 4)
                                  << QByteArray("\"M\"");
        QTest::newRow("JSON in ISO-8859-1") << QByteArray("application/json; charset=ISO-8859-1")
                                            << QByteArray("[\"\xfc\"]") << QByteArray("[\"ü\"]");
        QTest::newRow("a charset that is not known")
            << QByteArray("text/plain; charset=klingon") << QByteArray("Müller") << muller;
    }
    void textIsReadInItsCharset()
    {
        QFETCH(QByteArray, type);
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, value);
        Server server;
        server.answers["GET /t"] = answer("200 OK\r\nContent-Type: " + type, bytes);
        ActivityRunner runner;
        (void)runner.run("http.request", {{"url", server.url("/t")}});
        QCOMPARE(QByteArray::fromStdString(dumpJson(runner.result().at("body"))), value);
        QVERIFY(!runner.result().contains("bodyIsBase64"));
    }

    void whatIsNoTextComesAsBase64AndSaysSo_data()
    {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("no charset") << QByteArray("image/png") << QByteArray("\x89PNG");
        QTest::newRow("not UTF-8") << QByteArray("text/plain; charset=utf-8") << QByteArray("M\xfcller");
        QTest::newRow("half a character") << QByteArray("text/plain") << QByteArray("M\xc3");
        QTest::newRow("not ASCII") << QByteArray("text/plain; charset=us-ascii") << QByteArray("M\xfcller");
        QTest::newRow("a euro sign of windows-1252")
            << QByteArray("text/plain; charset=windows-1252") << QByteArray("5 \x80");
        QTest::newRow("a euro sign of ISO-8859-15")
            << QByteArray("text/plain; charset=iso-8859-15") << QByteArray("5 \xa4");
        QTest::newRow("an odd byte of UTF-16")
            << QByteArray("text/plain; charset=utf-16le") << QByteArray("M\0\xfc", 3);
        QTest::newRow("a charset that is not known")
            << QByteArray("text/plain; charset=shift_jis") << QByteArray("\x83\x65");
    }
    void whatIsNoTextComesAsBase64AndSaysSo()
    {
        QFETCH(QByteArray, type);
        QFETCH(QByteArray, bytes);
        Server server;
        server.answers["GET /b"] = answer("200 OK\r\nContent-Type: " + type, bytes);
        server.answers["GET /fails"] = answer("500 Broken\r\nContent-Type: " + type, bytes);
        ActivityRunner runner;
        (void)runner.run("http.request", {{"url", server.url("/b")}});
        QCOMPARE(QByteArray::fromStdString(runner.result().at("body").get<std::string>()), bytes.toBase64());
        QCOMPARE(dumpJson(runner.result().at("bodyIsBase64")), std::string("true"));
        (void)runner.run("http.request", {{"url", server.url("/fails")}});
        QCOMPARE(dumpJson(runner.failure().properties.at("bodyIsBase64")), std::string("true"));
    }

    void whoAsksIsProved()
    {
        Server server;
        server.answers["GET /a"] = answer("200 OK");
        ActivityRunner runner;
        (void)runner.run("http.request",
                         {{"url", server.url("/a")},
                          {"headers", {{"Authorization", "another"}}},
                          {"auth", {{"type", "basic"}, {"user", "Ada"}, {"password", "pass word"}}}});
        QVERIFY(server.lastRequest.contains("\r\nAuthorization: Basic QWRhOnBhc3Mgd29yZA==\r\n"));
        QVERIFY(!server.lastRequest.contains("another"));
        (void)runner.run("http.request",
                         {{"url", server.url("/a")}, {"auth", {{"type", "bearer"}, {"token", "t1"}}}});
        QVERIFY(server.lastRequest.contains("\r\nAuthorization: Bearer t1\r\n"));
        (void)runner.run("http.request",
                         {{"url", server.url("/a")}, {"auth", {{"type", "none"}, {"token", "t1"}}}});
        QVERIFY(!server.lastRequest.contains("Authorization"));
        QCOMPARE(
            runner.run("http.request", {{"url", server.url("/a")}, {"auth", {{"type", "bearer"}}}}),
            QByteArray("InvalidInput: The token for bearer authentication is empty; enter it under “auth”."));
        QCOMPARE(
            runner.run("http.request", {{"url", server.url("/a")},
                                        {"auth", {{"type", "bearer"}, {"token", "a\r\nX-Other: b"}}}}),
            QByteArray(
                "InvalidInput: What the request should prove who asks with has several lines; use one."));
    }

    void anotherServerGetsNoProofOfWhoAsks()
    {
        Server other;
        other.answers["GET /b"] = answer("200 OK");
        Server server;
        server.answers["GET /a"] =
            answer("302 Found\r\nLocation: " + QByteArray::fromStdString(other.url("/b")));
        server.answers["GET /same"] = answer("302 Found\r\nLocation: /c");
        server.answers["GET /c"] = answer("200 OK");
        ActivityRunner runner;
        (void)runner.run("http.request", {{"url", server.url("/a")}});
        QCOMPARE(runner.result().at("status").get<int>(), 200);
        other.lastRequest.clear();
        QVERIFY(runner
                    .run("http.request",
                         {{"url", server.url("/a")}, {"auth", {{"type", "bearer"}, {"token", "t1"}}}})
                    .startsWith("HttpRedirect: "));
        QVERIFY(
            runner.run("http.request", {{"url", server.url("/a")}, {"headers", {{"authorization", "t1"}}}})
                .startsWith("HttpRedirect: "));
        QCOMPARE(other.lastRequest, QByteArray());
        (void)runner.run("http.request",
                         {{"url", server.url("/same")}, {"auth", {{"type", "bearer"}, {"token", "t1"}}}});
        QVERIFY(server.lastRequest.startsWith("GET /c "));
        QVERIFY(server.lastRequest.contains("Bearer t1"));
    }

    void redirectsAreFollowed()
    {
        Server server;
        server.answers["GET /old"] = answer("302 Found\r\nLocation: /new");
        server.answers["GET /new"] = answer("200 OK\r\nContent-Type: text/plain", "here");
        server.answers["GET /loop"] = answer("302 Found\r\nLocation: /loop");
        ActivityRunner runner;
        (void)runner.run("http.request", {{"url", server.url("/old")}});
        QCOMPARE(dumpJson(runner.result().at("body")), std::string("\"here\""));
        server.answers["POST /form"] = answer("303 See Other\r\nLocation: /old");
        (void)runner.run("http.request", {{"url", server.url("/form")}, {"method", "POST"}, {"body", "x"}});
        QCOMPARE(dumpJson(runner.result().at("body")), std::string("\"here\""));
        const auto loop = runner.run("http.request", {{"url", server.url("/loop")}});
        QVERIFY2(loop.startsWith("HttpRedirect: "), loop.constData());
    }

    void anErrorStatusIsAFailureUnlessThatIsAllowed()
    {
        Server server;
        server.answers["GET /busy"] = answer("503 Busy\r\nContent-Type: application/json", "{\"wait\": 5}");
        ActivityRunner runner;
        QCOMPARE(
            runner.run("http.request", {{"url", server.url("/busy")}}),
            QByteArray::fromStdString("HttpStatus: " + server.url("/busy") + " answered with status 503."));
        QCOMPARE(dumpJson(runner.failure().properties),
                 std::string("{\"status\":503,\"body\":{\"wait\":5}}"));
        QVERIFY(!runner.failure().isNonRetriable);
        (void)runner.run("http.request", {{"url", server.url("/busy")}, {"failOnStatus", false}});
        QCOMPARE(runner.result().at("status").get<int>(), 503);
    }

    void aSilentServerTimesOutAndACallCanBeStopped()
    {
        Server server;
        ActivityRunner runner;
        QCOMPARE(
            runner.run("http.request", {{"url", server.url("/silent")}, {"timeout", "200 ms"}}),
            QByteArray::fromStdString("TimedOut: " + server.url("/silent") + " did not answer in 200 ms."));
        runner.start("http.request", {{"url", server.url("/silent")}});
        runner.stop.request_stop();
        QCOMPARE(runner.answer(), QByteArray("Cancelled: The call was stopped."));
    }

    void aServerThatIsNotThereIsAFailureThatMayPass()
    {
        QTcpServer closed;
        QVERIFY(closed.listen(QHostAddress::LocalHost));
        const std::string url = "http://127.0.0.1:" + std::to_string(closed.serverPort()) + "/";
        closed.close();
        ActivityRunner runner;
        QVERIFY(runner.run("http.request", {{"url", url}}).startsWith("HttpConnection: "));
        QVERIFY(!runner.failure().isNonRetriable);
    }

    void tooLargeAnAnswerIsRefused()
    {
        Server server;
        server.answers["GET /large"] = answer("200 OK", QByteArray(17 * 1024 * 1024, 'x'));
        ActivityRunner runner;
        QCOMPARE(runner.run("http.request", {{"url", server.url("/large")}}),
                 QByteArray::fromStdString("ResponseTooLarge: The answer of " + server.url("/large") +
                                           " is larger than 16 MB."));
    }

    void onlyWebAddressesAreCalled()
    {
        ActivityRunner runner;
        for (const char *url : {"file:///etc/passwd", "example.org", "ftp://example.org/x", "http://"}) {
            QCOMPARE(runner.run("http.request", {{"url", url}}),
                     "InvalidInput: “" + QByteArray(url) +
                         "” is not a web address; it must start with http:// or https://.");
            QVERIFY(runner.failure().isNonRetriable);
        }
        QCOMPARE(runner.run("http.request", {{"url", "http://127.0.0.1/"}, {"method", "BREW"}}),
                 QByteArray("InvalidInput: The field “method” must be one of GET, POST, PUT, PATCH, DELETE, "
                            "HEAD, OPTIONS."));
    }
};

QTEST_GUILESS_MAIN(TestHttpRequest)
#include "tst_httprequest.moc"
