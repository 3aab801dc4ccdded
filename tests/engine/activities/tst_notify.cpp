// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/activities/ActivityRunner.h"
#include "tests/engine/activities/FakeProgram.h"

using namespace perdura;
using namespace perdura::test;

class TestNotify : public QObject
{
    Q_OBJECT

private slots:
    void aMessageReachesTheDesktopAsItIs()
    {
        const FakeProgram program(QStringLiteral("notify-send"),
                                  R"(printf '%s\n' "$@" > "$FAKE_FOLDER/arguments")");
        ActivityRunner runner;
        QCOMPARE(
            runner.run("notify",
                       {{"title", "--help $HOME"}, {"text", "a <b> & \\n c\nd"}, {"urgency", "critical"}}),
            QByteArray("null"));
        QCOMPARE(
            program.file(QStringLiteral("arguments")),
            QByteArray("--app-name=Perdura\n--urgency=critical\n--\n--help $HOME\na &lt;b&gt; &amp; \\\\n "
                       "c\nd\n"));
        QCOMPARE(runner.run("notify", {{"title", "Done"}}), QByteArray("null"));
        QCOMPARE(program.file(QStringLiteral("arguments")),
                 QByteArray("--app-name=Perdura\n--urgency=normal\n--\nDone\n\n"));
    }

    void whatGoesWrongIsToldClearly()
    {
        ActivityRunner runner;
        {
            const FakeProgram program(QStringLiteral("notify-send"), "echo no desktop >&2; exit 1");
            const QByteArray answer = runner.run("notify", {{"title", "Done"}});
            QVERIFY(answer.startsWith("ExitCode: "));
            QVERIFY(answer.endsWith("/notify-send” ended with exit code 1: no desktop"));
        }
        QCOMPARE(runner.run("notify", {{"text", "x"}}),
                 QByteArray("InvalidInput: The field “title” is empty; fill it in."));
        QCOMPARE(runner.run("notify", {{"title", "x"}, {"urgency", "loud"}}),
                 QByteArray("InvalidInput: The field “urgency” must be one of low, normal, critical."));
        QCOMPARE(runner.run("notify", {{"title", std::string("a\0b", 3)}}),
                 QByteArray("InvalidInput: A message cannot contain a null character."));
        const NoPrograms none;
        QCOMPARE(
            runner.run("notify", {{"title", "x"}}),
            QByteArray("ProgramMissing: The program notify-send, which shows messages, is not installed. "
                       "Install the package libnotify-bin."));
        QVERIFY(runner.failure().isNonRetriable);
    }
};

QTEST_GUILESS_MAIN(TestNotify)
#include "tst_notify.moc"
