// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/runtime/EntityHub.h"

#include <QElapsedTimer>

#include <random>

using namespace perdura;
using namespace perdura::test;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

EntityQuery named(const std::string &name)
{
    EntityQuery query;
    query.name = name;
    return query;
}

EntityQuery allOfThem()
{
    EntityQuery query;
    query.includesTransient = true;
    return query;
}

} // namespace

class TestEntities : public QObject
{
    Q_OBJECT

private slots:
    void aCounterIsCreatedOnDemandAndCalled();
    void addsOfManyClientsAllCount();
    void aDeletedEntityLeavesNothingAndCanComeAgain();
    void aFailedOperationIsUndoneAndTellsItsCaller();
    void callsToUnknownEntitiesFailAndSignalsVanish();
    void twoSensorsGiveExactTotals();
    void aDelayedSignalComesInItsTime();
    void aDelayedSignalThatBecameDueDuringTheDowntimeComesOnce();
    void aMilestoneIsTheOnlyOneThoughTheBatchRunsAgain();
    void anAnswerDoesNotReachTheNextExecution();
    void entitiesAreListedByPages();
    void signalsOfAStoppedHubAreHandledByTheNext();
    void manySignalsAreAllHandled_data();
    void manySignalsAreAllHandled();
};

void TestEntities::aCounterIsCreatedOnDemandAndCalled()
{
    EntityHub hub;
    QVERIFY(hub.open());
    QVERIFY(!hub.info(myCounter).exists);
    for (int i = 0; i < 3; ++i)
        QVERIFY(hub.signal(myCounter, "add", 1));
    QVERIFY(hub.waitForState(myCounter, 3));
    QVERIFY(hub.info(myCounter).exists);
    QVERIFY(hub.info(myCounter).lastOperation.has_value());
    QCOMPARE(hub.call("a", "myCounter", "get"), "3");
    QVERIFY(hub.signal(myCounter, "reset"));
    QCOMPARE(hub.call("b", "myCounter", "GET"), "0");
    QVERIFY(hub.info(myCounter).exists);
    QCOMPARE(hub.state(myCounter), "0");
    QCOMPARE(eventNames(hub.history("a")),
             QStringList({u"ExecutionStarted"_s, u"EntityOperationCalled"_s, u"EntityOperationCompleted"_s,
                          u"ExecutionCompleted"_s}));
    // Reading does not create.
    QCOMPARE(hub.call("c", "another", "get"), "null");
    QVERIFY(hub.waitUntil([&] { return hub.reader().entities(allOfThem())->entities.size() == 1; }));
}

void TestEntities::addsOfManyClientsAllCount()
{
    EntityHub hub;
    QVERIFY(hub.open());
    std::vector<std::future<int>> clients;
    for (int client = 0; client < 10; ++client) {
        clients.push_back(std::async(std::launch::async, [&hub] {
            int accepted = 0;
            for (int i = 0; i < 100; ++i)
                accepted += hub.signal(myCounter, "add", 1) ? 1 : 0;
            return accepted;
        }));
    }
    int accepted = 0;
    for (auto &client : clients)
        accepted += client.get();
    QCOMPARE(accepted, 1000);
    QVERIFY(hub.waitForState(myCounter, 1000));
    QVERIFY(hub.reopen());
    QCOMPARE(hub.call("c", "myCounter", "get"), "1000");
}

void TestEntities::aDeletedEntityLeavesNothingAndCanComeAgain()
{
    EntityHub hub;
    QVERIFY(hub.open());
    QVERIFY(hub.signal(myCounter, "add", 5));
    QVERIFY(hub.waitForState(myCounter, 5));
    QVERIFY(hub.signal(myCounter, "delete"));
    const auto records = [&hub] { return hub.reader().entities(allOfThem())->entities.size(); };
    QVERIFY(hub.waitUntil([&] { return records() == 0; }));
    QVERIFY(!hub.info(myCounter).exists);
    QVERIFY(hub.signal(myCounter, "add", 2));
    QVERIFY(hub.waitForState(myCounter, 2));
}

void TestEntities::aFailedOperationIsUndoneAndTellsItsCaller()
{
    EntityHub hub;
    QVERIFY(hub.open());
    QVERIFY(hub.signal(myCounter, "add", 5));
    QCOMPARE(hub.call("a", "myCounter", "fail"), "EntityOperationFailed: no luck");
    QCOMPARE(hub.call("b", "myCounter", "jump"),
             "EntityOperationNotFound: The entity “@counter@myCounter” has no operation “jump”.");
    QCOMPARE(hub.call("c", "myCounter", "get"), "5");
    QVERIFY(!hub.info(counterNamed("other")).exists);
}

void TestEntities::callsToUnknownEntitiesFailAndSignalsVanish()
{
    EntityHub hub;
    hub.entities.clear();
    QVERIFY(hub.open());
    QVERIFY(hub.signal(myCounter, "add", 1));
    QCOMPARE(hub.call("a", "myCounter", "get"),
             "EntityTaskNotFound: There is no entity “counter”; register it with the hub.");
    QVERIFY(hub.waitUntil([&] { return hub.reader().entities(allOfThem())->entities.empty(); }));
}

void TestEntities::twoSensorsGiveExactTotals()
{
    EntityHub hub;
    QVERIFY(hub.open());
    std::mt19937_64 random(7);
    int totals[2] = {0, 0};
    std::vector<std::future<Result<WriteReceipt>>> sent;
    for (int i = 0; i < 1000; ++i) {
        const std::size_t sensor = random() % 2;
        const int delta = random() % 2 == 0 ? 1 : -1;
        totals[sensor] += delta;
        sent.push_back(hub.beginToSignal(counterNamed("s" + std::to_string(sensor)), "add", delta));
    }
    for (auto &one : sent)
        QVERIFY(one.get());
    QVERIFY(hub.waitForState(counterNamed("s0"), totals[0]));
    QVERIFY(hub.waitForState(counterNamed("s1"), totals[1]));
    const auto page = hub.reader().entities(named("counter"));
    QCOMPARE(page->entities.size(), std::size_t(2));
    QVERIFY(page->entities[0].lastOperation && page->entities[1].lastOperation);
}

void TestEntities::aDelayedSignalComesInItsTime()
{
    EntityHub hub;
    const auto clock = std::make_shared<TestClock>();
    hub.clock = clock;
    QVERIFY(hub.open());
    QVERIFY(hub.start("signaler", "s"));
    QVERIFY(hub.waitForEnd("s"));
    QVERIFY(hub.signal(myCounter, "add", 1000, clock->now() + 2h));
    QVERIFY(hub.waitUntil([&] { return hub.state(myCounter) == "9"; }));
    QCOMPARE(hub.info(myCounter).queueLength, 2);
    clock->advance(1h);
    hub.hub().clockChanged();
    QVERIFY(hub.waitUntil([&] { return hub.state(myCounter) == "109"; }));
    QCOMPARE(hub.info(myCounter).queueLength, 1);
    clock->advance(1h);
    hub.hub().clockChanged();
    QVERIFY(hub.waitForState(myCounter, 1109));
}

void TestEntities::aDelayedSignalThatBecameDueDuringTheDowntimeComesOnce()
{
    EntityHub hub;
    const auto clock = std::make_shared<TestClock>();
    hub.clock = clock;
    QVERIFY(hub.open());
    QVERIFY(hub.signal(myCounter, "add", 1, clock->now() + 1h));
    hub.close();
    clock->advance(2h);
    QVERIFY(hub.open());
    QVERIFY(hub.waitForState(myCounter, 1));
    QVERIFY(hub.reopen());
    QCOMPARE(hub.call("c", "myCounter", "add", 1), "2");
}

void TestEntities::aMilestoneIsTheOnlyOneThoughTheBatchRunsAgain()
{
    EntityHub hub;
    hub.options().busyTimeoutMilliseconds = 1;
    std::atomic<int> runs = 0;
    std::promise<void> goOn;
    hub.entities["watched"] = [&](EntityContext &context) {
        const bool isFirst = runs++ == 0;
        hub.noteChange();
        if (isFirst)
            goOn.get_future().wait();
        watched(context);
    };
    QVERIFY(hub.open());
    const EntityId sum{"watched", "sum"};
    QVERIFY(hub.signal(sum, "add", 150));
    QVERIFY(hub.waitUntil([&] { return runs == 1; }));
    // The turn cannot be stored and is lost with the hub.
    const auto locker = SqliteConnection::open(hub.options(), SqliteConnection::Access::ReadWrite);
    QVERIFY((*locker)->run(u"BEGIN IMMEDIATE"_s));
    goOn.set_value();
    QVERIFY(hub.waitForState(HubState::Kind::Paused));
    hub.close();
    QVERIFY((*locker)->run(u"ROLLBACK"_s));
    QVERIFY(hub.open());
    QVERIFY(hub.waitForState(sum, 150));
    QCOMPARE(runs.load(), 2);
    QVERIFY(hub.waitForState(counterNamed("milestones"), 1));
    QVERIFY(hub.waitForEnd("party"));
    QCOMPARE(text(hub.detail("party").output), "150");
    QVERIFY(!hub.detail("party").parent);
}

void TestEntities::anAnswerDoesNotReachTheNextExecution()
{
    EntityHub hub;
    QVERIFY(hub.open());
    QVERIFY(hub.start("forgetful", "f", 1));
    QVERIFY(hub.waitForEnd("f"));
    QCOMPARE(text(hub.detail("f").output), "2");
}

void TestEntities::entitiesAreListedByPages()
{
    EntityHub hub;
    const auto clock = std::make_shared<TestClock>();
    hub.clock = clock;
    QVERIFY(hub.open());
    const Instant start = clock->now();
    for (int i = 0; i < 25; ++i) {
        const EntityId id = counterNamed(std::string(1, char('a' + i)) + "@/");
        QVERIFY(hub.signal(id, "add", i));
        QVERIFY(hub.waitForState(id, i));
        clock->advance(1min);
    }
    QVERIFY(hub.signal({"watched", ""}, "add", 1));
    QVERIFY(hub.waitForState({"watched", ""}, 1));

    EntityQuery query;
    query.includesState = true;
    query.limit = 10;
    std::vector<EntityInfo> all;
    int pages = 0;
    do {
        const auto page = hub.reader().entities(query);
        QVERIFY(page);
        all.insert(all.end(), page->entities.begin(), page->entities.end());
        query.after = page->next;
        ++pages;
    } while (!query.after.isEmpty());
    QCOMPARE(pages, 3);
    QCOMPARE(all.size(), std::size_t(26));
    QVERIFY(std::ranges::is_sorted(all, {}, &EntityInfo::id));
    QCOMPARE(text(all[3].state), "3");
    QCOMPARE(hub.reader().entities(named("WATCHED"))->entities.size(), std::size_t(1));
    EntityQuery between = named("counter");
    between.lastOperationFrom = start + 5min;
    between.lastOperationTo = start + 10min;
    const auto some = hub.reader().entities(between);
    QCOMPARE(some->entities.size(), std::size_t(5));
    QCOMPARE(some->entities.front().id.key, "f@/");
    QVERIFY(some->entities.front().state.is_null());
    EntityQuery foreign;
    foreign.after = "??";
    QCOMPARE(hub.reader().entities(foreign).error().code, ErrorCode::InvalidArgument);
}

void TestEntities::signalsOfAStoppedHubAreHandledByTheNext()
{
    EntityHub hub;
    std::atomic<bool> isFirst = true;
    std::promise<void> goOn;
    hub.entities["counter"] = [&](EntityContext &context) {
        if (isFirst.exchange(false))
            goOn.get_future().wait();
        add(context);
    };
    hub.entities.erase("Counter");
    QVERIFY(hub.open());
    for (int i = 0; i < 500; ++i)
        QVERIFY(hub.beginToSignal(myCounter, "add", 1).get());
    const auto closed = hub.beginToClose();
    goOn.set_value();
    closed.wait();
    QVERIFY(hub.open());
    QVERIFY(hub.waitForState(myCounter, 500));
}

void TestEntities::manySignalsAreAllHandled_data()
{
    QTest::addColumn<int>("entities");
    QTest::newRow("one entity") << 1;
    QTest::newRow("1,000 entities") << 1000;
}

void TestEntities::manySignalsAreAllHandled()
{
    QFETCH(int, entities);
    EntityHub hub;
    QVERIFY(hub.open());
    constexpr int count = 100'000;
    std::atomic<int> refused = 0;
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < count; ++i) {
        EntityMessage message{.entity = counterNamed(std::to_string(i % entities)), .operation = "add"};
        message.input = 1;
        hub.hub().submit(SignalEntity{std::move(message)},
                         [&](const Result<WriteReceipt> &receipt) { refused += receipt ? 0 : 1; });
    }
    for (int i = 0; i < entities; ++i)
        QVERIFY(hub.waitForState(counterNamed(std::to_string(i)), count / entities));
    QCOMPARE(refused.load(), 0);
    qInfo("%d signals to %d entities: %.0f/s", count, entities, count / (double(timer.nsecsElapsed()) / 1e9));
}

QTEST_GUILESS_MAIN(TestEntities)
#include "tst_entities.moc"
