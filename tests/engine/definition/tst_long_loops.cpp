// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/DefinitionFile.h"
#include "engine/definition/Interpreter.h"
#include "engine/script/JsExpressionEvaluator.h"
#include "tests/support/RandomSizes.h"
#include "tests/support/orchestration/OrchestrationDriver.h"

#include <QTest>

#include <algorithm>

using namespace perdura;
using namespace perdura::test;
using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;

namespace {

/// A monitor drawn with plain edges: asks, rests an hour, and goes round until it has asked often enough.
QByteArray monitor()
{
    return R"x({"format":1,"name":"Monitor","nodes":[
        {"id":"s","kind":"start","name":"Start"},
        {"id":"a","kind":"activity","name":"Ask","fields":{"activity":"ask","input":{"round":"=vars.n ?? 0"}}},
        {"id":"t","kind":"timer","name":"Rest","fields":{"duration":"1 h"}},
        {"id":"v","kind":"set-variables","name":"Count",
         "fields":{"variables":{"n":"=(vars.n ?? 0) + 1","last":"=nodes['Ask'].output"}}},
        {"id":"i","kind":"if","name":"Enough","fields":{"condition":"=vars.n >= input.rounds"}},
        {"id":"e","kind":"end","name":"End","fields":{"output":"=({n: vars.n, last: vars.last})"}}],
        "edges":[{"from":"s","to":"a"},{"from":"a","to":"t"},{"from":"t","to":"v"},{"from":"v","to":"i"},
        {"from":"i","port":"false","to":"a"},{"from":"i","port":"true","to":"e"}]})x";
}

/// What the history takes in a database or a file, more or less.
std::size_t bytesOf(const History &history)
{
    std::size_t bytes = 0;
    for (const HistoryEvent &event : history)
        bytes += dumpJson(toJson(event)).size();
    return bytes;
}

/// What came of an instance that began anew as often as it wanted.
struct Lived
{
    int executions = 0;
    int calls = 0;
    std::vector<std::size_t> lengths; ///< of the histories, in events
    std::vector<std::size_t> bytes;
    Instant end;
    Json output;
};

Lived live(const std::shared_ptr<const WorkflowDefinition> &drawing, Json input)
{
    const auto evaluator = makeExpressionEvaluator();
    Lived lived;
    Duration passed{};
    for (bool goesOn = true; goesOn; ++lived.executions) {
        OrchestrationDriver driver(makeInterpreter(drawing, evaluator));
        driver.onActivity("ask", [&lived](const ScheduleTask &call) -> ActivityAnswer {
            ++lived.calls;
            return call.input["round"];
        });
        driver.advance(passed); // its clock goes on where that of the one before stood still
        driver.start(std::move(input));
        driver.run();
        passed = driver.now() - driverEpoch();
        lived.lengths.push_back(driver.history().size());
        lived.bytes.push_back(bytesOf(driver.history()));
        lived.end = driver.now();
        goesOn = driver.continuation() != nullptr;
        if (goesOn)
            input = driver.continuation()->input;
        else
            lived.output = driver.completion() ? driver.completion()->result : Json("not completed");
    }
    return lived;
}

} // namespace

/// Loops that go round for years.
class TestLongLoops : public QObject
{
    Q_OBJECT

private slots:
    /// With PERDURA_TEST_TIMES=50 a million rounds, which are 114 years.
    void aDrawnMonitorKeepsItsHistoryShortHoweverLongItRuns()
    {
        const auto parsed = parseDefinition(monitor(), u"monitor"_s);
        QVERIFY(parsed);
        const int rounds = timesAsMany(fewerWhenSanitized(20'000));
        Json input = Json::object();
        input["rounds"] = rounds;
        const Lived lived = live(std::make_shared<const WorkflowDefinition>(*parsed), std::move(input));

        QCOMPARE(lived.calls, rounds);
        QCOMPARE(lived.output["n"].get<int>(), rounds);
        QCOMPARE(lived.output["last"].get<int>(), rounds - 1);
        QVERIFY(lived.end == driverEpoch() + rounds * 1h);

        // A call and a timer in each round, so an execution goes on for 100 rounds; the last one only ends.
        QCOMPARE(lived.executions, rounds / 100 + 1);
        // The turn of the start, then two turns in each round: what came, what was decided, and the frame.
        for (std::size_t i = 0; i + 1 < lived.lengths.size(); ++i)
            QCOMPARE(lived.lengths[i], lived.lengths.front());
        qInfo("%d rounds: %d executions of %zu events, at most %zu bytes", rounds, lived.executions,
              lived.lengths.front(), *std::ranges::max_element(lived.bytes));
        QCOMPARE(lived.lengths.front(), std::size_t(4 + 100 * 2 * 4));
        QCOMPARE(lived.lengths.back(), std::size_t(4));
        // Numbers with more digits are all that may be added.
        QVERIFY2(*std::ranges::max_element(lived.bytes) < lived.bytes.front() * 11 / 10,
                 qPrintable(QString::number(*std::ranges::max_element(lived.bytes))));
    }
};

QTEST_GUILESS_MAIN(TestLongLoops)
#include "tst_long_loops.moc"
