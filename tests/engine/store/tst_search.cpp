// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/SearchText.h"
#include "tests/engine/store/InstanceRows.h"

using namespace perdura;
using namespace perdura::test;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

InstanceQuery textQuery(const QString &text)
{
    InstanceQuery query;
    query.text = text;
    return query;
}

void fill(Database &database)
{
    using Status = OrchestrationStatus;
    add(database, {.id = "input", .input = {{"customer", "Ada Löwe"}, {"sum", 1250}}});
    add(database,
        {.id = "output", .status = Status::Completed, .output = {{"path", "C:\\temp\\100%_\"x\".txt"}}});
    add(database, {.id = "status", .customStatus = Json("waiting for the ship ΣΊΣΥΦΟΣ")});
    add(database, {.id = "failure",
                   .status = Status::Failed,
                   .failureMessage = "The disk /dev/sda1 is full AND broken*"});
    add(database, {.id = "pending", .status = Status::Pending, .input = Json::array({"needle", nullptr})});
}

void index(Database &database)
{
    for (;;) {
        const auto hasMore = database.writer->tidy(1h);
        if (!hasMore || !*hasMore)
            return;
    }
}

} // namespace

/// What every store promises about the search for texts, on each of them.
class TestSearch : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase_data()
    {
        QTest::addColumn<bool>("isInMemory");
        QTest::newRow("on disk") << false;
        QTest::newRow("in memory") << true;
    }

    void textsAreFound_data();
    void textsAreFound();
    void whatWasCutIsNotSearched();
    void readableJsonHasNoEscapes();
    void aChangedTextIsFoundBeforeAndAfterItIsIndexed();
    void aTurnThatChangesNoTextNeedsNoIndexing();
    void textsGoWithTheirInstance();
    void indexingGoesOnInPortions();
    void manyUnindexedInstancesAreSearchedToTheEnd();
    void manyMatchesComeInOrder();
    void aDamagedHistoryDoesNotStopTheIndexing();
};

void TestSearch::textsAreFound_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("found");
    QTest::newRow("input") << u"ada löwe"_s << u"input"_s;
    QTest::newRow("other case") << u"ADA LÖWE"_s << u"input"_s;
    QTest::newRow("key and value") << u"\"sum\":1250"_s << u"input"_s;
    QTest::newRow("a number") << u"125"_s << u"input"_s;
    QTest::newRow("output") << u"C:\\temp\\"_s << u"output"_s;
    QTest::newRow("per cent") << u"100%_"_s << u"output"_s;
    QTest::newRow("quotes") << u"\"x\".txt"_s << u"output"_s;
    QTest::newRow("no wildcard") << u"100__"_s << u""_s;
    QTest::newRow("custom status") << u"for the ship"_s << u"status"_s;
    QTest::newRow("Greek") << u"σίσυφος"_s << u"status"_s;
    QTest::newRow("failure") << u"/dev/SDA1"_s << u"failure"_s;
    QTest::newRow("words of a query language") << u"full AND broken*"_s << u"failure"_s;
    QTest::newRow("an operator") << u"NOT the"_s << u""_s;
    QTest::newRow("several") << u"the "_s << u"failure status"_s;
    QTest::newRow("pending") << u"[\"needle\",null]"_s << u"pending"_s;
    QTest::newRow("all trigrams but not the text") << u"the the ship"_s << u""_s;
    QTest::newRow("no id") << u"output"_s << u""_s;
    QTest::newRow("not across payloads") << u"}wai"_s << u""_s;
    QTest::newRow("nothing") << u"zebra"_s << u""_s;
    QTest::newRow("a quote") << u"'; DROP TABLE instances; --"_s << u""_s;
    QTest::newRow("two letters: part of an id") << u"Ut"_s << u"output input"_s.section(u' ', 0, 0);
}

void TestSearch::textsAreFound()
{
    QFETCH(const QString, text);
    QFETCH(const QString, found);
    QFETCH_GLOBAL(const bool, isInMemory);
    Database database(isInMemory);
    fill(database);
    const auto sorted = [](const QString &list) {
        QStringList parts = list.split(u' ');
        parts.sort();
        return parts;
    };
    if (text == u"Ut"_s) {
        QCOMPARE(sorted(ids(database.reader->instances(textQuery(text)))), sorted(u"input output"_s));
        return;
    }
    QCOMPARE(ids(database.reader->instances(textQuery(text))), found);
    QVERIFY((database.reader->figures()->unindexed == InstanceCount{5, true}));
    index(database);
    QCOMPARE(ids(database.reader->instances(textQuery(text))), found);
    QVERIFY((database.reader->figures()->unindexed == InstanceCount{0, true}));
    const auto count = database.reader->count(textQuery(text));
    QVERIFY((*count == InstanceCount{found.isEmpty() ? 0 : found.count(u' ') + 1, true}));
}

void TestSearch::whatWasCutIsNotSearched()
{
    QFETCH_GLOBAL(const bool, isInMemory);
    Database database(isInMemory);
    const std::string filling(std::size_t(searchedCharacters) - 10, 'x');
    add(database, {.id = "long", .input = Json(filling + "early-late"), .customStatus = Json("late")});
    for (int round = 0; round < 2; ++round) {
        QCOMPARE(ids(database.reader->instances(textQuery(u"xearl"_s))), u"long"_s);
        QCOMPARE(ids(database.reader->instances(textQuery(u"early-late"_s))), u""_s);
        QCOMPARE(ids(database.reader->instances(textQuery(u"\"late\""_s))), u"long"_s);
        index(database);
    }
    // Of the text that is searched for 256 characters count.
    QCOMPARE(ids(database.reader->instances(textQuery(QString(256, u'x') + u"zebra"_s))), u"long"_s);
}

void TestSearch::readableJsonHasNoEscapes()
{
    const Json value{{"a\"b", Json::array({1, true, nullptr, "\\\n\t/", 1.5})}, {"é", Json::object()}};
    QCOMPARE(searchableJson(value), u"{\"a\"b\":[1,true,null,\"\\\n\t/\",1.5],\"é\":{}}"_s);
    QCOMPARE(foldForSearch(searchableJson(Json("\\\n\tA"))), u"\"\\  a\""_s);
    QCOMPARE(searchableJson(nullptr), QString());
    QCOMPARE(searchableJson(Json(std::string(5000, 'y'))).size(), searchedCharacters);
    QCOMPARE(trigramQuery(u"abca"_s), u"\"abc\" AND \"bca\""_s);
    QCOMPARE(trigramQuery(u"a\"b"_s), u"\"a\"\"b\""_s);
    QCOMPARE(trigramQuery(u"🙂ab"_s), u"\"🙂ab\""_s);
}

void TestSearch::aChangedTextIsFoundBeforeAndAfterItIsIndexed()
{
    QFETCH_GLOBAL(const bool, isInMemory);
    Database database(isInMemory);
    const InstanceRow row{.id = "a", .customStatus = Json("first step")};
    const InstanceKey key = add(database, row);
    index(database);
    CommitTurn turn;
    turn.instance = key;
    turn.updated = noon + 1s;
    turn.historyLength = 3;
    turn.customStatus = Json("second step");
    QVERIFY(database.write(turn));
    for (int round = 0; round < 2; ++round) {
        QCOMPARE(ids(database.reader->instances(textQuery(u"second step"_s))), u"a"_s);
        QCOMPARE(ids(database.reader->instances(textQuery(u"first step"_s))), u""_s);
        QCOMPARE(database.reader->figures()->unindexed.count, qint64(1 - round));
        index(database);
    }
    turn.statusBefore = OrchestrationStatus::Running;
    turn.status = OrchestrationStatus::Failed;
    turn.failureMessage = "third failed";
    turn.customStatus.reset();
    QVERIFY(database.write(turn));
    QCOMPARE(ids(database.reader->instances(textQuery(u"third failed"_s))), u"a"_s);
    QCOMPARE(ids(database.reader->instances(textQuery(u"second step"_s))), u"a"_s);
    index(database);
    QCOMPARE(ids(database.reader->instances(textQuery(u"third failed"_s))), u"a"_s);
    QCOMPARE(database.sql(u"SELECT count(*) FROM search_texts"_s)->toInt(), 1);
}

void TestSearch::aTurnThatChangesNoTextNeedsNoIndexing()
{
    QFETCH_GLOBAL(const bool, isInMemory);
    Database database(isInMemory);
    const InstanceKey key = add(database, {.id = "a", .input = Json("hello")});
    index(database);
    CommitTurn turn;
    turn.instance = key;
    turn.updated = noon + 1s;
    turn.historyLength = 3;
    turn.openActivities = 1;
    QVERIFY(database.write(turn));
    QCOMPARE(database.reader->figures()->unindexed.count, qint64(0));
}

void TestSearch::textsGoWithTheirInstance()
{
    QFETCH_GLOBAL(const bool, isInMemory);
    Database database(isInMemory);
    const InstanceRow row{.id = "a", .status = OrchestrationStatus::Completed, .output = Json("treasure")};
    add(database, row);
    index(database);
    QCOMPARE(ids(database.reader->instances(textQuery(u"treasure"_s))), u"a"_s);
    InstanceRow other = row;
    other.output = Json("pebble");
    add(database, other); // in its place
    QCOMPARE(database.sql(u"SELECT count(*) FROM search_texts"_s)->toInt(), 0);
    QCOMPARE(database.sql(u"SELECT count(*) FROM search_index WHERE search_index MATCH '\"tre\"'"_s)->toInt(),
             0);
    QCOMPARE(ids(database.reader->instances(textQuery(u"treasure"_s))), u""_s);
    index(database);
    QCOMPARE(ids(database.reader->instances(textQuery(u"treasure"_s))), u""_s);
    QCOMPARE(ids(database.reader->instances(textQuery(u"pebble"_s))), u"a"_s);
}

void TestSearch::indexingGoesOnInPortions()
{
    QFETCH_GLOBAL(const bool, isInMemory);
    Database database(isInMemory);
    std::vector<WriteRequest> batch;
    for (int i = 0; i < 1200; ++i)
        batch.push_back(startOf({.id = "i" + std::to_string(i), .input = Json("word" + std::to_string(i))}));
    QVERIFY(database.writer->apply(batch));
    int portions = 0;
    qint64 left = 1200;
    for (bool hasMore = true; hasMore; ++portions) {
        const auto result = database.writer->tidy(1h);
        QVERIFY(result);
        hasMore = *result;
        const qint64 now = database.reader->figures()->unindexed.count;
        QVERIFY(now < left);
        left = now;
        QCOMPARE(ids(database.reader->instances(textQuery(u"word1199"_s))), u"i1199"_s);
        QCOMPARE(ids(database.reader->instances(textQuery(u"\"word7\""_s))), u"i7"_s);
    }
    QCOMPARE(left, qint64(0));
    QCOMPARE(portions, 3);
    QVERIFY(!*database.writer->tidy(1h));
    // Without time for it, each portion still gets on by one.
    batch.assign(1, startOf({.id = "x"}));
    batch.push_back(startOf({.id = "y"}));
    QVERIFY(database.writer->apply(batch));
    QVERIFY(*database.writer->tidy(0ms));
    QVERIFY(!*database.writer->tidy(0ms));
}

void TestSearch::manyUnindexedInstancesAreSearchedToTheEnd()
{
    QFETCH_GLOBAL(const bool, isInMemory);
    Database database(isInMemory);
    std::vector<WriteRequest> batch;
    batch.push_back(startOf({.id = "oldest", .input = Json("needle")}));
    for (int i = 0; i < 6000; ++i)
        batch.push_back(startOf({.id = "i" + std::to_string(i), .input = Json("hay")}));
    QVERIFY(database.writer->apply(batch));
    QCOMPARE(allIds(*database.reader, textQuery(u"needle"_s)), u"oldest"_s);
    InstanceQuery query = textQuery(u"needle"_s);
    query.idPrefix = "old";
    QCOMPARE(ids(database.reader->instances(query)), u"oldest"_s);
}

void TestSearch::manyMatchesComeInOrder()
{
    QFETCH_GLOBAL(const bool, isInMemory);
    Database database(isInMemory);
    std::vector<WriteRequest> batch;
    for (int i = 0; i < 6000; ++i)
        batch.push_back(startOf({.id = "i" + std::to_string(i),
                                 .created = noon + std::chrono::seconds(i),
                                 .input = Json("hay")}));
    QVERIFY(database.writer->apply(batch));
    index(database);
    InstanceQuery query = textQuery(u"hay"_s);
    query.limit = 3;
    QCOMPARE(ids(database.reader->instances(query)), u"i5999 i5998 i5997"_s);
    query.order = InstanceOrder::OldestFirst;
    QCOMPARE(ids(database.reader->instances(query)), u"i0 i1 i2"_s);
}

void TestSearch::aDamagedHistoryDoesNotStopTheIndexing()
{
    QFETCH_GLOBAL(const bool, isInMemory);
    Database database(isInMemory);
    add(database, {.id = "broken", .customStatus = Json("half of it")});
    add(database, {.id = "whole", .input = Json("hello")});
    (void)database.sql(u"UPDATE history SET events = x'02ff' WHERE instance = 1 RETURNING 1"_s);
    index(database);
    QCOMPARE(database.reader->figures()->unindexed.count, qint64(0));
    QCOMPARE(ids(database.reader->instances(textQuery(u"hello"_s))), u"whole"_s);
    QCOMPARE(ids(database.reader->instances(textQuery(u"half of it"_s))), u"broken"_s);
}

QTEST_GUILESS_MAIN(TestSearch)
#include "tst_search.moc"
