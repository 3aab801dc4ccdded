// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/activities/ActivityRegistry.h"
#include "engine/definition/DefinitionFile.h"
#include "engine/secrets/WorkspaceSecrets.h"
#include "tests/engine/secrets/FakeVault.h"
#include "tests/support/client/OpenedHub.h"

#include <QDir>
#include <QDirIterator>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace perdura;
using namespace perdura::test;
using namespace Qt::Literals::StringLiterals;

namespace {

const QByteArray token = "tok-8f3e9a/B+c==";
const QByteArray basic = QByteArray("user:tok-8f3e9a/B+c==").toBase64();

/// Answers every request with the request itself, and with the token in several guises.
class EchoServer : public QTcpServer
{
public:
    QList<QByteArray> requests;

    EchoServer()
    {
        connect(this, &QTcpServer::newConnection, this, [this] {
            QTcpSocket *socket = nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
            connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        });
        listen(QHostAddress::LocalHost);
    }
    [[nodiscard]] QString url() const { return u"http://127.0.0.1:%1/echo"_s.arg(serverPort()); }

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
        requests.append(std::exchange(received, {}));
        const QByteArray answer =
            requests.constLast() + "\nbase64 " + basic + "\npercent " + token.toPercentEncoding();
        const QByteArray status = requests.constLast().contains("/fail") ? "500 Broken" : "200 OK";
        socket->write("HTTP/1.1 " + status + "\r\nContent-Type: text/plain\r\nX-Seen: " + token +
                      "\r\nConnection: close\r\nContent-Length: " + QByteArray::number(answer.size()) +
                      "\r\n\r\n" + answer);
        socket->disconnectFromHost();
    }

    std::map<QTcpSocket *, QByteArray> m_received;
};

QString callWith(const QString &fields, const char *kind = "activity")
{
    return uR"({"format":1,"name":"Call","nodes":[{"id":"a","kind":"start","name":"Start"},
      {"id":"b","kind":"%1","name":"Ask the service","fields":%2}],"edges":[{"from":"a","to":"b"}]})"_s.arg(
        QLatin1StringView(kind), fields);
}

} // namespace

/// Secrets on their way through a hub: they reach the other side, and nothing that is kept holds them.
class TestSecretsRun : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_hub.reset();
        m_folder = std::make_unique<QTemporaryDir>();
        m_vault = std::make_shared<FakeVault>();
        WorkspaceSecrets::Settings settings;
        settings.listFile = m_folder->filePath(u".perdura/secrets.json"_s);
        settings.makeFolder = [folder = m_folder->path()]() -> Result<void> {
            QDir(folder).mkdir(u".perdura"_s);
            return {};
        };
        settings.keychain = m_vault;
        settings.file = std::make_shared<FakeVault>();
        m_secrets = std::make_shared<WorkspaceSecrets>(settings);
        open();
    }

    void theServerGetsTheTokenAndNothingElseDoes_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("fields");
        QTest::addColumn<QByteArray>("sent");
        const QByteArray bearer = "Authorization: Bearer " + token;
        QTest::newRow("bearer") << u"activity"_s
                                << uR"({"activity":"http.request","input":{"url":"URL","auth":
                                    {"type":"bearer","token":"=secrets.token"}}})"_s
                                << bearer;
        QTest::newRow("basic") << u"activity"_s << uR"({"activity":"http.request","input":{"url":"URL","auth":
                                   {"type":"basic","user":"user","password":"=secrets['token']"}}})"_s
                               << QByteArray("Authorization: Basic " + basic);
        QTest::newRow("header") << u"activity"_s
                                << uR"({"activity":"http.request","input":{"url":"URL","headers":
                                    {"X-Key":"='Key ' + secrets.token"}}})"_s
                                << QByteArray("X-Key: Key " + token);
        QTest::newRow("whole input") << u"activity"_s << uR"x({"activity":"http.request","input":
                                         "=({url: 'URL', method: 'POST', body: {t: secrets.token}})"})x"_s
                                     << QByteArray("{\"t\":\"" + token + "\"}");
        QTest::newRow("HTTP call") << u"http-call"_s
                                   << uR"({"url":"URL","auth":{"type":"bearer","token":"=secrets.token"}})"_s
                                   << bearer;
        QTest::newRow("in the address") << u"http-call"_s << uR"({"url":"='URL?key=' + secrets.plain"})"_s
                                        << QByteArray("GET /echo?key=plainvalue ");
        QTest::newRow("a failure") << u"activity"_s
                                   << uR"({"activity":"http.request","input":{"url":"URL/fail","headers":
                                       {"X-Key":"=secrets.token"}}})"_s
                                   << QByteArray("X-Key: " + token);
    }

    void theServerGetsTheTokenAndNothingElseDoes()
    {
        QFETCH(QString, kind);
        QFETCH(QString, fields);
        QFETCH(QByteArray, sent);
        EchoServer server;
        QVERIFY(m_secrets->set("token", token.toStdString()).has_value());
        QVERIFY(m_secrets->set("plain", "plainvalue").has_value());
        const InstanceDetail detail = run(callWith(fields.replace(u"URL"_s, server.url()), qPrintable(kind)));
        QCOMPARE(server.requests.size(), 1);
        QVERIFY2(server.requests.constFirst().contains(sent), server.requests.constFirst().constData());
        const bool isFailure = fields.contains(u"/fail"_s);
        QCOMPARE(int(detail.summary.status),
                 int(isFailure ? OrchestrationStatus::Failed : OrchestrationStatus::Completed));
        if (!isFailure)
            QCOMPARE(QByteArray::fromStdString(detail.output["headers"]["x-seen"].get<std::string>()),
                     sent.contains("plainvalue") ? token : QByteArray("•••"));
        if (sent.contains("plainvalue"))
            expectNowhere("plainvalue", detail.summary.id);
        else
            expectNowhere(token, detail.summary.id);
        const auto history = waitFor(m_hub->history(detail.summary.id));
        const auto scheduled = std::find_if(history->begin(), history->end(), [](const HistoryEvent &event) {
            return event.as<TaskScheduled>() != nullptr;
        });
        QVERIFY(scheduled != history->end());
        QVERIFY(dumpJson(toJson(*scheduled)).find("⟦secret:") != std::string::npos);
    }

    void logLinesAndScriptsAreMasked()
    {
        QVERIFY(m_secrets->set("token", token.toStdString()).has_value());
        const InstanceDetail logged = run(callWith(
            uR"({"activity":"log","input":{"message":"='The token is ' + secrets.token + '.'"}})"_s));
        QCOMPARE(int(logged.summary.status), int(OrchestrationStatus::Completed));
        const auto lines = waitFor(m_hub->log(logged.summary.id));
        QCOMPARE(lines->size(), std::size_t(1));
        QCOMPARE(QString::fromStdString(lines->front().text), u"The token is •••."_s);
        expectNowhere(token, logged.summary.id);
        const InstanceDetail computed =
            run(callWith(uR"({"activity":"script","input":{"code":"return input.t.length + input.t","input":
                {"t":"=secrets.token"}}})"_s));
        QCOMPARE(QString::fromStdString(computed.summary.failureMessage), QString());
        QCOMPARE(dumpJson(computed.output), std::string("\"16•••\""));
        expectNowhere(token, computed.summary.id);
    }

    void dataThatLooksLikeAPlaceholderGetsNoValue()
    {
        EchoServer server;
        QVERIFY(m_secrets->set("token", token.toStdString()).has_value());
        Json input = Json::object();
        input["note"] = "⟦secret:token⟧";
        // Beside the secret it is left alone, for only the place that names the secret gets it.
        const InstanceDetail beside =
            run(callWith(uR"({"activity":"http.request","input":{"url":"%1","method":"POST",
            "headers":{"X-Key":"=secrets.token"},"body":"=input.note"}})"_s.arg(server.url())),
                input);
        QCOMPARE(int(beside.summary.status), int(OrchestrationStatus::Completed));
        QVERIFY(server.requests.constLast().endsWith("\r\n\r\n⟦secret:token⟧"));
        // In one expression with it, it is refused.
        const InstanceDetail within =
            run(callWith(uR"({"activity":"http.request","input":{"url":"%1","method":"POST",
            "body":"=secrets.token + input.note"}})"_s.arg(server.url())),
                input);
        QCOMPARE(int(within.summary.status), int(OrchestrationStatus::Failed));
        QCOMPARE(QString::fromStdString(within.summary.failureMessage),
                 u"“Ask the service” failed: In “input.body”: its data holds the text “⟦secret:token⟧”, "
                 u"which stands "
                 "for a secret; take it out."_s);
        QCOMPARE(server.requests.size(), 1);
    }

    void aMissingSecretFailsTheStepUntilItIsAdded()
    {
        EchoServer server;
        const QString text =
            callWith(uR"({"activity":"http.request","retry":{"maxAttempts":1},"input":{"url":"%1",
            "headers":{"X-Key":"=secrets.token"}}})"_s.arg(server.url()));
        const InstanceDetail detail = run(text);
        QCOMPARE(QString::fromStdString(detail.summary.failureMessage),
                 u"“Ask the service” failed: There is no secret “token” in this workspace; add it under "
                 u"Secrets… or "
                 "with “perdura secrets set token”."_s);
        QVERIFY(server.requests.isEmpty());
        QVERIFY(m_secrets->set("token", token.toStdString()).has_value());
        QVERIFY(waitFor(m_hub->rewind(detail.summary.id, u"added"_s)));
        QTRY_COMPARE_WITH_TIMEOUT(int(waitFor(m_hub->instance(detail.summary.id))->summary.status),
                                  int(OrchestrationStatus::Completed), 20000);
        QCOMPARE(server.requests.size(), 1);
        QVERIFY(server.requests.constFirst().contains(QByteArray("X-Key: " + token)));
    }

    void aKeychainThatRefusesFailsTheStep()
    {
        QVERIFY(m_secrets->set("token", token.toStdString()).has_value());
        m_vault->fault = Error{ErrorCode::NotAllowed, u"The keychain is locked; unlock it."_s};
        const InstanceDetail detail =
            run(callWith(uR"({"activity":"log","input":{"message":"=secrets.token"}})"_s));
        QCOMPARE(QString::fromStdString(detail.summary.failureMessage),
                 u"“Ask the service” failed: The keychain is locked; unlock it."_s);
    }

    void aSecretIsNotThereElsewhere()
    {
        QVERIFY(m_secrets->set("token", token.toStdString()).has_value());
        const InstanceDetail detail =
            run(uR"({"format":1,"name":"Leak","nodes":[{"id":"a","kind":"start","name":"Start"},
              {"id":"b","kind":"end","name":"End","fields":{"output":"=secrets.token"}}],
              "edges":[{"from":"a","to":"b"}]})"_s);
        QCOMPARE(int(detail.summary.status), int(OrchestrationStatus::Failed));
        QVERIFY(detail.summary.failureMessage.find("secrets is not defined") != std::string::npos);
        QCOMPARE(m_vault->reads, 0);
    }

    void aRestartAsksForTheSecretAgain()
    {
        QVERIFY(m_secrets->set("token", token.toStdString()).has_value());
        const QString text = uR"({"format":1,"name":"Two","nodes":[{"id":"a","kind":"start","name":"Start"},
          {"id":"b","kind":"activity","name":"One","fields":{"activity":"log","input":{"message":"=secrets.token"}}},
          {"id":"c","kind":"wait-for-event","name":"Go","fields":{"event":"go"}},
          {"id":"d","kind":"activity","name":"Two","fields":{"activity":"log","input":{"message":"='2 ' + secrets.token"}}}],
          "edges":[{"from":"a","to":"b"},{"from":"b","to":"c"},{"from":"c","to":"d"}]})"_s;
        const InstanceId id = start(text, nullptr);
        QTRY_COMPARE_WITH_TIMEOUT(waitFor(m_hub->log(id))->size(), std::size_t(1), 20000);
        m_hub.reset();
        QVERIFY(m_secrets->set("token", "another value").has_value());
        open();
        QVERIFY(waitFor(m_hub->raiseEvent(id, u"go"_s, nullptr)));
        QTRY_COMPARE_WITH_TIMEOUT(int(waitFor(m_hub->instance(id))->summary.status),
                                  int(OrchestrationStatus::Completed), 20000);
        const auto lines = waitFor(m_hub->log(id));
        QCOMPARE(QString::fromStdString(lines->back().text), u"2 •••"_s);
        expectNowhere("another value", id);
        expectNowhere(token, id);
    }

private:
    void open()
    {
        HubOptions options;
        options.workspace = m_folder->path();
        options.activities = builtInActivities();
        options.secrets = m_secrets;
        m_hub = openedHub(options);
        QVERIFY(m_hub);
    }

    InstanceId start(const QString &text, const Json &input)
    {
        const auto definition = parseDefinition(text.toUtf8(), u"test"_s);
        const auto version = definition ? waitFor(m_hub->publish(definitionText(*definition)))
                                        : Result<VersionId>(fail(definition.error()));
        if (!version)
            return {};
        StartRequest request;
        request.version = *version;
        request.input = input;
        const auto id = waitFor(m_hub->start(request));
        return id ? *id : InstanceId();
    }

    InstanceDetail run(const QString &text, const Json &input = nullptr)
    {
        QSignalSpy changes(m_hub.get(), &HubClient::instancesChanged);
        const InstanceId id = start(text, input);
        for (;;) {
            // Counted before it is read: a notice that comes while the answer is on its way tells of
            // something newer.
            const qsizetype seen = changes.count();
            const auto detail = waitFor(m_hub->instance(id));
            const auto isNews = [&] { return changes.count() > seen; };
            if (!detail || isTerminal(detail->summary.status) || !QTest::qWaitFor(isNews, 20000))
                return detail.value_or(InstanceDetail());
        }
    }

    /// Neither the value nor its Base64 is in a file of the workspace, in the history, in the log or in a
    /// backup.
    void expectNowhere(const QByteArray &value, const InstanceId &id)
    {
        const QList<QByteArray> guises{value, value.toBase64(),
                                       QByteArray("user:" + value).toBase64().mid(8, 16),
                                       value.toPercentEncoding()};
        std::string said = dumpJson(waitFor(m_hub->instance(id))->output);
        const auto history = waitFor(m_hub->history(id));
        QVERIFY(history.has_value());
        for (const HistoryEvent &event : *history)
            said += dumpJson(toJson(event));
        const auto log = waitFor(m_hub->log(id));
        QVERIFY(log.has_value());
        for (const LogLine &line : *log)
            said += line.text;
        const QString backup = m_folder->filePath(u"backup-%1.db"_s.arg(++m_backups));
        QVERIFY(waitFor(m_hub->backUp(backup)));
        QDirIterator files(m_folder->path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        int seen = 0;
        while (files.hasNext()) {
            QFile file(files.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray content = file.readAll();
            seen += content.isEmpty() ? 0 : 1;
            for (const QByteArray &guise : guises)
                QVERIFY2(!content.contains(guise), qPrintable(file.fileName()));
        }
        QVERIFY(seen >= 3);
        for (const QByteArray &guise : guises)
            QVERIFY2(said.find(guise.toStdString()) == std::string::npos, said.c_str());
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::shared_ptr<FakeVault> m_vault;
    std::shared_ptr<WorkspaceSecrets> m_secrets;
    std::unique_ptr<HubClient> m_hub;
    int m_backups = 0;
};

QTEST_GUILESS_MAIN(TestSecretsRun)
#include "tst_secrets_run.moc"
