// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/EntityCodec.h"
#include "tests/engine/store/TestDatabase.h"

using namespace perdura;
using namespace perdura::test;
using Kind = EntityMessage::Kind;

namespace {

const EntityId counter{"counter", "a"};

EntityMessage signal(int input, std::optional<Instant> due = {})
{
    EntityMessage message{.entity = counter, .operation = "add", .due = due};
    message.input = input;
    return message;
}

EntityMessage call(const std::string &instance, SequenceNumber task, Kind kind = Kind::Call)
{
    EntityMessage message{.kind = kind, .entity = counter, .operation = "get"};
    message.sender = {InstanceId(instance), ExecutionId("x-" + instance), task};
    return message;
}

ParentAnswer answerTo(const std::string &instance, const std::string &execution)
{
    return {{InstanceId(instance), ExecutionId(execution), 0}, fact(noon, EntityOperationCompleted{0, 7})};
}

std::vector<Result<WriteReceipt>> writeAll(Database &database, const std::vector<WriteRequest> &requests)
{
    auto receipts = database.writer->apply(requests);
    return receipts ? std::move(*receipts) : std::vector<Result<WriteReceipt>>();
}

} // namespace

/// What every store promises about entities, on each of them.
class TestEntityStore : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase_data()
    {
        QTest::addColumn<bool>("isInMemory");
        QTest::newRow("on disk") << false;
        QTest::newRow("in memory") << true;
    }

    void messagesComeBackWhole();
    void damagedMessagesAreRefused();
    void signalsOfATransactionShareRows();
    void aTurnRemovesItsRowsAndKeepsWhatCameMeanwhile();
    void anEmptyRecordGoes();
    void delayedSignalsAreKeptApart();
    void answersReachOnlyTheExecutionThatAsked();
    void lockRequestsOfEndedOwnersAreDropped();
    void theInboxIsFoundAgain();
};

void TestEntityStore::messagesComeBackWhole()
{
    EntityMessage lock{.kind = Kind::Lock, .entity = counter};
    lock.sender = {InstanceId(std::string("i")), ExecutionId(std::string("x")), 300};
    lock.lockSet = {counter, {"counter", "b@/"}};
    const std::vector<EntityMessage> messages{signal(5), call("i", 0), lock, call("i", -1, Kind::Unlock)};
    PackedWriter writer;
    for (const EntityMessage &message : messages)
        packEntityMessage(writer, message);
    const auto back = unpackEntityMessages(writer.take(), counter);
    QVERIFY(back);
    QVERIFY(*back == messages);
}

void TestEntityStore::damagedMessagesAreRefused()
{
    PackedWriter writer;
    packEntityMessage(writer, call("instance", 3));
    const QByteArray whole = writer.take();
    for (qsizetype size = 1; size < whole.size(); ++size)
        QCOMPARE(unpackEntityMessages(whole.left(size), counter).error().code, ErrorCode::Damaged);
    QCOMPARE(unpackEntityMessages("\xf0", counter).error().code, ErrorCode::Damaged);
}

void TestEntityStore::signalsOfATransactionShareRows()
{
    QFETCH_GLOBAL(const bool, isInMemory);
    Database database(isInMemory);
    std::vector<WriteRequest> requests;
    for (int i = 0; i < 250; ++i)
        requests.emplace_back(SignalEntity{signal(i)});
    const auto receipts = writeAll(database, requests);
    QCOMPARE(receipts.size(), std::size_t(250));
    QCOMPARE(database.sql(u"SELECT count(*) FROM entity_inbox"_s)->toInt(), 3);
    // Each row is told whole, by the last request that is in it.
    for (const auto &[request, count] : {std::pair(99, 100), {199, 100}, {249, 50}}) {
        const auto &deliveries = receipts[std::size_t(request)]->entityDeliveries;
        QCOMPARE(deliveries.size(), std::size_t(1));
        QCOMPARE(deliveries.front().messages.size(), std::size_t(count));
        QVERIFY(deliveries.front().messages.back().input == request);
    }
    QVERIFY(receipts[0]->entityDeliveries.empty());
    QCOMPARE(database.reader->entity(counter)->queueLength, 250);
    QVERIFY(!database.reader->entity(counter)->exists);
}

void TestEntityStore::aTurnRemovesItsRowsAndKeepsWhatCameMeanwhile()
{
    QFETCH_GLOBAL(const bool, isInMemory);
    Database database(isInMemory);
    const auto first = database.write(SignalEntity{signal(1)})->entityDeliveries.front();
    const auto second = database.write(SignalEntity{signal(2)})->entityDeliveries.front();
    CommitEntityTurn turn{.entity = first.entity, .id = counter, .state = "3", .hasState = true};
    turn.lastOperation = noon;
    turn.finished = {{first.number, second.number}};
    // In one transaction with signals before and after it.
    const auto receipts = writeAll(database, {SignalEntity{signal(3)}, turn, SignalEntity{signal(4)}});
    QVERIFY(!receipts[1]->isEntityRemoved);
    const EntityInfo info = *database.reader->entity(counter);
    QVERIFY(info.exists);
    QVERIFY(info.state == 3);
    QCOMPARE(info.stateBytes, 1);
    QCOMPARE(info.queueLength, 2);
    QVERIFY(info.lastOperation == noon);
}

void TestEntityStore::anEmptyRecordGoes()
{
    QFETCH_GLOBAL(const bool, isInMemory);
    Database database(isInMemory);
    const auto delivery = database.write(SignalEntity{signal(1)})->entityDeliveries.front();
    CommitEntityTurn turn{.entity = delivery.entity, .id = counter, .state = QByteArray("")};
    turn.finished = {{delivery.number, delivery.number}};
    const auto receipts = writeAll(database, {turn, SignalEntity{signal(2)}});
    QVERIFY(receipts[0]->isEntityRemoved);
    // The next message makes a new record.
    QVERIFY(receipts[1]->entityDeliveries.front().entity != delivery.entity);
    QCOMPARE(database.write(turn).error().code, ErrorCode::NotFound);
}

void TestEntityStore::delayedSignalsAreKeptApart()
{
    QFETCH_GLOBAL(const bool, isInMemory);
    Database database(isInMemory);
    const auto receipt = *database.write(SignalEntity{signal(1, noon + 1h)});
    QVERIFY(receipt.entityDeliveries.empty());
    QVERIFY(receipt.entityTimers.front().due == noon + 1h);
    const EntityKey key = receipt.entityTimers.front().entity;
    QVERIFY(database.reader->dueSignals(key, noon)->empty());
    const auto due = *database.reader->dueSignals(key, noon + 1h);
    QCOMPARE(due.size(), std::size_t(1));
    QVERIFY(due.front().messages == std::vector{signal(1, noon + 1h)});
    QCOMPARE(database.reader->entityTimers()->size(), std::size_t(1));
    QVERIFY(database.reader->entityInbox()->empty());

    CommitEntityTurn turn{.entity = key, .id = counter};
    QVERIFY(!database.write(turn)->isEntityRemoved);
    turn.finishedDelayed = {{noon + 1h, due.front().number}};
    QVERIFY(database.write(turn)->isEntityRemoved);
    QVERIFY(database.reader->entityTimers()->empty());
}

void TestEntityStore::answersReachOnlyTheExecutionThatAsked()
{
    QFETCH_GLOBAL(const bool, isInMemory);
    Database database(isInMemory);
    const InstanceKey asking = database.write(start("i"))->instance;
    const auto delivery = database.write(SignalEntity{signal(1)})->entityDeliveries.front();
    CommitEntityTurn turn{.entity = delivery.entity, .id = counter, .state = "1", .hasState = true};
    turn.answers = {answerTo("i", "x-i"), answerTo("i", "another"), answerTo("nobody", "x-i")};
    const auto receipt = database.write(turn);
    QCOMPARE(receipt->deliveries.size(), std::size_t(1));
    QCOMPARE(receipt->deliveries.front().instance, asking);
    QCOMPARE(database.reader->inbox()->size(), std::size_t(1));
}

void TestEntityStore::lockRequestsOfEndedOwnersAreDropped()
{
    QFETCH_GLOBAL(const bool, isInMemory);
    Database database(isInMemory);
    QVERIFY(database.write(start("i")));
    const auto delivery = database.write(SignalEntity{signal(1)})->entityDeliveries.front();
    CommitEntityTurn turn{.entity = delivery.entity, .id = counter, .state = "1", .hasState = true};
    turn.messages = {call("i", 3, Kind::Lock), call("nobody", 3, Kind::Lock)};
    const auto receipt = database.write(turn);
    QCOMPARE(receipt->entityDeliveries.size(), std::size_t(1));
    QCOMPARE(receipt->entityDeliveries.front().messages.front().sender.instance.value, "i");
}

void TestEntityStore::theInboxIsFoundAgain()
{
    QFETCH_GLOBAL(const bool, isInMemory);
    Database database(isInMemory);
    QVERIFY(database.write(start("i")));
    (void)writeAll(database, {SignalEntity{signal(1)}, SignalEntity{signal(2)}});
    CommitEntityTurn turn{.entity = database.reader->entityInbox()->front().entity, .id = counter};
    turn.messages = {call("i", 3), signal(3)};
    turn.lock = EntityLockHolder{call("i", 2).sender, noon};
    QVERIFY(database.write(turn));
    const auto inbox = *database.reader->entityInbox();
    QCOMPARE(inbox.size(), std::size_t(3));
    QVERIFY(inbox[0].messages == (std::vector{signal(1), signal(2)}));
    QVERIFY(inbox[1].messages == std::vector{call("i", 3)});
    QVERIFY(inbox[2].messages == std::vector{signal(3)});
    const auto entity = database.reader->loadEntity(inbox[0].entity);
    QVERIFY(entity);
    QCOMPARE(entity->id, counter);
    QVERIFY(entity->state.is_null());
    QVERIFY(entity->lock == turn.lock);
}

QTEST_GUILESS_MAIN(TestEntityStore)
#include "tst_entity_store.moc"
