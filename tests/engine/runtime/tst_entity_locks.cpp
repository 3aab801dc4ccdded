// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/runtime/EntityHub.h"

#include <random>

using namespace perdura;
using namespace perdura::test;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

class TestEntityLocks : public QObject
{
    Q_OBJECT

private slots:
    void transfersInBothDirectionsKeepTheSum();
    void transfersGoOnOverRestarts();
    void aLockedEntityCanBeReadAndServesOthersAfterwards();
    void aTerminatedOwnerGivesItsEntitiesBack();
    void aTerminatedWaiterIsPassedOver();
    void orphanedLocksAreReleasedByCleaning();
};

void TestEntityLocks::transfersInBothDirectionsKeepTheSum()
{
    EntityHub hub;
    QVERIFY(hub.open());
    QVERIFY(hub.signal(counterNamed("a"), "add", 1000));
    QVERIFY(hub.signal(counterNamed("b"), "add", 1000));
    for (int i = 0; i < 20; ++i) {
        const Json request = i % 2 == 0 ? transferOf("a", "b", i + 1) : transferOf("b", "a", 2 * i);
        QVERIFY(hub.start("transfer", "t" + std::to_string(i), request));
    }
    int moved = 0;
    for (int i = 0; i < 20; ++i) {
        const std::string id = "t" + std::to_string(i);
        QVERIFY2(hub.waitForEnd(id), id.c_str());
        QCOMPARE(text(hub.detail(id).output), "true");
        moved += i % 2 == 0 ? i + 1 : -2 * i;
    }
    QVERIFY(hub.waitForState(counterNamed("a"), 1000 - moved));
    QVERIFY(hub.waitForState(counterNamed("b"), 1000 + moved));
    QVERIFY(hub.waitUntil([&] { return hub.info(counterNamed("a")).lockedBy.isEmpty(); }));
    QVERIFY(hub.waitUntil([&] { return hub.info(counterNamed("b")).lockedBy.isEmpty(); }));
}

void TestEntityLocks::transfersGoOnOverRestarts()
{
    std::mt19937_64 random(11);
    EntityHub hub;
    hub.cachedEntities = 1;
    hub.entityLimits = {.operationsPerBatch = 3, .batchesPerTurn = 2};
    QVERIFY(hub.open());
    const auto key = [](std::size_t number) { return std::string(1, char('a' + number)); };
    for (std::size_t i = 0; i < 5; ++i)
        QVERIFY(hub.signal(counterNamed(key(i)), "add", 100));
    constexpr int transfers = 60;
    for (int i = 0; i < transfers; ++i) {
        const std::size_t from = random() % 5;
        const std::size_t to = (from + 1 + random() % 4) % 5;
        QVERIFY(hub.start("transfer", "t" + std::to_string(i),
                          transferOf(key(from), key(to), int(random() % 40))));
        if (i % 2 == 0)
            QVERIFY(hub.signal(counterNamed(key(random() % 5)), "get"));
        if (i % 15 == 14)
            QVERIFY(hub.reopen());
    }
    for (int i = 0; i < transfers; ++i) {
        const std::string id = "t" + std::to_string(i);
        QVERIFY2(hub.waitForEnd(id), id.c_str());
        QCOMPARE(hub.detail(id).summary.status, OrchestrationStatus::Completed);
    }
    const auto isFree = [&](std::size_t i) {
        const EntityInfo entity = hub.info(counterNamed(key(i)));
        return entity.lockedBy.isEmpty() && entity.queueLength == 0;
    };
    int sum = 0;
    for (std::size_t i = 0; i < 5; ++i) {
        QVERIFY(hub.waitUntil([&] { return isFree(i); }));
        sum += hub.info(counterNamed(key(i))).state.get<int>();
    }
    QCOMPARE(sum, 500);
}

void TestEntityLocks::aLockedEntityCanBeReadAndServesOthersAfterwards()
{
    EntityHub hub;
    QVERIFY(hub.open());
    QVERIFY(hub.signal(myCounter, "add", 1));
    QVERIFY(hub.start("holder", "h"));
    QVERIFY(hub.waitUntil([&] { return hub.detail("h").customStatus == "holds"; }));
    QVERIFY(hub.signal(myCounter, "add", 10));
    QVERIFY(hub.start("caller", "c", Json{{"key", "myCounter"}, {"operation", "get"}}));
    QVERIFY(hub.waitUntil([&] { return hub.info(myCounter).queueLength == 2; }));
    EntityInfo held = hub.info(myCounter);
    QCOMPARE(held.lockedBy.value, "h");
    QVERIFY(held.lockedSince.has_value());
    QCOMPARE(text(held.state), "1");
    QVERIFY(hub.reopen());
    held = hub.info(myCounter);
    QCOMPARE(held.lockedBy.value, "h");
    QCOMPARE(held.queueLength, 2);
    QVERIFY(hub.raise("h", "go", nullptr));
    QVERIFY(hub.waitForEnd("c"));
    QCOMPARE(text(hub.detail("c").output), "11");
    QVERIFY(hub.info(myCounter).lockedBy.isEmpty());
}

void TestEntityLocks::aTerminatedOwnerGivesItsEntitiesBack()
{
    EntityHub hub;
    QVERIFY(hub.open());
    QVERIFY(hub.start("holder", "h"));
    QVERIFY(hub.waitUntil([&] { return hub.detail("h").customStatus == "holds"; }));
    QVERIFY(hub.signal(myCounter, "add", 10));
    QVERIFY(hub.terminate("h", "stuck"));
    QVERIFY(hub.waitForState(myCounter, 10));
    QVERIFY(hub.info(myCounter).lockedBy.isEmpty());
}

void TestEntityLocks::aTerminatedWaiterIsPassedOver()
{
    EntityHub hub;
    QVERIFY(hub.open());
    QVERIFY(hub.start("holder", "h"));
    QVERIFY(hub.waitUntil([&] { return hub.detail("h").customStatus == "holds"; }));
    QVERIFY(hub.start("holder", "waiter"));
    QVERIFY(hub.waitUntil([&] { return hub.info(myCounter).queueLength == 1; }));
    QVERIFY(hub.terminate("waiter", "not wanted"));
    QVERIFY(hub.waitUntil([&] { return hub.info(myCounter).queueLength == 0; }));
    QCOMPARE(hub.info(myCounter).lockedBy.value, "h");
    QVERIFY(hub.raise("h", "go", nullptr));
    QVERIFY(hub.signal(myCounter, "add", 1));
    QVERIFY(hub.waitForState(myCounter, 1));
}

void TestEntityLocks::orphanedLocksAreReleasedByCleaning()
{
    EntityHub hub;
    QVERIFY(hub.open());
    QVERIFY(hub.signal(myCounter, "add", 1));
    QVERIFY(hub.waitForState(myCounter, 1));
    QVERIFY(hub.start("holder", "h"));
    QVERIFY(hub.waitUntil([&] { return hub.detail("h").customStatus == "holds"; }));
    auto cleaned = hub.submit(CleanEntities{});
    QVERIFY(cleaned);
    QCOMPARE(cleaned->cleanUp, EntityCleanUp{});
    hub.close();
    QVERIFY(hub.sql(u"DELETE FROM instances WHERE id = 'h'"_s));
    QVERIFY(hub.open());
    QVERIFY(hub.signal(myCounter, "add", 1));
    QCOMPARE(hub.info(myCounter).lockedBy.value, "h");
    cleaned = hub.submit(CleanEntities{});
    QVERIFY(cleaned);
    QCOMPARE(cleaned->cleanUp, (EntityCleanUp{.removed = 0, .released = 1}));
    QVERIFY(hub.waitForState(myCounter, 2));
    QVERIFY(hub.info(myCounter).lockedBy.isEmpty());
}

QTEST_GUILESS_MAIN(TestEntityLocks)
#include "tst_entity_locks.moc"
