// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/store/TestDatabase.h"

using namespace perdura;
using namespace perdura::test;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

/// What only a database on a disk can do.
class TestSqliteStore : public QObject
{
    Q_OBJECT

private slots:
    void aRequestThatTheDatabaseCannotTakeDoesNotHinderTheOthers();
    void damagedRowsAreFoundOutOneByOne();
    void aFullDiskLeavesTheBatchUndone();
    void aDatabaseLockedByAnotherProgramIsBusy();
    void whatIsNoDatabaseIsDamaged();
    void anEmptiedDatabaseKeepsItsLog();
    void aTruncatedDatabaseIsLeftAsItIs();
};

void TestSqliteStore::aRequestThatTheDatabaseCannotTakeDoesNotHinderTheOthers()
{
    Database database;
    const InstanceKey key = database.write(start("a"))->instance;
    QVERIFY(database.write(firstTurn(key, "a")));
    CommitTurn twice = firstTurn(key, "a"); // its piece of history is there already
    twice.status = OrchestrationStatus::Failed;
    const std::vector<WriteRequest> batch{start("b"), twice, start("c")};
    const auto receipts = database.writer->apply(batch);
    QVERIFY(receipts);
    QVERIFY(receipts->at(0));
    QCOMPARE(receipts->at(1).error().code, ErrorCode::InvalidArgument);
    QVERIFY(receipts->at(2));
    QCOMPARE(database.reader->statusCounts()->value(int(OrchestrationStatus::Pending)), 2);
    QCOMPARE(database.reader->instance(InstanceId(std::string("a")))->summary.status,
             OrchestrationStatus::Running);
    QCOMPARE(database.reader->timers()->size(), std::size_t(1));
}

void TestSqliteStore::damagedRowsAreFoundOutOneByOne()
{
    Database database;
    const InstanceKey key = database.write(start("a"))->instance;
    QVERIFY(database.write(firstTurn(key, "a")));
    const InstanceKey other = database.write(start("b"))->instance;
    const InstanceId a(std::string("a"));
    QVERIFY(database.write(AddMessage{a, fact(noon, EventRaised{"Go", {}})}));
    const QByteArray notATask = packEvents(History{fact(noon, EventRaised{"Go", {}})}).toHex();
    QVERIFY(database.sql(u"INSERT INTO inbox (instance, event) VALUES (1, x'00') RETURNING number"_s));
    QVERIFY(database.sql(
        u"UPDATE human_tasks SET event = x'%1' RETURNING number"_s.arg(QString::fromLatin1(notATask))));
    QVERIFY(
        database.sql(u"UPDATE instances SET status = 99 WHERE key = %1 RETURNING key"_s.arg(qint64(other))));
    const auto inbox = database.reader->inbox();
    QVERIFY(inbox);
    QCOMPARE(inbox->size(), std::size_t(2));
    QVERIFY(!inbox->at(0).fault);
    QCOMPARE(inbox->at(1).fault->code, ErrorCode::Damaged);
    QCOMPARE(database.reader->humanTasks({}).error().code, ErrorCode::Damaged);
    const std::vector<WriteRequest> batch{AnswerHumanTask{{a, 2}, {"Approve"}, noon}, start("c")};
    const auto receipts = database.writer->apply(batch);
    QVERIFY(receipts);
    QCOMPARE(receipts->at(0).error().code, ErrorCode::Damaged);
    QVERIFY(receipts->at(1));
    QCOMPARE(database.reader->load(other).error().code, ErrorCode::Damaged);
    const auto page = database.reader->instances({});
    QCOMPARE(page->instances.size(), std::size_t(3));
    QCOMPARE(page->instances.at(1).status, OrchestrationStatus::Failed);
    QVERIFY(QString::fromStdString(page->instances.at(1).failureMessage).contains(u"damaged"_s));
    History read;
    const History odd{fact(noon, ExecutionCompleted{OrchestrationStatus(77), nullptr, {}}, 1)};
    QCOMPARE(unpackEvents(packEvents(odd), {}, read).error().code, ErrorCode::Damaged);
}

void TestSqliteStore::aFullDiskLeavesTheBatchUndone()
{
    Database database(false, 60);
    CreateInstance large = start("large");
    large.input = '"' + QByteArray(400000, 'x') + '"';
    const std::vector<WriteRequest> batch{start("small"), large};
    const auto receipts = database.writer->apply(batch);
    QVERIFY(!receipts);
    QCOMPARE(receipts.error().code, ErrorCode::NoSpace);
    QVERIFY(receipts.error().message.contains(u"hub.db"_s));
    QVERIFY(database.reader->instances({})->instances.empty());
    QVERIFY(database.write(start("small")));
}

void TestSqliteStore::aDatabaseLockedByAnotherProgramIsBusy()
{
    const QTemporaryDir folder;
    SqliteOptions options;
    options.path = folder.filePath(u"hub.db"_s);
    options.busyTimeoutMilliseconds = 20;
    const SqliteStore store(options);
    const auto writer = store.openWriter();
    QVERIFY(writer);
    const auto other = SqliteConnection::open(options, SqliteConnection::Access::ReadWrite);
    QVERIFY((*other)->run(u"BEGIN IMMEDIATE"_s));
    const std::vector<WriteRequest> batch{start("a")};
    QCOMPARE((*writer)->apply(batch).error().code, ErrorCode::Busy);
    QVERIFY((*other)->run(u"ROLLBACK"_s));
    QVERIFY((*writer)->apply(batch));
}

void TestSqliteStore::whatIsNoDatabaseIsDamaged()
{
    const QTemporaryDir folder;
    SqliteOptions options;
    options.path = folder.filePath(u"hub.db"_s);
    QFile file(options.path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(4096, 'x'));
    file.close();
    QCOMPARE(SqliteStore(options).openWriter().error().code, ErrorCode::Damaged);
}

void TestSqliteStore::anEmptiedDatabaseKeepsItsLog()
{
    Database database;
    const std::vector<WriteRequest> batch{start("a")};
    QVERIFY(database.writer->apply(batch));
    const QTemporaryDir folder;
    SqliteOptions options;
    options.path = folder.filePath(u"hub.db"_s);
    const QString log = options.path + u"-wal"_s;
    QVERIFY(QFile::copy(database.folder.filePath(u"hub.db-wal"_s), log));
    const qint64 size = QFileInfo(log).size();
    QVERIFY(size > 0);
    QFile file(options.path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.close();
    QCOMPARE(SqliteStore(options).openWriter().error().code, ErrorCode::Damaged);
    QCOMPARE(QFileInfo(log).size(), size);
}

void TestSqliteStore::aTruncatedDatabaseIsLeftAsItIs()
{
    const QTemporaryDir folder;
    SqliteOptions options;
    options.path = folder.filePath(u"hub.db"_s);
    QVERIFY(SqliteStore(options).openWriter());
    QFile file(options.path);
    QVERIFY(file.resize(file.size() / 2));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray before = file.readAll();
    QCOMPARE(SqliteStore(options).openWriter().error().code, ErrorCode::Damaged);
    QVERIFY(file.seek(0));
    QCOMPARE(file.readAll(), before);
}

QTEST_GUILESS_MAIN(TestSqliteStore)
#include "tst_sqlite_store.moc"
