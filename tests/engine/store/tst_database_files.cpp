// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/DatabaseCheck.h"
#include "engine/store/DatabaseRestore.h"
#include "engine/store/DatabaseSalvage.h"
#include "engine/store/PackedBytes.h"
#include "tests/engine/store/TestDatabase.h"

#include <QDir>
#include <QElapsedTimer>

using namespace perdura;
using namespace perdura::test;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray("(not there)");
}

bool write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    return file.open(QFile::WriteOnly) && file.write(bytes) == bytes.size();
}

InstanceId idOf(const char *text)
{
    return InstanceId(std::string(text));
}

QStringList texts(const CheckReport &report)
{
    QStringList found;
    for (const CheckFinding &finding : report.findings)
        found << finding.text;
    return found;
}

} // namespace

/// The database as a file: copies, checks, exports, older versions.
class TestDatabaseFiles : public QObject
{
    Q_OBJECT

    /// "a" waits, "b" has finished.
    static void fill(Database &database)
    {
        QVERIFY(
            database.write(PublishDefinition{VersionId(std::string("v1")), "flow", "{\"text\": 1}", noon}));
        const InstanceKey a = database.write(start("a"))->instance;
        CommitTurn first = firstTurn(a, "a");
        first.statusBefore = OrchestrationStatus::Pending;
        QVERIFY(database.write(first));
        QVERIFY(database.write(AppendLog{a, {noon + 2s, Origin{"node", "3"}, "warning", "look"}}));
        CreateInstance request = start("b");
        request.version = VersionId(std::string("v1"));
        request.tags = {{"team", "red"}};
        request.parent = ParentInstance{idOf("a"), ExecutionId(std::string("x-a")), 4};
        const InstanceKey b = database.write(request)->instance;
        const HistoryOwner owner{request.id,      request.execution, "flow",
                                 request.version, request.parent,    request.tags};
        const History events{
            fact(noon, OrchestratorStarted{}),
            fact(noon, ExecutionStarted{"flow", request.version, Json{{"n", 1}}, request.id,
                                        request.execution, request.parent, request.tags}),
            fact(noon + 1s, ExecutionCompleted{OrchestrationStatus::Completed, Json("fine"), {}}, 0)};
        CommitTurn turn;
        turn.instance = b;
        turn.statusBefore = OrchestrationStatus::Pending;
        turn.status = OrchestrationStatus::Completed;
        turn.updated = noon + 1s;
        turn.customStatus = Json("half");
        turn.historyLength = int(events.size());
        turn.history = {{0, packEvents(events, owner)}};
        QVERIFY(database.write(turn));
        QVERIFY(database.write(AppendLog{b, {noon + 2s, Origin{"node", "3"}, "warning", "look"}}));
    }
    static QString pathOf(const Database &database) { return database.folder.filePath(u"hub.db"_s); }
    static void close(Database &database)
    {
        database.reader.reset();
        database.writer.reset();
    }
    /// Overwrites pages of the file from the place where that text is found.
    static void damage(const QString &path, const QByteArray &near)
    {
        QFile file(path);
        QVERIFY(file.open(QFile::ReadWrite));
        const qsizetype place = file.readAll().indexOf(near);
        QVERIFY(place > 0);
        QVERIFY(file.seek(place / 4096 * 4096));
        QCOMPARE(file.write(QByteArray(4096, '\xff')), 4096);
    }

private slots:
    void aBackupIsTheDatabaseAsItWas();
    void aBackupReplacesNoFileAndLeavesNoneBehind();
    void aBackupIsTakenWhileTheHubWrites();
    void aRestoreKeepsTheOldDatabaseBesideTheNew();
    void aRestoreTakesNothingDamaged();
    void aSoundDatabaseHasNoFindings();
    void theCheckNamesWhatDoesNotFit_data();
    void theCheckNamesWhatDoesNotFit();
    void aDamagedPageIsFoundAndTheFileLeftAsItIs();
    void whatCanBeReadOfADamagedDatabaseIsExported();
    void anInstanceComesBackFromItsExport();
    void anImportUnderAnotherIdIsTheSameInstanceOtherwise();
    void anExportThatIsWrongSaysWhere_data();
    void anExportThatIsWrongSaysWhere();
    void aDatabaseOfVersion1IsBroughtUpToDate();
    void listsReadNoPayload();
};

void TestDatabaseFiles::aBackupIsTheDatabaseAsItWas()
{
    Database database;
    fill(database);
    const QString file = database.folder.filePath(u"copy.db"_s);
    QVERIFY(database.reader->backUp(file));
    SqliteOptions options;
    options.path = file;
    const SqliteStore copy(options);
    const auto writer = copy.openWriter();
    QVERIFY(writer);
    const auto reader = copy.openReader();
    QVERIFY(*(*reader)->history(idOf("a")) == *database.reader->history(idOf("a")));
    QVERIFY(*(*reader)->history(idOf("b")) == *database.reader->history(idOf("b")));
    QCOMPARE(*(*reader)->statusCounts(), *database.reader->statusCounts());
    QVERIFY((*reader)->check()->isSound());
    // The reader still refuses to write.
    QVERIFY(database.reader->instance(idOf("a")));
}

void TestDatabaseFiles::aBackupReplacesNoFileAndLeavesNoneBehind()
{
    Database database;
    fill(database);
    const QString file = database.folder.filePath(u"copy.db"_s);
    QVERIFY(write(file, "mine"));
    QCOMPARE(database.reader->backUp(file).error().code, ErrorCode::AlreadyExists);
    QCOMPARE(bytesOf(file), QByteArray("mine"));
    QCOMPARE(database.reader->backUp(database.folder.filePath(u"no/copy.db"_s)).error().code,
             ErrorCode::NotFound);
    QCOMPARE(QDir(database.folder.path()).entryList({u"*.partial*"_s}, QDir::Files), QStringList());
}

void TestDatabaseFiles::aBackupIsTakenWhileTheHubWrites()
{
    Database database;
    fill(database);
    const auto locker = SqliteConnection::open({pathOf(database)}, SqliteConnection::Access::ReadWrite);
    QVERIFY((*locker)->run(u"BEGIN IMMEDIATE"_s));
    QVERIFY((*locker)->run(u"UPDATE instances SET failure_message = 'not yet'"_s));
    const QString file = database.folder.filePath(u"copy.db"_s);
    QVERIFY(database.reader->backUp(file));
    QVERIFY((*locker)->run(u"COMMIT"_s));
    const auto copy = SqliteConnection::open({file}, SqliteConnection::Access::ReadOnly);
    QCOMPARE((*copy)->value(u"SELECT count(*) FROM instances WHERE failure_message = ''"_s)->toInt(), 2);
}

void TestDatabaseFiles::aRestoreKeepsTheOldDatabaseBesideTheNew()
{
    Database database;
    fill(database);
    const QString backup = database.folder.filePath(u"copy.db"_s);
    QVERIFY(database.reader->backUp(backup));
    QVERIFY(database.write(start("later")));
    close(database);
    const auto kept = restoreDatabase(backup, pathOf(database));
    QVERIFY2(kept, qPrintable(kept ? QString() : kept.error().message));
    QCOMPARE(database.sql(u"SELECT count(*) FROM instances"_s)->toInt(), 2);
    const auto old = SqliteConnection::open({*kept}, SqliteConnection::Access::ReadWrite);
    QCOMPARE((*old)->value(u"SELECT count(*) FROM instances"_s)->toInt(), 3);
    QVERIFY(database.store->openWriter());
    QCOMPARE(QDir(database.folder.path()).entryList({u"*.partial*"_s}, QDir::Files), QStringList());
}

void TestDatabaseFiles::aRestoreTakesNothingDamaged()
{
    Database database;
    fill(database);
    const QString backup = database.folder.filePath(u"copy.db"_s);
    QVERIFY(database.reader->backUp(backup));
    close(database);
    const QByteArray before = bytesOf(pathOf(database));
    const auto refused = [&](const QString &file) {
        const auto result = restoreDatabase(file, pathOf(database));
        return result ? Error() : result.error();
    };
    damage(backup, "x-b");
    QCOMPARE(refused(backup).code, ErrorCode::Damaged);
    QVERIFY(write(backup, "This is a letter, no database, and it is long enough to be looked at closely."));
    QCOMPARE(refused(backup).code, ErrorCode::Damaged);
    QVERIFY2(refused(backup).message.contains(u"copy.db” "_s), qPrintable(refused(backup).message));
    QVERIFY(write(backup, {}));
    QCOMPARE(refused(backup).code, ErrorCode::Damaged);
    QCOMPARE(refused(database.folder.filePath(u"none.db"_s)).code, ErrorCode::NotFound);
    QCOMPARE(bytesOf(pathOf(database)), before);
    QCOMPARE(QDir(database.folder.path()).entryList({u"hub.db*"_s}, QDir::Files), QStringList{u"hub.db"_s});
}

void TestDatabaseFiles::aSoundDatabaseHasNoFindings()
{
    Database database;
    fill(database);
    const auto report = database.reader->check();
    QVERIFY(report);
    QCOMPARE(texts(*report), QStringList());
    QCOMPARE(report->instances, 2);
    QCOMPARE(report->events, 9);
    close(database);
    QVERIFY(*checkDatabaseFile(pathOf(database)) == *report);
    QCOMPARE(checkDatabaseFile(database.folder.filePath(u"none.db"_s)).error().code, ErrorCode::NotFound);
}

void TestDatabaseFiles::theCheckNamesWhatDoesNotFit_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("text");
    QTest::newRow("counter") << u"UPDATE status_counts SET count = 7 WHERE status = 1 RETURNING 1"_s
                             << u"The counter of the status Completed says 7 where there are 1."_s;
    QTest::newRow("status") << u"UPDATE instances SET status = 99 WHERE id = 'b' RETURNING 1"_s
                            << u"The instance “b” has no known status."_s;
    QTest::newRow("end") << u"UPDATE instances SET completed = NULL WHERE id = 'b' RETURNING 1"_s
                         << u"The time of the end of the instance “b” does not fit its status."_s;
    QTest::newRow("timer")
        << u"INSERT INTO timers SELECT key, 9, 0 FROM instances WHERE id = 'b' RETURNING 1"_s
        << u"The instance “b” has finished and still has pending work."_s;
    QTest::newRow("bytes")
        << u"UPDATE history SET events = x'02ff' WHERE first = 0 AND instance = 1 RETURNING 1"_s
        << u"The history of the instance “a” cannot be read."_s;
    QTest::newRow("gap") << u"UPDATE history SET first = 3 WHERE instance = 1 RETURNING 1"_s
                         << u"The history of the instance “a” has a gap."_s;
    QTest::newRow("length")
        << u"UPDATE instances SET history_length = 9 WHERE id = 'a' RETURNING 1"_s
        << u"The history of the instance “a” is longer or shorter than it was written down."_s;
    QTest::newRow("activities")
        << u"UPDATE instances SET open_activities = 0 WHERE id = 'a' RETURNING 1"_s
        << u"The activities under way of the instance “a” are not those of its history."_s;
    QTest::newRow("message") << u"INSERT INTO inbox (instance, event) VALUES (1, x'ff') RETURNING 1"_s
                             << u"In the instance “a” a message cannot be read."_s;
    QTest::newRow("task") << u"UPDATE human_tasks SET event = x'00' RETURNING 1"_s
                          << u"In the instance “a” a task cannot be read."_s;
}

void TestDatabaseFiles::theCheckNamesWhatDoesNotFit()
{
    QFETCH(QString, sql);
    QFETCH(QString, text);
    Database database;
    fill(database);
    QVERIFY(database.sql(sql));
    const QStringList found = texts(*database.reader->check());
    QVERIFY2(found.contains(text), qPrintable(found.join(u'\n')));
}

void TestDatabaseFiles::aDamagedPageIsFoundAndTheFileLeftAsItIs()
{
    Database database;
    fill(database);
    close(database);
    damage(pathOf(database), "x-b");
    const QByteArray before = bytesOf(pathOf(database));
    const auto report = checkDatabaseFile(pathOf(database));
    QVERIFY(report);
    QVERIFY(!report->isSound());
    QCOMPARE(report->findings.front().kind, CheckFinding::Kind::File);
    QCOMPARE(bytesOf(pathOf(database)), before);
    // On use the damage is told, too.
    const auto reader = database.store->openReader();
    QVERIFY(reader);
    QCOMPARE((*reader)->instance(idOf("b")).error().code, ErrorCode::Damaged);
    const auto writer = database.store->openWriter();
    QVERIFY(writer);
    WriteRequest request = start("c");
    QCOMPARE((*writer)->apply({&request, 1}).error().code, ErrorCode::Damaged);
}

void TestDatabaseFiles::whatCanBeReadOfADamagedDatabaseIsExported()
{
    Database database;
    fill(database);
    QVERIFY(database.sql(u"UPDATE history SET events = x'02ff' WHERE instance = 1 RETURNING 1"_s));
    close(database);
    const QString folder = database.folder.filePath(u"saved"_s);
    const auto report = salvageDatabase(pathOf(database), folder);
    QVERIFY2(report, qPrintable(report ? QString() : report.error().message));
    QCOMPARE(report->exported, 1);
    QVERIFY(!report->mayMissInstances);
    QCOMPARE(report->skipped.size(), std::size_t(1));
    QCOMPARE(report->skipped[0].id.toQString(), u"a"_s);
    QCOMPARE(QDir(folder).entryList(QDir::Files), QStringList{u"2-b.instance.json"_s});
    const auto read = readArchive(bytesOf(folder + u"/2-b.instance.json"_s), u"b"_s);
    QVERIFY(read);
    QCOMPARE(read->history.size(), std::size_t(3));
}

void TestDatabaseFiles::anInstanceComesBackFromItsExport()
{
    Database database;
    fill(database);
    const auto archive = database.reader->archive(idOf("b"));
    QVERIFY(archive);
    const QByteArray text = QByteArray::fromStdString(dumpJson(toJson(*archive)));
    auto read = readArchive(text, u"b.json"_s);
    QVERIFY2(read, qPrintable(read ? QString() : read.error().message));
    QCOMPARE(dumpJson(toJson(*read)), text.toStdString());

    Database other;
    const ImportInstance request{idOf("b"), std::make_shared<const InstanceArchive>(*read)};
    const auto receipt = other.write(request);
    QVERIFY2(receipt, qPrintable(receipt ? QString() : receipt.error().message));
    const auto again = other.reader->archive(idOf("b"));
    QCOMPARE(dumpJson(toJson(*again)), text.toStdString());
    QCOMPARE(*other.reader->definition(VersionId(std::string("v1"))), QByteArray("{\"text\": 1}"));
    const auto report = other.reader->check();
    QCOMPARE(texts(*report), QStringList());
    QCOMPARE(other.write(request).error().code, ErrorCode::AlreadyExists);
}

void TestDatabaseFiles::anImportUnderAnotherIdIsTheSameInstanceOtherwise()
{
    Database database;
    fill(database);
    const auto archive = database.reader->archive(idOf("b"));
    QVERIFY(database.write(ImportInstance{idOf("b2"), std::make_shared<const InstanceArchive>(*archive)}));
    const auto history = database.reader->history(idOf("b2"));
    QCOMPARE(history->at(1).as<ExecutionStarted>()->instance.toQString(), u"b2"_s);
    QVERIFY(history->at(2) == archive->history.at(2));
    QCOMPARE(database.reader->instance(idOf("b2"))->output.get<std::string>(), std::string("fine"));
    QCOMPARE(database.write(ImportInstance{idOf("@b"), std::make_shared<const InstanceArchive>(*archive)})
                 .error()
                 .code,
             ErrorCode::InvalidArgument);
}

void TestDatabaseFiles::anExportThatIsWrongSaysWhere_data()
{
    QTest::addColumn<QByteArray>("pointer");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QString>("place");
    QTest::newRow("kind") << QByteArray("/kind") << QByteArray("\"letter\"") << u"/kind"_s;
    QTest::newRow("format") << QByteArray("/format") << QByteArray("2") << u"/format"_s;
    QTest::newRow("status") << QByteArray("/instance/status") << QByteArray("\"Sad\"")
                            << u"/instance/status"_s;
    QTest::newRow("time") << QByteArray("/instance/created") << QByteArray("5") << u"/instance/created"_s;
    QTest::newRow("task") << QByteArray("/instance/parent/task") << QByteArray("\"x\"")
                          << u"/instance/parent/task"_s;
    QTest::newRow("tag") << QByteArray("/instance/tags/team") << QByteArray("1") << u"/instance/tags/team"_s;
    QTest::newRow("event") << QByteArray("/history/1") << QByteArray("{}") << u"/history/1"_s;
    QTest::newRow("line") << QByteArray("/log/0/text") << QByteArray("null") << u"/log/0/text"_s;
    QTest::newRow("list") << QByteArray("/log") << QByteArray("{}") << u"/log"_s;
}

void TestDatabaseFiles::anExportThatIsWrongSaysWhere()
{
    QFETCH(QByteArray, pointer);
    QFETCH(QByteArray, value);
    QFETCH(QString, place);
    Database database;
    fill(database);
    Json json = toJson(*database.reader->archive(idOf("b")));
    json[Json::json_pointer(pointer.toStdString())] = *parseJson(value.toStdString());
    const auto read = readArchive(QByteArray::fromStdString(dumpJson(json)), u"b.json"_s);
    QVERIFY(!read);
    QVERIFY2(read.error().message.startsWith(u"“b.json”, at "_s + place + u": "_s),
             qPrintable(read.error().message));
}

// As version 1 wrote it: packed history of format 1, and a row for each activity that runs.
void TestDatabaseFiles::aDatabaseOfVersion1IsBroughtUpToDate()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"hub.db"_s);
    { // The store's own resources come with its first database.
        const Database loaded;
    }
    QFile script(u":/perdura/store/schema-1.sql"_s);
    QVERIFY(script.open(QFile::ReadOnly));
    PackedWriter packed;
    packed.byte(1);  // format
    packed.byte(12); // OrchestratorStarted
    packed.signedNumber(noon.time_since_epoch().count());
    packed.byte(0); // ExecutionStarted
    packed.signedNumber(0);
    packed.json(Json{{"n", 1}});
    packed.byte(4 | 0x20 | 0x40); // TaskScheduled with number and place, as format 1 had it: no limit
    packed.signedNumber(0);
    packed.number(0);
    packed.text("node");
    packed.text("3");
    packed.text("work");
    packed.number(1);
    packed.json(Json(7));
    packed.byte(13); // OrchestratorCompleted
    packed.signedNumber(0);
    {
        const auto connection = SqliteConnection::open({path}, SqliteConnection::Access::ReadWrite);
        QStringList lines = QString::fromUtf8(script.readAll()).split(u'\n');
        for (QString &line : lines)
            line = line.section(u"--"_s, 0, 0);
        for (const QString &statement : lines.join(u'\n').split(u";\n"_s, Qt::SkipEmptyParts)) {
            if (!statement.trimmed().isEmpty())
                QVERIFY2((*connection)->run(statement), qPrintable(statement));
        }
        for (const QString &statement :
             {u"INSERT INTO definitions VALUES ('v1', 'flow', x'7b7d', 5)"_s,
              u"INSERT INTO orchestrators VALUES (1, 'flow', 'v1')"_s,
              u"INSERT INTO instances (id, orchestrator, execution, status, created, updated, "
              u"history_length) "
              "VALUES ('runs', 1, 'x-runs', 0, 1, 2, 4)"_s,
              u"INSERT INTO instances (id, orchestrator, execution, status, created, updated, start_input) "
              "VALUES ('new', 1, 'x-new', 6, 1, 2, x'37')"_s,
              u"INSERT INTO instances (id, orchestrator, execution, status, created, updated, completed) "
              "VALUES ('done', 1, 'x-done', 1, 1, 2, 3)"_s,
              QString(u"INSERT INTO history VALUES (1, 0, x'"_s + QString::fromLatin1(packed.take().toHex()) +
                      u"')"_s),
              u"INSERT INTO pending_activities VALUES (1, 0, 'work', 1, 'node', '3', x'37')"_s,
              u"INSERT INTO timers VALUES (1, 5, 99)"_s,
              u"INSERT INTO log_lines VALUES (1, 1, 4, 'info', '', '', 'line')"_s,
              u"PRAGMA user_version = 1"_s})
            QVERIFY2((*connection)->run(statement), qPrintable(statement));
    }
    const SqliteStore store(SqliteOptions{path});
    QVERIFY(store.openWriter());
    const auto reader = *store.openReader();
    QCOMPARE(texts(*reader->check()), QStringList());
    QCOMPARE(*reader->statusCounts(), (StatusCounts{{int(OrchestrationStatus::Running), 1},
                                                    {int(OrchestrationStatus::Completed), 1},
                                                    {int(OrchestrationStatus::Pending), 1}}));
    const auto activities = reader->activities();
    QCOMPARE(activities->size(), std::size_t(1));
    QCOMPARE(activities->front().instanceId.toQString(), u"runs"_s);
    QCOMPARE(activities->front().taskId, 0);
    QVERIFY(activities->front().origin == (Origin{"node", "3"}));
    QVERIFY(activities->front().task == (TaskScheduled{"work", Json(7), 1}));
    QCOMPARE(reader->timers()->size(), std::size_t(1));
    QCOMPARE(reader->notStarted()->size(), std::size_t(1));
    QCOMPARE(reader->log(idOf("runs"))->size(), std::size_t(1));
    QCOMPARE(reader->instance(idOf("new"))->input.get<int>(), 7);
    const auto history = reader->history(idOf("runs"));
    QCOMPARE(history->size(), std::size_t(4));
    QCOMPARE(dumpJson(history->at(1).as<ExecutionStarted>()->input), std::string("{\"n\":1}"));
    QCOMPARE(*reader->definition(VersionId(std::string("v1"))), QByteArray("{}"));
}

// Ten instances with a history of 10 MB and ten that wait for their first turn with an input of 10 MB: the
// list of all of them takes less than reading one.
void TestDatabaseFiles::listsReadNoPayload()
{
    Database database;
    const Json large(std::string(10'000'000, 'x'));
    for (int i = 0; i < 10; ++i) {
        const std::string id = "big" + std::to_string(i);
        const InstanceKey key = database.write(start(id))->instance;
        CommitTurn turn = firstTurn(key, id);
        turn.statusBefore = OrchestrationStatus::Pending;
        turn.history.push_back({6, packEvents(std::vector{fact(noon, EventRaised{"Go", large})})});
        turn.historyLength = 7;
        QVERIFY(database.write(turn));
        CreateInstance later = start("later" + std::to_string(i));
        later.input = QByteArray::fromStdString(dumpJson(large));
        later.startAt = noon + 1h;
        QVERIFY(database.write(later));
    }
    const auto fresh = *database.store->openReader(); // an empty page cache
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(fresh->instances({})->instances.size(), std::size_t(20));
    const qint64 list = timer.nsecsElapsed();
    timer.restart();
    QCOMPARE(fresh->history(idOf("big0"))->size(), std::size_t(7));
    const qint64 payload = timer.nsecsElapsed();
    qInfo("a list of 20 takes %lld us, one payload %lld us", list / 1000, payload / 1000);
    QVERIFY(list < payload);
}

QTEST_APPLESS_MAIN(TestDatabaseFiles)
#include "tst_database_files.moc"
