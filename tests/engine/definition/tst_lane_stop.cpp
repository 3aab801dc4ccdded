// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/DefinitionFile.h"
#include "engine/definition/Interpreter.h"
#include "engine/script/JsExpressionEvaluator.h"
#include "tests/support/orchestration/OrchestrationDriver.h"

#include <QTest>

using namespace perdura;
using namespace perdura::test;
using namespace Qt::Literals::StringLiterals;

namespace {

using Numbers = std::vector<SequenceNumber>;

/// A race between a step and the event “go”.
QByteArray raceWith(const QByteArray &step)
{
    return QByteArray(R"({"format": 1, "name": "Race", "nodes": [
      {"id": "s", "kind": "start", "name": "Start"},
      {"id": "r", "kind": "race", "name": "First"},
      {"id": "go", "kind": "wait-for-event", "name": "Go", "parent": "r", "fields": {"event": "go"}},
      {"id": "e", "kind": "end", "name": "End", "fields": {"output": "=nodes.First.output.lane"}}, )") +
           step + R"(], "edges": [{"from": "s", "to": "r"}, {"from": "r", "to": "e"}]})";
}

Orchestrator orchestratorOf(const QByteArray &text)
{
    const auto definition = parseDefinition(text, u"race"_s);
    Q_ASSERT(definition);
    return makeInterpreter(std::make_shared<const WorkflowDefinition>(*definition),
                           makeExpressionEvaluator());
}

} // namespace

/// What becomes of work that nobody waits for any more.
class TestLaneStop : public QObject
{
    Q_OBJECT

private slots:
    void anActivityOfALostLaneIsGivenUp_data()
    {
        QTest::addColumn<QByteArray>("step");
        QTest::newRow("activity") << QByteArray(
            R"({"id": "a", "kind": "activity", "name": "Slow", "parent": "r", "fields": {"activity": "slow"}})");
        QTest::newRow("with attempts") << QByteArray(
            R"({"id": "a", "kind": "activity", "name": "Slow", "parent": "r",
                "fields": {"activity": "slow", "retry": {"maxAttempts": 3}}})");
        QTest::newRow("HTTP call") << QByteArray(
            R"({"id": "a", "kind": "http-call", "name": "Slow", "parent": "r",
                "fields": {"url": "localhost"}})");
        QTest::newRow("in a container") << QByteArray(
            R"({"id": "f", "kind": "for-each", "name": "Each", "parent": "r", "fields": {"items": "=[1]"}},
               {"id": "a", "kind": "activity", "name": "Slow", "parent": "f", "fields": {"activity": "slow"}})");
    }
    void anActivityOfALostLaneIsGivenUp()
    {
        QFETCH(QByteArray, step);
        for (const Memory memory : {Memory::Cached, Memory::Replayed}) {
            OrchestrationDriver driver(orchestratorOf(raceWith(step)), memory);
            driver.start(nullptr);
            driver.runUntilIdle();
            QCOMPARE(driver.turns().back().givenUpCalls, Numbers{});
            driver.raise("go");
            driver.runUntilIdle();
            QCOMPARE(driver.turns().back().givenUpCalls, Numbers{0});
            // Its end is waited for, as that of everything that was begun.
            QVERIFY(!driver.completion());
            driver.post(TaskFailed{0, {.errorType = "ActivityGivenUp", .errorMessage = "Stopped."}});
            driver.runUntilIdle();
            QVERIFY(driver.completion());
            QCOMPARE(dumpJson(driver.completion()->result), std::string("\"Go\""));
            QCOMPARE(driver.turns().back().givenUpCalls, Numbers{});
        }
    }

    void thePauseBeforeAnotherAttemptIsCancelled()
    {
        OrchestrationDriver driver(
            orchestratorOf(raceWith(R"({"id": "a", "kind": "activity", "name": "Slow", "parent": "r",
                "fields": {"activity": "slow", "retry": {"maxAttempts": 3, "firstInterval": "1 h"}}})")),
            Memory::Cached);
        driver.start(nullptr);
        driver.runUntilIdle();
        driver.post(TaskFailed{0, {.errorType = "Busy", .errorMessage = "Later."}});
        driver.runUntilIdle();
        driver.raise("go");
        driver.runUntilIdle();
        QCOMPARE(driver.turns().back().cancelledTimers, Numbers{1});
        QCOMPARE(driver.turns().back().givenUpCalls, Numbers{});
        QVERIFY(driver.completion());
    }

    void whatHasEndedIsNotGivenUp()
    {
        OrchestrationDriver driver(orchestratorOf(raceWith(
                                       R"({"id": "a", "kind": "activity", "name": "Slow", "parent": "r",
                "fields": {"activity": "slow"}})")),
                                   Memory::Cached);
        driver.start(nullptr);
        driver.runUntilIdle();
        driver.post(TaskCompleted{0, 1});
        driver.runUntilIdle();
        QCOMPARE(driver.turns().back().givenUpCalls, Numbers{});
        QCOMPARE(dumpJson(driver.completion()->result), std::string("\"Slow\""));
    }

    void aStepWhoseTimeIsUpIsGivenUp()
    {
        OrchestrationDriver driver(orchestratorOf(R"({"format": 1, "name": "Limit", "nodes": [
              {"id": "s", "kind": "start", "name": "Start"},
              {"id": "c", "kind": "scope", "name": "Box", "fields": {"timeout": "1 min"}},
              {"id": "a", "kind": "activity", "name": "Slow", "parent": "c", "fields": {"activity": "slow"}}],
              "edges": [{"from": "s", "to": "c"}]})"),
                                   Memory::Cached);
        driver.start(nullptr);
        driver.runUntilIdle();
        driver.advance(std::chrono::minutes(1));
        driver.runUntilIdle();
        const auto isGivenUp = [](const TurnResult &turn) { return !turn.givenUpCalls.empty(); };
        QCOMPARE(std::ranges::count_if(driver.turns(), isGivenUp), 1);
        QCOMPARE(driver.turns().back().givenUpCalls, Numbers{0});
    }
};

QTEST_GUILESS_MAIN(TestLaneStop)

#include "tst_lane_stop.moc"
