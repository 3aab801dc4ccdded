// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/orchestration/EntityMessages.h"

#include <QTest>

using namespace perdura;
using namespace perdura::test;
using namespace std::chrono_literals;
using Kind = EntityMessage::Kind;

class TestEntityExecutor : public QObject
{
    Q_OBJECT

private slots:
    void operationsRunInTheirOrder();
    void readingDoesNotCreate();
    void aFailedOperationIsUndoneAndTheOthersRun();
    void aWrongInputFailsTheOperation();
    void anUnknownEntityFailsEachOperation();
    void anEntityOfOperationsHasDeleteAndRefusesTheUnknown();
    void aFunctionThatPassesOverDeleteKeepsItsState();
    void aDeletedEntityCanComeAgainInTheSameBatch();
    void anEntitySendsAndStarts();
    void tooLargeAStateFailsTheOperation();
    void aBatchEndsAtItsMaximum();
    void aLockKeepsAllOthersOut();
    void aLockRequestGoesOnToTheNextEntity();
    void anUnlockTakesBackARequestThatStillWaits();
    void aStrangersUnlockMeansNothing();
    void whatTheOwnerSendsAfterItsUnlockKeepsItsPlace();
    void theLockOfTheRecordHoldsAfterARestart();
};

void TestEntityExecutor::operationsRunInTheirOrder()
{
    EntityExecutor executor = executorOf();
    receiveAll(executor, {signal("add", 1), call("add", 2, caller(1, 4)), signal("add", 3),
                          call("get", nullptr, caller(2, 5))});
    const EntityBatch batch = runAll(executor);
    QCOMPARE(batch.operations, 4);
    QCOMPARE(batch.finished, (std::vector<std::int64_t>{0, 1, 2, 3}));
    QCOMPARE(int(batch.answers.size()), 2);
    QCOMPARE(batch.answers[0].to, caller(1, 4));
    QCOMPARE(std::get<EntityOperationCompleted>(batch.answers[0].data).taskId, 4);
    QCOMPARE(text(*resultOf(batch.answers[0])), "3");
    QCOMPARE(text(*resultOf(batch.answers[1])), "6");
    QCOMPARE(text(executor.record().state), "6");
    QVERIFY(executor.isEmpty());
}

void TestEntityExecutor::readingDoesNotCreate()
{
    EntityExecutor executor = executorOf();
    executor.receive(call("get", nullptr, caller(1)), 0);
    const EntityBatch batch = runAll(executor);
    QVERIFY(resultOf(batch.answers[0])->is_null());
    QVERIFY(executor.record().state.is_null());
    QVERIFY(!batch.hasNewState);
}

void TestEntityExecutor::aFailedOperationIsUndoneAndTheOthersRun()
{
    EntityExecutor executor = executorOf();
    receiveAll(executor, {signal("add", 1), call("fail", nullptr, caller(1, 9)), signal("add", 2)});
    const EntityBatch batch = runAll(executor);
    QCOMPARE(text(executor.record().state), "3");
    QVERIFY(batch.messages.empty());
    QVERIFY(batch.starts.empty());
    QCOMPARE(errorTypeOf(batch.answers[0]), "EntityOperationFailed");
    const auto &failure = std::get<EntityOperationFailed>(batch.answers[0].data);
    QCOMPARE(failure.taskId, 9);
    QCOMPARE(failure.failure.errorMessage, "no luck");
}

void TestEntityExecutor::aWrongInputFailsTheOperation()
{
    EntityExecutor executor = executorOf();
    receiveAll(executor, {signal("add", 1), call("add", "x", caller(1)), signal("add", "y")});
    const EntityBatch batch = runAll(executor);
    QCOMPARE(errorTypeOf(batch.answers[0]), "EntityOperationFailed");
    QCOMPARE(text(executor.record().state), "1");
}

void TestEntityExecutor::anUnknownEntityFailsEachOperation()
{
    EntityExecutor executor =
        executorOf(fail(ErrorCode::NotFound, QStringLiteral("There is no entity “counter”.")));
    receiveAll(executor, {signal("add", 1), call("add", 1, caller(1)), call("get", nullptr, caller(2)),
                          lock(caller(3, 2))});
    const EntityBatch batch = runAll(executor);
    QCOMPARE(int(batch.finished.size()), 4);
    QCOMPARE(errorTypeOf(batch.answers[0]), "EntityTaskNotFound");
    QVERIFY(std::get<EntityOperationFailed>(batch.answers[0].data).failure.isNonRetriable);
    QCOMPARE(errorTypeOf(batch.answers[1]), "EntityTaskNotFound");
    QCOMPARE(std::get<EntityLockGranted>(batch.answers[2].data).taskId, 2);
}

void TestEntityExecutor::anEntityOfOperationsHasDeleteAndRefusesTheUnknown()
{
    EntityExecutor executor = executorOf(counterOfOperations());
    receiveAll(executor, {signal("ADD", 5), call("Get", nullptr, caller(1)), call("jump", nullptr, caller(2)),
                          signal("delete")});
    const EntityBatch batch = runAll(executor);
    QCOMPARE(text(*resultOf(batch.answers[0])), "5");
    QCOMPARE(errorTypeOf(batch.answers[1]), "EntityOperationNotFound");
    QVERIFY(executor.record().state.is_null());
    QVERIFY(batch.hasNewState);
}

void TestEntityExecutor::aFunctionThatPassesOverDeleteKeepsItsState()
{
    EntityExecutor executor = executorOf();
    receiveAll(executor, {signal("add", 5), signal("delete")});
    (void)runAll(executor);
    QCOMPARE(text(executor.record().state), "5");
}

void TestEntityExecutor::aDeletedEntityCanComeAgainInTheSameBatch()
{
    EntityExecutor executor = executorOf(counterOfOperations());
    receiveAll(executor, {signal("add", 5), signal("delete"), signal("add", 2)});
    (void)runAll(executor);
    QCOMPARE(text(executor.record().state), "2");
}

void TestEntityExecutor::anEntitySendsAndStarts()
{
    EntityExecutor executor = executorOf();
    executor.receive(signal("tell", 3), 0);
    const EntityBatch batch = runAll(executor);
    QCOMPARE(int(batch.messages.size()), 1);
    QCOMPARE(batch.messages[0].entity, counterId);
    QCOMPARE(text(batch.messages[0].input), "3");
    QVERIFY(batch.messages[0].due == noon + 1h);
    QCOMPARE(batch.messages[0].sender.instance, InstanceId(std::string("@counter@a")));
    QVERIFY(batch.starts == std::vector<EntityStart>({{InstanceId(std::string("given")), "other", {}, 7}}));
    QVERIFY(executor.record().state.is_null());
}

void TestEntityExecutor::tooLargeAStateFailsTheOperation()
{
    EntityExecutor executor =
        executorOf(EntityFunction([](EntityContext &context) { context.setState(std::string(2000, 'x')); }));
    executor.receive(call("grow", nullptr, caller(1)), 0);
    QCOMPARE(errorTypeOf(runAll(executor).answers[0]), "PayloadTooLarge");
    QVERIFY(executor.record().state.is_null());
}

void TestEntityExecutor::aBatchEndsAtItsMaximum()
{
    EntityExecutor executor = executorOf();
    receiveAll(executor, std::vector<EntityMessage>(250, signal("add", 1)));
    EntityBatch batch;
    executor.run(noon, 100, batch);
    QCOMPARE(batch.operations, 100);
    QCOMPARE(text(executor.record().state), "100");
    QVERIFY(executor.hasWork());
    executor.run(noon, 100, batch);
    executor.run(noon, 100, batch);
    QCOMPARE(batch.operations, 250);
    QVERIFY(!executor.hasWork());
}

void TestEntityExecutor::aLockKeepsAllOthersOut()
{
    EntityExecutor executor = executorOf();
    receiveAll(executor, {signal("add", 1), lock(caller(1, 3)), signal("add", 10)});
    EntityBatch batch = runAll(executor);
    QCOMPARE(std::get<EntityLockGranted>(batch.answers[0].data).taskId, 3);
    QVERIFY(executor.record().lock == (EntityLockHolder{caller(1, 3), noon}));
    QCOMPARE(batch.finished, (std::vector<std::int64_t>{0, 1}));
    QVERIFY(!executor.hasWork());
    QVERIFY(!executor.isEmpty());

    executor.receive(call("add", 100, caller(2)), 3);
    QVERIFY(!executor.hasWork());
    executor.receive(call("get", nullptr, caller(1, 4)), 4);
    batch = runAll(executor);
    QCOMPARE(batch.finished, (std::vector<std::int64_t>{4}));
    QCOMPARE(text(*resultOf(batch.answers[0])), "1");

    executor.receive(unlock(caller(1, 3)), 5);
    batch = runAll(executor);
    QCOMPARE(batch.finished, (std::vector<std::int64_t>{5, 2, 3}));
    QVERIFY(!executor.record().lock);
    QCOMPARE(text(executor.record().state), "111");
}

void TestEntityExecutor::aLockRequestGoesOnToTheNextEntity()
{
    const std::vector<EntityId> set{{"account", "z"}, counterId, {"counter", "b"}};
    EntityExecutor executor = executorOf();
    executor.receive(lock(caller(1, 3), set), 0);
    const EntityBatch batch = runAll(executor);
    QVERIFY(batch.answers.empty());
    QCOMPARE(int(batch.messages.size()), 1);
    QCOMPARE(batch.messages[0].entity, (EntityId{"counter", "b"}));
    QVERIFY(batch.messages[0].kind == Kind::Lock);
    QCOMPARE(batch.messages[0].sender, caller(1, 3));
    QVERIFY(batch.messages[0].lockSet == set);
    QCOMPARE(executor.record().lock->owner, caller(1, 3));
}

void TestEntityExecutor::anUnlockTakesBackARequestThatStillWaits()
{
    EntityExecutor executor = executorOf();
    receiveAll(executor, {lock(caller(1, 3)), lock(caller(2, 8)), signal("add", 1)});
    (void)runAll(executor);
    executor.receive(unlock(caller(2, 8)), 3);
    EntityBatch batch = runAll(executor);
    QCOMPARE(batch.finished, (std::vector<std::int64_t>{3, 1}));
    executor.receive(unlock(caller(1, 3)), 4);
    batch = runAll(executor);
    QVERIFY(batch.answers.empty());
    QVERIFY(!executor.record().lock);
    QCOMPARE(text(executor.record().state), "1");
}

void TestEntityExecutor::aStrangersUnlockMeansNothing()
{
    EntityExecutor executor = executorOf();
    receiveAll(executor, {lock(caller(1, 3))});
    (void)runAll(executor);
    receiveAll(executor, {unlock(caller(2, 3)), unlock(caller(1, 2))});
    QCOMPARE(int(runAll(executor).finished.size()), 2);
    QVERIFY(executor.record().lock.has_value());
}

void TestEntityExecutor::whatTheOwnerSendsAfterItsUnlockKeepsItsPlace()
{
    EntityExecutor executor = executorOf();
    executor.receive(lock(caller(1, 3)), 0);
    (void)runAll(executor);
    EntityMessage late = signal("add", 3);
    late.sender = caller(1, 6);
    const std::vector<EntityMessage> messages{{},
                                              call("get", nullptr, caller(2)),
                                              call("add", 1, caller(1, 5)),
                                              unlock(caller(1, 3)),
                                              signal("add", 2),
                                              late,
                                              call("get", nullptr, caller(1, 7)),
                                              signal("add", 4)};
    receiveAll(executor, messages, 1);
    const EntityBatch batch = runAll(executor);
    QCOMPARE(batch.finished, (std::vector<std::int64_t>{2, 3, 1, 4, 5, 6, 7}));
    QCOMPARE(text(*resultOf(batch.answers[2])), "6");
    QCOMPARE(text(executor.record().state), "10");
}

void TestEntityExecutor::theLockOfTheRecordHoldsAfterARestart()
{
    EntityRecord record;
    record.state = 5;
    record.lock = EntityLockHolder{caller(1, 3), noon};
    EntityExecutor executor = executorOf(EntityFunction(counter), record);
    receiveAll(executor, {signal("add", 1), call("add", 1, caller(1, 4))});
    const EntityBatch batch = runAll(executor);
    QCOMPARE(batch.finished, (std::vector<std::int64_t>{1}));
    QCOMPARE(text(executor.record().state), "6");
}

QTEST_APPLESS_MAIN(TestEntityExecutor)
#include "tst_entity_executor.moc"
