// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/orchestration/OrchestrationDriver.h"

#include <QTest>

using namespace perdura;
using namespace perdura::test;
using namespace std::chrono_literals;

namespace {

Task<Json> callA(OrchestrationContext &context)
{
    const Json result = co_await context.callActivity("A", nullptr);
    co_return result;
}

Task<Json> waitThenB(OrchestrationContext &context)
{
    const TimerTask timer = context.createTimer(context.now() + 1h);
    co_await timer.task;
    const Json result = co_await context.callActivity("B", nullptr);
    co_return result;
}

Task<Json> nothing(OrchestrationContext &)
{
    co_return "done";
}

/// The failure of the first turn after the history of one orchestrator was replayed to another.
FailureDetails replayTo(const Orchestrator &changed, const History &history, SequenceNumber number)
{
    OrchestrationExecutor executor(changed);
    executor.replay(history);
    const TurnResult turn = executor.turn({});
    if (turn.actions.size() != 1 || !turn.isFinished() || turn.actions[0].id != number)
        return {};
    const auto &end = std::get<CompleteExecution>(turn.actions[0].data);
    if (end.status != OrchestrationStatus::Failed || executor.mismatch() != end.failure)
        return {};
    return *end.failure;
}

OrchestrationDriver afterFirstTurn(const Orchestrator &orchestrator)
{
    OrchestrationDriver driver(orchestrator);
    driver.start();
    driver.runUntilIdle();
    return driver;
}

const std::string advice =
    " Did the workflow change after this instance started? Let the instance run on the version "
    "that it started with, or terminate it and start it anew.";

} // namespace

/// An orchestrator that no longer asks for what the history says it asked for.
class TestNonDeterminism : public QObject
{
    Q_OBJECT

private slots:
    void anotherActivityThanInTheHistoryIsNonDeterministic()
    {
        const OrchestrationDriver driver = afterFirstTurn(callA);
        const Orchestrator changed = [](OrchestrationContext &context) -> Task<Json> {
            ActivityOptions options;
            options.origin = {.node = "n7"};
            const Json result = co_await context.callActivity("B", nullptr, options);
            co_return result;
        };
        const FailureDetails failure = replayTo(changed, driver.history(), 1);
        QCOMPARE(failure.errorType, std::string("NonDeterministicOrchestrationException"));
        QCOMPARE(failure.errorMessage,
                 "Non-Deterministic workflow detected: at decision 0 the history has the activity “A”, "
                 "but the orchestrator asked for the activity “B” (node “n7”)." +
                     advice);
        QVERIFY(failure.isNonRetriable);
    }

    void anotherKindThanInTheHistoryIsNonDeterministic()
    {
        const OrchestrationDriver driver = afterFirstTurn(waitThenB);
        const FailureDetails failure = replayTo(callA, driver.history(), 1);
        QCOMPARE(failure.errorMessage,
                 "Non-Deterministic workflow detected: at decision 0 the history has a timer, but the "
                 "orchestrator asked for the activity “A”." +
                     advice);
    }

    void aDecisionThatIsNoLongerMadeIsNonDeterministic()
    {
        const Orchestrator drawn = [](OrchestrationContext &context) -> Task<Json> {
            ActivityOptions options;
            options.origin = {.node = "n1"};
            const Json result = co_await context.callActivity("A", nullptr, options);
            co_return result;
        };
        const OrchestrationDriver driver = afterFirstTurn(drawn);
        const Orchestrator waits = [](OrchestrationContext &context) -> Task<Json> {
            const Json result = co_await context.waitForEvent("go");
            co_return result;
        };
        const FailureDetails failure = replayTo(waits, driver.history(), 1);
        QCOMPARE(failure.errorMessage, "Non-Deterministic workflow detected: at decision 0 (node “n1”) the "
                                       "history has the activity “A”, but the "
                                       "orchestrator asked for nothing." +
                                           advice);
        QCOMPARE(replayTo(nothing, driver.history(), 1).errorMessage,
                 "Non-Deterministic workflow detected: at decision 0 (node “n1”) the history has the "
                 "activity “A”, but the "
                 "orchestrator asked for the end of the run." +
                     advice);
    }

    void aNewDecisionInAnOldTurnIsNonDeterministic()
    {
        OrchestrationDriver driver = afterFirstTurn(callA);
        const Orchestrator changed = [](OrchestrationContext &context) -> Task<Json> {
            const Task<Json> a = context.callActivity("a", nullptr);
            const Task<Json> b = context.callActivity("B", nullptr);
            const std::vector<Task<Json>> both{a, b};
            co_await whenAll(both);
            co_return nullptr;
        };
        const FailureDetails failure = replayTo(changed, driver.history(), 1);
        QCOMPARE(failure.errorMessage,
                 "Non-Deterministic workflow detected: at decision 1 the history has nothing, but the "
                 "orchestrator asked for the activity “B”." +
                     advice);
    }

    void theNamesOfActivitiesCompareCaseInsensitively()
    {
        const OrchestrationDriver driver = afterFirstTurn(callA);
        OrchestrationExecutor executor([](OrchestrationContext &context) -> Task<Json> {
            const Json result = co_await context.callActivity("a", nullptr);
            co_return result;
        });
        executor.replay(driver.history());
        QVERIFY(!executor.mismatch());
    }
};

QTEST_APPLESS_MAIN(TestNonDeterminism)
#include "tst_nondeterminism.moc"
