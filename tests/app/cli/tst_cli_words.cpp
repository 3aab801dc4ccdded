// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli/Program.h"
#include "tests/app/cli/Workflows.h"

#include <QTemporaryDir>
#include <QTest>

using namespace perdura;

/// What needs no hub: words, help, validation, input.
class TestCliWords : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    QString write(const QString &name, const QByteArray &text)
    {
        return workflows::write(m_folder.path(), name, text);
    }

private slots:
    void wrongWordsGetOneSentenceAndAHint_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("sentence");
        QTest::addColumn<QString>("hint");
        const QString list = QStringLiteral("Run “perdura help” for the list of commands.");
        QTest::newRow("command") << QStringList{QStringLiteral("frobnicate")}
                                 << QStringLiteral("“frobnicate” is neither a command nor a file.") << list;
        QTest::newRow("option") << QStringList{QStringLiteral("--frobnicate")}
                                << QStringLiteral("“--frobnicate” is no option of perdura.") << list;
        QTest::newRow("instances") << QStringList{QStringLiteral("instances")}
                                   << QStringLiteral("“perdura instances” needs one of: list, show, explain, "
                                                     "raise, approve, terminate, suspend, "
                                                     "resume, restart, rewind, purge, export, import.")
                                   << list;
        QTest::newRow("instances dance")
            << QStringList{QStringLiteral("instances"), QStringLiteral("dance")}
            << QStringLiteral("“perdura instances dance” is no command; it is "
                              "one of: list, show, explain, raise, approve, terminate, "
                              "suspend, resume, restart, rewind, purge, export, import.")
            << list;
        QTest::newRow("hub") << QStringList{QStringLiteral("hub")}
                             << QStringLiteral("“perdura hub” needs one of: backup, restore, check, salvage, "
                                               "audit, health.")
                             << list;
        QTest::newRow("option of a command")
            << QStringList{QStringLiteral("run"), QStringLiteral("a"), QStringLiteral("--fast")}
            << QStringLiteral("“perdura run” has no option “--fast”.")
            << QStringLiteral("Run “perdura help run” for its use.");
        QTest::newRow("missing argument")
            << QStringList{QStringLiteral("run")} << QStringLiteral("“perdura run” needs FILE.")
            << QStringLiteral("Run “perdura help run” for its use.");
        QTest::newRow("one too many") << QStringList{QStringLiteral("instances"), QStringLiteral("show"),
                                                     QStringLiteral("a"), QStringLiteral("b")}
                                      << QStringLiteral("“perdura instances show” cannot use “b”.")
                                      << QStringLiteral("Run “perdura help instances show” for its use.");
        QTest::newRow("missing value")
            << QStringList{QStringLiteral("run"), QStringLiteral("a"), QStringLiteral("--input")}
            << QStringLiteral("Missing value after '--input'.")
            << QStringLiteral("Run “perdura help run” for its use.");
        QTest::newRow("help") << QStringList{QStringLiteral("help"), QStringLiteral("dance")}
                              << QStringLiteral("There is no command “dance”.") << list;
    }

    void wrongWordsGetOneSentenceAndAHint()
    {
        QFETCH(const QStringList, arguments);
        QFETCH(const QString, sentence);
        QFETCH(const QString, hint);
        const Ended ended = perduraProgram(arguments, m_folder.path());
        QCOMPARE(ended.err, QString(sentence + u'\n' + hint + u'\n'));
        QCOMPARE(ended.out, QString());
        QCOMPARE(ended.code, 2);
    }

    void versionAndHelpGoToStandardOutput()
    {
        QCOMPARE(perduraProgram({QStringLiteral("--version")}).out,
                 QStringLiteral("perdura " PERDURA_VERSION "\n"));
        for (const QString &word : {QStringLiteral("help"), QStringLiteral("--help"), QStringLiteral("-h")}) {
            const Ended ended = perduraProgram({word});
            QCOMPARE(ended.code, 0);
            QCOMPARE(ended.err, QString());
            for (const QString &command :
                 {QStringLiteral("perdura run FILE "), QStringLiteral("perdura resume "),
                  QStringLiteral("perdura validate FILE…"), QStringLiteral("perdura instances list "),
                  QStringLiteral("perdura instances show ID"),
                  QStringLiteral("perdura instances raise ID EVENT [JSON]"),
                  QStringLiteral("perdura instances approve ID"),
                  QStringLiteral("perdura instances terminate ID"), QStringLiteral("perdura help [COMMAND]")})
                QVERIFY2(ended.out.contains(command), qPrintable(command));
        }
    }

    void everyCommandHasHelp()
    {
        for (const QString &words :
             {QStringLiteral("run"), QStringLiteral("resume"), QStringLiteral("serve"),
              QStringLiteral("validate"), QStringLiteral("instances list"), QStringLiteral("instances show"),
              QStringLiteral("instances raise"), QStringLiteral("instances approve"),
              QStringLiteral("instances terminate"), QStringLiteral("instances suspend"),
              QStringLiteral("instances resume"), QStringLiteral("instances restart"),
              QStringLiteral("instances rewind"), QStringLiteral("instances explain"),
              QStringLiteral("hub health")}) {
            const Ended ended = perduraProgram(QStringList{QStringLiteral("help")} + words.split(u' '));
            QCOMPARE(ended.code, 0);
            QVERIFY2(ended.out.startsWith(QString(u"Usage: perdura " + words)), qPrintable(ended.out));
            QCOMPARE(perduraProgram(words.split(u' ') + QStringList{QStringLiteral("--help")}).out,
                     ended.out);
        }
    }

    void aValidWorkflowPassesSilently()
    {
        const Ended ended =
            perduraProgram({QStringLiteral("validate"), write(QStringLiteral("ok.json"), workflows::echo())});
        QCOMPARE(ended.out, QString());
        QCOMPARE(ended.err, QString());
        QCOMPARE(ended.code, 0);
    }

    void everyProblemOfEveryFileIsPrinted()
    {
        const QString good = write(QStringLiteral("good.json"), workflows::echo());
        const QString bad =
            write(QStringLiteral("bad.json"),
                  workflows::oneStep("Bad", "wait-for-event", R"({"event": "", "timeout": "soon"})",
                                     {"next", "timeout"}, "1"));
        const Ended ended = perduraProgram({QStringLiteral("validate"), good, bad});
        QCOMPARE(ended.code, 2);
        const QStringList lines = ended.out.trimmed().split(u'\n');
        QVERIFY2(lines.size() >= 2, qPrintable(ended.out));
        for (const QString &line : lines)
            QVERIFY2(line.startsWith(QString(bad + u": node “Step”: ")), qPrintable(line));
        QVERIFY2(
            lines.contains(QString(bad + u": node “Step”: “soon” is not a duration; write it like “72 h”, "
                                         u"“90 min”, “10 s” or “PT72H”. [field.invalid]")),
            qPrintable(ended.out));
    }

    void validateComparesTheEventsOfAWorkspace()
    {
        const QString waits =
            write(QStringLiteral("waits.json"),
                  workflows::oneStep("Waits", "wait-for-event", R"({"event": "paid", "timeout": "1 h"})",
                                     {"next", "timeout"}, "1"));
        const QString raises =
            write(QStringLiteral("raises.json"),
                  workflows::oneStep("Raises", "signal-instance",
                                     R"({"instance": "=input.id", "event": "payd"})", {"next"}, "1"));
        Ended ended = perduraProgram({QStringLiteral("validate"), waits});
        QCOMPARE(ended.code, 0);
        QVERIFY2(ended.out.contains(QString(
                     waits + u": node “Step”: Hint: Nothing in this workspace raises “paid”; raise it "
                             u"by hand, by HTTP or draw a Signal instance. [event.notRaised]\n")),
                 qPrintable(ended.out));
        ended = perduraProgram({QStringLiteral("validate"), waits, raises});
        QCOMPARE(ended.code, 0);
        QVERIFY2(ended.out.contains(QString(
                     waits + u": node “Step”: Warning: Nothing in this workspace raises “paid”, but “payd” "
                             u"is raised and nobody waits for it; give both the same name. "
                             u"[event.misspelt]\n")),
                 qPrintable(ended.out));
    }

    void aFileThatIsNoWorkflowIsSaidOnce()
    {
        const QString file = write(QStringLiteral("list.json"), "[1]");
        const Ended ended = perduraProgram({QStringLiteral("validate"), file});
        QCOMPARE(ended.code, 2);
        QCOMPARE(ended.out.count(u'\n'), 1);
        QVERIFY2(ended.out.startsWith(QString(file + u": ")), qPrintable(ended.out));
        const Ended missing =
            perduraProgram({QStringLiteral("run"), m_folder.filePath(QStringLiteral("none.json"))});
        QCOMPARE(missing.code, 2);
        QCOMPARE(missing.out, QString());
        QCOMPARE(missing.err, QString(u"There is no file " + m_folder.filePath(QStringLiteral("none.json")) +
                                      u"; check the name and the folder.\n"));
    }

    void anInvalidWorkflowIsNotRun()
    {
        const QString bad =
            write(QStringLiteral("bad.workflow.json"),
                  workflows::oneStep("Bad", "wait-for-event", R"({"event": ""})", {"next", "timeout"}, "1"));
        const Ended ended = perduraProgram({QStringLiteral("run"), bad});
        QCOMPARE(ended.code, 2);
        QCOMPARE(ended.out, QString());
        QVERIFY2(ended.err.startsWith(QString(bad + u": node “Step”: ")), qPrintable(ended.err));
        QVERIFY(!QFile::exists(m_folder.filePath(QStringLiteral(".perdura"))));
    }

    void wrongInputIsSaidWithItsPlace_data()
    {
        QTest::addColumn<QString>("input");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("text") << QStringLiteral("{\"a\": x}")
                              << QStringLiteral("--input: The text is not valid JSON at line 1, column 7.");
        QTest::newRow("half") << QStringLiteral("[1,")
                              << QStringLiteral(
                                     "--input: The JSON text ends too early, at line 1, column 4.");
        QTest::newRow("no file") << QStringLiteral("@none.json")
                                 << QStringLiteral("--input: none.json: there is no such file.");
        QTest::newRow("a folder") << QStringLiteral("@.")
                                  << QStringLiteral("--input: .: this is a folder, not a file.");
        QTest::newRow("broken file")
            << QStringLiteral("@broken.json")
            << QStringLiteral("--input: broken.json: The text is not valid JSON at line 2, column 1.");
    }

    void wrongInputIsSaidWithItsPlace()
    {
        QFETCH(const QString, input);
        QFETCH(const QString, sentence);
        write(QStringLiteral("broken.json"), "[1,\nx]");
        const QString file = write(QStringLiteral("echo.workflow.json"), workflows::echo());
        const Ended ended =
            perduraProgram({QStringLiteral("run"), file, QStringLiteral("--input"), input}, m_folder.path());
        QCOMPARE(ended.err, QString(sentence + u'\n'));
        QCOMPARE(ended.code, 2);
    }

    void otherWrongValuesAreSaid_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("sentence");
        const QString instances = QStringLiteral("instances");
        QTest::newRow("workspace") << QStringList{instances, QStringLiteral("list"),
                                                  QStringLiteral("--workspace"), QStringLiteral("nowhere")}
                                   << QStringLiteral("nowhere: there is no such folder.");
        QTest::newRow("empty workspace") << QStringList{instances, QStringLiteral("list"),
                                                        QStringLiteral("--workspace"), QStringLiteral(".")}
                                         << QStringLiteral(".: nothing has run in this folder yet.");
        QTest::newRow("no workspace")
            << QStringList{QStringLiteral("resume")}
            << QStringLiteral("Neither the current folder nor one above it is a workspace in which "
                              "something has run; name one with --workspace DIR.");
        QTest::newRow("limit") << QStringList{instances, QStringLiteral("list"), QStringLiteral("--limit"),
                                              QStringLiteral("0")}
                               << QStringLiteral("--limit: “0” is not a number from 1.");
        QTest::newRow("status")
            << QStringList{instances, QStringLiteral("list"), QStringLiteral("--status"),
                           QStringLiteral("running,dead")}
            << QStringLiteral("--status: “dead” is none of Pending, Running, Suspended, Completed, Failed, "
                              "Terminated, Canceled and ContinuedAsNew.");
        QTest::newRow("form") << QStringList{instances, QStringLiteral("approve"), QStringLiteral("x"),
                                             QStringLiteral("--form"), QStringLiteral("[]")}
                              << QStringLiteral(
                                     "--form: the fields must be a JSON object, like {\"amount\": 5}.");
        QTest::newRow("task") << QStringList{instances, QStringLiteral("approve"), QStringLiteral("x"),
                                             QStringLiteral("--task"), QStringLiteral("one")}
                              << QStringLiteral("--task: “one” is not a number.");
        QTest::newRow("event") << QStringList{instances, QStringLiteral("raise"), QStringLiteral("x"),
                                              QStringLiteral("e"), QStringLiteral("{")}
                               << QStringLiteral(
                                      "The event's data: The JSON text ends too early, at line 1, column 2.");
    }

    void otherWrongValuesAreSaid()
    {
        QFETCH(const QStringList, arguments);
        QFETCH(const QString, sentence);
        QTemporaryDir empty;
        const Ended ended = perduraProgram(arguments, empty.path());
        QCOMPARE(ended.err, QString(sentence + u'\n'));
        QCOMPARE(ended.out, QString());
        QCOMPARE(ended.code, 2);
    }
};

QTEST_GUILESS_MAIN(TestCliWords)
#include "tst_cli_words.moc"
