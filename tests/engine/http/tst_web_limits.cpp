// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/activities/ActivityRegistry.h"
#include "engine/http/WebKey.h"
#include "tests/engine/http/OpenDoor.h"

#include <QFileInfo>
#include <QTcpSocket>
#include <QTest>

using namespace perdura;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A connection on which the test writes bytes as it likes.
class RawClient
{
public:
    explicit RawClient(quint16 port) { m_socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port); }

    void write(const QByteArray &bytes) { m_socket.write(bytes); }
    /// Until that many answers are there, or the connection ends.
    [[nodiscard]] QByteArray answers(int count)
    {
        const bool came = QTest::qWaitFor(
            [&] {
                m_heard += m_socket.readAll();
                return m_heard.count("HTTP/1.1 ") >= count ||
                       m_socket.state() == QAbstractSocket::UnconnectedState;
            },
            30'000);
        return came && !m_heard.isEmpty() ? m_heard : QByteArray("(no answer)");
    }
    [[nodiscard]] bool isClosed()
    {
        return QTest::qWaitFor(
            [&] {
                m_heard += m_socket.readAll();
                return m_socket.state() == QAbstractSocket::UnconnectedState;
            },
            30'000);
    }
    [[nodiscard]] QByteArray heard() const { return m_heard; }

private:
    QTcpSocket m_socket;
    QByteArray m_heard;
};

QByteArray get(const QByteArray &target)
{
    return "GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\nx-functions-key: the key of this test\r\n\r\n";
}

} // namespace

/// What a careless or hostile client may not do to the web door.
class TestWebLimits : public QObject
{
    Q_OBJECT

private slots:
    void aBodyThatIsTooLargeIsRefused()
    {
        WebSettings settings;
        settings.maxHeadBytes = 1024;
        settings.maxBodyBytes = 4096;
        OpenDoor door(settings);
        RawClient client(door.port());
        client.write(
            "POST /orchestrators/x HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100000000\r\n\r\n" +
            QByteArray(6000, 'x'));
        QVERIFY(client.isClosed());
        QVERIFY(client.heard().startsWith("HTTP/1.1 413 "));
        QCOMPARE(door.call("GET", u"/"_s).status, 404);
    }

    void aHeadWithoutEndIsRefused()
    {
        WebSettings settings;
        settings.maxHeadBytes = 1024;
        settings.maxBodyBytes = 4096;
        OpenDoor door(settings);
        RawClient client(door.port());
        client.write("GET /" + QByteArray(6000, 'a'));
        QVERIFY(client.isClosed());
        QVERIFY(client.heard().startsWith("HTTP/1.1 413 "));
    }

    void aBodyWithinTheLimitComesIn()
    {
        WebSettings settings;
        settings.maxBodyBytes = 1024 * 1024;
        OpenDoor door(settings);
        door.addWorkflow(u"quick.workflow.json"_s, quickWorkflow("Quick"));
        const QByteArray text(900'000, 'y');
        const WebReply reply = door.call("POST", u"/orchestrators/Quick?timeout=20"_s, '"' + text + '"');
        QCOMPARE(reply.status, 200);
        QCOMPARE(reply.body, QByteArray(R"({"got":")" + text + R"("})"));
        // The same connection is counted anew.
        QCOMPARE(door.call("POST", u"/orchestrators/Quick?timeout=20"_s, '"' + text + '"').status, 200);
    }

    void aRequestThatDoesNotEndIsGivenUp()
    {
        WebSettings settings;
        settings.patience = 1s;
        OpenDoor door(settings);
        RawClient client(door.port());
        client.write("GET /half");
        QVERIFY(client.isClosed());
        QVERIFY(client.heard().startsWith("HTTP/1.1 408 "));
        RawClient silent(door.port());
        QVERIFY(silent.isClosed());
        QCOMPARE(silent.heard(), QByteArray());
    }

    void noMoreConnectionsThanAllowed()
    {
        WebSettings settings;
        settings.maxConnections = 2;
        OpenDoor door(settings);
        RawClient first(door.port());
        first.write(get("/"));
        QVERIFY(first.answers(1).startsWith("HTTP/1.1 404 "));
        {
            RawClient second(door.port());
            second.write(get("/"));
            QVERIFY(second.answers(1).startsWith("HTTP/1.1 404 "));
            RawClient third(door.port());
            QVERIFY(third.isClosed());
            QCOMPARE(third.heard(), QByteArray());
        }
        // Room again.
        QVERIFY(QTest::qWaitFor(
            [&] {
                RawClient next(door.port());
                next.write(get("/"));
                return next.answers(1).startsWith("HTTP/1.1 404 ");
            },
            10'000));
    }

    /// The first takes longer to answer than the second.
    void answersComeInTheOrderOfTheirRequests()
    {
        OpenDoor door;
        door.addWorkflow(u"quick.workflow.json"_s, quickWorkflow("Quick"));
        RawClient client(door.port());
        client.write("POST /orchestrators/Quick?timeout=20 HTTP/1.1\r\nHost: localhost\r\n"
                     "x-functions-key: the key of this test\r\nContent-Length: 1\r\n\r\n1" +
                     get("/nothing"));
        const QByteArray heard = client.answers(2);
        QVERIFY2(heard.startsWith("HTTP/1.1 200 OK\r\n"), heard.constData());
        QVERIFY2(heard.contains("{\"got\":1}HTTP/1.1 404 "), heard.constData());
    }

    void whoHangsUpBeforeTheAnswerHarmsNothing()
    {
        OpenDoor door;
        door.addWorkflow(u"wait.workflow.json"_s, waitingWorkflow("Waits"));
        {
            RawClient client(door.port());
            client.write("POST /orchestrators/Waits/gone?timeout=3600 HTTP/1.1\r\nHost: localhost\r\n"
                         "x-functions-key: the key of this test\r\nContent-Length: 0\r\n\r\n");
            QVERIFY(door.reaches(u"gone"_s, "Running"));
        }
        const QString path = u"/runtime/webhooks/durabletask/instances/gone/raiseEvent/Go"_s;
        QCOMPARE(door.call("POST", path, "1", "application/json").status, 202);
        QVERIFY(door.reaches(u"gone"_s, "Completed"));
    }

    void nonsenseIsNoRequest()
    {
        OpenDoor door;
        RawClient client(door.port());
        client.write("\x16\x03\x01 nonsense\r\n\r\n");
        QVERIFY(client.isClosed());
        QCOMPARE(door.call("GET", u"/"_s).status, 404);
    }

    void withoutAKeyOnlyThisMachineIsListenedTo()
    {
        OpenDoor door;
        WebSettings settings;
        settings.port = 0;
        settings.address = QHostAddress(QHostAddress::AnyIPv4);
        WebDoor open(door.hub(), QDir::tempPath(), builtInActivities(), settings);
        const auto port = open.open();
        QVERIFY(!port);
        QCOMPARE(port.error().code, ErrorCode::InvalidArgument);
        settings.address = QHostAddress(QHostAddress::LocalHost);
        settings.port = door.port();
        WebDoor second(door.hub(), QDir::tempPath(), builtInActivities(), settings);
        const auto taken = second.open();
        QVERIFY(!taken);
        QCOMPARE(taken.error().message,
                 u"Another program listens on 127.0.0.1:%1 already; choose another port."_s.arg(door.port()));
    }

    void theKeyIsMadeOnceAndIsItsOwnersAlone()
    {
        QTemporaryDir folder;
        const auto key = workspaceWebKey(folder.path());
        QVERIFY(key);
        QCOMPARE(key->size(), 64);
        QCOMPARE(*workspaceWebKey(folder.path()), *key);
        const QString file = folder.filePath(u".perdura/web.key"_s);
        QCOMPARE(QFileInfo(file).permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
        QFile emptied(file);
        QVERIFY(emptied.open(QFile::WriteOnly | QFile::Truncate));
        emptied.close();
        const auto damaged = workspaceWebKey(folder.path());
        QVERIFY(!damaged);
        QCOMPARE(damaged.error().code, ErrorCode::Damaged);
    }
};

QTEST_GUILESS_MAIN(TestWebLimits)
#include "tst_web_limits.moc"
