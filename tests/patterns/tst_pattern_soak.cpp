// SPDX-License-Identifier: GPL-3.0-or-later
//
// X2: many instances of each template of the six patterns at once, in a hub that is killed at random moments
// until all have ended. PERDURA_TEST_TIMES=20 makes 200 instances and 80 deaths of each, PERDURA_TEST_SEED
// other moments.
#include "tests/patterns/PatternRun.h"
#include "tests/support/RandomSizes.h"

#include <QRandomGenerator>

#include <set>

using namespace perdura;
using namespace perdura::test;
using namespace Qt::Literals::StringLiterals;

namespace {

/// Answers everything that anybody is asked, and raises once for each of the instances what the pattern may
/// wait for.
void approveAll(PatternRun &run, std::set<QString> &unapproved)
{
    std::erase_if(unapproved,
                  [&run](const QString &id) { return run.raise(id, u"ApprovalEvent"_s, true).has_value(); });
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
    // In inputs and outputs, %1 is the number of the instance.
    const auto add = [](const char *pattern, const QString &drawing, const char *input, const char *output) {
        QTest::newRow(pattern) << QString::fromLatin1(pattern) << drawing << QByteArray(input)
                               << QByteArray(output);
    };
    add("function-chaining", u"function-chaining"_s, "{}", R"("r=4")");
    add("fan-out-fan-in", u"fan-out-fan-in"_s, "{}", R"({"numbers":12,"sum":650})");
    add("async-http-api", u"do-work"_s, R"({"seconds":0.5})", R"({"done":true})");
    add("monitor", u"monitor"_s, R"({"job":"%1","takes":0.3,"firstWait":0.05})",
        R"({"job":"%1","done":true})");
    add("approval-by-event", u"approval-by-event"_s, "{}",
        R"({"request":"A new laptop","decision":"approved"})");
    add("approval-with-escalation", u"approval-with-escalation"_s, "{}",
        R"({"request":"A new laptop","decision":"approved"})");
    // Each with counters of its own.
    add("aggregator", u"aggregator"_s,
        R"({"readings":[{"sensor":"n%1","delta":60},{"sensor":"s%1","delta":5},{"sensor":"n%1","delta":45}]})",
        R"({"totals":{"n%1":105,"s%1":5},"milestones":[{"sensor":"n%1","total":105}]})");
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
    std::set<QString> unapproved;
    for (int i = 0; i < instances && pattern == u"approval-by-event"_s; ++i)
        unapproved.insert(nameOf(i));
    const auto approve = [&unapproved](PatternRun &hub) { approveAll(hub, unapproved); };
    const auto haveAllEnded = [&] {
        const auto counts = waitFor(run.client().statusCounts());
        // There are more where a pattern starts other instances.
        return missing.empty() && counts && counts->value(int(OrchestrationStatus::Completed)) >= instances &&
               counts->value(int(OrchestrationStatus::Running)) == 0 &&
               counts->value(int(OrchestrationStatus::Pending)) == 0;
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
        if (run.waitUntil(haveAllEnded, approve) && run.hub().close())
            break;
        QVERIFY2(life < kills, "it does not come to an end in a life without a death");
    }
    StoreOnDisk store(run.folder());
    QCOMPARE(store.flaws(), QStringList());
    for (int i = 0; i < instances; ++i)
        QCOMPARE(QByteArray::fromStdString(store.output(nameOf(i))),
                 QByteArray(output).replace("%1", QByteArray::number(i)));
}

QTEST_GUILESS_MAIN(TestPatternSoak)
#include "tst_pattern_soak.moc"
