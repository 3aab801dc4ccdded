// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/orchestration/RandomProgram.h"
#include "tests/support/RandomSizes.h"
#include "tests/support/orchestration/OrchestrationDriver.h"

#include <QTest>

using namespace perdura;
using namespace perdura::test;
using namespace std::chrono_literals;

namespace {

const int programs = timesAsMany(3000);

/// The world around a random program: answers, fails, repeats, raises and lets time pass, as its seed says.
class World
{
public:
    World(Random &random, OrchestrationDriver &driver)
        : m_random(random)
        , m_driver(driver)
    {}

    void run()
    {
        m_driver.start();
        for (int step = 0; step < 60 && !isOver(); ++step)
            act();
    }

private:
    bool isOver() const { return m_driver.completion() || m_driver.continuation() || m_isTerminated; }

    void act()
    {
        switch (pick(m_random, 9)) {
        case 0:
        case 1:
        case 2:
        case 3:
            answerSome();
            break;
        case 4:
            m_driver.raise(pick(m_random, 2) == 0 ? "e0" : "E1", pick(m_random, 100));
            break;
        case 5:
            m_driver.advance(std::chrono::milliseconds(500 * pick(m_random, 6)));
            break;
        case 6:
            m_driver.post(HumanTaskAnswered{.taskId = pick(m_random, 8), .outcome = "Yes"});
            break;
        case 7:
            m_isTerminated = pick(m_random, 20) == 0;
            if (m_isTerminated)
                m_driver.post(ExecutionTerminated{"enough"});
            break;
        }
        if (pick(m_random, 12) == 0)
            m_driver.post(std::exchange(m_isSuspended, !m_isSuspended)
                              ? EventData(ExecutionResumed{"go on"})
                              : EventData(ExecutionSuspended{"wait"}));
        m_driver.setBatching(pick(m_random, 2) == 0);
        m_driver.runUntilIdle();
    }

    void answerSome()
    {
        std::vector<const HistoryEvent *> calls;
        for (const HistoryEvent &event : m_driver.history()) {
            if (event.as<TaskScheduled>() || event.as<SubOrchestrationCreated>() ||
                event.as<EntityOperationCalled>() || event.as<EntityLockRequested>())
                calls.push_back(&event);
        }
        std::vector<EventData> answers;
        for (int i = 0; i < 3 && !calls.empty(); ++i)
            answers.push_back(answer(*calls[std::size_t(pick(m_random, int(calls.size())))]));
        for (EventData &data : answers)
            m_driver.post(std::move(data));
    }

    EventData answer(const HistoryEvent &call)
    {
        const SequenceNumber id = call.eventId;
        const Json result = pick(m_random, 1000);
        FailureDetails failure{.errorType = "World", .errorMessage = "no " + std::to_string(id)};
        const bool fails = pick(m_random, 4) == 0;
        if (call.as<EntityLockRequested>())
            return EntityLockGranted{id};
        if (call.as<SubOrchestrationCreated>())
            return fails ? EventData(SubOrchestrationFailed{id, std::move(failure)})
                         : EventData(SubOrchestrationCompleted{id, result});
        if (call.as<EntityOperationCalled>())
            return fails ? EventData(EntityOperationFailed{id, std::move(failure)})
                         : EventData(EntityOperationCompleted{id, result});
        return fails ? EventData(TaskFailed{id, std::move(failure)}) : EventData(TaskCompleted{id, result});
    }

    Random &m_random;
    OrchestrationDriver &m_driver;
    bool m_isTerminated = false;
    bool m_isSuspended = false;
};

struct Turn
{
    std::span<const HistoryEvent> before;   ///< the history up to it
    std::span<const HistoryEvent> messages; ///< OrchestratorStarted and what came with it
};

std::vector<Turn> turnsOf(const History &history)
{
    const std::span<const HistoryEvent> all(history);
    std::vector<Turn> turns;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (!all[i].as<OrchestratorStarted>())
            continue;
        std::size_t end = i;
        while (all[end].eventId < 0 && !all[end].as<OrchestratorCompleted>())
            ++end;
        turns.push_back({all.first(i), all.subspan(i, end - i)});
    }
    return turns;
}

} // namespace

/// What makes the engine durable: an orchestrator that is rebuilt from its history decides as the one that
/// stayed.
class TestReplay : public QObject
{
    Q_OBJECT

private slots:
    void replayAtAnyTurnDecidesAsTheOneThatStayed()
    {
        std::size_t turnsSeen = 0;
        std::size_t completed = 0;
        for (std::uint64_t seed = seedShift() + 1; seed <= seedShift() + std::uint64_t(programs); ++seed) {
            Random random(seed);
            const auto root = std::make_shared<const Step>(randomStep(random, 4));
            const Orchestrator program = makeProgram(root);
            OrchestrationDriver live(program, Memory::Cached);
            World(random, live).run();
            completed += live.completion() || live.continuation() ? 1 : 0;

            const auto turns = turnsOf(live.history());
            QCOMPARE(turns.size(), live.turns().size());
            turnsSeen += turns.size();
            for (std::size_t cut = 0; cut < turns.size(); ++cut) {
                OrchestrationExecutor executor(program);
                executor.replay(turns[cut].before);
                // On from the cut, a few turns as a cached one.
                for (std::size_t k = cut; k < std::min(cut + 3, turns.size()); ++k) {
                    const bool same = executor.turn(turns[k].messages) == live.turns()[k];
                    QVERIFY2(
                        same,
                        qPrintable(
                            QStringLiteral("seed %1, cut at turn %2, turn %3").arg(seed).arg(cut).arg(k)));
                }
            }
            OrchestrationExecutor executor(program);
            executor.replay(live.history());
            QVERIFY2(!executor.mismatch(), qPrintable(QStringLiteral("seed %1").arg(seed)));
            QVERIFY2(executor.turn({}).actions.empty(), qPrintable(QStringLiteral("seed %1").arg(seed)));
        }
        // The programs must be worth the name: many turns, and many that come to an end.
        QVERIFY2(turnsSeen > 10 * std::size_t(programs), qPrintable(QString::number(turnsSeen)));
        QVERIFY2(completed > std::size_t(programs) / 4, qPrintable(QString::number(completed)));
    }

    void aChangedProgramIsCaughtOrFits()
    {
        int caught = 0;
        for (std::uint64_t seed = seedShift() + 1; seed <= seedShift() + std::uint64_t(programs / 10);
             ++seed) {
            Random random(seed);
            const auto root = std::make_shared<const Step>(randomStep(random, 4));
            OrchestrationDriver live(makeProgram(root));
            World(random, live).run();
            Step changed{.kind = Step::Kind::Twice, .number = 0, .flag = false, .children = {}};
            changed.children = {Step{}, *root};
            OrchestrationExecutor executor(makeProgram(std::make_shared<const Step>(std::move(changed))));
            executor.replay(live.history());
            const TurnResult turn = executor.turn({});
            if (executor.mismatch()) {
                ++caught;
                QCOMPARE(turn.actions.size(), std::size_t(1));
                QVERIFY(turn.isFinished());
            }
        }
        QVERIFY2(caught > programs / 20, qPrintable(QString::number(caught)));
    }
};

QTEST_APPLESS_MAIN(TestReplay)
#include "tst_replay.moc"
