// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/store/InstanceRows.h"

#include <QRandomGenerator>

using namespace perdura;
using namespace perdura::test;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

ParentInstance parent(const std::string &id)
{
    return {InstanceId(id), ExecutionId("x-" + id), 0};
}

/// Six instances, started a minute apart and changed in the opposite order.
void fill(Database &database)
{
    using Status = OrchestrationStatus;
    add(database, {"order-1", "order", Status::Completed, noon, noon + 60min, {{"shop", "north"}}});
    add(database, {"order-2", "order", Status::Failed, noon + 1min, noon + 50min, {{"shop", "south"}}});
    add(database, {"Order-3", "order", Status::Running, noon + 2min, noon + 40min});
    add(database, {"trip-1", "trip", Status::Running, noon + 3min, noon + 30min, {}, parent("order-1")});
    add(database,
        {"trip-2", "trip", Status::Pending, noon + 4min, noon + 4min, {{"shop", "north"}, {"vip", ""}}});
    add(database, {"100%_a'b", "odd", Status::Terminated, noon + 5min, noon + 10min, {}, parent("order-1")});
}

QStringList statusesOf(Database &database, const QString &sql)
{
    const auto value = database.sql(sql);
    return value ? value->toString().split(u' ') : QStringList{value.error().message};
}

/// Counters that are not zero must be what a count gives.
void compareCounters(Database &database)
{
    const auto counted =
        u"SELECT group_concat(status || '=' || n, ' ') FROM (SELECT status, count(*) n FROM instances GROUP "
        "BY status ORDER BY status)"_s;
    const auto kept = u"SELECT group_concat(status || '=' || count, ' ') FROM (SELECT * FROM status_counts "
                      "WHERE count <> 0 ORDER BY status)"_s;
    QCOMPARE(statusesOf(database, kept), statusesOf(database, counted));
}

} // namespace

/// What every store promises about lists and counts, on each of them.
class TestQueries : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase_data()
    {
        QTest::addColumn<bool>("isInMemory");
        QTest::newRow("on disk") << false;
        QTest::newRow("in memory") << true;
    }

    void everyFilterGivesWhatItSays_data();
    void everyFilterGivesWhatItSays();
    void everyOrderHasItsPages_data();
    void everyOrderHasItsPages();
    void instancesOfTheSameMomentKeepTheirOrderOverPages();
    void aForeignPageMarkIsRefused_data();
    void aForeignPageMarkIsRefused();
    void manyInstancesOfANameAreGoneThroughInOrder();
    void aCountThatIsCutSaysSo();
    void theHistoryIsReadInPages_data();
    void theHistoryIsReadInPages();
    void anEventThatIsNotThereIsNotFound();
    void theCountersAgreeWithACount();
};

void TestQueries::everyFilterGivesWhatItSays_data()
{
    QTest::addColumn<InstanceQuery>("query");
    QTest::addColumn<QString>("found");
    const auto row = [](const char *what, auto change, const QString &found) {
        InstanceQuery query;
        change(query);
        QTest::newRow(what) << query << found;
    };
    using Query = InstanceQuery;
    using Status = OrchestrationStatus;
    row(
        "all", [](Query &) {}, u"100%_a'b trip-2 trip-1 Order-3 order-2 order-1"_s);
    row(
        "name", [](Query &q) { q.name = "order"; }, u"Order-3 order-2 order-1"_s);
    row(
        "no part of a name", [](Query &q) { q.name = "orde"; }, u""_s);
    row(
        "part of a name or an id", [](Query &q) { q.nameContains = u"RIP"_s; }, u"trip-2 trip-1"_s);
    row(
        "plain text", [](Query &q) { q.nameContains = u"%_A'"_s; }, u"100%_a'b"_s);
    row(
        "status",
        [](Query &q) {
            q.statuses = {Status::Running, Status::Failed};
        },
        u"trip-1 Order-3 order-2"_s);
    row(
        "a status twice",
        [](Query &q) {
            q.statuses = {Status::Failed, Status::Failed};
        },
        u"order-2"_s);
    row(
        "id prefix", [](Query &q) { q.idPrefix = "order-"; }, u"order-2 order-1"_s);
    row(
        "odd id prefix", [](Query &q) { q.idPrefix = "100%"; }, u"100%_a'b"_s);
    row(
        "tag",
        [](Query &q) {
            q.tags = {{"shop", "north"}};
        },
        u"trip-2 order-1"_s);
    row(
        "two tags",
        [](Query &q) {
            q.tags = {{"shop", "north"}, {"vip", ""}};
        },
        u"trip-2"_s);
    row(
        "another value",
        [](Query &q) {
            q.tags = {{"vip", "1"}};
        },
        u""_s);
    row(
        "parent", [](Query &q) { q.parent = InstanceId(std::string("order-1")); }, u"100%_a'b trip-1"_s);
    row(
        "created",
        [](Query &q) {
            q.created = {noon + 1min, noon + 3min};
        },
        u"Order-3 order-2"_s);
    row(
        "created from", [](Query &q) { q.created.from = noon + 4min; }, u"100%_a'b trip-2"_s);
    row(
        "updated",
        [](Query &q) {
            q.updated = {noon + 30min, noon + 50min};
        },
        u"trip-1 Order-3"_s);
    row(
        "updated until", [](Query &q) { q.updated.until = noon + 30min; }, u"100%_a'b trip-2"_s);
    row(
        "two letters", [](Query &q) { q.text = u"%_"_s; }, u"100%_a'b"_s);
    row(
        "together",
        [](Query &q) {
            q.name = "trip";
            q.idPrefix = "trip";
            q.tags = {{"shop", "north"}};
            q.statuses = {Status::Pending};
        },
        u"trip-2"_s);
    row(
        "nothing together",
        [](Query &q) {
            q.name = "trip";
            q.idPrefix = "order";
        },
        u""_s);
}

void TestQueries::everyFilterGivesWhatItSays()
{
    QFETCH(const InstanceQuery, query);
    QFETCH(const QString, found);
    QFETCH_GLOBAL(const bool, isInMemory);
    Database database(isInMemory);
    fill(database);
    QCOMPARE(ids(database.reader->instances(query)), found);
    const auto count = database.reader->count(query);
    QVERIFY(count);
    QCOMPARE(count->count, qint64(found.isEmpty() ? 0 : found.count(u' ') + 1));
    QVERIFY(count->isExact);
    InstanceQuery oneByOne = query;
    oneByOne.limit = 1;
    QCOMPARE(allIds(*database.reader, oneByOne), found);
}

void TestQueries::everyOrderHasItsPages_data()
{
    QTest::addColumn<InstanceOrder>("order");
    QTest::addColumn<QString>("found");
    QTest::newRow("newest") << InstanceOrder::NewestFirst
                            << u"100%_a'b trip-2 trip-1 Order-3 order-2 order-1"_s;
    QTest::newRow("oldest") << InstanceOrder::OldestFirst
                            << u"order-1 order-2 Order-3 trip-1 trip-2 100%_a'b"_s;
    QTest::newRow("last updated") << InstanceOrder::LastUpdatedFirst
                                  << u"order-1 order-2 Order-3 trip-1 100%_a'b trip-2"_s;
}

void TestQueries::everyOrderHasItsPages()
{
    QFETCH(const InstanceOrder, order);
    QFETCH(const QString, found);
    QFETCH_GLOBAL(const bool, isInMemory);
    Database database(isInMemory);
    fill(database);
    InstanceQuery query;
    query.order = order;
    for (int limit = 1; limit <= 7; ++limit) {
        query.limit = limit;
        QCOMPARE(allIds(*database.reader, query), found);
    }
    query.created = {noon, noon + 1h}; // with a probe in place of the walk
    query.updated = {noon, noon + 2h};
    query.limit = 2;
    QCOMPARE(allIds(*database.reader, query), found);
}

void TestQueries::instancesOfTheSameMomentKeepTheirOrderOverPages()
{
    QFETCH_GLOBAL(const bool, isInMemory);
    Database database(isInMemory);
    QStringList expected;
    for (int i = 0; i < 25; ++i) {
        const auto status = i % 3 == 0 ? OrchestrationStatus::Running : OrchestrationStatus::Completed;
        add(database, {"i" + std::to_string(i), "flow", status});
        expected.prepend(u"i%1"_s.arg(i));
    }
    for (const auto order : {InstanceOrder::NewestFirst, InstanceOrder::LastUpdatedFirst}) {
        InstanceQuery query;
        query.order = order;
        query.limit = 4;
        QCOMPARE(allIds(*database.reader, query), expected.join(u' '));
    }
    std::reverse(expected.begin(), expected.end());
    InstanceQuery query;
    query.order = InstanceOrder::OldestFirst;
    query.limit = 4;
    QCOMPARE(allIds(*database.reader, query), expected.join(u' '));
}

void TestQueries::aForeignPageMarkIsRefused_data()
{
    QTest::addColumn<QByteArray>("mark");
    QTest::newRow("words") << QByteArray("next please");
    QTest::newRow("a number") << QByteArray("17");
    QTest::newRow("of another order") << QByteArray("o5.7");
    QTest::newRow("no key") << QByteArray("n5.");
    QTest::newRow("written otherwise") << QByteArray("n05.7");
    QTest::newRow("too large") << QByteArray("n99999999999999999999.1");
    QTest::newRow("SQL") << QByteArray("n5.7 OR 1=1");
}

void TestQueries::aForeignPageMarkIsRefused()
{
    QFETCH(const QByteArray, mark);
    QFETCH_GLOBAL(const bool, isInMemory);
    Database database(isInMemory);
    fill(database);
    InstanceQuery query;
    query.after = mark;
    const auto page = database.reader->instances(query);
    QVERIFY(!page);
    QCOMPARE(page.error().code, ErrorCode::InvalidArgument);
    query.name = "order"; // found by another way
    QCOMPARE(database.reader->instances(query).error().code, ErrorCode::InvalidArgument);
}

void TestQueries::manyInstancesOfANameAreGoneThroughInOrder()
{
    QFETCH_GLOBAL(const bool, isInMemory);
    Database database(isInMemory);
    std::vector<WriteRequest> batch;
    for (int i = 0; i < 6000; ++i)
        batch.push_back(startOf({"many-" + std::to_string(i), "many", {}, noon + std::chrono::seconds(i)}));
    batch.push_back(startOf({"few", "few", {}, noon - 1s}));
    QVERIFY(database.writer->apply(batch));
    InstanceQuery query;
    query.name = "many";
    query.limit = 3;
    QCOMPARE(ids(database.reader->instances(query)), u"many-5999 many-5998 many-5997"_s);
    query.order = InstanceOrder::LastUpdatedFirst;
    QCOMPARE(ids(database.reader->instances(query)), u"many-5999 many-5998 many-5997"_s);
    query.idPrefix = "many-1";
    query.order = InstanceOrder::OldestFirst;
    query.limit = 2;
    QCOMPARE(ids(database.reader->instances(query)), u"many-1 many-10"_s);
    query = {};
    query.name = "few";
    QCOMPARE(allIds(*database.reader, query), u"few"_s);
    query = {};
    query.nameContains = u"EW"_s; // no index knows it: all are gone through
    QCOMPARE(allIds(*database.reader, query), u"few"_s);
    query.nameContains = u"many"_s;
    QVERIFY((*database.reader->count(query) == InstanceCount{6000, true}));
}

void TestQueries::aCountThatIsCutSaysSo()
{
    QFETCH_GLOBAL(const bool, isInMemory);
    Database database(isInMemory);
    std::vector<WriteRequest> batch;
    const int many = 40'500;
    for (int i = 0; i < many; ++i)
        batch.push_back(startOf({"i" + std::to_string(i), "many"}));
    QVERIFY(database.writer->apply(batch));
    QVERIFY((*database.reader->count({}) == InstanceCount{many, true}));
    InstanceQuery query;
    query.nameContains = u"many"_s;
    QVERIFY((*database.reader->count(query) == InstanceCount{40'000, false}));
    query.nameContains = u"i0"_s; // the oldest: the first pages are empty, and not the last
    const auto page = database.reader->instances(query);
    QCOMPARE(ids(page), u""_s);
    QVERIFY(!page->next.isEmpty());
    QCOMPARE(allIds(*database.reader, query), u"i0"_s);
}

void TestQueries::theHistoryIsReadInPages_data()
{
    QTest::addColumn<HistoryRange>("range");
    QTest::addColumn<int>("first");
    QTest::addColumn<int>("size");
    using Anchor = HistoryRange::Anchor;
    QTest::newRow("head") << HistoryRange{Anchor::Head, 0, 7} << 0 << 7;
    QTest::newRow("tail") << HistoryRange{Anchor::Tail, 0, 7} << 93 << 7;
    QTest::newRow("all") << HistoryRange{Anchor::Head, 0, 1000} << 0 << 100;
    QTest::newRow("all from the tail") << HistoryRange{Anchor::Tail, 0, 1000} << 0 << 100;
    QTest::newRow("a place") << HistoryRange{Anchor::Place, 15, 20} << 15 << 20;
    QTest::newRow("past the end") << HistoryRange{Anchor::Place, 95, 20} << 95 << 5;
    QTest::newRow("after the end") << HistoryRange{Anchor::Place, 200, 20} << 100 << 0;
    QTest::newRow("before the beginning") << HistoryRange{Anchor::Place, -5, 2} << 0 << 2;
    QTest::newRow("an event") << HistoryRange{Anchor::Event, 40, 11} << 76 << 11;
    QTest::newRow("an event at the end") << HistoryRange{Anchor::Event, 49, 10} << 90 << 10;
    QTest::newRow("an event at the beginning") << HistoryRange{Anchor::Event, 0, 10} << 0 << 10;
}

namespace {

/// 100 events in uneven pieces: at the even places answers, at the odd ones the decisions 0 to 49.
InstanceKey addHistory(Database &database, History &events)
{
    const InstanceKey key = database.write(start("long"))->instance;
    for (int i = 0; i < 50; ++i) {
        events.push_back(fact(noon, EventRaised{"e" + std::to_string(i), nullptr}));
        events.push_back(fact(noon, TimerCreated{noon, "t"}, i));
    }
    CommitTurn turn;
    turn.instance = key;
    turn.historyLength = 100;
    turn.updated = noon;
    for (int at = 0, size = 1; at < 100; at += size, size = 1 + (size * 3) % 7) {
        const auto piece = std::span(events).subspan(std::size_t(at), std::size_t(std::min(size, 100 - at)));
        turn.history.push_back({at, packEvents(piece, ownerOf("long"))});
    }
    (void)database.write(turn);
    return key;
}

} // namespace

void TestQueries::theHistoryIsReadInPages()
{
    QFETCH(const HistoryRange, range);
    QFETCH(const int, first);
    QFETCH(const int, size);
    QFETCH_GLOBAL(const bool, isInMemory);
    Database database(isInMemory);
    History events;
    addHistory(database, events);
    const auto page = database.reader->history(InstanceId(std::string("long")), range);
    QVERIFY2(page, page ? "" : qPrintable(page.error().message));
    QCOMPARE(page->total, 100);
    QCOMPARE(page->first, first);
    QCOMPARE(int(page->events.size()), size);
    for (int i = 0; i < size; ++i)
        QVERIFY(page->events[std::size_t(i)] == events[std::size_t(first + i)]);
}

void TestQueries::anEventThatIsNotThereIsNotFound()
{
    QFETCH_GLOBAL(const bool, isInMemory);
    Database database(isInMemory);
    History events;
    addHistory(database, events);
    const InstanceId id(std::string("long"));
    const auto page = database.reader->history(id, {HistoryRange::Anchor::Event, 50, 10});
    QVERIFY(!page);
    QCOMPARE(page.error().code, ErrorCode::NotFound);
    for (int number = 0; number < 50; ++number) {
        const auto one = database.reader->history(id, {HistoryRange::Anchor::Event, number, 1});
        QVERIFY(one);
        QCOMPARE(one->events.front().eventId, number);
    }
    QCOMPARE(database.reader->history(InstanceId(std::string("none")), {}).error().code, ErrorCode::NotFound);
}

void TestQueries::theCountersAgreeWithACount()
{
    using Status = OrchestrationStatus;
    const Status ends[] = {Status::Completed, Status::Failed, Status::Terminated, Status::Running,
                           Status::Suspended};
    QRandomGenerator random(11);
    QFETCH_GLOBAL(const bool, isInMemory);
    Database database(isInMemory);
    std::map<std::string, std::pair<InstanceKey, Status>> rows;
    for (int round = 0; round < 60; ++round) {
        std::vector<WriteRequest> batch;
        std::vector<std::string> names;
        std::vector<Status> after;
        for (int i = 0; i < 20; ++i) {
            const std::string id = "i" + std::to_string(random.bounded(40));
            if (std::ranges::find(names, id) != names.end())
                continue;
            const auto row = rows.find(id);
            const bool isLive = row != rows.end() && !isTerminal(row->second.second);
            const Status status = isLive ? ends[random.bounded(5)] : Status::Pending;
            names.push_back(id);
            after.push_back(status);
            if (!isLive) {
                batch.push_back(start(id)); // new, or in place of one that has ended
                continue;
            }
            CommitTurn turn;
            turn.instance = row->second.first;
            turn.statusBefore = row->second.second;
            turn.status = status;
            turn.updated = noon;
            batch.push_back(std::move(turn));
        }
        // Now and then the whole batch comes to nothing: the database is in use by another program.
        if (random.bounded(4) == 0) {
            const auto other = SqliteConnection::open(database.options, SqliteConnection::Access::ReadWrite);
            QVERIFY(other);
            QVERIFY((*other)->run(
                u"CREATE TRIGGER spoil BEFORE INSERT ON status_counts BEGIN SELECT RAISE(ABORT, "
                "'spoiled'); END"_s));
            QVERIFY(!database.writer->apply(batch));
            QVERIFY((*other)->run(u"DROP TRIGGER spoil"_s));
            compareCounters(database);
            continue;
        }
        const auto receipts = database.writer->apply(batch);
        QVERIFY(receipts);
        for (std::size_t i = 0; i < names.size(); ++i) {
            QVERIFY((*receipts)[i]);
            rows[names[i]] = {(*receipts)[i]->instance, after[i]};
        }
        compareCounters(database);
    }
}

QTEST_GUILESS_MAIN(TestQueries)
#include "tst_queries.moc"
