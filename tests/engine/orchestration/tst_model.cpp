// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/orchestration/RandomProgram.h"
#include "tests/support/RandomSizes.h"
#include "tests/support/orchestration/OrchestrationDriver.h"

#include <QTest>

using namespace perdura;
using namespace perdura::test;
using namespace std::chrono_literals;

namespace {

const int programs = timesAsMany(20'000);

/// What the world answers depends on nothing but the call: so a plain reading of the program tells its
/// result, whatever the order in which things happen.
bool succeeds(int number, int attempt)
{
    return (number + attempt) % 3 != 0;
}

FailureDetails worldFailure(int number)
{
    return {.errorType = "World", .errorMessage = "no " + std::to_string(number)};
}

/// A value, or why there is none.
using Outcome = tl::expected<Json, std::string>;

/// The meaning of a program in a few lines: no history, no tasks, no time.
Outcome meaning(const Step &step)
{
    switch (step.kind) {
    case Step::Kind::Call:
    case Step::Kind::Child:
        return succeeds(step.number, 1) ? Outcome(step.number)
                                        : tl::unexpected(worldFailure(step.number).errorMessage);
    case Step::Kind::RetriedCall:
        for (int attempt = 1; attempt <= 2 + step.number; ++attempt) {
            if (succeeds(step.number, attempt))
                return Json(step.number);
        }
        return tl::unexpected(worldFailure(step.number).errorMessage);
    case Step::Kind::All: {
        Json results = Json::array();
        for (const Step &child : step.children) {
            const Outcome outcome = meaning(child);
            if (!outcome)
                return outcome;
            results.push_back(*outcome);
        }
        return results;
    }
    case Step::Kind::Twice: {
        Json results = Json::array();
        for (int i = 0; i < 2; ++i) {
            for (const Step &child : step.children) {
                const Outcome outcome = meaning(child);
                if (!outcome)
                    return outcome;
                results.push_back(*outcome);
            }
        }
        return results;
    }
    case Step::Kind::Guarded: {
        const Outcome outcome = meaning(step.children.front());
        return outcome ? *outcome : Json(outcome.error());
    }
    case Step::Kind::Status:
        return Json();
    default:
        return tl::unexpected(std::string("failed on purpose"));
    }
}

/// Only steps whose result does not depend on the order of events; in an All at most one child may fail, for
/// which of several failures is told depends on it.
Step orderlessStep(Random &random, int depth)
{
    static constexpr Step::Kind kinds[]{Step::Kind::Call,  Step::Kind::RetriedCall, Step::Kind::All,
                                        Step::Kind::Twice, Step::Kind::Guarded,     Step::Kind::Status,
                                        Step::Kind::Fail,  Step::Kind::Child};
    Step step;
    step.kind = kinds[pick(random, int(std::size(kinds)))];
    step.number = pick(random, 4);
    const bool branches =
        step.kind == Step::Kind::All || step.kind == Step::Kind::Twice || step.kind == Step::Kind::Guarded;
    if (branches && depth == 0) {
        step.kind = Step::Kind::Call;
    } else if (branches) {
        const int children = 1 + pick(random, 3);
        int failing = 0;
        for (int i = 0; i < children; ++i) {
            Step child = orderlessStep(random, depth - 1);
            if (!meaning(child) && step.kind == Step::Kind::All && failing++ > 0)
                child = Step{.kind = Step::Kind::Status, .number = i, .flag = false, .children = {}};
            step.children.push_back(std::move(child));
        }
    }
    return step;
}

/// Some steps one after the other, each by its own means of failure.
Step severalSteps(Random &random)
{
    Step root{.kind = Step::Kind::Twice, .number = 0, .flag = false, .children = {}};
    for (int i = 0; i < 2; ++i) {
        Step step = orderlessStep(random, 4);
        if (pick(random, 3) != 0)
            step =
                Step{.kind = Step::Kind::Guarded, .number = 0, .flag = false, .children = {std::move(step)}};
        root.children.push_back(std::move(step));
    }
    return root;
}

/// Answers open calls in a random order, some in one turn, and lets time pass.
class ShufflingWorld
{
public:
    ShufflingWorld(Random &random, OrchestrationDriver &driver)
        : m_random(random)
        , m_driver(driver)
    {}

    void run()
    {
        m_driver.start();
        m_driver.runUntilIdle();
        while (!m_driver.completion()) {
            collect();
            if (m_open.empty())
                m_driver.advance(5s);
            for (int answers = 1 + pick(m_random, 3); answers > 0 && !m_open.empty(); --answers)
                answerOne();
            m_driver.setBatching(pick(m_random, 2) == 0);
            m_driver.runUntilIdle();
        }
    }

private:
    void collect()
    {
        for (; m_seen < m_driver.history().size(); ++m_seen) {
            const HistoryEvent &event = m_driver.history()[m_seen];
            if (event.as<TaskScheduled>() || event.as<SubOrchestrationCreated>())
                m_open.push_back(event);
        }
    }

    void answerOne()
    {
        const auto chosen = m_open.begin() + pick(m_random, int(m_open.size()));
        const HistoryEvent call = *chosen;
        m_open.erase(chosen);
        const auto *task = call.as<TaskScheduled>();
        const int number = (task ? task->input : call.as<SubOrchestrationCreated>()->input).get<int>();
        const int attempt = task ? task->attempt : 1;
        if (task && succeeds(number, attempt))
            m_driver.post(TaskCompleted{call.eventId, number});
        else if (task)
            m_driver.post(TaskFailed{call.eventId, worldFailure(number)});
        else if (succeeds(number, attempt))
            m_driver.post(SubOrchestrationCompleted{call.eventId, number});
        else
            m_driver.post(SubOrchestrationFailed{call.eventId, worldFailure(number)});
    }

    Random &m_random;
    OrchestrationDriver &m_driver;
    std::size_t m_seen = 0;
    std::vector<HistoryEvent> m_open;
};

} // namespace

/// The engine against a plain reading of the same programs.
class TestModel : public QObject
{
    Q_OBJECT

private slots:
    void aRunComesToWhatThePlainReadingSays_data()
    {
        QTest::addColumn<bool>("isReplayed");
        QTest::newRow("kept in memory") << false;
        QTest::newRow("rebuilt before every turn") << true;
    }

    void aRunComesToWhatThePlainReadingSays()
    {
        QFETCH(const bool, isReplayed);
        int failed = 0;
        std::size_t events = 0;
        const std::uint64_t first = seedShift() + std::uint64_t(isReplayed ? programs + 1 : 1);
        for (std::uint64_t seed = first; seed < first + std::uint64_t(programs / 2); ++seed) {
            Random random(seed);
            const auto root = std::make_shared<const Step>(severalSteps(random));
            OrchestrationDriver driver(makeProgram(root), isReplayed ? Memory::Replayed : Memory::Cached);
            ShufflingWorld(random, driver).run();
            const Outcome wanted = meaning(*root);
            const ExecutionCompleted &end = *driver.completion();
            const QString context = QStringLiteral("seed %1").arg(seed);
            QVERIFY2((end.status == OrchestrationStatus::Completed) == wanted.has_value(),
                     qPrintable(context));
            if (wanted)
                QVERIFY2(end.result == *wanted, qPrintable(context));
            else
                QVERIFY2(end.failure->errorMessage == wanted.error(), qPrintable(context));
            failed += wanted ? 0 : 1;
            events += driver.history().size();
        }
        // Programs worth the name: neither all well nor all badly, and of some length.
        QVERIFY2(failed > programs / 20 && failed < programs * 9 / 20, qPrintable(QString::number(failed)));
        QVERIFY2(events > std::size_t(programs) * 5, qPrintable(QString::number(events)));
    }
};

QTEST_APPLESS_MAIN(TestModel)
#include "tst_model.moc"
