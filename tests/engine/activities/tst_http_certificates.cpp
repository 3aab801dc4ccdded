// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/activities/ActivityRunner.h"

#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslServer>
#include <QSslSocket>

using namespace perdura;
using namespace perdura::test;
using namespace Qt::Literals::StringLiterals;

namespace {

QByteArray contentOf(const QString &name)
{
    QFile file(QStringLiteral(PERDURA_TEST_DATA "/tls/") + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QList<QSslCertificate> certificatesIn(const QString &name)
{
    return QSslCertificate::fromData(contentOf(name), QSsl::Pem);
}

/// Answers each request with “hello”; shows a certificate of tests/data/tls.
class SecureServer : public QSslServer
{
public:
    int requests = 0;

    explicit SecureServer(const QString &certificate)
    {
        QSslConfiguration configuration;
        configuration.setLocalCertificateChain(certificatesIn(certificate));
        configuration.setPrivateKey(QSslKey(contentOf(u"server.key"_s), QSsl::Ec));
        setSslConfiguration(configuration);
        connect(this, &QSslServer::pendingConnectionAvailable, this, [this] {
            QTcpSocket *socket = nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, this, [this, socket] { answer(*socket); });
            answer(*socket); // it may have asked already
            connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        });
        listen(QHostAddress::LocalHost);
    }

    std::string url(const char *host = "localhost") const
    {
        return std::string("https://") + host + ":" + std::to_string(serverPort()) + "/orders";
    }

private:
    void answer(QTcpSocket &socket)
    {
        if (!socket.peek(socket.bytesAvailable()).contains("\r\n\r\n"))
            return;
        ++requests;
        (void)socket.readAll();
        socket.write("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 5\r\nConnection: "
                     "close\r\n\r\nhello");
        socket.disconnectFromHost();
    }
};

} // namespace

/// http.request sends nothing to a server that cannot prove who it is.
class TestHttpCertificates : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY(QSslSocket::supportsSsl());
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        const auto trusted = certificatesIn(u"authority.pem"_s);
        QCOMPARE(trusted.size(), 1);
        configuration.setCaCertificates(trusted);
        QSslConfiguration::setDefaultConfiguration(configuration);
    }

    void aServerWithATrustedCertificateIsCalled()
    {
        const SecureServer server(u"trusted.pem"_s);
        ActivityRunner runner;
        (void)runner.run("http.request", {{"url", server.url()}});
        QCOMPARE(dumpJson(runner.result().at("body")), std::string("\"hello\""));
        QCOMPARE(server.requests, 1);
    }

    void anyOtherCertificateIsAFinalFailureThatNamesItsFault_data()
    {
        QTest::addColumn<QString>("certificate");
        QTest::addColumn<QString>("host");
        QTest::addColumn<QString>("fault");
        QTest::newRow("self-signed") << u"self-signed.pem"_s << u"localhost"_s << u"it is self-signed"_s;
        QTest::newRow("expired") << u"expired.pem"_s << u"localhost"_s << u"it expired on 2021-01-01"_s;
        QTest::newRow("another host")
            << u"other-host.pem"_s << u"localhost"_s << u"it is made out for other.example"_s;
        QTest::newRow("address instead of name")
            << u"trusted.pem"_s << u"127.0.0.1"_s << u"it is made out for localhost"_s;
    }
    void anyOtherCertificateIsAFinalFailureThatNamesItsFault()
    {
        QFETCH(const QString, certificate);
        QFETCH(const QString, host);
        QFETCH(const QString, fault);
        const SecureServer server(certificate);
        ActivityRunner runner;
        QCOMPARE(
            QString::fromUtf8(runner.run("http.request", {{"url", server.url(qPrintable(host))},
                                                          {"auth", {{"type", "bearer"}, {"token", "t1"}}}})),
            u"TlsError: The certificate of %1 is not accepted, for %2."_s.arg(host, fault));
        QVERIFY(runner.failure().isNonRetriable);
        QCOMPARE(server.requests, 0);
    }

    void anAuthorityThatNobodyTrustsIsSaidToBe()
    {
        const SecureServer server(u"trusted.pem"_s);
        QSslConfiguration trusting = QSslConfiguration::defaultConfiguration();
        QSslConfiguration nobody = trusting;
        nobody.setCaCertificates(certificatesIn(u"self-signed.pem"_s));
        QSslConfiguration::setDefaultConfiguration(nobody);
        ActivityRunner runner;
        const QByteArray told = runner.run("http.request", {{"url", server.url()}});
        QSslConfiguration::setDefaultConfiguration(trusting);
        QCOMPARE(told, QByteArray("TlsError: The certificate of localhost is not accepted, for “Test "
                                  "authority”, who issued it, is not trusted by this machine."));
        QVERIFY(runner.failure().isNonRetriable);
        QCOMPARE(server.requests, 0);
    }

    void aServerThatDoesNotSpeakTlsIsAFailureThatMayPass()
    {
        QTcpServer plain;
        connect(&plain, &QTcpServer::newConnection, &plain, [&plain] {
            QTcpSocket *socket = plain.nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [socket] {
                socket->write("HTTP/1.1 400 Bad Request\r\n\r\n");
                socket->disconnectFromHost();
            });
        });
        QVERIFY(plain.listen(QHostAddress::LocalHost));
        const std::string url = "https://localhost:" + std::to_string(plain.serverPort()) + "/";
        ActivityRunner runner;
        const QByteArray told = runner.run("http.request", {{"url", url}});
        const QByteArray begin = "TlsError: No secure connection to localhost could be made: ";
        QVERIFY2(told.startsWith(begin) && told.size() > begin.size() + 1, told.constData());
        QVERIFY(!runner.failure().isNonRetriable);
    }
};

QTEST_GUILESS_MAIN(TestHttpCertificates)
#include "tst_http_certificates.moc"
