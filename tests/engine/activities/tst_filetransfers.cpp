// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/activities/ActivityRunner.h"
#include "tests/support/FullDisk.h"

#include <QDateTime>

#include <cerrno>

using namespace perdura;
using namespace perdura::test;

namespace {

QStringList filesIn(const ActivityRunner &runner, const QString &folder = {})
{
    return QDir(runner.workspace() + QLatin1Char('/') + folder)
        .entryList(QDir::Files | QDir::Hidden, QDir::Name);
}

QFileInfo fileIn(const ActivityRunner &runner, const QString &path)
{
    return QFileInfo(runner.workspace() + QLatin1Char('/') + path);
}

} // namespace

class TestFileTransfers : public QObject
{
    Q_OBJECT

private slots:
    void aFileIsCopiedWithItsTimeAndPermissions()
    {
        ActivityRunner runner;
        const QByteArray content(3 * 1024 * 1024 + 1, 'x');
        runner.writeFile(QStringLiteral("a.bin"), content);
        QFile source(runner.workspace() + QStringLiteral("/a.bin"));
        QVERIFY(source.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
        QVERIFY(source.open(QIODevice::ReadWrite));
        QVERIFY(source.setFileTime(QDateTime(QDate(2026, 3, 1), QTime(12, 0), Qt::UTC),
                                   QFileDevice::FileModificationTime));
        source.close();
        QCOMPARE(runner.run("file.copy", {{"from", "a.bin"}, {"to", "new/deep/b.bin"}}),
                 QByteArray("{\"path\":\"new/deep/b.bin\",\"bytes\":3145729}"));
        QCOMPARE(runner.readFile(QStringLiteral("new/deep/b.bin")), content);
        QCOMPARE(runner.readFile(QStringLiteral("a.bin")), content);
        const QFileInfo copy = fileIn(runner, QStringLiteral("new/deep/b.bin"));
        QCOMPARE(copy.lastModified().toUTC(), QDateTime(QDate(2026, 3, 1), QTime(12, 0), Qt::UTC));
        QVERIFY(copy.isExecutable());
        QCOMPARE(filesIn(runner, QStringLiteral("new/deep")), QStringList{QStringLiteral("b.bin")});
    }

    void aFileIsMovedAndKeepsItsNameInAFolder()
    {
        ActivityRunner runner;
        runner.writeFile(QStringLiteral("a.txt"), "one");
        QCOMPARE(runner.run("file.move", {{"from", "a.txt"}, {"to", "done/"}}),
                 QByteArray("{\"path\":\"done/a.txt\",\"bytes\":3}"));
        QCOMPARE(filesIn(runner), QStringList());
        QCOMPARE(runner.readFile(QStringLiteral("done/a.txt")), QByteArray("one"));
        runner.writeFile(QStringLiteral("b.txt"), "two");
        QCOMPARE(runner.run("file.move", {{"from", "b.txt"}, {"to", "done"}}),
                 QByteArray("{\"path\":\"done/b.txt\",\"bytes\":3}"));
        QCOMPARE(filesIn(runner, QStringLiteral("done")),
                 QStringList({QStringLiteral("a.txt"), QStringLiteral("b.txt")}));
    }

    void whatBecomesOfAnExistingTargetIsChosen_data()
    {
        QTest::addColumn<QByteArray>("activity");
        QTest::newRow("copy") << QByteArray("file.copy");
        QTest::newRow("move") << QByteArray("file.move");
    }

    void whatBecomesOfAnExistingTargetIsChosen()
    {
        QFETCH(QByteArray, activity);
        ActivityRunner runner;
        const std::string name = activity.toStdString();
        Json input = {{"from", "a.tar.gz"}, {"to", "b.tar.gz"}};
        runner.writeFile(QStringLiteral("a.tar.gz"), "new");
        runner.writeFile(QStringLiteral("b.tar.gz"), "old");
        QCOMPARE(
            runner.run(name, input),
            QByteArray("FileExists: “b.tar.gz” exists already. Choose another name, or what is to become of "
                       "it."));
        QVERIFY(runner.failure().isNonRetriable);
        QCOMPARE(runner.readFile(QStringLiteral("b.tar.gz")), QByteArray("old"));

        input["ifExists"] = "number";
        QCOMPARE(runner.run(name, input), QByteArray("{\"path\":\"b.tar (2).gz\",\"bytes\":3}"));
        runner.writeFile(QStringLiteral("a.tar.gz"), "newer");
        QCOMPARE(runner.run(name, input), QByteArray("{\"path\":\"b.tar (3).gz\",\"bytes\":5}"));
        QCOMPARE(runner.readFile(QStringLiteral("b.tar.gz")), QByteArray("old"));

        runner.writeFile(QStringLiteral("a.tar.gz"), "newest");
        input["ifExists"] = "replace";
        QCOMPARE(runner.run(name, input), QByteArray("{\"path\":\"b.tar.gz\",\"bytes\":6}"));
        QCOMPARE(runner.readFile(QStringLiteral("b.tar.gz")), QByteArray("newest"));
        QCOMPARE(runner.readFile(QStringLiteral("b.tar (2).gz")), QByteArray("new"));
        QCOMPARE(runner.readFile(QStringLiteral("b.tar (3).gz")), QByteArray("newer"));
        QCOMPARE(filesIn(runner).contains(QStringLiteral("a.tar.gz")), activity == "file.copy");
    }

    void aRepetitionAfterACrashGivesTheResultOfTheFirstTime_data()
    {
        QTest::addColumn<QByteArray>("policy");
        for (const char *policy : {"fail", "replace", "number"})
            QTest::newRow(policy) << QByteArray(policy);
    }

    void aRepetitionAfterACrashGivesTheResultOfTheFirstTime()
    {
        QFETCH(QByteArray, policy);
        ActivityRunner runner;
        runner.repeatedKey = "order-1/e/7";
        Json input = {{"from", "a.txt"}, {"to", "b.txt"}, {"ifExists", policy.toStdString()}};
        runner.writeFile(QStringLiteral("a.txt"), "one");
        const QByteArray result("{\"path\":\"b.txt\",\"bytes\":3}");
        QCOMPARE(runner.run("file.move", input), result);
        QCOMPARE(runner.run("file.move", input), result);
        QCOMPARE(filesIn(runner), QStringList{QStringLiteral("b.txt")});

        runner.repeatedKey = "order-1/e/8";
        input = {{"from", "b.txt"}, {"to", "c.txt"}, {"ifExists", policy.toStdString()}};
        const QByteArray copied("{\"path\":\"c.txt\",\"bytes\":3}");
        QCOMPARE(runner.run("file.copy", input), copied);
        QCOMPARE(runner.run("file.copy", input), copied);
        QCOMPARE(filesIn(runner), QStringList({QStringLiteral("b.txt"), QStringLiteral("c.txt")}));
    }

    void aRepeatedMoveLeavesANewFileOfTheOldNameAlone()
    {
        ActivityRunner runner;
        runner.repeatedKey = "order-1/e/7";
        const Json input = {{"from", "a.txt"}, {"to", "b.txt"}};
        runner.writeFile(QStringLiteral("a.txt"), "one");
        QCOMPARE(runner.run("file.move", input), QByteArray("{\"path\":\"b.txt\",\"bytes\":3}"));
        runner.writeFile(QStringLiteral("a.txt"), "another");
        QCOMPARE(runner.run("file.move", input), QByteArray("{\"path\":\"b.txt\",\"bytes\":3}"));
        QCOMPARE(runner.readFile(QStringLiteral("a.txt")), QByteArray("another"));
        QCOMPARE(runner.readFile(QStringLiteral("b.txt")), QByteArray("one"));
    }

    void aRepeatedMoveRemovesTheSourceThatACrashLeftBesideItsCopy()
    {
        ActivityRunner runner;
        runner.repeatedKey = "order-1/e/7";
        const Json input = {{"from", "a.txt"}, {"to", "b.txt"}};
        runner.writeFile(QStringLiteral("a.txt"), "one");
        QCOMPARE(runner.run("file.move", input), QByteArray("{\"path\":\"b.txt\",\"bytes\":3}"));
        runner.writeFile(QStringLiteral("a.txt"), "one");
        QFile source(runner.workspace() + QStringLiteral("/a.txt"));
        QVERIFY(source.open(QIODevice::ReadWrite));
        QVERIFY(source.setFileTime(fileIn(runner, QStringLiteral("b.txt")).lastModified(),
                                   QFileDevice::FileModificationTime));
        source.close();
        QCOMPARE(runner.run("file.move", input), QByteArray("{\"path\":\"b.txt\",\"bytes\":3}"));
        QCOMPARE(filesIn(runner), QStringList{QStringLiteral("b.txt")});
    }

    void aFullDiskFailsAndLeavesNothingBehind()
    {
        ActivityRunner runner;
        runner.writeFile(QStringLiteral("a.txt"), "one");
        const QByteArray answer = [&] {
            const FullDisk full;
            return runner.run("file.copy", {{"from", "a.txt"}, {"to", "b.txt"}});
        }();
        QCOMPARE(answer,
                 "FileError: “a.txt” cannot be copied to “b.txt”: " + qt_error_string(EFBIG).toUtf8() + '.');
        QVERIFY(!runner.failure().isNonRetriable);
        QCOMPARE(filesIn(runner), QStringList{QStringLiteral("a.txt")});
    }

    void anotherCallOrAChangedTargetIsNoRepetition()
    {
        ActivityRunner runner;
        runner.repeatedKey = "order-1/e/7";
        const Json input = {{"from", "a.txt"}, {"to", "b.txt"}};
        runner.writeFile(QStringLiteral("a.txt"), "one");
        QCOMPARE(runner.run("file.move", input), QByteArray("{\"path\":\"b.txt\",\"bytes\":3}"));
        const QByteArray missing("FileNotFound: There is no file “a.txt” in the workspace.");
        runner.repeatedKey = "order-1/e/8";
        QCOMPARE(runner.run("file.move", input), missing);
        runner.repeatedKey = "order-1/e/7";
        runner.writeFile(QStringLiteral("b.txt"), "changed since");
        QCOMPARE(runner.run("file.move", input), missing);
        QCOMPARE(runner.readFile(QStringLiteral("b.txt")), QByteArray("changed since"));
    }

    void recordsOfOldCallsAreRemoved()
    {
        ActivityRunner runner;
        const QString calls = runner.workspace() + QStringLiteral("/.perdura/calls/");
        const auto dayBefore = [](int days) {
            return QDate::currentDate().addDays(-days).toString(Qt::ISODate);
        };
        for (const QString &day : {dayBefore(31), dayBefore(30), QStringLiteral("other")})
            QVERIFY(QDir().mkpath(calls + day));
        runner.writeFile(QStringLiteral("a.txt"), "one");
        (void)runner.run("file.move", {{"from", "a.txt"}, {"to", "b.txt"}});
        QCOMPARE(QDir(calls).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name),
                 QStringList({dayBefore(30), dayBefore(0), QStringLiteral("other")}));
    }

    void whatCannotBeTransferredIsToldClearly()
    {
        ActivityRunner runner;
        QVERIFY(QDir(runner.workspace()).mkdir(QStringLiteral("folder")));
        runner.writeFile(QStringLiteral("a.txt"), "one");
        for (const char *name : {"file.copy", "file.move"}) {
            QCOMPARE(runner.run(name, {{"from", "none"}, {"to", "b"}}),
                     QByteArray("FileNotFound: There is no file “none” in the workspace."));
            QVERIFY(!runner.failure().isNonRetriable);
            QCOMPARE(runner.run(name, {{"from", "folder"}, {"to", "b"}}),
                     QByteArray("FileError: “folder” is not a file."));
            QCOMPARE(runner.run(name, {{"from", "a.txt"}, {"to", "./a.txt"}}),
                     QByteArray("InvalidInput: “a.txt” and “./a.txt” are the same file."));
            QCOMPARE(
                runner.run(name, {{"from", "a.txt"}, {"to", "new/b"}, {"createFolders", false}}),
                QByteArray("FolderNotFound: The folder of “new/b” does not exist. Create it, or let the step "
                           "create it."));
            QCOMPARE(runner.run(name, {{"from", "a.txt"}, {"to", "a.txt/b"}}),
                     QByteArray("FileError: The folder of “a.txt/b” cannot be created."));
            QCOMPARE(runner.run(name, {{"from", "a.txt"}}),
                     QByteArray("InvalidInput: The field “to” is empty; fill it in."));
            QVERIFY(
                runner.run(name, {{"from", "a.txt"}, {"to", "../b"}}).startsWith("PathOutsideWorkspace: "));
            QVERIFY(runner.run(name, {{"from", "../b"}, {"to", "b"}}).startsWith("PathOutsideWorkspace: "));
        }
        runner.stop.request_stop();
        QCOMPARE(runner.run("file.copy", {{"from", "a.txt"}, {"to", "b.txt"}}),
                 QByteArray("Cancelled: The copying was stopped."));
        QCOMPARE(filesIn(runner), QStringList{QStringLiteral("a.txt")});
    }
};

QTEST_GUILESS_MAIN(TestFileTransfers)
#include "tst_filetransfers.moc"
