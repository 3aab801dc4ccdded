// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/client/ServedHub.h"

#include <QLocalServer>
#include <QLocalSocket>
#include <QRandomGenerator>
#include <QtEndian>

using namespace perdura;

namespace {

QByteArray framed(const QByteArray &text)
{
    QByteArray header(4, 0);
    qToBigEndian(quint32(text.size()), header.data());
    return header + text;
}

/// What a hub says back to bytes from a stranger: each message on a line of its own.
class Stranger
{
public:
    explicit Stranger(const QString &server)
    {
        m_socket.connectToServer(server);
        QObject::connect(&m_socket, &QLocalSocket::readyRead, &m_socket, [this] { read(); });
    }
    void say(const QByteArray &bytes) { m_socket.write(bytes); }
    void hello() { say(framed(R"({"id":1,"method":"hello","params":{"protocol":3}})")); }
    [[nodiscard]] bool isConnected() const { return m_socket.state() == QLocalSocket::ConnectedState; }
    QLocalSocket &socket() { return m_socket; }

    QStringList heard;

private:
    void read()
    {
        m_input += m_socket.readAll();
        while (m_input.size() >= 4) {
            const auto size = qsizetype(qFromBigEndian<quint32>(m_input.constData()));
            if (m_input.size() < size + 4)
                return;
            heard += QString::fromUtf8(m_input.mid(4, size));
            m_input.remove(0, size + 4);
        }
    }

    QLocalSocket m_socket;
    QByteArray m_input;
};

} // namespace

class TestHubProtocol : public ServedHub
{
    Q_OBJECT

private slots:
    void init() { serve(); }

    void aContextThatGoesBeforeTheGreetingIsForgotten()
    {
        m_server.reset();
        QLocalServer silent;
        QVERIFY(silent.listen(serverName()));
        QByteArray heard;
        connect(&silent, &QLocalServer::newConnection, this, [&] {
            QLocalSocket *socket = silent.nextPendingConnection();
            connect(socket, &QLocalSocket::readyRead, socket,
                    [&heard, socket] { heard += socket->readAll(); });
        });
        auto context = std::make_unique<QObject>();
        int answers = 0;
        RemoteHubClient::connectTo(serverName(), context.get(), [&](const auto &) { ++answers; });
        QTRY_VERIFY(heard.contains("hello"));
        context.reset();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QCOMPARE(answers, 0);
    }

    void theEndInTheMiddleOfAReplyFailsTheRequest()
    {
        m_server.reset();
        QLocalServer halfHearted;
        QVERIFY(halfHearted.listen(serverName()));
        connect(&halfHearted, &QLocalServer::newConnection, this, [&halfHearted] {
            QLocalSocket *socket = halfHearted.nextPendingConnection();
            connect(socket, &QLocalSocket::readyRead, socket, [socket, greeted = false]() mutable {
                socket->readAll();
                if (!std::exchange(greeted, true)) {
                    socket->write(
                        framed(R"({"id":1,"result":{"protocol":3,"state":{"kind":"Running","text":""}}})"));
                    return;
                }
                socket->write(framed(R"({"id":2,"result":{"Completed":1}})").chopped(5));
                socket->disconnectFromServer();
            });
        });
        const auto client = connected();
        QVERIFY(client);
        const auto counts = waitFor(client->statusCounts());
        QVERIFY(!counts);
        QCOMPARE(counts.error().code, ErrorCode::Cancelled);
    }

    void aHubThatTalksNonsenseIsGivenUp_data()
    {
        QTest::addColumn<QByteArray>("nonsense");
        QTest::newRow("an oversized frame") << QByteArray("\xff\xff\xff\xff", 4);
        QTest::newRow("no JSON") << framed("hello");
        QTest::newRow("a list") << framed("[]");
        QTest::newRow("an unknown id") << framed(R"({"id":77,"result":null})");
        QTest::newRow("an unknown notice") << framed(R"({"notice":"dance","params":[]})");
        QTest::newRow("a wrong notice") << framed(R"({"notice":"instancesChanged","params":[5]})");
        QTest::newRow("result and error")
            << framed(R"({"id":2,"result":1,"error":{"code":"Io","message":""}})");
        QTest::newRow("brackets") << framed(QByteArray(1'000'000, '['));
    }

    void aHubThatTalksNonsenseIsGivenUp()
    {
        QFETCH(const QByteArray, nonsense);
        m_server.reset();
        QLocalServer liar;
        QVERIFY(liar.listen(serverName()));
        connect(&liar, &QLocalServer::newConnection, this, [&liar, nonsense] {
            QLocalSocket *socket = liar.nextPendingConnection();
            connect(socket, &QLocalSocket::readyRead, socket, [socket, nonsense, greeted = false]() mutable {
                socket->readAll();
                socket->write(
                    std::exchange(greeted, true)
                        ? nonsense
                        : framed(R"({"id":1,"result":{"protocol":3,"state":{"kind":"Running","text":""}}})"));
            });
        });
        const auto client = connected();
        QVERIFY(client);
        const auto counts = waitFor(client->statusCounts());
        QVERIFY(!counts);
        QCOMPARE(counts.error().code, ErrorCode::Damaged);
    }

    void anotherProtocolIsRefusedWithASentence()
    {
        Stranger stranger(serverName());
        stranger.say(framed(R"({"id":1,"method":"hello","params":{"protocol":4}})"));
        QTRY_COMPARE(stranger.heard.size(), 1);
        QCOMPARE(
            stranger.heard.at(0),
            QStringLiteral(
                R"({"id":1,"error":{"code":"Unsupported","message":"The hub of this workspace runs in another )"
                "version of Perdura (its protocol is 3, yours 4); close that program, or use the same "
                "version "
                R"(for both."}})"));
        QTRY_VERIFY(!stranger.isConnected());
    }

    void theFirstRequestMustBeHello()
    {
        Stranger stranger(serverName());
        stranger.say(framed(R"({"id":1,"method":"statusCounts","params":{}})"));
        QTRY_COMPARE(
            stranger.heard,
            QStringList{QStringLiteral(
                R"({"id":1,"error":{"code":"NotAllowed","message":"The first request must be “hello”."}})")});
        QTRY_VERIFY(!stranger.isConnected());
        QVERIFY(m_hub->calls.isEmpty());
    }

    void wrongRequestsAreAnsweredWithErrors()
    {
        Stranger stranger(serverName());
        stranger.hello();
        stranger.say(framed(R"({"id":2,"method":"dance","params":{}})"));
        stranger.say(framed(R"({"id":3,"method":"instance","params":{}})"));
        stranger.say(framed(R"({"id":4,"method":"instance","params":{"instance":"a","more":1}})"));
        stranger.say(framed(R"({"id":-5,"method":"statusCounts","params":{}})"));
        stranger.say(framed(R"({"id":6,"method":"statusCounts","params":{}})"));
        QTRY_COMPARE(stranger.heard.size(), 6);
        QCOMPARE(
            stranger.heard.mid(1, 4),
            (QStringList{
                QStringLiteral(
                    R"({"id":2,"error":{"code":"Unsupported","message":"The hub does not know the request “dance”."}})"),
                QStringLiteral(
                    R"({"id":3,"error":{"code":"InvalidArgument","message":"The description of instance lacks “instance”."}})"),
                QStringLiteral(R"({"id":4,"error":{"code":"InvalidArgument","message":)"
                               R"("The description of instance has an unknown member “more”."}})"),
                QStringLiteral(
                    R"({"id":null,"error":{"code":"InvalidArgument","message":)"
                    R"("“id” of a request is not a whole number from 1 to 9223372036854775807."}})"),
            }));
        QCOMPARE(stranger.heard.at(5), QStringLiteral(R"({"id":6,"result":{}})"));
        QCOMPARE(m_hub->calls, QStringList{QStringLiteral("statusCounts")});
    }

    void bytesThatAreNoMessageEndTheConnectionWithAnError_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("message");
        QTest::newRow("no JSON") << framed("{\"id\":")
                                 << QStringLiteral("The JSON text ends too early, at line 1, column 7.");
        QTest::newRow("no object") << framed("7") << QStringLiteral("The message is not a JSON object.");
        QTest::newRow("an empty frame")
            << QByteArray(4, '\0')
            << QStringLiteral("A message of 0 bytes was announced; from 1 to 67108864 are allowed.");
        QTest::newRow("a huge frame")
            << QByteArray("\x7f\xff\xff\xff", 4)
            << QStringLiteral("A message of 2147483647 bytes was announced; from 1 to 67108864 are allowed.");
        QTest::newRow("deep brackets")
            << framed(QByteArray(1'000'000, '['))
            << QStringLiteral("The JSON text nests more than 220 levels deep; flatten it.");
    }

    void bytesThatAreNoMessageEndTheConnectionWithAnError()
    {
        QFETCH(const QByteArray, bytes);
        QFETCH(const QString, message);
        Stranger stranger(serverName());
        stranger.hello();
        stranger.say(bytes);
        QTRY_COMPARE(stranger.heard.size(), 2);
        const auto reply = parseJson(stranger.heard.at(1).toStdString());
        QVERIFY(reply);
        QVERIFY(reply->at("id").is_null());
        QCOMPARE(QString::fromStdString(reply->at("error").at("message").get<std::string>()), message);
        QTRY_VERIFY(!stranger.isConnected());
        QVERIFY(connected());
    }

    void randomBytesNeverHarmTheHub()
    {
        constexpr quint32 seed = 4711;
        QRandomGenerator random(seed);
        const QByteArray good =
            framed(R"({"id":2,"method":"instances","params":{"query":{"statuses":["Failed"],)"
                   R"("nameContains":"a","limit":5,"after":""}}})");
        for (int round = 0; round < 300; ++round) {
            Stranger stranger(serverName());
            if (round % 2 == 0)
                stranger.hello();
            QByteArray bytes = good;
            for (int i = random.bounded(1, 6); i > 0; --i)
                bytes[random.bounded(round % 4 < 2 ? 4 : 0, int(bytes.size()))] = char(random.bounded(256));
            bytes.truncate(random.bounded(int(bytes.size())) + 1);
            stranger.say(bytes);
            stranger.say(good);
            QVERIFY(stranger.socket().waitForBytesWritten() || !stranger.isConnected());
        }
        const auto client = connected();
        QVERIFY(client);
        QVERIFY(waitFor(client->statusCounts()));
    }

    void largeMessagesPass()
    {
        const auto client = connected();
        QVERIFY(client);
        const std::string text(24 * 1024 * 1024, 'x');
        QVERIFY(waitFor(client->raiseEvent(InstanceId(std::string("a")), QStringLiteral("e"), Json(text))));
        QCOMPARE(m_hub->raised.get_ref<const std::string &>().size(), text.size());
    }

    void largerRequestsAreRefusedBeforeTheyAreSent()
    {
        const auto client = connected();
        QVERIFY(client);
        const auto raised = waitFor(client->raiseEvent(InstanceId(std::string("a")), QStringLiteral("e"),
                                                       Json(std::string(65 * 1024 * 1024, 'x'))));
        QVERIFY(!raised);
        QCOMPARE(raised.error(),
                 (Error{ErrorCode::InvalidArgument,
                        QStringLiteral(
                            "The data has 65 MB; at most 64 MB can pass between two programs at once.")}));
        QVERIFY(waitFor(client->statusCounts()));
    }

    void largerAnswersAreRefusedAndTheConnectionLives()
    {
        m_hub->text = QByteArray(50 * 1024 * 1024, 'x');
        const auto client = connected();
        QVERIFY(client);
        const auto text = waitFor(client->definition(VersionId(std::string("v"))));
        QVERIFY(!text);
        QCOMPARE(text.error().message,
                 QStringLiteral("The data has 66 MB; at most 64 MB can pass between two programs at once."));
        QVERIFY(waitFor(client->statusCounts()));
    }

    void tooManyRequestsAtOnceAreRefused()
    {
        m_hub->holdsBack = true;
        const auto client = connected();
        QVERIFY(client);
        std::vector<QFuture<Result<void>>> futures;
        for (int i = 0; i < 1'001; ++i)
            futures.push_back(client->terminate(InstanceId(std::string("a")), {}));
        const auto last = waitFor(futures.back());
        QVERIFY(!last);
        QCOMPARE(last.error().code, ErrorCode::Busy);
        for (auto &promise : m_hub->held) {
            promise.addResult(Result<void>());
            promise.finish();
        }
        QVERIFY(waitFor(futures.front()));
        m_hub->holdsBack = false;
        QVERIFY(waitFor(client->terminate(InstanceId(std::string("a")), {})));
    }
};

QTEST_GUILESS_MAIN(TestHubProtocol)
#include "tst_hubprotocol.moc"
