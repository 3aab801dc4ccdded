// SPDX-License-Identifier: GPL-3.0-or-later
//
// X2: many instances of each template of the six patterns, in a hub that is killed at random moments until
// all have ended. After each death and at the end: what is on disk is as it was and goes on from there, and
// no activity whose result is on disk has run again. PERDURA_TEST_TIMES=10 makes 200 instances of each and a
// death every 0.2 to 2 s (ctest -C Soak -L soak), PERDURA_TEST_SEED other moments.
#include "tests/patterns/KeptResults.h"
#include "tests/patterns/PatternRun.h"
#include "tests/support/RandomSizes.h"

#include <QElapsedTimer>
#include <QRandomGenerator>

#include <set>

using namespace perdura;
using namespace perdura::test;
using namespace Qt::Literals::StringLiterals;

namespace {

/// Amid the work: when some instances have ended and others have not.
constexpr int fewestDeaths = 3;
/// So many lives that brought nothing, each twice as long as the one before, are a standstill.
constexpr int mostIdleLives = 6;

/// Answers everything that anybody is asked.
void approveAll(PatternRun &run)
{
    const auto tasks = waitFor(run.client().humanTasks());
    for (const HumanTaskInfo &task : tasks.value_or(std::vector<HumanTaskInfo>()))
        (void)waitFor(run.client().answerHumanTask(task.id, {.outcome = "Approve"}));
}

/// Instances of one template, in a hub that is killed until all of them have ended.
class Soak
{
public:
    Soak(const QString &pattern, QString drawing, QByteArray input)
        : m_drawing(std::move(drawing))
        , m_input(std::move(input))
    {
        m_run.addTemplate(pattern);
        want(m_batch);
    }

    /// Empty when all have ended, and enough of the deaths came amid the work.
    [[nodiscard]] QString run();
    [[nodiscard]] QStringList flaws();
    [[nodiscard]] int wanted() const { return m_wanted; }
    [[nodiscard]] static QString nameOf(int number) { return u"soak-%1"_s.arg(number); }
    [[nodiscard]] QString folder() const { return m_run.folder(); }
    [[nodiscard]] QString account() const
    {
        return u"%1 instances, %2 deaths, %3 of them amid the work"_s.arg(m_wanted).arg(m_deaths).arg(
            m_deathsAmidWork);
    }

private:
    void want(int more)
    {
        for (int i = 0; i < more; ++i)
            m_missing.insert(m_wanted++);
    }
    [[nodiscard]] bool liveOnce();
    [[nodiscard]] bool haveAllEnded();
    void goOn();
    [[nodiscard]] bool start(int number);
    [[nodiscard]] bool lookAfterDeath();

    const int m_batch = timesAsMany(20);
    const int m_atOnce = std::max(10, m_batch / 4);
    const int m_shortest = m_batch < 200 ? 40 : 200; ///< life, in ms
    int m_longest = 10 * m_shortest;
    QString m_drawing;
    QByteArray m_input;
    QRandomGenerator m_random{quint32(20261127 + seedShift())};
    PatternRun m_run;
    KeptResults m_kept;
    std::set<int> m_missing; ///< not started, as far as is known
    std::set<int> m_unapproved;
    int m_wanted = 0;
    qint64 m_completed = 0;
    int m_idleLives = 0;
    int m_deaths = 0;
    int m_deathsAmidWork = 0;
};

QString Soak::run()
{
    for (;;) {
        if (!m_run.hub().open())
            return u"the hub does not open"_s;
        if (!liveOnce()) {
            if (!m_run.hub().waitForDeath())
                return u"the hub ends by itself"_s;
            if (!lookAfterDeath())
                return u"nothing goes on any more: "_s + account();
        } else if (m_deathsAmidWork >= fewestDeaths) {
            return {};
        } else if (m_wanted >= 5 * m_batch) {
            return u"too few deaths amid the work: "_s + account();
        } else {
            want(m_batch);
        }
    }
}

/// True when all had ended before the death.
bool Soak::liveOnce()
{
    m_run.hub().killIn(std::chrono::milliseconds(m_random.bounded(m_shortest, m_longest)));
    return m_run.waitUntil([this] { return haveAllEnded(); }, [this](PatternRun &) { goOn(); }) &&
           m_run.hub().close();
}

bool Soak::haveAllEnded()
{
    const auto counts = waitFor(m_run.client().statusCounts());
    if (counts)
        m_completed = counts->value(int(OrchestrationStatus::Completed));
    // There are more where a pattern starts other instances.
    return counts && m_missing.empty() && m_completed >= m_wanted &&
           counts->value(int(OrchestrationStatus::Running)) == 0 &&
           counts->value(int(OrchestrationStatus::Pending)) == 0;
}

void Soak::goOn()
{
    const std::set<int> missing = m_missing;
    for (const int number : missing) {
        if (m_wanted - int(m_missing.size()) - m_completed >= m_atOnce || !start(number))
            break;
        m_missing.erase(number);
        m_unapproved.insert(number);
    }
    approveAll(m_run);
    if (m_drawing == u"approval-by-event") {
        std::erase_if(m_unapproved, [this](int number) {
            return m_run.raise(nameOf(number), u"ApprovalEvent"_s, true).has_value();
        });
    }
}

bool Soak::start(int number)
{
    const QByteArray own = QByteArray(m_input).replace("%1", QByteArray::number(number));
    const auto started = m_run.start(m_drawing, nameOf(number), *parseJson(own.toStdString()));
    // One that an earlier life has accepted without saying so is refused.
    return started || started.error().code == ErrorCode::AlreadyExists;
}

/// False when nothing has come of the last lives.
bool Soak::lookAfterDeath()
{
    const int before = m_kept.events();
    m_kept.look(m_run.folder());
    ++m_deaths;
    m_deathsAmidWork +=
        m_kept.ended() > 0 && (m_kept.ended() < m_kept.instances() || !m_missing.empty()) ? 1 : 0;
    const bool hasMoved = m_kept.events() > before;
    m_idleLives = hasMoved ? 0 : m_idleLives + 1;
    m_longest = (10 * m_shortest) << m_idleLives;
    return m_idleLives < mostIdleLives;
}

QStringList Soak::flaws()
{
    m_kept.look(m_run.folder());
    return m_kept.flaws() + StoreOnDisk(m_run.folder()).flaws();
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
    QElapsedTimer time;
    time.start();
    Soak soak(pattern, drawing, input);
    QCOMPARE(soak.run(), QString());
    QCOMPARE(soak.flaws(), QStringList());
    StoreOnDisk store(soak.folder());
    for (int i = 0; i < soak.wanted(); ++i)
        QCOMPARE(QByteArray::fromStdString(store.output(Soak::nameOf(i))),
                 QByteArray(output).replace("%1", QByteArray::number(i)));
    qInfo().noquote() << soak.account() << "in" << time.elapsed() << "ms";
}

QTEST_GUILESS_MAIN(TestPatternSoak)
#include "tst_pattern_soak.moc"
