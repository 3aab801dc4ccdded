// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/activities/ActivityRunner.h"
#include "tests/engine/activities/PostgresServer.h"

using namespace perdura;
using namespace perdura::test;

/// "sql.query" on a real PostgreSQL server.
class TestSqlQueryPostgres : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void tablesAreMadeAndChanged();
    void valuesComeBackAsTheyWere();
    void amountsAreNotRounded_data();
    void amountsAreNotRounded();
    void timesAreTold();
    void faultsAreToldInTheDatabasesWords_data();
    void faultsAreToldInTheDatabasesWords();
    void aStatementThatTakesTooLongIsStopped();
    void aServerThatIsNotThereIsTold();

private:
    QByteArray sql(const QByteArray &statement, Json parameters = nullptr, const Json &more = Json::object());

    PostgresServer m_server;
    ActivityRunner m_runner;
};

void TestSqlQueryPostgres::initTestCase()
{
    const QString problem = m_server.start();
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    QCOMPARE(sql("CREATE TABLE t (id serial PRIMARY KEY, name text, big bigint, ok boolean, data jsonb, raw "
                 "bytea)"),
             QByteArray("{\"rows\":[],\"affected\":0,\"lastInsertId\":null}"));
}

QByteArray TestSqlQueryPostgres::sql(const QByteArray &statement, Json parameters, const Json &more)
{
    Json input = {{"driver", "postgresql"},         {"host", "127.0.0.1"},     {"port", m_server.port()},
                  {"database", "postgres"},         {"user", "admin"},         {"password", "secret-pw"},
                  {"sql", statement.toStdString()}, {"parameters", parameters}};
    input.update(more);
    return m_runner.run("sql.query", std::move(input));
}

void TestSqlQueryPostgres::tablesAreMadeAndChanged()
{
    QCOMPARE(sql("CREATE TABLE other (a int)"),
             QByteArray("{\"rows\":[],\"affected\":0,\"lastInsertId\":null}"));
    QCOMPARE(sql("INSERT INTO other VALUES (?), (?)", {1, nullptr}),
             QByteArray("{\"rows\":[],\"affected\":2,\"lastInsertId\":null}"));
    QCOMPARE(sql("UPDATE other SET a = a + 1 WHERE a IS NOT NULL RETURNING a"),
             QByteArray("{\"rows\":[{\"a\":2}],\"affected\":1,\"lastInsertId\":null}"));
    QCOMPARE(sql("DELETE FROM other"), QByteArray("{\"rows\":[],\"affected\":2,\"lastInsertId\":null}"));
    QCOMPARE(sql("DROP TABLE other"), QByteArray("{\"rows\":[],\"affected\":0,\"lastInsertId\":null}"));
}

void TestSqlQueryPostgres::valuesComeBackAsTheyWere()
{
    QCOMPARE(sql("INSERT INTO t (name, big, ok, data) VALUES (:name, :big, :ok, :data) RETURNING id",
                 {{"name", "x'; DROP TABLE t; -- \\ Grüße 😀"},
                  {"big", 9007199254740993},
                  {"ok", true},
                  {"data", {{"a", {1, 2}}}}}),
             QByteArray("{\"rows\":[{\"id\":1}],\"affected\":1,\"lastInsertId\":null}"));
    QCOMPARE(
        sql("SELECT name, big, ok, data->'a' AS a, raw, '\\x00ff'::bytea AS bytes, 1.5::float8 AS half FROM "
            "t "
            "WHERE id = :id",
            {{"id", 1}}),
        QByteArray(
            "{\"rows\":[{\"name\":\"x'; DROP TABLE t; -- \\\\ Grüße 😀\",\"big\":9007199254740993,\"ok\":true,"
            "\"a\":\"[1, 2]\",\"raw\":null,\"bytes\":\"AP8=\",\"half\":1.5}],\"affected\":0,"
            "\"lastInsertId\":null}"));
}

void TestSqlQueryPostgres::amountsAreNotRounded_data()
{
    QTest::addColumn<QByteArray>("amount");
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("money") << QByteArray("1234.56::numeric(10,2)") << QByteArray("1234.56");
    QTest::newRow("whole") << QByteArray("42::numeric") << QByteArray("42");
    QTest::newRow("negative") << QByteArray("-0.5::numeric") << QByteArray("-0.5");
    QTest::newRow("fifteen digits") << QByteArray("1234567890123.45::numeric")
                                    << QByteArray("1234567890123.45");
    QTest::newRow("sixteen digits") << QByteArray("12345678901234.56::numeric")
                                    << QByteArray("\"12345678901234.56\"");
    QTest::newRow("many places") << QByteArray("0.12345678901234567890::numeric")
                                 << QByteArray("\"0.12345678901234567890\"");
    QTest::newRow("no number") << QByteArray("'NaN'::numeric") << QByteArray("\"NaN\"");
    QTest::newRow("nothing") << QByteArray("null::numeric") << QByteArray("null");
}

void TestSqlQueryPostgres::amountsAreNotRounded()
{
    QFETCH(const QByteArray, amount);
    QFETCH(const QByteArray, json);
    QCOMPARE(sql("SELECT " + amount + " AS n"),
             "{\"rows\":[{\"n\":" + json + "}],\"affected\":0,\"lastInsertId\":null}");
}

void TestSqlQueryPostgres::timesAreTold()
{
    QCOMPARE(
        sql("SELECT '2026-03-01 10:00:00.25+05'::timestamptz AS instant, '2026-03-01 10:00'::timestamp AS "
            "local, "
            "'2026-03-01'::date AS day, '10:00'::time AS clock"),
        QByteArray(
            "{\"rows\":[{\"instant\":\"2026-03-01T05:00:00.250Z\",\"local\":\"2026-03-01T10:00:00.000\","
            "\"day\":\"2026-03-01\",\"clock\":\"10:00:00.000\"}],\"affected\":0,\"lastInsertId\":null}"));
}

void TestSqlQueryPostgres::faultsAreToldInTheDatabasesWords_data()
{
    QTest::addColumn<QByteArray>("statement");
    QTest::addColumn<Json>("parameters");
    QTest::addColumn<QByteArray>("told");
    QTest::newRow("syntax")
        << QByteArray("SELEC 1") << Json()
        << QByteArray("SqlError: The statement failed: syntax error at or near \"SELEC\" (42601).");
    QTest::newRow("prepared")
        << QByteArray("SELECT nothing FROM t WHERE id = ?") << Json::array({1})
        << QByteArray("SqlError: The statement failed: column \"nothing\" does not exist (42703).");
    QTest::newRow("constraint")
        << QByteArray("INSERT INTO t (id) VALUES (77), (77)") << Json()
        << QByteArray(
               "SqlError: The statement failed: duplicate key value violates unique constraint \"t_pkey\" "
               "DETAIL: Key (id)=(77) already exists. (23505).");
}

void TestSqlQueryPostgres::faultsAreToldInTheDatabasesWords()
{
    QFETCH(const QByteArray, statement);
    QFETCH(const Json, parameters);
    QFETCH(const QByteArray, told);
    QCOMPARE(sql(statement, parameters), told);
}

void TestSqlQueryPostgres::aStatementThatTakesTooLongIsStopped()
{
    QCOMPARE(sql("SELECT pg_sleep(600)", nullptr, {{"timeout", "100 ms"}}),
             QByteArray("TimedOut: The query did not end within 100 ms and was stopped."));
}

void TestSqlQueryPostgres::aServerThatIsNotThereIsTold()
{
    QCOMPARE(sql("SELECT 1", nullptr, {{"password", "wrong"}}),
             "SqlConnection: The database “127.0.0.1/postgres” cannot be opened: connection to server at "
             "\"127.0.0.1\", "
             "port " +
                 QByteArray::number(m_server.port()) +
                 " failed: password authentication failed for user \"admin\".");
    const QByteArray nobody = sql("SELECT 1", nullptr, {{"port", 1}});
    QVERIFY2(nobody.startsWith("SqlConnection: The database “127.0.0.1/postgres” cannot be opened: ") &&
                 nobody.endsWith("Is the server running on that host and accepting TCP/IP connections."),
             nobody.constData());
}

QTEST_GUILESS_MAIN(TestSqlQueryPostgres)
#include "tst_sqlquery_postgres.moc"
