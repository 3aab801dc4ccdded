// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli/Program.h"
#include "tests/app/cli/Workflows.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace perdura;
using namespace Qt::Literals::StringLiterals;

namespace {

struct Reply
{
    int status = 0;
    QJsonObject body;
};

} // namespace

/// “perdura serve” as another program meets it.
class TestCliServe : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    QNetworkAccessManager m_network;
    QString m_root;

    Reply call(const QByteArray &method, const QString &path, const QByteArray &body = {})
    {
        QFile key(m_folder.filePath(u".perdura/web.key"_s));
        QNetworkRequest request{QUrl(m_root + path)};
        if (key.open(QFile::ReadOnly))
            request.setRawHeader("x-functions-key", key.readAll().trimmed());
        request.setRawHeader("Content-Type", "application/json");
        std::unique_ptr<QNetworkReply> reply(m_network.sendCustomRequest(request, method, body));
        if (!QTest::qWaitFor([&] { return reply->isFinished(); }, 30'000))
            return {};
        return {reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(),
                QJsonDocument::fromJson(reply->readAll()).object()};
    }

    /// Takes the address from what the program says.
    bool isListening(Program &program)
    {
        if (!program.hasNoted(u"Ctrl+C stops it."_s))
            return false;
        static const QRegularExpression address(u"Listening on (http://\\S+)"_s);
        m_root = address.match(program.noted()).captured(1);
        return !m_root.isEmpty();
    }

private slots:
    void aJobOutlivesTheServer()
    {
        QVERIFY(!workflows::write(m_folder.path(), u"mail.workflow.json"_s, workflows::event()).isEmpty());
        const QStringList serve{u"serve"_s, u"--workspace"_s, m_folder.path(), u"--listen"_s,
                                u"127.0.0.1:0"_s};
        const QString instance = u"/runtime/webhooks/durabletask/instances/letter"_s;
        {
            Program program(serve);
            QVERIFY2(isListening(program), qPrintable(program.noted()));
            QCOMPARE(call("POST", u"/orchestrators/Mail/letter"_s).status, 202);
            QCOMPARE(call("GET", instance).status, 202);
            program.kill();
        }
        Program program(serve);
        QVERIFY2(isListening(program), qPrintable(program.noted()));
        QCOMPARE(call("GET", instance).status, 202);
        QCOMPARE(call("POST", instance + u"/raiseEvent/Paid"_s, "12").status, 202);
        QVERIFY(QTest::qWaitFor([&] { return call("GET", instance).status == 200; }, 30'000));
        const QJsonObject ended = call("GET", instance).body;
        QCOMPARE(ended[u"runtimeStatus"].toString(), u"Completed"_s);
        QCOMPARE(ended[u"output"].toInt(), 12);
        program.send(SIGINT);
        const Ended stopped = program.wait();
        QCOMPARE(stopped.code, 0);
        QCOMPARE(stopped.out, QString());
    }

    void wrongAddressesGetOneSentence_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("no address")
            << QStringList{u"--listen"_s, u"over there"_s}
            << u"--listen: “over there” is no address; write it like 127.0.0.1:7071.\n"_s;
        QTest::newRow("path")
            << QStringList{u"--listen"_s, u"127.0.0.1:80/x"_s}
            << u"--listen: “127.0.0.1:80/x” is no address; write it like 127.0.0.1:7071.\n"_s;
        QTest::newRow("open to all")
            << QStringList{u"--listen"_s, u"0.0.0.0:7071"_s, u"--no-key"_s}
            << u"--no-key is only for addresses of this machine, such as 127.0.0.1.\n"_s;
    }

    void wrongAddressesGetOneSentence()
    {
        QFETCH(const QStringList, arguments);
        QFETCH(const QString, sentence);
        const Ended ended =
            perduraProgram(QStringList{u"serve"_s, u"--workspace"_s, m_folder.path()} + arguments);
        QCOMPARE(ended.code, 2);
        QCOMPARE(ended.err, sentence);
        QCOMPARE(ended.out, QString());
    }
};

QTEST_GUILESS_MAIN(TestCliServe)
#include "tst_cli_serve.moc"
