// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/activities/ActivityRunner.h"

#include <QDateTime>

using namespace perdura;
using namespace perdura::test;

namespace {

void writeDated(const ActivityRunner &runner, const QString &path, const QByteArray &content)
{
    runner.writeFile(path, content);
    QFile file(runner.workspace() + QLatin1Char('/') + path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.setFileTime(QDateTime(QDate(2026, 3, 1), QTime(12, 30, 15, 250), Qt::UTC),
                             QFileDevice::FileModificationTime));
}

/// The paths of the list that came back.
QByteArray paths(const Json &list)
{
    QByteArrayList all;
    for (const Json &entry : list)
        all << QByteArray::fromStdString(entry.at("path").get<std::string>());
    return all.join(' ');
}

} // namespace

class TestFileLists : public QObject
{
    Q_OBJECT

private slots:
    void filesAreListedWithSizeAndTimeInTheOrderOfTheirPaths()
    {
        ActivityRunner runner;
        QVERIFY(QDir(runner.workspace()).mkpath(QStringLiteral("in/deep")));
        writeDated(runner, QStringLiteral("in/b.csv"), "12345");
        writeDated(runner, QStringLiteral("in/a.csv"), "1");
        writeDated(runner, QStringLiteral("in/c.txt"), "");
        writeDated(runner, QStringLiteral("in/deep/d.csv"), "");
        QCOMPARE(
            runner.run("file.list", {{"folder", "in"}, {"pattern", "*.csv"}}),
            QByteArray("[{\"path\":\"in/a.csv\",\"name\":\"a.csv\",\"size\":1,\"modified\":\"2026-03-01T12:"
                       "30:15.250000Z\"},{\"path\":\"in/b.csv\",\"name\":\"b.csv\",\"size\":5,\"modified\":"
                       "\"2026-03-01T12:30:15.250000Z\"}]"));
        (void)runner.run("file.list", {{"folder", "in"}});
        QCOMPARE(paths(runner.result()), QByteArray("in/a.csv in/b.csv in/c.txt"));
        (void)runner.run("file.list", {{"recursive", true}, {"pattern", "*.csv"}});
        QCOMPARE(paths(runner.result()), QByteArray("in/a.csv in/b.csv in/deep/d.csv"));
        QCOMPARE(runner.run("file.list", {{"pattern", "*"}}), QByteArray("[]"));
    }

    void aPatternFitsWholeNamesAsTheyAreWritten()
    {
        ActivityRunner runner;
        for (const char *name : {"a1.csv", "A2.csv", "ab.csv", "a1.csv.bak", "a+1.csv"})
            runner.writeFile(QString::fromLatin1(name), "");
        (void)runner.run("file.list", {{"pattern", "a?.csv"}});
        QCOMPARE(paths(runner.result()), QByteArray("a1.csv ab.csv"));
        (void)runner.run("file.list", {{"pattern", "[aA][0-9].csv"}});
        QCOMPARE(paths(runner.result()), QByteArray("A2.csv a1.csv"));
        (void)runner.run("file.list", {{"pattern", "a+1.csv"}});
        QCOMPARE(paths(runner.result()), QByteArray("a+1.csv"));
    }

    void theHubsFolderAndLinksThatLeadOutAreLeftOut()
    {
        ActivityRunner runner;
        QVERIFY(QDir(runner.workspace()).mkpath(QStringLiteral(".perdura")));
        runner.writeFile(QStringLiteral(".perdura/hub.db"), "");
        runner.writeFile(QStringLiteral(".hidden"), "");
        runner.writeFile(QStringLiteral("a.txt"), "");
        QFile secret(runner.outside() + QStringLiteral("/secret.txt"));
        QVERIFY(secret.open(QIODevice::WriteOnly));
        QVERIFY(QFile::link(secret.fileName(), runner.workspace() + QStringLiteral("/out.txt")));
        QVERIFY(QFile::link(runner.outside(), runner.workspace() + QStringLiteral("/outside")));
        QVERIFY(QFile::link(runner.workspace() + QStringLiteral("/a.txt"),
                            runner.workspace() + QStringLiteral("/in.txt")));
        (void)runner.run("file.list", {{"recursive", true}});
        QCOMPARE(paths(runner.result()), QByteArray("a.txt in.txt"));
        QVERIFY(runner.run("file.list", {{"folder", "outside"}}).startsWith("PathOutsideWorkspace: "));
        QVERIFY(runner.run("file.list", {{"folder", ".perdura"}}).startsWith("PathOutsideWorkspace: "));
    }

    void whatCannotBeListedIsToldClearly()
    {
        ActivityRunner runner;
        runner.writeFile(QStringLiteral("a.txt"), "");
        QCOMPARE(runner.run("file.list", {{"folder", "none"}}),
                 QByteArray("FolderNotFound: There is no folder “none” in the workspace."));
        QVERIFY(!runner.failure().isNonRetriable);
        QCOMPARE(runner.run("file.list", {{"folder", "a.txt"}}),
                 QByteArray("FileError: “a.txt” is not a folder."));
        QCOMPARE(runner.run("file.list", {{"recursive", "yes"}}),
                 QByteArray("InvalidInput: The field “recursive” must be true or false."));
        runner.stop.request_stop();
        QCOMPARE(runner.run("file.list", Json::object()), QByteArray("Cancelled: The listing was stopped."));
    }

    void tooManyFilesAreAFailure()
    {
        ActivityRunner runner;
        QVERIFY(QDir(runner.workspace()).mkpath(QStringLiteral("many")));
        for (int i = 0; i < 10'000; ++i)
            runner.writeFile(QStringLiteral("many/%1.txt").arg(i), "");
        (void)runner.run("file.list", {{"folder", "many"}});
        QCOMPARE(runner.result().size(), std::size_t(10'000));
        runner.writeFile(QStringLiteral("many/x.txt"), "");
        QCOMPARE(
            runner.run("file.list", {{"folder", "many"}, {"pattern", "*.txt"}}),
            QByteArray("TooManyFiles: More than 10000 files in “many” match “*.txt”. Use a narrower pattern "
                       "or folder."));
        QVERIFY(runner.failure().isNonRetriable);
    }
};

QTEST_GUILESS_MAIN(TestFileLists)
#include "tst_filelists.moc"
