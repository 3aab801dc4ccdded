// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/activities/ActivityRunner.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>

#include <thread>

using namespace perdura;
using namespace perdura::test;

namespace {

QByteArray sql(ActivityRunner &runner, const QByteArray &statement, Json parameters = nullptr,
               Json more = Json::object())
{
    Json input = {{"path", "a.db"}, {"sql", statement.toStdString()}, {"parameters", std::move(parameters)}};
    input.update(more);
    return runner.run("sql.query", std::move(input));
}

void makeTable(ActivityRunner &runner)
{
    QCOMPARE(sql(runner, "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT, amount REAL, data BLOB)",
                 nullptr, {{"create", true}}),
             QByteArray("{\"rows\":[],\"affected\":0,\"lastInsertId\":null}"));
}

} // namespace

class TestSqlQuery : public QObject
{
    Q_OBJECT

private slots:
    void rowsAreWrittenAndReadWithBoundValues()
    {
        ActivityRunner runner;
        makeTable(runner);
        QCOMPARE(sql(runner, "INSERT INTO t (name, amount) VALUES (:name, :amount)",
                     {{"name", "x'; DROP TABLE t; --"}, {"amount", 2.5}}),
                 QByteArray("{\"rows\":[],\"affected\":1,\"lastInsertId\":1}"));
        QCOMPARE(sql(runner, "INSERT INTO t (name, amount) VALUES (?, ?), (?, ?);",
                     {nullptr, 5, true, Json{{"a", 1}}}),
                 QByteArray("{\"rows\":[],\"affected\":2,\"lastInsertId\":3}"));
        QCOMPARE(
            sql(runner, "SELECT id, name, amount FROM t WHERE id = :id OR id = :id - 1 ORDER BY id",
                {{"id", 2}}),
            QByteArray("{\"rows\":[{\"id\":1,\"name\":\"x'; DROP TABLE t; --\",\"amount\":2.5},"
                       "{\"id\":2,\"name\":null,\"amount\":5.0}],\"affected\":0,\"lastInsertId\":null}"));
        QCOMPARE(
            sql(runner, "SELECT name, amount, x'00ff' AS data, '' AS blank FROM t WHERE id = 3"),
            QByteArray("{\"rows\":[{\"name\":\"1\",\"amount\":\"{\\\"a\\\":1}\",\"data\":\"AP8=\",\"blank\":"
                       "\"\"}],\"affected\":0,\"lastInsertId\":null}"));
        (void)sql(runner, "UPDATE t SET amount = 0");
        QCOMPARE(runner.result().at("affected").get<int>(), 3);
        (void)sql(runner, "SELECT 1 AS one FROM t WHERE 0");
        QCOMPARE(dumpJson(runner.result().at("rows")), std::string("[]"));
    }

    void aStatementThatTakesTooLongIsStopped_data()
    {
        QTest::addColumn<QByteArray>("statement");
        // Before the first row, and between rows that are read.
        QTest::newRow("counts") << QByteArray(
            "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) "
            "SELECT count(*) FROM c");
        QTest::newRow("finds one row") << QByteArray("WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + "
                                                     "1 FROM c) SELECT x FROM c WHERE x IN (1, -1)");
    }
    void aStatementThatTakesTooLongIsStopped()
    {
        QFETCH(const QByteArray, statement);
        ActivityRunner runner;
        makeTable(runner);
        QCOMPARE(sql(runner, statement, nullptr, {{"timeout", "100 ms"}}),
                 QByteArray("TimedOut: The query did not end within 100 ms and was stopped."));
        // The same when it is told to, long before.
        std::jthread teller([&runner] {
            std::this_thread::yield();
            runner.stop.request_stop();
        });
        QCOMPARE(sql(runner, statement, nullptr, {{"timeout", "1 h"}}),
                 QByteArray("Cancelled: The query was stopped."));
    }

    void oneStatementAtATimeIsRun_data()
    {
        QTest::addColumn<QByteArray>("statement");
        QTest::addColumn<bool>("isOne");
        const auto row = [](const char *statement, bool isOne) {
            QTest::newRow(statement) << QByteArray(statement) << isOne;
        };
        row("SELECT 1 AS n;", true);
        row("SELECT 1 AS n ; -- the end; really\n", true);
        row("/* a; :b ? */ SELECT 1 AS n", true);
        row("SELECT 1 AS n WHERE ';' <> 'it''s :x ?'", true);
        row("SELECT 1 AS \";n\"", true);
        row("SELECT 1; SELECT 2", false);
        row("SELECT 1;'x'", false);
        row("DELETE FROM t;;DROP TABLE t", false);
        row("SELECT 1; /* */ DROP TABLE t", false);
    }

    void oneStatementAtATimeIsRun()
    {
        QFETCH(QByteArray, statement);
        QFETCH(bool, isOne);
        ActivityRunner runner;
        makeTable(runner);
        const QByteArray answer = sql(runner, statement.constData());
        if (isOne) {
            QCOMPARE(runner.result().at("rows").size(), std::size_t(1));
        } else {
            QCOMPARE(answer,
                     QByteArray("InvalidInput: The field “sql” has several statements; use one step for "
                                "each."));
            QVERIFY(runner.failure().isNonRetriable);
        }
    }

    void valuesAndPlaceholdersHaveToFit()
    {
        ActivityRunner runner;
        makeTable(runner);
        QCOMPARE(sql(runner, "SELECT :a + :b AS c", {{"a", 1}}),
                 QByteArray("InvalidInput: The statement uses :b, but “parameters” has no such member."));
        QCOMPARE(
            sql(runner, "SELECT :a AS c", {{"a", 1}, {"b", 2}}),
            QByteArray("InvalidInput: “parameters” has the member “b”, but the statement does not use :b."));
        QCOMPARE(sql(runner, "SELECT ? AS c", {1, 2}),
                 QByteArray(
                     "InvalidInput: The statement has 1 placeholders “?”, but “parameters” lists 2 values."));
        QCOMPARE(sql(runner, "SELECT ? + :a AS c", {1}),
                 QByteArray("InvalidInput: The statement has both ? and :name; use one of them."));
        QCOMPARE(
            sql(runner, "SELECT 1", "x"),
            QByteArray("InvalidInput: The field “parameters” must be an object for :name, or a list for ?."));
        QCOMPARE(sql(runner, "SELECT 'open"),
                 QByteArray("InvalidInput: A quote or a comment in the statement does not end."));
        QCOMPARE(sql(runner, " -- nothing"), QByteArray("InvalidInput: The field “sql” has no statement."));
    }

    void limitsAreKept()
    {
        ActivityRunner runner;
        makeTable(runner);
        const char *numbers =
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :most) "
            "SELECT i FROM n";
        (void)sql(runner, numbers, {{"most", 1000}});
        QCOMPARE(runner.result().at("rows").size(), std::size_t(1000));
        QCOMPARE(
            sql(runner, numbers, {{"most", 1001}}),
            QByteArray("TooManyRows: The result has more than 1000 rows. Ask for fewer with LIMIT, or allow "
                       "more rows."));
        QVERIFY(runner.failure().isNonRetriable);
        (void)sql(runner, numbers, {{"most", 1001}}, {{"maxRows", 1001}});
        QCOMPARE(runner.result().at("rows").size(), std::size_t(1001));
        QCOMPARE(
            sql(runner, "SELECT hex(zeroblob(9000000)) AS a UNION ALL SELECT 'b' UNION ALL SELECT 'c'"),
            QByteArray("ResultTooLarge: The rows are larger than 16 MB. Ask for fewer rows or columns."));
        QCOMPARE(sql(runner, numbers, {{"most", 100'000'000}}, {{"maxRows", 100'000}, {"timeout", "1 ms"}}),
                 QByteArray("TimedOut: The query did not end within 1 ms and was stopped."));
        QVERIFY(!runner.failure().isNonRetriable);
        runner.stop.request_stop();
        QCOMPARE(sql(runner, "SELECT 1 AS n"), QByteArray("Cancelled: The query was stopped."));
    }

    void aLockedDatabaseIsAFailureThatMayPass()
    {
        ActivityRunner runner;
        makeTable(runner);
        {
            QSqlDatabase other =
                QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("other"));
            other.setDatabaseName(runner.workspace() + QStringLiteral("/a.db"));
            QVERIFY(other.open() && !other.exec(QStringLiteral("BEGIN EXCLUSIVE")).lastError().isValid());
            QCOMPARE(sql(runner, "INSERT INTO t (name) VALUES ('x')", nullptr, {{"timeout", "50 ms"}}),
                     QByteArray("SqlError: The statement failed: database is locked."));
            QVERIFY(!runner.failure().isNonRetriable);
        }
        QSqlDatabase::removeDatabase(QStringLiteral("other"));
    }

    void whatIsWrongWithAStatementIsToldAndNoConnectionStays()
    {
        ActivityRunner runner;
        makeTable(runner);
        QCOMPARE(sql(runner, "SELEC 1"),
                 QByteArray("SqlError: The statement failed: near \"SELEC\": syntax error."));
        QVERIFY(runner.failure().isNonRetriable);
        QCOMPARE(sql(runner, "SELECT 1 AS a, 2 AS a"),
                 QByteArray("SqlError: Two columns of the result have one name: a, a. Name them with AS."));
        (void)sql(runner, "INSERT INTO t (id) VALUES (1)");
        QCOMPARE(sql(runner, "INSERT INTO t (id) VALUES (1)"),
                 QByteArray("SqlError: The statement failed: UNIQUE constraint failed: t.id."));
        QCOMPARE(QSqlDatabase::connectionNames(), QStringList());
    }

    void onlyFilesOfTheWorkspaceAreOpened()
    {
        ActivityRunner runner;
        QCOMPARE(sql(runner, "SELECT 1"),
                 QByteArray("FileNotFound: There is no database “a.db” in the workspace."));
        QVERIFY(!QFile::exists(runner.workspace() + QStringLiteral("/a.db")));
        QVERIFY(sql(runner, "SELECT 1", nullptr, {{"path", "../a.db"}}).startsWith("PathOutsideWorkspace: "));
        QVERIFY(sql(runner, "SELECT 1", nullptr, {{"path", ".perdura/hub.db"}})
                    .startsWith("PathOutsideWorkspace: "));
        QCOMPARE(sql(runner, "SELECT 1", nullptr, {{"path", "."}}),
                 QByteArray("FileError: “.” is not a file."));
        for (const char *statement :
             {"ATTACH DATABASE '/tmp/x.db' AS x", "/* x */ attach '/tmp/x.db' AS x"}) {
            QCOMPARE(
                sql(runner, statement),
                QByteArray("InvalidInput: ATTACH of other files is not allowed; the field “path” is the one "
                           "database of the step."));
        }
        QCOMPARE(sql(runner, "VACUUM main INTO '/tmp/x.db'"),
                 QByteArray("InvalidInput: VACUUM of other files is not allowed; the field “path” is the one "
                            "database of the step."));
        runner.writeFile(QStringLiteral("a.db"), "this is not a database, but a text of some length");
        QCOMPARE(sql(runner, "SELECT * FROM t"),
                 QByteArray("SqlError: The statement failed: file is not a database."));
    }

    void aServerThatIsNotThereIsToldClearly()
    {
        ActivityRunner runner;
        const Json input = {{"driver", "postgresql"},
                            {"host", "127.0.0.1"},
                            {"port", 1},
                            {"database", "d"},
                            {"sql", "SELECT 1"}};
        const QByteArray answer = runner.run("sql.query", input);
        if (QSqlDatabase::isDriverAvailable(QStringLiteral("QPSQL"))) {
            QVERIFY(answer.startsWith("SqlConnection: The database “127.0.0.1/d” cannot be opened: "));
        } else {
            QCOMPARE(answer,
                     QByteArray("SqlDriverMissing: The program part for this kind of database is not "
                                "installed. Install the package libqt6sql6-psql and start Perdura again."));
        }
        QCOMPARE(runner.run("sql.query", {{"driver", "postgresql"}, {"sql", "SELECT 1"}}),
                 QByteArray("InvalidInput: The field “database” is empty; fill it in."));
        QCOMPARE(runner.run("sql.query", {{"driver", "oracle"}, {"sql", "SELECT 1"}}),
                 QByteArray("InvalidInput: The field “driver” must be one of sqlite, postgresql."));
    }
};

QTEST_GUILESS_MAIN(TestSqlQuery)
#include "tst_sqlquery.moc"
