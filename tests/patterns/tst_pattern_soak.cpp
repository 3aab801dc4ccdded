// SPDX-License-Identifier: GPL-3.0-or-later
//
// X2: many instances of each of the six templates at once, in a hub that is killed at random moments until
// all have ended. PERDURA_TEST_TIMES=20 makes 200 instances and 80 deaths of each,
// PERDURA_TEST_SEED other moments.
#include "tests/patterns/PatternRun.h"
#include "tests/support/RandomSizes.h"

#include <QRandomGenerator>

#include <set>

using namespace perdura;
using namespace perdura::test;
using namespace Qt::Literals::StringLiterals;

namespace {

/// Answers everything that anybody is asked.
void approveAll(PatternRun &run)
{
    const auto tasks = waitFor(run.client().humanTasks());
    for (const HumanTaskInfo &task : tasks.value_or(std::vector<HumanTaskInfo>()))
        (void)waitFor(run.client().answerHumanTask(task.id, {.outcome = "Approve"}));
}

} // namespace

class TestPatternSoak : public QObject
{
    Q_OBJECT

private slots:
    void eachPatternSurvivesDeathsAtAnyMoment_data();
    void eachPatternSurvivesDeathsAtAnyMoment();
};

void TestPatternSoak::eachPatternSurvivesDeathsAtAnyMoment_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("drawing");
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<QByteArray>("output");
    const auto add = [](const char *pattern, const QString &drawing, const char *input, const char *output) {
        QTest::newRow(pattern) << QString::fromLatin1(pattern) << drawing << QByteArray(input)
                               << QByteArray(output);
    };
    add("function-chaining", u"function-chaining"_s, "{}", R"("r=4")");
    add("fan-out-fan-in", u"fan-out-fan-in"_s, "{}", R"({"numbers":12,"sum":650})");
    add("async-http-api", u"do-work"_s, R"({"seconds":0.5})", R"({"done":true})");
    add("monitor", u"monitor"_s, R"({"readyAfter":6,"firstWait":0.05})", R"({"ready":true,"looks":6})");
    add("approval-with-escalation", u"approval-with-escalation"_s, "{}",
        R"({"request":"A new laptop","decision":"approved"})");
    // Each a poll of its own.
    add("aggregator", u"aggregator"_s, R"({"poll":"%1"})",
        R"({"votes":6,"counts":{"pizza":3,"soup":2,"salad":1}})");
}

void TestPatternSoak::eachPatternSurvivesDeathsAtAnyMoment()
{
    QFETCH(const QString, pattern);
    QFETCH(const QString, drawing);
    QFETCH(const QByteArray, input);
    QFETCH(const QByteArray, output);
    const int instances = timesAsMany(10);
    const int kills = timesAsMany(4);
    QRandomGenerator random(quint32(20261127 + seedShift()));
    PatternRun run;
    run.addTemplate(pattern);
    std::set<int> missing;
    for (int i = 0; i < instances; ++i)
        missing.insert(i);
    const auto nameOf = [](int number) { return u"soak-%1"_s.arg(number); };
    const auto haveAllEnded = [&] {
        const auto counts = waitFor(run.client().statusCounts());
        return missing.empty() && counts && counts->value(int(OrchestrationStatus::Completed)) == instances;
    };
    for (int life = 0;; ++life) {
        QVERIFY(run.hub().open());
        if (life < kills)
            run.hub().killIn(std::chrono::milliseconds(random.bounded(40, 400)));
        for (const int number : std::set<int>(missing)) {
            const QByteArray own = QByteArray(input).replace("%1", QByteArray::number(number));
            const auto started = run.start(drawing, nameOf(number), *parseJson(own.toStdString()));
            // One that an earlier life has accepted without saying so is refused.
            if (started || started.error().code == ErrorCode::AlreadyExists)
                missing.erase(number);
        }
        // The death may come when all is done, too.
        if (run.waitUntil(haveAllEnded, approveAll) && run.hub().close())
            break;
        QVERIFY2(life < kills, "it does not come to an end in a life without a death");
    }
    StoreOnDisk store(run.folder());
    QCOMPARE(store.flaws(), QStringList());
    for (int i = 0; i < instances; ++i)
        QCOMPARE(QByteArray::fromStdString(store.output(nameOf(i))), output);
}

QTEST_GUILESS_MAIN(TestPatternSoak)
#include "tst_pattern_soak.moc"
