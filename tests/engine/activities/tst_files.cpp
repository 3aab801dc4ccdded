// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/activities/ActivityRunner.h"
#include "tests/support/FullDisk.h"

#include <cerrno>

using namespace perdura;
using namespace perdura::test;

class TestFiles : public QObject
{
    Q_OBJECT

private slots:
    void aFileIsReadInEveryFormat()
    {
        ActivityRunner runner;
        runner.writeFile(QStringLiteral("a.csv"), "name;note\r\nAda;\"x; \"\"y\"\"\r\nz\"\r\nBob\r\n");
        runner.writeFile(QStringLiteral("a.json"), "{\"n\": 1}");
        runner.writeFile(QStringLiteral("ä.txt"), "grün");
        QCOMPARE(runner.run("file.read", {{"path", "ä.txt"}}), QByteArray("\"grün\""));
        QCOMPARE(runner.run("file.read", {{"path", "a.json"}, {"as", "json"}}), QByteArray("{\"n\":1}"));
        QCOMPARE(
            runner.run("file.read", {{"path", "a.csv"}, {"as", "csv"}, {"separator", ";"}}),
            QByteArray(
                "[{\"name\":\"Ada\",\"note\":\"x; \\\"y\\\"\\r\\nz\"},{\"name\":\"Bob\",\"note\":\"\"}]"));
        QCOMPARE(runner.run("file.read", {{"path", "a.json"}, {"as", "base64"}}),
                 QByteArray("\"eyJuIjogMX0=\""));
    }

    void whatCannotBeReadIsToldClearly()
    {
        ActivityRunner runner;
        runner.writeFile(QStringLiteral("broken.json"), "{\"n\": }");
        runner.writeFile(QStringLiteral("latin.txt"), "gr\xfcn");
        runner.writeFile(QStringLiteral("wide.csv"), "a\n1,2\n");
        runner.writeFile(QStringLiteral("open.csv"), "a\n\"1\n");
        runner.writeFile(QStringLiteral("large.bin"), QByteArray(16 * 1024 * 1024 + 1, 'x'));
        QCOMPARE(runner.run("file.read", {{"path", "none.txt"}}),
                 QByteArray("FileNotFound: There is no file “none.txt” in the workspace."));
        QVERIFY(!runner.failure().isNonRetriable);
        QCOMPARE(
            runner.run("file.read", {{"path", "broken.json"}, {"as", "json"}}),
            QByteArray("InvalidContent: “broken.json”: The text is not valid JSON at line 1, column 7."));
        QVERIFY(runner.failure().isNonRetriable);
        QCOMPARE(runner.run("file.read", {{"path", "latin.txt"}}),
                 QByteArray("InvalidText: The file “latin.txt” is not UTF-8 text. Read it as Base64, or save "
                            "it as UTF-8."));
        QCOMPARE(
            runner.run("file.read", {{"path", "wide.csv"}, {"as", "csv"}}),
            QByteArray(
                "InvalidContent: “wide.csv”: Row 2 of the CSV text has 2 fields, the first line only 1."));
        QCOMPARE(
            runner.run("file.read", {{"path", "open.csv"}, {"as", "csv"}}),
            QByteArray("InvalidContent: “open.csv”: The CSV text ends within a quoted field, in row 2."));
        QCOMPARE(runner.run("file.read", {{"path", "large.bin"}}),
                 QByteArray("FileTooLarge: The file “large.bin” has 16 MB; at most 16 MB can be read."));
        QCOMPARE(runner.run("file.read", {{"path", "."}}), QByteArray("FileError: “.” is not a file."));
    }

    void wrongInputIsToldClearly()
    {
        ActivityRunner runner;
        QCOMPARE(runner.run("file.read", Json::object()),
                 QByteArray("InvalidInput: The field “path” is empty; fill it in."));
        QCOMPARE(runner.run("file.read", {{"path", "x"}, {"as", "xml"}}),
                 QByteArray("InvalidInput: The field “as” must be one of text, json, csv, base64."));
        QCOMPARE(runner.run("file.read", {{"path", Json::object()}}),
                 QByteArray("InvalidInput: The field “path” must be a text."));
        QCOMPARE(runner.run("file.read", 5),
                 QByteArray("InvalidInput: The input must be an object with the fields of the activity."));
    }

    void aFileIsWrittenAndWritingItAgainChangesNothing()
    {
        ActivityRunner runner;
        for (int i = 0; i < 2; ++i) {
            QCOMPARE(runner.run("file.write", {{"path", "new/deep/a.txt"}, {"content", "grün"}}),
                     QByteArray("{\"path\":\"new/deep/a.txt\",\"bytes\":5}"));
            QCOMPARE(runner.readFile(QStringLiteral("new/deep/a.txt")), QByteArray("grün"));
        }
        QCOMPARE(runner.run("file.write", {{"path", "a.json"}, {"content", {{"n", 1}}}}),
                 QByteArray("{\"path\":\"a.json\",\"bytes\":13}"));
        QCOMPARE(runner.readFile(QStringLiteral("a.json")), QByteArray("{\n  \"n\": 1\n}\n"));
        QCOMPARE(QDir(runner.workspace()).entryList(QDir::Files), QStringList{QStringLiteral("a.json")});
    }

    void whatCannotBeWrittenIsToldClearly()
    {
        ActivityRunner runner;
        runner.writeFile(QStringLiteral("file"), "x");
        QCOMPARE(runner.run("file.write", {{"path", "file/below.txt"}, {"content", "x"}}),
                 QByteArray("FileError: The folder of “file/below.txt” cannot be created."));
        QVERIFY(QDir(runner.workspace()).mkdir(QStringLiteral("folder")));
        QCOMPARE(runner.run("file.write", {{"path", "folder"}, {"content", "x"}}),
                 QByteArray("FileError: “folder” is a folder; choose the name of a file."));
    }

    void aFullDiskFailsAndLeavesTheOldFileWhole()
    {
        ActivityRunner runner;
        runner.writeFile(QStringLiteral("a.txt"), "old");
        const QByteArray answer = [&] {
            const FullDisk full;
            return runner.run("file.write", {{"path", "a.txt"}, {"content", "new"}});
        }();
        QCOMPARE(answer,
                 "FileError: The file “a.txt” cannot be written: " + qt_error_string(EFBIG).toUtf8() + '.');
        QVERIFY(!runner.failure().isNonRetriable);
        QCOMPARE(runner.readFile(QStringLiteral("a.txt")), QByteArray("old"));
        QCOMPARE(QDir(runner.workspace()).entryList(QDir::Files), QStringList{QStringLiteral("a.txt")});
    }

    void noPathLeavesTheWorkspace_data()
    {
        QTest::addColumn<QByteArray>("path");
        for (const char *path : {"../secret.txt", "/etc/passwd", "a/../../secret.txt", "link/secret.txt",
                                 "dangling", "linkedFile", ".perdura/hub.db", "x/../.perdura/hub.db"})
            QTest::newRow(path) << QByteArray(path);
    }

    void noPathLeavesTheWorkspace()
    {
        QFETCH(QByteArray, path);
        ActivityRunner runner;
        QFile secret(runner.outside() + QStringLiteral("/secret.txt"));
        QVERIFY(secret.open(QIODevice::WriteOnly));
        QVERIFY(QFile::link(runner.outside(), runner.workspace() + QStringLiteral("/link")));
        QVERIFY(QFile::link(runner.outside() + QStringLiteral("/none.txt"),
                            runner.workspace() + QStringLiteral("/dangling")));
        QVERIFY(QFile::link(secret.fileName(), runner.workspace() + QStringLiteral("/linkedFile")));
        const QByteArray message = "PathOutsideWorkspace: “" + path +
                                   "” lies outside of the workspace. Use a path below “" +
                                   runner.workspace().toUtf8() + "”.";
        QCOMPARE(runner.run("file.read", {{"path", path.toStdString()}}), message);
        QVERIFY(runner.failure().isNonRetriable);
        QCOMPARE(runner.run("file.write", {{"path", path.toStdString()}, {"content", "x"}}), message);
        QVERIFY(!QFile::exists(runner.outside() + QStringLiteral("/none.txt")));
        QCOMPARE(secret.size(), qint64(0));
    }

    void pathsWithinTheWorkspaceMayTakeDetours()
    {
        ActivityRunner runner;
        runner.writeFile(QStringLiteral("a.txt"), "x");
        QVERIFY(QFile::link(runner.workspace() + QStringLiteral("/a.txt"),
                            runner.workspace() + QStringLiteral("/b.txt")));
        QCOMPARE(runner.run("file.read", {{"path", "x/../b.txt"}}), QByteArray("\"x\""));
        const QString absolute = runner.workspace() + QStringLiteral("/a.txt");
        QCOMPARE(runner.run("file.read", {{"path", absolute.toStdString()}}), QByteArray("\"x\""));
    }
};

QTEST_GUILESS_MAIN(TestFiles)
#include "tst_files.moc"
