// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/activities/ActivityRegistry.h"
#include "engine/definition/DefinitionFile.h"
#include "tests/engine/activities/FakeProgram.h"
#include "tests/engine/activities/WorkspaceRun.h"

#include <QDir>
#include <QTcpServer>
#include <QTcpSocket>

#include <optional>

using namespace perdura;
using namespace perdura::test;
using namespace Qt::Literals::StringLiterals;

namespace {

QDir cases()
{
    return QDir(QStringLiteral(PERDURA_TEST_DATA "/activities"));
}

/// Answers each request with what it was asked, as JSON: {"request": "POST /path", "body": text}.
class EchoServer : public QTcpServer
{
public:
    EchoServer()
    {
        connect(this, &QTcpServer::newConnection, this, [this] {
            QTcpSocket *socket = nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [socket] { answer(*socket); });
            connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        });
        listen(QHostAddress::LocalHost);
    }

private:
    static void answer(QTcpSocket &socket)
    {
        const QByteArray request = socket.peek(socket.bytesAvailable());
        const qsizetype head = request.indexOf("\r\n\r\n");
        const QByteArray name = "content-length: ";
        const qsizetype length = request.toLower().indexOf(name);
        const qsizetype begin = length + name.size();
        const int size = length < 0 ? 0 : request.mid(begin, request.indexOf("\r\n", begin) - begin).toInt();
        if (head < 0 || request.size() < head + 4 + size)
            return;
        Json echo = Json::object();
        echo["request"] = request.left(request.indexOf(" HTTP/")).toStdString();
        echo["body"] = request.mid(head + 4, size).toStdString();
        const QByteArray body = QByteArray::fromStdString(dumpJson(echo));
        socket.write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " +
                     QByteArray::number(body.size()) + "\r\nConnection: close\r\n\r\n" + body);
        socket.disconnectFromHost();
    }
};

/// Stands in for the program that an activity hands its work to; what it was told is in the file “told”.
std::unique_ptr<FakeProgram> standIn(const QString &activity)
{
    if (activity == u"email.send")
        return std::make_unique<FakeProgram>(
            u"sendmail"_s, R"(grep -E '^(From|To|Subject):' > "$FAKE_FOLDER/told"; cat > /dev/null)");
    if (activity == u"notify")
        return std::make_unique<FakeProgram>(u"notify-send"_s, R"(printf '%s\n' "$@" > "$FAKE_FOLDER/told")");
    return nullptr;
}

} // namespace

/// Runs every folder of tests/data/activities, named after the activity that its definition.workflow.json
/// shows, in a workspace with the files of “files”, and compares result, log, files and history with
/// expected.json. A local server is in the input as `server`. With PERDURA_WRITE_EXPECTED set it writes the
/// expected files anew instead; read what changed.
class TestGoldenActivities : public QObject
{
    Q_OBJECT

private slots:
    void everyActivityHasItsFolder()
    {
        const auto registry = builtInActivities();
        QStringList names;
        for (const Activity *activity : registry->all())
            names += QString::fromStdString(activity->name());
        QCOMPARE(cases().entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name), names);
    }

    void doesAsExpected_data()
    {
        QTest::addColumn<QString>("activity");
        for (const QString &name : cases().entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name))
            QTest::newRow(qPrintable(name)) << name;
    }
    void doesAsExpected()
    {
        QFETCH(const QString, activity);
        const QString folder = cases().filePath(activity);
        const QString drawing = folder + u"/definition.workflow.json"_s;
        const auto definition = loadDefinition(drawing);
        QVERIFY2(definition, definition ? "" : qPrintable(definition.error().message));
        QVERIFY(std::ranges::any_of(definition->nodes, [&](const Node &node) {
            return node.kind == NodeKind::Activity &&
                   node.fields.value("activity", "") == activity.toStdString();
        }));
        const EchoServer server;
        const auto program = standIn(activity);
        WorkspaceRun workspace(folder + u"/files"_s);
        QVERIFY(workspace.isOpen());
        Json input = Json::object();
        const QString address = u"http://127.0.0.1:%1"_s.arg(server.serverPort());
        input["server"] = address.toStdString();
        Json told = workspace.run(drawing, input);
        if (program)
            told["told"] = program->file(u"told"_s).toStdString();
        told["files"] = workspace.newFiles();
        told["history"] = Json::array();
        for (const Json &line : workspace.history())
            told["history"].push_back(QString::fromStdString(line.get<std::string>())
                                          .replace(address, u"<server>"_s)
                                          .toStdString());
        compare(folder + u"/expected.json"_s, prettyJson(told));
    }

private:
    static void compare(const QString &path, const std::string &account)
    {
        QFile file(path);
        if (qEnvironmentVariableIsSet("PERDURA_WRITE_EXPECTED")) {
            QVERIFY(file.open(QFile::WriteOnly));
            file.write(QByteArray::fromStdString(account) + '\n');
            file.close();
        }
        QVERIFY(file.open(QFile::ReadOnly));
        const QString expected = QString::fromUtf8(file.readAll()).trimmed();
        QCOMPARE(QString::fromStdString(account).split(u'\n'), expected.split(u'\n'));
    }
};

QTEST_GUILESS_MAIN(TestGoldenActivities)
#include "tst_golden_activities.moc"
