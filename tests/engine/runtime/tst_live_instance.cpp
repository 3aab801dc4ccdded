// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/LiveInstance.h"

#include <QTest>

using namespace perdura;
using namespace std::chrono_literals;

namespace {

const Instant noon{std::chrono::hours(24 * 365 * 56)};

Task<Json> eventOrTimer(OrchestrationContext &context)
{
    const TimerTask timer = context.createTimer(context.now() + 1h, "Deadline");
    co_await context.waitForEvent("go");
    timer.cancel();
    co_await context.waitForEvent("end");
    co_return nullptr;
}

Task<Json> largeEvents(OrchestrationContext &context)
{
    for (int i = 0; i < 5; ++i)
        co_await context.waitForEvent("go");
    co_return "the end";
}

StoredInstance pending()
{
    StoredInstance stored;
    stored.key = InstanceKey(1);
    stored.owner = {InstanceId(std::string("i")), ExecutionId(std::string("x")), "code", {}};
    stored.created = noon;
    stored.startInput = "input";
    return stored;
}

/// As it is after these turns, read from the disk.
StoredInstance reloaded(const std::vector<DecidedTurn> &turns)
{
    StoredInstance stored = pending();
    stored.status = OrchestrationStatus::Running;
    for (const DecidedTurn &turn : turns) {
        for (const HistoryChunk &chunk : turn.commit.history) {
            if (!unpackEvents(chunk.events, stored.owner, stored.history))
                qFatal("the history cannot be read");
        }
    }
    return stored;
}

InstanceMessage raised(const std::string &name, const Json &input = {})
{
    HistoryEvent message;
    message.timestamp = noon;
    message.data = EventRaised{name, input};
    return {InstanceKey(1), FromInbox{MessageNumber(1), message}};
}

} // namespace

class TestLiveInstance : public QObject
{
    Q_OBJECT

private slots:
    void aCancelledTimerStaysCancelledWhenTheHistoryIsPlayedAgain();
    void largeTurnsAreStoredInPiecesWithTheirEndsWhole();
};

void TestLiveInstance::aCancelledTimerStaysCancelledWhenTheHistoryIsPlayedAgain()
{
    const std::vector<InstanceMessage> begin{{InstanceKey(1), Begin{}}};
    const std::vector<InstanceMessage> go{raised("go")};
    const std::vector<InstanceMessage> due{{InstanceKey(1), TimerDue{0, noon + 1h}}};
    LiveInstance kept(pending(), Orchestrator(eventOrTimer));
    std::vector<DecidedTurn> turns;
    turns.push_back(*kept.turn(begin, noon));
    LiveInstance early(reloaded(turns), Orchestrator(eventOrTimer));
    QVERIFY(early.turn(due, noon + 1h)); // as long as it is wanted it counts
    turns.push_back(*kept.turn(go, noon));
    QCOMPARE(turns.back().commit.finishedTimers, std::vector<SequenceNumber>{0});
    QVERIFY(!kept.turn(due, noon + 1h));
    LiveInstance again(reloaded(turns), Orchestrator(eventOrTimer));
    QVERIFY(!again.turn(due, noon + 1h));
}

void TestLiveInstance::largeTurnsAreStoredInPiecesWithTheirEndsWhole()
{
    std::vector<InstanceMessage> messages{{InstanceKey(1), Begin{}}};
    for (int i = 0; i < 5; ++i)
        messages.push_back(raised("go", std::string(900'000, 'x')));
    LiveInstance instance(pending(), Orchestrator(largeEvents));
    const auto turn = instance.turn(messages, noon);
    QVERIFY(turn);
    QVERIFY(turn->commit.history.size() >= 3);
    History all;
    for (const HistoryChunk &chunk : turn->commit.history) {
        QVERIFY(chunk.events.size() < 3'000'000);
        QCOMPARE(chunk.first, int(all.size()));
        QVERIFY(unpackEvents(chunk.events, instance.owner(), all));
    }
    QCOMPARE(int(all.size()), turn->commit.historyLength);
    History first;
    QVERIFY(unpackEvents(turn->commit.history.front().events, instance.owner(), first));
    QVERIFY(first.at(1).as<ExecutionStarted>());
    History last;
    QVERIFY(unpackEvents(turn->commit.history.back().events, instance.owner(), last));
    QVERIFY(last.at(last.size() - 2).as<ExecutionCompleted>());
}

QTEST_GUILESS_MAIN(TestLiveInstance)
#include "tst_live_instance.moc"
