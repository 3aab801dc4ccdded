// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/store/TestDatabase.h"

using namespace perdura;
using namespace perdura::test;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

/// What every store promises, on each of them.
class TestStoreConformance : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase_data()
    {
        QTest::addColumn<bool>("isInMemory");
        QTest::newRow("on disk") << false;
        QTest::newRow("in memory") << true;
    }

    void everyKindOfEventComesBackAsItWas();
    void damagedEventsAreFoundOut();
    void aNewInstanceIsPendingWithItsInput();
    void badInstanceIdsAreRefused_data();
    void badInstanceIdsAreRefused();
    void aVersionThatWasNotPublishedCannotBeStarted();
    void aTurnIsStoredWhole();
    void theEndOfAnInstanceRemovesAllThatItWaitedFor();
    void aHumanTaskIsAnsweredOnce();
    void anOutcomeThatIsNotOfferedIsRefused();
    void requestsOfABatchDoNotHinderEachOther();
    void anAnswerMustPassItsCheck();
    void queriesAreBounded();
    void pagesFollowEachOtherNewestFirst();
    void theTextFilterFindsNamesAndIdsLiterally();
    void theLogKeepsTheLastThousandLines();
    void aLongLogIsCutHoweverManyOthersWrite();
};

void TestStoreConformance::everyKindOfEventComesBackAsItWas()
{
    FailureDetails cause{"Inner", "cause", false, nullptr, nullptr};
    FailureDetails failure{"Outer", "broke", true, Json{{"code", 3}},
                           std::make_shared<FailureDetails>(cause)};
    HumanTaskRequest request = question();
    request.due = noon + 72h;
    request.form = Json{{"type", "object"}};
    const History events{
        fact(noon, OrchestratorStarted{}),
        fact(noon - 5s, ExecutionStarted{"flow",
                                         {},
                                         Json::array({1, "zwei", nullptr}),
                                         InstanceId(std::string("i")),
                                         ExecutionId(std::string("x-i"))}),
        fact(noon, TaskScheduled{"work", Json{{"ü", 1.5}}, 4}, 0, Origin{"node", "3/0"}),
        fact(noon, TimerCreated{noon + 24h, "Wait"}, 1),
        fact(noon, HumanTaskCreated{request}, 2, Origin{"ask", ""}),
        fact(noon, OrchestratorCompleted{}),
        fact(noon + 1h, TaskCompleted{0, Json{{"ok", true}}}),
        fact(noon + 1h, TaskFailed{0, failure}),
        fact(noon + 1h, TimerFired{1, noon + 24h}),
        fact(noon + 1h, EventRaised{"Go", Json("now")}),
        fact(noon + 1h, HumanTaskAnswered{2, "Approve", Json{{"a", 1}}, "fine", "kim"}),
        fact(noon + 1h, ExecutionTerminated{"enough"}),
        fact(noon + 1h, ExecutionCompleted{OrchestrationStatus::Failed, nullptr, failure}, 300),
    };
    History read;
    QVERIFY(unpackEvents(packEvents(events, ownerOf("i")), ownerOf("i"), read));
    QCOMPARE(read.size(), events.size());
    for (std::size_t i = 0; i < events.size(); ++i)
        QVERIFY2(read[i] == events[i], dumpJson(toJson(read[i])).c_str());
}

void TestStoreConformance::damagedEventsAreFoundOut()
{
    const History events{fact(noon, EventRaised{"Go", Json("now")})};
    const QByteArray whole = packEvents(events);
    for (qsizetype size = 0; size < whole.size(); ++size) {
        if (size == 1)
            continue; // a format byte and no event is a whole, empty piece
        History read;
        const auto unpacked = unpackEvents(whole.first(size), {}, read);
        QVERIFY2(!unpacked, qPrintable(QString::number(size)));
        QCOMPARE(unpacked.error().code, ErrorCode::Damaged);
    }
    History read;
    QCOMPARE(unpackEvents("\x7f", {}, read).error().code, ErrorCode::Unsupported);
}

void TestStoreConformance::aNewInstanceIsPendingWithItsInput()
{
    QFETCH_GLOBAL(const bool, isInMemory);
    Database database(isInMemory);
    const auto started = database.write(start("a"));
    QVERIFY(started);
    const auto detail = database.reader->instance(InstanceId(std::string("a")));
    QVERIFY(detail);
    QCOMPARE(detail->summary.status, OrchestrationStatus::Pending);
    QCOMPARE(dumpJson(detail->input), std::string("{\"n\":1}"));
    QVERIFY(detail->summary.created == noon);
    QVERIFY(detail->summary.hasWork);
    QCOMPARE(*database.reader->notStarted(), std::vector{started->instance});
    QCOMPARE(database.write(start("a")).error().code, ErrorCode::AlreadyExists);
}

void TestStoreConformance::badInstanceIdsAreRefused_data()
{
    QTest::addColumn<QString>("id");
    QTest::newRow("empty") << QString();
    QTest::newRow("leading @") << u"@a"_s;
    QTest::newRow("slash") << u"a/b"_s;
    QTest::newRow("backslash") << u"a\\b"_s;
    QTest::newRow("hash") << u"a#b"_s;
    QTest::newRow("question mark") << u"a?"_s;
    QTest::newRow("control character") << u"a\nb"_s;
    QTest::newRow("257 characters") << QString(257, u'x');
}

void TestStoreConformance::badInstanceIdsAreRefused()
{
    QFETCH(const QString, id);
    QFETCH_GLOBAL(const bool, isInMemory);
    Database database(isInMemory);
    QCOMPARE(database.write(start(id.toStdString())).error().code, ErrorCode::InvalidArgument);
    QVERIFY(database.write(start(std::string(256, 'x'))));
    QVERIFY(database.write(start("a@b c:ü")));
}

void TestStoreConformance::aVersionThatWasNotPublishedCannotBeStarted()
{
    QFETCH_GLOBAL(const bool, isInMemory);
    Database database(isInMemory);
    CreateInstance request = start("a");
    request.version = VersionId(std::string("abc"));
    QCOMPARE(database.write(request).error().code, ErrorCode::NotFound);
    QVERIFY(database.write(PublishDefinition{request.version, "Published", "text", noon}));
    QVERIFY(database.write(PublishDefinition{request.version, "Other", "other", noon}));
    QVERIFY(database.write(request));
    QCOMPARE(database.reader->instance(request.id)->summary.name, std::string("Published"));
    QCOMPARE(*database.reader->definition(request.version), QByteArray("text"));
}

void TestStoreConformance::aTurnIsStoredWhole()
{
    QFETCH_GLOBAL(const bool, isInMemory);
    Database database(isInMemory);
    const InstanceKey key = database.write(start("a"))->instance;
    QVERIFY(database.write(firstTurn(key, "a")));
    const auto detail = database.reader->instance(InstanceId(std::string("a")));
    QCOMPARE(detail->summary.status, OrchestrationStatus::Running);
    QCOMPARE(detail->summary.historyLength, 6);
    QCOMPARE(detail->summary.openHumanTasks, 1);
    QVERIFY(detail->summary.nextTimer == noon + 1h);
    QCOMPARE(dumpJson(detail->customStatus), std::string("\"waiting\""));
    QCOMPARE(dumpJson(detail->input), std::string("{\"n\":1}"));
    QCOMPARE(database.reader->history(InstanceId(std::string("a")))->size(), std::size_t(6));
    QCOMPARE(database.reader->notStarted()->size(), std::size_t(0));
    const auto activities = database.reader->activities();
    QCOMPARE(activities->size(), std::size_t(1));
    QCOMPARE(activities->front().task.name, std::string("work"));
    QCOMPARE(activities->front().origin.iteration, std::string("3"));
    QCOMPARE(activities->front().instanceId.value, std::string("a"));
    QCOMPARE(database.reader->timers()->size(), std::size_t(1));
    CommitTurn gone = firstTurn(InstanceKey(99), "a");
    QCOMPARE(database.write(gone).error().code, ErrorCode::NotFound);
}

void TestStoreConformance::theEndOfAnInstanceRemovesAllThatItWaitedFor()
{
    QFETCH_GLOBAL(const bool, isInMemory);
    Database database(isInMemory);
    const InstanceKey key = database.write(start("a"))->instance;
    QVERIFY(database.write(firstTurn(key, "a")));
    QVERIFY(database.write(AddMessage{InstanceId(std::string("a")), fact(noon, EventRaised{"Go", {}})}));
    CommitTurn end;
    end.instance = key;
    end.status = OrchestrationStatus::Terminated;
    end.updated = noon + 2h;
    end.failureMessage = "enough";
    end.historyLength = 7;
    end.history = {{6, packEvents(History{fact(noon + 2h, ExecutionTerminated{"enough"})}, ownerOf("a"))}};
    QVERIFY(database.write(end));
    QVERIFY(database.reader->activities()->empty());
    QVERIFY(database.reader->timers()->empty());
    QVERIFY(database.reader->inbox()->empty());
    QVERIFY(database.reader->humanTasks({})->empty());
    QVERIFY(database.reader->instance(InstanceId(std::string("a")))->summary.completed == noon + 2h);
    const auto late =
        database.write(AddMessage{InstanceId(std::string("a")), fact(noon, EventRaised{"Go", {}})});
    QCOMPARE(late.error().code, ErrorCode::NotAllowed);
    QVERIFY(database.write(start("a")));
    QCOMPARE(database.reader->history(InstanceId(std::string("a")))->size(), std::size_t(0));
}

void TestStoreConformance::aHumanTaskIsAnsweredOnce()
{
    QFETCH_GLOBAL(const bool, isInMemory);
    Database database(isInMemory);
    const InstanceKey key = database.write(start("a"))->instance;
    QVERIFY(database.write(firstTurn(key, "a")));
    const AnswerHumanTask answer{
        {InstanceId(std::string("a")), 2}, {"Approve", nullptr, "fine", "kim"}, noon};
    const auto first = database.write(answer);
    QVERIFY(first);
    QCOMPARE(first->deliveries.front().event.as<HumanTaskAnswered>()->outcome, std::string("Approve"));
    QCOMPARE(database.write(answer).error().code, ErrorCode::NotFound);
    QCOMPARE(database.reader->inbox()->size(), std::size_t(1));
}

void TestStoreConformance::anOutcomeThatIsNotOfferedIsRefused()
{
    QFETCH_GLOBAL(const bool, isInMemory);
    Database database(isInMemory);
    const InstanceKey key = database.write(start("a"))->instance;
    QVERIFY(database.write(firstTurn(key, "a")));
    const auto refused =
        database.write(AnswerHumanTask{{InstanceId(std::string("a")), 2}, {"Perhaps"}, noon});
    QCOMPARE(refused.error().code, ErrorCode::InvalidArgument);
    QVERIFY(refused.error().message.contains(u"Approve, Reject"_s));
    QCOMPARE(database.reader->humanTasks({})->size(), std::size_t(1));
}

void TestStoreConformance::requestsOfABatchDoNotHinderEachOther()
{
    QFETCH_GLOBAL(const bool, isInMemory);
    Database database(isInMemory);
    const std::vector<WriteRequest> batch{start("a"), start("a"), start("b/"), start("c")};
    const auto receipts = database.writer->apply(batch);
    QVERIFY(receipts);
    QVERIFY(receipts->at(0));
    QCOMPARE(receipts->at(1).error().code, ErrorCode::AlreadyExists);
    QCOMPARE(receipts->at(2).error().code, ErrorCode::InvalidArgument);
    QVERIFY(receipts->at(3));
    QCOMPARE(database.reader->statusCounts()->value(int(OrchestrationStatus::Pending)), 2);
}

void TestStoreConformance::anAnswerMustPassItsCheck()
{
    QFETCH_GLOBAL(const bool, isInMemory);
    Database database(isInMemory);
    const InstanceKey key = database.write(start("a"))->instance;
    QVERIFY(database.write(firstTurn(key, "a")));
    AnswerHumanTask answer{{InstanceId(std::string("a")), 2}, {"Approve", Json(1), "", "kim"}, noon};
    answer.check = [](const HumanTaskRequest &request, const HumanTaskAnswer &given) -> Result<void> {
        if (given.form == Json(2))
            return {};
        return fail(ErrorCode::InvalidArgument, QString::fromStdString(request.title) + u" Two is wanted."_s);
    };
    const auto refused = database.write(answer);
    QCOMPARE(refused.error().code, ErrorCode::InvalidArgument);
    QCOMPARE(refused.error().message, u"Approve? Two is wanted."_s);
    QCOMPARE(database.reader->humanTasks({})->size(), std::size_t(1));
    answer.answer.form = 2;
    QVERIFY(database.write(answer));
}

void TestStoreConformance::queriesAreBounded()
{
    QFETCH_GLOBAL(const bool, isInMemory);
    Database database(isInMemory);
    std::vector<WriteRequest> batch;
    for (int i = 0; i < 1001; ++i)
        batch.emplace_back(start("n" + std::to_string(i)));
    QVERIFY(database.writer->apply(batch));
    InstanceQuery query;
    query.limit = std::numeric_limits<int>::max();
    const auto page = database.reader->instances(query);
    QCOMPARE(page->instances.size(), std::size_t(1000));
    QVERIFY(!page->next.isEmpty());
    query.nameContains = QString(100'000, u'x');
    QVERIFY(database.reader->instances(query)->instances.empty());
}

void TestStoreConformance::pagesFollowEachOtherNewestFirst()
{
    QFETCH_GLOBAL(const bool, isInMemory);
    Database database(isInMemory);
    for (const char *id : {"1", "2", "3", "4", "5"})
        QVERIFY(database.write(start(id)));
    InstanceQuery query;
    query.limit = 2;
    QStringList seen;
    do {
        const auto page = database.reader->instances(query);
        QVERIFY(page);
        for (const InstanceSummary &summary : page->instances)
            seen << summary.id.toQString();
        query.after = page->next;
    } while (!query.after.isEmpty());
    QCOMPARE(seen, QStringList({u"5"_s, u"4"_s, u"3"_s, u"2"_s, u"1"_s}));
    query.after = "nonsense";
    QCOMPARE(database.reader->instances(query).error().code, ErrorCode::InvalidArgument);
    query.after.clear();
    query.statuses = {OrchestrationStatus::Completed};
    QVERIFY(database.reader->instances(query)->instances.empty());
}

void TestStoreConformance::theTextFilterFindsNamesAndIdsLiterally()
{
    QFETCH_GLOBAL(const bool, isInMemory);
    Database database(isInMemory);
    QVERIFY(database.write(start("order%1")));
    QVERIFY(database.write(start("orderX1")));
    InstanceQuery query;
    query.nameContains = u"R%1"_s;
    const auto page = database.reader->instances(query);
    QCOMPARE(page->instances.size(), std::size_t(1));
    QCOMPARE(page->instances.front().id.value, std::string("order%1"));
    query.nameContains = u"FLO"_s;
    QCOMPARE(database.reader->instances(query)->instances.size(), std::size_t(2));
}

void TestStoreConformance::theLogKeepsTheLastThousandLines()
{
    QFETCH_GLOBAL(const bool, isInMemory);
    Database database(isInMemory);
    const InstanceKey key = database.write(start("a"))->instance;
    std::vector<WriteRequest> batch;
    for (int i = 0; i < 1005; ++i)
        batch.emplace_back(AppendLog{key, {noon, Origin{"n", ""}, "info", std::to_string(i)}});
    batch.emplace_back(AppendLog{InstanceKey(77), {noon, {}, "info", "of nobody"}});
    QVERIFY(database.writer->apply(batch));
    const auto lines = database.reader->log(InstanceId(std::string("a")));
    QCOMPARE(lines->size(), std::size_t(1000));
    QCOMPARE(lines->front().text, std::string("5"));
    QCOMPARE(lines->back().text, std::string("1004"));
    for (int round = 0; round < 3; ++round)
        QVERIFY(database.writer->apply(batch));
    QVERIFY(database.sql(u"SELECT count(*) FROM log_lines"_s)->toInt() < 1200);
    QCOMPARE(database.reader->log(InstanceId(std::string("a")))->size(), std::size_t(1000));
}

void TestStoreConformance::aLongLogIsCutHoweverManyOthersWrite()
{
    QFETCH_GLOBAL(const bool, isInMemory);
    Database database(isInMemory);
    std::vector<InstanceKey> instances;
    for (int i = 0; i < 150; ++i)
        instances.push_back(database.write(start("i" + std::to_string(i)))->instance);
    for (int round = 0; round < 15; ++round) {
        std::vector<WriteRequest> batch;
        for (int i = 0; i < 100; ++i)
            batch.emplace_back(AppendLog{instances.front(), {noon, {}, "info", "line"}});
        for (const InstanceKey instance : instances)
            batch.emplace_back(AppendLog{instance, {noon, {}, "info", "one more"}});
        QVERIFY(database.writer->apply(batch));
    }
    const auto lines = [&database](InstanceKey instance) {
        return database.sql(u"SELECT count(*) FROM log_lines WHERE instance = %1"_s.arg(qint64(instance)))
            ->toInt();
    };
    QVERIFY2(lines(instances.front()) < 1200, qPrintable(QString::number(lines(instances.front()))));
    QCOMPARE(lines(instances.back()), 15);
}

QTEST_GUILESS_MAIN(TestStoreConformance)
#include "tst_store_conformance.moc"
