// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/activities/ActivityRunner.h"
#include "tests/support/FullDisk.h"

#include <cerrno>

using namespace perdura;
using namespace perdura::test;

class TestCsvFiles : public QObject
{
    Q_OBJECT

private slots:
    void rowsAreObjectsNamedByTheFirstLine()
    {
        ActivityRunner runner;
        runner.writeFile(QStringLiteral("a.csv"), "name;note\r\nAda;\"x; \"\"y\"\"\"\r\nBob\r\n");
        QCOMPARE(
            runner.run("csv.read", {{"path", "a.csv"}, {"separator", ";"}}),
            QByteArray("[{\"name\":\"Ada\",\"note\":\"x; \\\"y\\\"\"},{\"name\":\"Bob\",\"note\":\"\"}]"));
        runner.writeFile(QStringLiteral("empty.csv"), "");
        QCOMPARE(runner.run("csv.read", {{"path", "empty.csv"}}), QByteArray("[]"));
    }

    void withoutNamesRowsAreListsOrNamedByTheColumns()
    {
        ActivityRunner runner;
        runner.writeFile(QStringLiteral("a.csv"), "1,2\n3\n");
        QCOMPARE(runner.run("csv.read", {{"path", "a.csv"}, {"header", false}}),
                 QByteArray("[[\"1\",\"2\"],[\"3\"]]"));
        QCOMPARE(runner.run("csv.read", {{"path", "a.csv"}, {"header", false}, {"columns", {"x", "y"}}}),
                 QByteArray("[{\"x\":\"1\",\"y\":\"2\"},{\"x\":\"3\",\"y\":\"\"}]"));
    }

    void valuesAreGuessedOnlyWhereNothingIsLost()
    {
        ActivityRunner runner;
        runner.writeFile(QStringLiteral("a.csv"),
                         "5,-2.50,1e3,true,false,,007,1234567890123456,-0,1.,.5,+1,NaN,True,1e999\n");
        QCOMPARE(
            runner.run("csv.read", {{"path", "a.csv"}, {"header", false}, {"types", "guess"}}),
            QByteArray("[[5,-2.5,1000.0,true,false,null,\"007\",\"1234567890123456\",0,\"1.\",\".5\",\"+1\","
                       "\"NaN\",\"True\",\"1e999\"]]"));
    }

    void theColumnsAreChecked()
    {
        ActivityRunner runner;
        runner.writeFile(QStringLiteral("a.csv"), "name,age\nAda,36\n");
        QCOMPARE(runner.run("csv.read", {{"path", "a.csv"}, {"columns", {"age"}}}),
                 QByteArray("[{\"name\":\"Ada\",\"age\":\"36\"}]"));
        QCOMPARE(
            runner.run("csv.read", {{"path", "a.csv"}, {"columns", {"age", "city", "zip"}}}),
            QByteArray("InvalidContent: “a.csv”: The first line has no column “city”, “zip”; it has “name”, "
                       "“age”."));
        QVERIFY(runner.failure().isNonRetriable);
        QCOMPARE(runner.run("csv.read", {{"path", "a.csv"}, {"columns", {"age", "age"}}}),
                 QByteArray("InvalidInput: The field “columns” has a name more than once."));
        runner.writeFile(QStringLiteral("twice.csv"), "a,b,a\n");
        QCOMPARE(
            runner.run("csv.read", {{"path", "twice.csv"}}),
            QByteArray("InvalidContent: “twice.csv”: The first line names the column “a” more than once."));
        runner.writeFile(QStringLiteral("wide.csv"), "a\n1\n1,2\n");
        QCOMPARE(runner.run("csv.read", {{"path", "wide.csv"}}),
                 QByteArray("InvalidContent: “wide.csv”: Row 3 has 2 fields for 1 columns."));
        runner.writeFile(QStringLiteral("empty.csv"), "");
        QCOMPARE(
            runner.run("csv.read", {{"path", "empty.csv"}, {"columns", {"a"}}}),
            QByteArray("InvalidContent: “empty.csv”: The file is empty; it has no line with the columns."));
    }

    void whatCannotBeReadIsToldClearly()
    {
        ActivityRunner runner;
        runner.writeFile(QStringLiteral("latin.csv"), "gr\xfcn\n");
        runner.writeFile(QStringLiteral("large.csv"), QByteArray(16 * 1024 * 1024 + 1, 'x'));
        QCOMPARE(runner.run("csv.read", {{"path", "latin.csv"}}),
                 QByteArray("InvalidText: The file “latin.csv” is not UTF-8 text. Save it as UTF-8."));
        QCOMPARE(runner.run("csv.read", {{"path", "large.csv"}}),
                 QByteArray("FileTooLarge: The file “large.csv” has 16 MB; at most 16 MB can be read."));
        QCOMPARE(runner.run("csv.read", {{"path", "none.csv"}}),
                 QByteArray("FileNotFound: There is no file “none.csv” in the workspace."));
        QCOMPARE(runner.run("csv.read", {{"path", "latin.csv"}, {"types", "magic"}}),
                 QByteArray("InvalidInput: The field “types” must be one of text, guess."));
        runner.writeFile(QStringLiteral("a.csv"), "a");
        QCOMPARE(runner.run("csv.read", {{"path", "a.csv"}, {"separator", "||"}}),
                 QByteArray(
                     "InvalidContent: “a.csv”: The separator of CSV must be one character, such as , or ;"));
        QVERIFY(runner.run("csv.read", {{"path", "../a.csv"}}).startsWith("PathOutsideWorkspace: "));
    }

    void objectsAreWrittenWithQuotesWhereTheyAreNeeded()
    {
        ActivityRunner runner;
        const Json rows = {{{"name", "Ada"}, {"note", "x, \"y\"\nz"}},
                           {{"name", "Bob"}, {"age", 36}, {"note", nullptr}},
                           {{"age", 1.5}, {"tags", {1, "a"}}, {"ok", true}}};
        QCOMPARE(runner.run("csv.write", {{"path", "new/a.csv"}, {"rows", rows}}),
                 QByteArray("{\"path\":\"new/a.csv\",\"rows\":3}"));
        QCOMPARE(
            runner.readFile(QStringLiteral("new/a.csv")),
            QByteArray(
                "name,note,age,tags,ok\r\nAda,\"x, \"\"y\"\"\nz\",,,\r\nBob,,36,,\r\n,,1.5,\"[1,\"\"a\"\"]\","
                "true\r\n"));
        QCOMPARE(runner.run("csv.write", {{"path", "b.csv"},
                                          {"rows", rows},
                                          {"columns", {"age", "name"}},
                                          {"separator", ";"},
                                          {"header", false}}),
                 QByteArray("{\"path\":\"b.csv\",\"rows\":3}"));
        QCOMPARE(runner.readFile(QStringLiteral("b.csv")), QByteArray(";Ada\r\n36;Bob\r\n1.5;\r\n"));
    }

    void listsAreWrittenAsTheyAre()
    {
        ActivityRunner runner;
        const Json rows = Json::array({Json::array({1, "a"}), Json::array({""})});
        (void)runner.run("csv.write", {{"path", "a.csv"}, {"rows", rows}});
        QCOMPARE(runner.readFile(QStringLiteral("a.csv")), QByteArray("1,a\r\n\"\"\r\n"));
        (void)runner.run("csv.write", {{"path", "a.csv"}, {"rows", rows}, {"columns", {"n", "t"}}});
        QCOMPARE(runner.readFile(QStringLiteral("a.csv")), QByteArray("n,t\r\n1,a\r\n\"\"\r\n"));
        (void)runner.run("csv.write", {{"path", "a.csv"}, {"rows", Json::array()}, {"columns", {"n"}}});
        QCOMPARE(runner.readFile(QStringLiteral("a.csv")), QByteArray("n\r\n"));
    }

    void whatIsWrittenIsReadBack()
    {
        ActivityRunner runner;
        const Json rows = {{{"a b", "1"}, {"ü", "\"\r\n,;"}}, {{"a b", ""}, {"ü", " x "}}};
        (void)runner.run("csv.write", {{"path", "a.csv"}, {"rows", rows}});
        QCOMPARE(runner.run("csv.read", {{"path", "a.csv"}}), QByteArray::fromStdString(dumpJson(rows)));
    }

    void formulasAreGuardedAgainstOnlyWhenAskedTo()
    {
        ActivityRunner runner;
        const Json rows = Json::array({Json::array({"=1+1", "+1", "-1", "@x", "\tx", "a=b", -1})});
        (void)runner.run("csv.write", {{"path", "a.csv"}, {"rows", rows}});
        QCOMPARE(runner.readFile(QStringLiteral("a.csv")), QByteArray("=1+1,+1,-1,@x,\tx,a=b,-1\r\n"));
        (void)runner.run("csv.write", {{"path", "a.csv"}, {"rows", rows}, {"guardFormulas", true}});
        QCOMPARE(runner.readFile(QStringLiteral("a.csv")), QByteArray("'=1+1,'+1,'-1,'@x,'\tx,a=b,-1\r\n"));
    }

    void rowsAreAppendedAndTheNamesComeOnce()
    {
        ActivityRunner runner;
        const Json input = {{"path", "log.csv"}, {"rows", {{{"n", 1}}}}, {"append", true}};
        for (int i = 0; i < 2; ++i)
            QCOMPARE(runner.run("csv.write", input), QByteArray("{\"path\":\"log.csv\",\"rows\":1}"));
        QCOMPARE(runner.readFile(QStringLiteral("log.csv")), QByteArray("n\r\n1\r\n1\r\n"));
        runner.writeFile(QStringLiteral("log.csv"), "n\n5");
        (void)runner.run("csv.write", input);
        QCOMPARE(runner.readFile(QStringLiteral("log.csv")), QByteArray("n\n5\r\n1\r\n"));
    }

    void aRepetitionAfterACrashAppendsOnlyWhatIsMissing()
    {
        ActivityRunner runner;
        runner.repeatedKey = "order-1/e/7";
        runner.writeFile(QStringLiteral("log.csv"), "n\r\n");
        const Json input = {{"path", "log.csv"}, {"rows", {{{"n", 1000}}, {{"n", 2000}}}}, {"append", true}};
        const QByteArray whole("n\r\n1000\r\n2000\r\n");
        for (int i = 0; i < 2; ++i) {
            (void)runner.run("csv.write", input);
            QCOMPARE(runner.readFile(QStringLiteral("log.csv")), whole);
        }
        runner.writeFile(QStringLiteral("log.csv"), "n\r\n1000\r\n20");
        (void)runner.run("csv.write", input);
        QCOMPARE(runner.readFile(QStringLiteral("log.csv")), whole);
        runner.writeFile(QStringLiteral("log.csv"), whole + "7\r\n"); // someone else's row behind it
        (void)runner.run("csv.write", input);
        QCOMPARE(runner.readFile(QStringLiteral("log.csv")), whole + "7\r\n");
    }

    void whatCannotBeWrittenIsToldClearly()
    {
        ActivityRunner runner;
        const auto write = [&runner](Json rows, Json columns = nullptr) {
            return runner.run(
                "csv.write", {{"path", "a.csv"}, {"rows", std::move(rows)}, {"columns", std::move(columns)}});
        };
        QCOMPARE(write("x"),
                 QByteArray("InvalidInput: The field “rows” must be a list of objects or of lists."));
        QCOMPARE(write({{{"a", 1}}, 5}), QByteArray("InvalidInput: Row 2 is neither an object nor a list."));
        QCOMPARE(write(Json::array({Json{{"a", 1}}, Json::array({1})})),
                 QByteArray("InvalidInput: Row 2 is of another kind than the first: use only objects or only "
                            "lists."));
        QCOMPARE(write(Json::array({Json::array({1, 2})}), {"a"}),
                 QByteArray("InvalidInput: Row 1 has 2 values for 1 columns."));
        QCOMPARE(write(Json::array({Json::array()})),
                 QByteArray("InvalidInput: Row 1 is an empty list; CSV cannot tell such a row."));
        QCOMPARE(write(Json::array({Json::object()})),
                 QByteArray("InvalidInput: The rows have no members, so there are no columns."));
        QCOMPARE(runner.run("csv.write", {{"path", "a.csv"}, {"rows", Json::array()}, {"separator", "\""}}),
                 QByteArray("InvalidInput: The separator of CSV must be one character, such as , or ;"));
        QVERIFY(runner.run("csv.write", {{"path", "../a.csv"}, {"rows", Json::array()}})
                    .startsWith("PathOutsideWorkspace: "));
        QCOMPARE(runner.readFile(QStringLiteral("a.csv")), QByteArray("missing"));
    }

    void aFullDiskFailsAndLeavesTheOldFileWhole()
    {
        ActivityRunner runner;
        runner.writeFile(QStringLiteral("a.csv"), "old");
        const QByteArray answer = [&] {
            const FullDisk full;
            return runner.run("csv.write", {{"path", "a.csv"}, {"rows", {{{"n", 1}}}}});
        }();
        QCOMPARE(answer,
                 "FileError: The file “a.csv” cannot be written: " + qt_error_string(EFBIG).toUtf8() + '.');
        QCOMPARE(runner.readFile(QStringLiteral("a.csv")), QByteArray("old"));
    }
};

QTEST_GUILESS_MAIN(TestCsvFiles)
#include "tst_csvfiles.moc"
