// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/activities/ActivityRunner.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QTimer>

using namespace perdura;
using namespace perdura::test;

namespace {

QString nameIn(const Json &entry)
{
    return QString::fromStdString(entry.at("name").get<std::string>());
}

void setAge(const ActivityRunner &runner, const QString &path, int seconds)
{
    QFile file(runner.workspace() + QLatin1Char('/') + path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.setFileTime(QDateTime::currentDateTimeUtc().addSecs(-seconds),
                             QFileDevice::FileModificationTime));
}

} // namespace

class TestFileWatch : public QObject
{
    Q_OBJECT

private slots:
    void aFileThatHasLongBeenThereIsTakenAtOnce()
    {
        ActivityRunner runner;
        QVERIFY(QDir(runner.workspace()).mkdir(QStringLiteral("in")));
        for (const char *path : {"in/b.csv", "in/a.csv", "in/0.txt"}) {
            runner.writeFile(QString::fromLatin1(path), "123");
            setAge(runner, QString::fromLatin1(path), 7200);
        }
        (void)runner.run("file.watch", {{"folder", "in"}, {"pattern", "*.csv"}, {"settle", "1 h"}});
        QCOMPARE(runner.result().at("path").get<std::string>(), std::string("in/a.csv"));
        QCOMPARE(runner.result().at("size").get<int>(), 3);
    }

    void aFileThatAppearsIsTakenWhenItHasSettled()
    {
        ActivityRunner runner;
        runner.start("file.watch", {{"pattern", "*.csv"}, {"settle", "100 ms"}});
        runner.writeFile(QStringLiteral("a.txt"), "1");
        runner.writeFile(QStringLiteral("a.csv"), "1");
        QElapsedTimer timer;
        timer.start();
        (void)runner.answer();
        QCOMPARE(nameIn(runner.result()), QStringLiteral("a.csv"));
        QVERIFY(timer.elapsed() >= 90);
    }

    void aFileThatIsStillWrittenIsNotTaken()
    {
        ActivityRunner runner;
        QFile file(runner.workspace() + QStringLiteral("/a.csv"));
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
        int pieces = 0;
        QTimer writer;
        writer.callOnTimeout(&writer, [&] {
            file.write("piece");
            if (++pieces == 30)
                writer.stop();
        });
        writer.start(20);
        runner.start("file.watch", {{"settle", "500 ms"}});
        (void)runner.answer();
        QCOMPARE(pieces, 30);
        QCOMPARE(runner.result().at("size").get<int>(), 150);
    }

    void aFileThatIsMovedIntoItsPlaceIsSeen()
    {
        ActivityRunner runner;
        QVERIFY(QDir(runner.workspace()).mkdir(QStringLiteral("in")));
        runner.start("file.watch", {{"folder", "in"}, {"pattern", "*.csv"}, {"settle", "1 ms"}});
        runner.writeFile(QStringLiteral("in/a.part"), "1");
        QVERIFY(QDir(runner.workspace()).rename(QStringLiteral("in/a.part"), QStringLiteral("in/a.csv")));
        (void)runner.answer();
        QCOMPARE(nameIn(runner.result()), QStringLiteral("a.csv"));
    }

    void aFileThatGoesAwayIsForgotten()
    {
        ActivityRunner runner;
        runner.writeFile(QStringLiteral("a.csv"), "1");
        runner.start("file.watch", {{"settle", "300 ms"}});
        QVERIFY(QFile::remove(runner.workspace() + QStringLiteral("/a.csv")));
        runner.writeFile(QStringLiteral("b.csv"), "1");
        (void)runner.answer();
        QCOMPARE(nameIn(runner.result()), QStringLiteral("b.csv"));
    }

    void theWaitEndsWithItsTimeLimitAStopOrItsFolder()
    {
        ActivityRunner runner;
        QVERIFY(QDir(runner.workspace()).mkdir(QStringLiteral("in")));
        const Json input = {{"folder", "in"}, {"pattern", "*.csv"}, {"timeout", "50 ms"}};
        QCOMPARE(runner.run("file.watch", input),
                 QByteArray("TimedOut: No file in “in” that matches “*.csv” was ready in 50 ms."));
        runner.start("file.watch", {{"folder", "in"}});
        QVERIFY(QDir(runner.workspace()).rmdir(QStringLiteral("in")));
        QCOMPARE(runner.answer(),
                 QByteArray("FolderNotFound: The folder “in” has been removed from the workspace."));
        QCOMPARE(runner.run("file.watch", {{"folder", "in"}}),
                 QByteArray("FolderNotFound: There is no folder “in” in the workspace."));
        runner.start("file.watch", Json::object());
        runner.stop.request_stop();
        QCOMPARE(runner.answer(), QByteArray("Cancelled: The call was stopped."));
    }

    void wrongInputIsToldClearly()
    {
        ActivityRunner runner;
        QCOMPARE(
            runner.run("file.watch", {{"settle", "soon"}}),
            QByteArray("InvalidInput: The field “settle” must be a duration such as “30 s” or “5 min”."));
        QVERIFY(runner.run("file.watch", {{"folder", ".."}}).startsWith("PathOutsideWorkspace: "));
    }
};

QTEST_GUILESS_MAIN(TestFileWatch)
#include "tst_filewatch.moc"
