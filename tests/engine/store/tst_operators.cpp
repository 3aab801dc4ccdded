// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/store/TestDatabase.h"

using namespace perdura;
using namespace perdura::test;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

OperatorNote noteOf(AuditAction action, const std::string &target, const std::string &reason = "tidy up")
{
    return {noon + 5h, "kim", action, target, reason};
}

QStringList ids(const std::vector<InstanceId> &instances)
{
    QStringList texts;
    for (const InstanceId &id : instances)
        texts << id.toQString();
    return texts;
}

} // namespace

/// What operators ask of the store: purge, the audit log, settings.
class TestOperators : public QObject
{
    Q_OBJECT

    static CreateInstance childOf(const std::string &id, const std::string &parent)
    {
        CreateInstance child = start(id);
        child.parent = ParentInstance{InstanceId(parent), ExecutionId("x-" + parent), 0};
        return child;
    }
    /// Ends it with its second turn.
    static void finish(Database &database, InstanceKey key,
                       OrchestrationStatus status = OrchestrationStatus::Completed)
    {
        CommitTurn turn;
        turn.instance = key;
        turn.statusBefore = OrchestrationStatus::Pending;
        turn.status = status;
        turn.updated = noon + 1h;
        QVERIFY(database.write(turn));
    }
    static InstanceKey finished(Database &database, const CreateInstance &request)
    {
        const InstanceKey key = database.write(request)->instance;
        finish(database, key);
        return key;
    }
    static std::vector<AuditEntry> audit(Database &database, const AuditQuery &query = {})
    {
        const auto page = database.reader->auditLog(query);
        if (!page)
            qWarning().noquote() << page.error().message;
        return page ? page->entries : std::vector<AuditEntry>();
    }

private slots:
    void initTestCase_data()
    {
        QTest::addColumn<bool>("isInMemory");
        QTest::newRow("on disk") << false;
        QTest::newRow("in memory") << true;
    }

    void aPurgedInstanceIsGoneWithAllThatBelongsToIt();
    void anInstanceThatLivesOrIsMissingIsNotPurged();
    void aFamilyIsPurgedFromItsLeaves();
    void aPurgeStopsAtItsLimitAndGoesOn();
    void anInstanceThatNamesItselfAsParentIsPurgedToo();
    void thePurgeOfManyLeavesTheWriterFreeInBetween();
    void theCountersFollowAPurge();
    void whatAnOperatorDidIsInTheAuditLog();
    void whatWasRefusedIsInTheAuditLogWithTheReason();
    void theAuditLogIsUndoneWithItsAction();
    void theAuditLogIsFilteredAndPaged();
    void aSettingIsTheLastOneStored();
    void everyActionHasAName();
};

void TestOperators::aPurgedInstanceIsGoneWithAllThatBelongsToIt()
{
    QFETCH_GLOBAL(const bool, isInMemory);
    Database database(isInMemory);
    CreateInstance request = start("a");
    request.tags = {{"team", "red"}};
    const InstanceKey key = database.write(request)->instance;
    QVERIFY(database.write(firstTurn(key, "a")));
    QVERIFY(database.write(AppendLog{key, {noon, {}, "info", "line"}}));
    CommitTurn last;
    last.instance = key;
    last.status = OrchestrationStatus::Failed;
    last.updated = noon + 1h;
    QVERIFY(database.write(last));
    const auto receipt = database.write(PurgeInstance{InstanceId(std::string("a"))});
    QVERIFY(receipt);
    QCOMPARE(ids(receipt->purged), QStringList{u"a"_s});
    QVERIFY(!receipt->isPartial);
    for (const char *table :
         {"instances", "history", "inbox", "timers", "human_tasks", "log_lines", "instance_tags"})
        QCOMPARE(database.sql(u"SELECT count(*) FROM "_s + QLatin1StringView(table))->toInt(), 0);
    QCOMPARE(database.reader->instance(InstanceId(std::string("a"))).error().code, ErrorCode::NotFound);
}

void TestOperators::anInstanceThatLivesOrIsMissingIsNotPurged()
{
    QFETCH_GLOBAL(const bool, isInMemory);
    Database database(isInMemory);
    QVERIFY(database.write(start("a")));
    QCOMPARE(database.write(PurgeInstance{InstanceId(std::string("a"))}).error(),
             (Error{ErrorCode::NotAllowed,
                    u"The instance “a” has not finished; terminate it or wait, then purge it."_s}));
    QCOMPARE(database.write(PurgeInstance{InstanceId(std::string("b"))}).error(),
             (Error{ErrorCode::NotFound, u"There is no instance “b”; check the id."_s}));
    QVERIFY(database.reader->instance(InstanceId(std::string("a"))));
}

void TestOperators::aFamilyIsPurgedFromItsLeaves()
{
    QFETCH_GLOBAL(const bool, isInMemory);
    Database database(isInMemory);
    finished(database, start("a"));
    finished(database, childOf("a1", "a"));
    QVERIFY(database.write(childOf("a2", "a"))); // lives
    finished(database, childOf("a11", "a1"));
    finished(database, start("other"));
    const auto receipt = database.write(PurgeInstance{InstanceId(std::string("a")), true});
    QVERIFY(receipt);
    QCOMPARE(ids(receipt->purged), (QStringList{u"a11"_s, u"a1"_s, u"a"_s}));
    QVERIFY(database.reader->instance(InstanceId(std::string("a2"))));
    QVERIFY(database.reader->instance(InstanceId(std::string("other"))));
}

void TestOperators::aPurgeStopsAtItsLimitAndGoesOn()
{
    QFETCH_GLOBAL(const bool, isInMemory);
    Database database(isInMemory);
    finished(database, start("a"));
    for (int i = 0; i < 4; ++i)
        finished(database, childOf("c" + std::to_string(i), "a"));
    PurgeInstance request{InstanceId(std::string("a")), true, 2, noteOf(AuditAction::Purge, "a")};
    const auto first = database.write(request);
    QCOMPARE(ids(first->purged), (QStringList{u"c0"_s, u"c1"_s}));
    QVERIFY(first->isPartial);
    QVERIFY(audit(database).empty());
    const auto second = database.write(request);
    QCOMPARE(ids(second->purged), (QStringList{u"c2"_s, u"c3"_s}));
    QVERIFY(second->isPartial);
    const auto third = database.write(request);
    QCOMPARE(ids(third->purged), QStringList{u"a"_s});
    QVERIFY(!third->isPartial);
    QCOMPARE(audit(database).size(), std::size_t(1));
}

void TestOperators::anInstanceThatNamesItselfAsParentIsPurgedToo()
{
    QFETCH_GLOBAL(const bool, isInMemory);
    Database database(isInMemory);
    finished(database, childOf("a", "a"));
    const auto receipt = database.write(PurgeInstance{InstanceId(std::string("a")), true});
    QVERIFY(receipt);
    QCOMPARE(ids(receipt->purged), QStringList{u"a"_s});
}

void TestOperators::thePurgeOfManyLeavesTheWriterFreeInBetween()
{
    QFETCH_GLOBAL(const bool, isInMemory);
    Database database(isInMemory);
    finished(database, start("a"));
    QVERIFY(database.sql(u"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) "
                         "INSERT INTO instances (id, orchestrator, execution, status, created, updated, "
                         "completed, parent_id, parent_execution, parent_task) "
                         "SELECT 'c' || i, 1, 'x', 1, 0, 0, 0, 'a', 'x-a', i FROM n RETURNING key"_s));
    PurgeInstance request{InstanceId(std::string("a")), true};
    int steps = 0;
    for (bool isPartial = true; isPartial; ++steps) {
        const auto receipt = database.write(request);
        QVERIFY(receipt);
        QVERIFY(receipt->purged.size() <= 500);
        isPartial = receipt->isPartial;
    }
    QCOMPARE(steps, 11);
    QCOMPARE(database.sql(u"SELECT count(*) FROM instances"_s)->toInt(), 0);
}

void TestOperators::theCountersFollowAPurge()
{
    QFETCH_GLOBAL(const bool, isInMemory);
    Database database(isInMemory);
    finished(database, start("a"));
    finished(database, start("b"));
    QVERIFY(database.write(start("c")));
    QVERIFY(database.write(PurgeInstance{InstanceId(std::string("a"))}));
    const auto counts = database.reader->statusCounts();
    QCOMPARE(*counts, (StatusCounts{{int(OrchestrationStatus::Completed), 1},
                                    {int(OrchestrationStatus::Pending), 1}}));
    QVERIFY(database.reader->check()->isSound());
}

void TestOperators::whatAnOperatorDidIsInTheAuditLog()
{
    QFETCH_GLOBAL(const bool, isInMemory);
    Database database(isInMemory);
    QVERIFY(database.write(start("a")));
    AddMessage message{InstanceId(std::string("a")), fact(noon, ExecutionTerminated{"enough"})};
    message.note = noteOf(AuditAction::Terminate, "a", "enough");
    QVERIFY(database.write(message));
    const auto entries = audit(database);
    QCOMPARE(entries.size(), std::size_t(1));
    QVERIFY(entries[0] == (AuditEntry{1, noteOf(AuditAction::Terminate, "a", "enough"), ""}));
}

void TestOperators::whatWasRefusedIsInTheAuditLogWithTheReason()
{
    QFETCH_GLOBAL(const bool, isInMemory);
    Database database(isInMemory);
    AddMessage message{InstanceId(std::string("a")), fact(noon, ExecutionTerminated{"enough"})};
    message.note = noteOf(AuditAction::Terminate, "a");
    QVERIFY(!database.write(message));
    const auto entries = audit(database);
    QCOMPARE(entries.size(), std::size_t(1));
    QCOMPARE(entries[0].refusal, std::string("There is no instance “a”; check the id."));
}

void TestOperators::theAuditLogIsUndoneWithItsAction()
{
    Database database(false, 60);
    AddMessage message{InstanceId(std::string("a")),
                       fact(noon, EventRaised{"Go", Json(std::string(500000, 'x'))})};
    message.note = noteOf(AuditAction::RaiseEvent, "a");
    QVERIFY(database.write(start("a")));
    QCOMPARE(database.write(message).error().code, ErrorCode::NoSpace);
    QVERIFY(audit(database).empty());
}

void TestOperators::theAuditLogIsFilteredAndPaged()
{
    QFETCH_GLOBAL(const bool, isInMemory);
    Database database(isInMemory);
    for (int i = 0; i < 5; ++i) {
        OperatorNote note = noteOf(i % 2 == 0 ? AuditAction::Purge : AuditAction::Suspend, std::to_string(i));
        note.time = noon + i * 1h;
        note.author = i == 4 ? "lee" : "kim";
        QVERIFY(database.write(RecordAudit{note}));
    }
    const auto targets = [&](const AuditQuery &query) {
        QStringList found;
        for (const AuditEntry &entry : audit(database, query))
            found << QString::fromStdString(entry.note.target);
        return found;
    };
    AuditQuery query;
    QCOMPARE(targets(query), (QStringList{u"4"_s, u"3"_s, u"2"_s, u"1"_s, u"0"_s}));
    query.actions = {AuditAction::Purge};
    QCOMPARE(targets(query), (QStringList{u"4"_s, u"2"_s, u"0"_s}));
    query.author = "kim";
    QCOMPARE(targets(query), (QStringList{u"2"_s, u"0"_s}));
    query = {};
    query.target = "3";
    QCOMPARE(targets(query), QStringList{u"3"_s});
    query = {};
    query.from = noon + 1h;
    query.to = noon + 3h;
    QCOMPARE(targets(query), (QStringList{u"2"_s, u"1"_s}));
    query = {};
    query.limit = 2;
    auto page = database.reader->auditLog(query);
    QCOMPARE(page->entries.size(), std::size_t(2));
    query.after = page->next;
    QCOMPARE(targets(query), (QStringList{u"2"_s, u"1"_s}));
    query.after = "x";
    QCOMPARE(database.reader->auditLog(query).error().code, ErrorCode::InvalidArgument);
}

void TestOperators::aSettingIsTheLastOneStored()
{
    QFETCH_GLOBAL(const bool, isInMemory);
    Database database(isInMemory);
    QCOMPARE(*database.reader->setting("retention"), QByteArray());
    QVERIFY(database.write(StoreSetting{"retention", "[1]"}));
    QVERIFY(database.write(StoreSetting{"retention", "[2]", noteOf(AuditAction::SetRetention, "")}));
    QCOMPARE(*database.reader->setting("retention"), QByteArray("[2]"));
    QCOMPARE(audit(database).size(), std::size_t(1));
}

void TestOperators::everyActionHasAName()
{
    for (int i = 1; i <= int(AuditAction::Move); ++i) {
        const auto action = storedAuditAction(i);
        QVERIFY(action);
        QVERIFY(auditActionFromName(auditActionName(*action)) == action);
    }
    QVERIFY(!storedAuditAction(int(AuditAction::Move) + 1));
    QVERIFY(!auditActionFromName("dance"));
}

QTEST_APPLESS_MAIN(TestOperators)
#include "tst_operators.moc"
