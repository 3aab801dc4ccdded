// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli/Program.h"
#include "tests/app/cli/Workflows.h"

#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDirIterator>
#include <QTemporaryDir>
#include <QTest>

using namespace perdura;
using namespace Qt::Literals::StringLiterals;

namespace {

const QByteArray value = "tok-8f3e9a/B+c==";

} // namespace

/// Secrets in a real keychain: GNOME's, on a session bus of this test's own.
class TestCliKeychain : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();
    void aSecretIsKeptInTheKeychainAndFoundThere();
    void aKeychainThatGoesIsToldOf();

private:
    void startBus();
    void startKeychain();
    [[nodiscard]] QDBusConnection bus() const { return QDBusConnection(u"keychain"_s); }
    [[nodiscard]] bool hasKeychain() const
    {
        return bus().interface()->isServiceRegistered(u"org.freedesktop.secrets"_s);
    }
    [[nodiscard]] QProcessEnvironment environment() const;
    [[nodiscard]] Ended perdura(const QStringList &arguments, const QByteArray &input = {});
    [[nodiscard]] bool isAnywhere(const QByteArray &text) const;

    QTemporaryDir m_home;
    QString m_address;
    QProcess m_bus;
    QProcess m_keychain;
};

void TestCliKeychain::initTestCase()
{
    QVERIFY(QDir(m_home.path()).mkdir(u"work"_s) && QDir(m_home.path()).mkdir(u"run"_s));
    QVERIFY(QFile::setPermissions(m_home.filePath(u"run"_s),
                                  QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    startBus();
    QVERIFY2(!m_address.isEmpty(), "no session bus: is dbus-daemon installed?");
    QVERIFY(QDBusConnection::connectToBus(m_address, u"keychain"_s).isConnected());
    startKeychain();
    QTRY_VERIFY2_WITH_TIMEOUT(hasKeychain(), "no keychain: is gnome-keyring installed?", 30'000);
}

void TestCliKeychain::cleanupTestCase()
{
    QDBusConnection::disconnectFromBus(u"keychain"_s);
    for (QProcess *process : {&m_keychain, &m_bus}) {
        process->kill();
        process->waitForFinished();
    }
}

QProcessEnvironment TestCliKeychain::environment() const
{
    QProcessEnvironment values = QProcessEnvironment::systemEnvironment();
    for (const QString &name : {u"XDG_CONFIG_HOME"_s, u"XDG_DATA_HOME"_s, u"LANGUAGE"_s})
        values.remove(name);
    values.insert(u"DBUS_SESSION_BUS_ADDRESS"_s, m_address);
    values.insert(u"XDG_RUNTIME_DIR"_s, m_home.filePath(u"run"_s));
    values.insert(u"HOME"_s, m_home.path());
    values.insert(u"LC_ALL"_s, u"C.UTF-8"_s);
    return values;
}

void TestCliKeychain::startBus()
{
    m_bus.setProcessEnvironment(environment());
    m_bus.start(u"dbus-daemon"_s, {u"--session"_s, u"--nofork"_s, u"--print-address=1"_s});
    while (!m_bus.canReadLine()) {
        if (!m_bus.waitForReadyRead(30'000))
            return;
    }
    m_address = QString::fromUtf8(m_bus.readLine()).trimmed();
}

void TestCliKeychain::startKeychain()
{
    m_keychain.setProcessEnvironment(environment());
    m_keychain.start(u"gnome-keyring-daemon"_s,
                     {u"--foreground"_s, u"--unlock"_s, u"--components=secrets"_s});
    m_keychain.write("the password of the keyring");
    m_keychain.closeWriteChannel();
}

Ended TestCliKeychain::perdura(const QStringList &arguments, const QByteArray &input)
{
    QProcess program;
    program.setProcessEnvironment(environment());
    program.start(QStringLiteral(PERDURA_PROGRAM),
                  arguments + QStringList{u"--workspace"_s, m_home.filePath(u"work"_s)});
    program.write(input);
    program.closeWriteChannel();
    if (!program.waitForFinished(90'000))
        return {-1, {}, u"(still running)"_s};
    return {program.exitStatus() == QProcess::NormalExit ? program.exitCode() : -1,
            QString::fromUtf8(program.readAllStandardOutput()),
            QString::fromUtf8(program.readAllStandardError())};
}

bool TestCliKeychain::isAnywhere(const QByteArray &text) const
{
    for (QDirIterator it(m_home.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
         it.hasNext();) {
        QFile file(it.next());
        if (file.open(QFile::ReadOnly) && file.readAll().contains(text))
            return true;
    }
    return false;
}

void TestCliKeychain::aSecretIsKeptInTheKeychainAndFoundThere()
{
    const Ended set = perdura({u"secrets"_s, u"set"_s, u"token"_s}, value + '\n');
    QCOMPARE(set.err, u"“token” is kept in the system keychain.\n"_s);
    QCOMPARE(set.code, 0);
    QVERIFY(perdura({u"secrets"_s, u"list"_s}).out.contains(u"system keychain"_s));
    const QString file =
        workflows::write(m_home.filePath(u"work"_s), u"use.workflow.json"_s,
                         workflows::oneStep("Use", "activity",
                                            R"({"activity":"script","input":{"code":"return input.length",
                                               "input":"=secrets.token"}})",
                                            {"next"}, R"("=nodes.Step.output")"));
    const Ended run = perdura({u"run"_s, file});
    QVERIFY2(run.code == 0, qPrintable(run.err));
    QCOMPARE(run.out.trimmed(), QString::number(value.size()));
    // Nor is it in a file of the keychain as it is.
    QVERIFY(!isAnywhere(value));
    QCOMPARE(perdura({u"secrets"_s, u"remove"_s, u"token"_s}).err, u"“token” is removed.\n"_s);
    QVERIFY(perdura({u"secrets"_s, u"list"_s}).err.startsWith(u"There is no secret in "_s));
}

// It stood there once; a value must not go into a file without a word.
void TestCliKeychain::aKeychainThatGoesIsToldOf()
{
    QCOMPARE(perdura({u"secrets"_s, u"set"_s, u"token"_s}, value).code, 0);
    // The bus goes with it, or it would start the keychain again.
    m_keychain.kill();
    m_keychain.waitForFinished();
    m_bus.kill();
    m_bus.waitForFinished();
    const QString file = workflows::write(
        m_home.filePath(u"work"_s), u"use.workflow.json"_s,
        workflows::oneStep("Use", "activity", R"({"activity":"log","input":{"message":"=secrets.token"}})",
                           {"next"}, R"("done")"));
    const Ended run = perdura({u"run"_s, file});
    QCOMPARE(run.code, 1);
    QVERIFY2(run.err.contains(
                 u"The system keychain, which keeps the secret “token”, cannot be reached from here"_s),
             qPrintable(run.err));
    QVERIFY(!isAnywhere(value));
}

QTEST_GUILESS_MAIN(TestCliKeychain)
#include "tst_cli_keychain.moc"
