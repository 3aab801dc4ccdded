// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/Json.h"
#include "tests/app/cli/Program.h"
#include "tests/app/cli/Workflows.h"

#include <QDirIterator>
#include <QTemporaryDir>
#include <QTest>

using namespace perdura;
using namespace Qt::Literals::StringLiterals;

namespace {

const QByteArray value = "tok-8f3e9a/B+c==";

} // namespace

/// Secrets without a window, on a machine that has no keychain.
class TestCliSecrets : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_home = std::make_unique<QTemporaryDir>();
        QVERIFY(QDir(m_home->path()).mkdir(u"work"_s));
        m_workspace = m_home->filePath(u"work"_s);
    }

    void aValueComesFromStandardInputAndIsNeverShown()
    {
        const Ended set = perdura({u"secrets"_s, u"set"_s, u"token"_s}, value + '\n');
        QCOMPARE(set.err,
                 u"“token” is kept in an encrypted file, since no system keychain can be reached.\n"_s);
        QCOMPARE(set.out, QString());
        QCOMPARE(set.code, 0);
        const Ended list = perdura({u"secrets"_s, u"list"_s});
        QCOMPARE(list.out.section(u'\n', 0, 0).simplified(), u"NAME KEPT IN CHANGED"_s);
        QVERIFY2(list.out.section(u'\n', 1, 1).simplified().startsWith(u"token encrypted file "_s),
                 qPrintable(list.out));
        QVERIFY(!list.out.contains(QString::fromUtf8(value)));
        const auto json = parseJson(perdura({u"secrets"_s, u"list"_s, u"--json"_s}).out.toStdString());
        QVERIFY(json.has_value());
        QCOMPARE((*json)["secrets"][0]["name"].get<std::string>(), std::string("token"));
        QCOMPARE((*json)["secrets"][0]["keptIn"].get<std::string>(), std::string("file"));
        QCOMPARE((*json)["secrets"][0].size(), std::size_t(3));
        QVERIFY(!isAnywhere(value));
    }

    void aSecretReachesTheActivityAndNothingThatIsKept()
    {
        QCOMPARE(perdura({u"secrets"_s, u"set"_s, u"token"_s}, value).code, 0);
        const QString file = workflows::write(
            m_workspace, u"use.workflow.json"_s,
            workflows::oneStep("Use", "activity",
                               R"({"activity":"script","input":{"code":"return [input.length, input]",
                                  "input":"=secrets.token"}})",
                               {"next"}, R"("=nodes.Step.output")"));
        const Ended run = perdura({u"run"_s, file});
        QVERIFY2(run.code == 0, qPrintable(run.err));
        const auto output = parseJson(run.out.toStdString());
        QVERIFY(output.has_value());
        QCOMPARE(dumpJson(*output), std::string("[16,\"•••\"]"));
        QVERIFY(!isAnywhere(value));
        QVERIFY(!isAnywhere(value.toBase64()));
    }

    void aMissingSecretIsToldOfBeforeAndDuringTheRun()
    {
        QCOMPARE(perdura({u"secrets"_s, u"set"_s, u"other"_s}, value).code, 0);
        const QString file =
            workflows::write(m_workspace, u"use.workflow.json"_s,
                             workflows::oneStep("Use", "activity",
                                                R"({"activity":"log","input":{"message":"=secrets.token"}})",
                                                {"next"}, R"("done")"));
        const Ended check = perdura({u"validate"_s, file});
        const QString said = check.out + check.err;
        QVERIFY2(said.contains(u"There is no secret “token” in this workspace; add it under "
                               "Secrets… [secret.unknown]"_s),
                 qPrintable(said));
        const Ended run = perdura({u"run"_s, file});
        QCOMPARE(run.code, 1);
        QVERIFY2(run.err.contains(
                     u"“Step” failed: There is no secret “token” in this workspace; add it under Secrets… "
                     "or with “perdura secrets set token”."_s),
                 qPrintable(run.err));
    }

    void wrongNamesAndValuesAreRefused()
    {
        const Ended name = perdura({u"secrets"_s, u"set"_s, u"my token"_s}, value);
        QCOMPARE(name.code, 2);
        QVERIFY(name.err.startsWith(u"“my token” cannot be the name of a secret; "_s));
        const Ended tooShort = perdura({u"secrets"_s, u"set"_s, u"token"_s}, "abc\n");
        QCOMPARE(tooShort.code, 2);
        QVERIFY(tooShort.err.startsWith(u"The value is too short to be masked"_s));
        const Ended argument = perdura({u"secrets"_s, u"set"_s, u"token"_s, u"value"_s});
        QCOMPARE(argument.code, 2);
        QVERIFY(argument.err.startsWith(u"“perdura secrets set” cannot use “value”."_s));
    }

    void removingNeedsASecretThatIsThere()
    {
        QCOMPARE(perdura({u"secrets"_s, u"set"_s, u"token"_s}, value).code, 0);
        QCOMPARE(perdura({u"secrets"_s, u"remove"_s, u"token"_s}).err, u"“token” is removed.\n"_s);
        const Ended again = perdura({u"secrets"_s, u"remove"_s, u"token"_s});
        QCOMPARE(again.code, 1);
        QVERIFY(again.err.startsWith(u"There is no secret “token” in this workspace; "_s));
        QVERIFY(perdura({u"secrets"_s, u"list"_s}).err.startsWith(u"There is no secret in "_s));
    }

private:
    /// The program with a home of its own, and no session bus.
    Ended perdura(QStringList arguments, const QByteArray &input = {})
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        for (const QString &name : {u"DBUS_SESSION_BUS_ADDRESS"_s, u"XDG_RUNTIME_DIR"_s, u"XDG_CONFIG_HOME"_s,
                                    u"XDG_DATA_HOME"_s, u"LANGUAGE"_s})
            environment.remove(name);
        environment.insert(u"HOME"_s, m_home->path());
        environment.insert(u"LC_ALL"_s, u"C.UTF-8"_s);
        QProcess program;
        program.setProcessEnvironment(environment);
        program.setWorkingDirectory(m_workspace);
        // Only the first call may find no hub yet.
        if (arguments.constFirst() == u"secrets"_s)
            arguments.append({u"--workspace"_s, m_workspace});
        program.start(QStringLiteral(PERDURA_PROGRAM), arguments);
        program.write(input);
        program.closeWriteChannel();
        Ended ended;
        if (!program.waitForFinished(60'000))
            return ended;
        ended.code = program.exitStatus() == QProcess::NormalExit ? program.exitCode() : -1;
        ended.out = QString::fromUtf8(program.readAllStandardOutput());
        ended.err = QString::fromUtf8(program.readAllStandardError());
        return ended;
    }

    /// In a file of the workspace, or elsewhere below the home.
    [[nodiscard]] bool isAnywhere(const QByteArray &text) const
    {
        QDirIterator files(m_home->path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            if (!file.open(QIODevice::ReadOnly) || file.readAll().contains(text))
                return true;
        }
        return false;
    }

    std::unique_ptr<QTemporaryDir> m_home;
    QString m_workspace;
};

QTEST_GUILESS_MAIN(TestCliSecrets)
#include "tst_cli_secrets.moc"
