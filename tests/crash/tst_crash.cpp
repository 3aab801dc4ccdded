// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/SqliteStore.h"
#include "tests/crash/HubProcess.h"
#include "tests/crash/kill_resume/HistoryCheck.h"
#include "tests/support/RandomSizes.h"

#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <map>
#include <optional>
#include <set>

using namespace perdura;
using namespace perdura::test;
using namespace Qt::Literals::StringLiterals;

namespace {

const QStringList instances{u"a"_s, u"b"_s, u"c"_s, u"d"_s};
constexpr int activitiesPerInstance = 7;
// 3 steps that add one each, and 4 activities that answer 101, 201, 301 and 401.
const std::string expectedOutput = "1007";
const auto allEffects = std::size_t(instances.size() * activitiesPerInstance);

/// Chooses moments over a whole life: half-way through its start, or between two lines. What an undisturbed
/// life took on this machine tells how long that is.
class RandomMoments
{
public:
    explicit RandomMoments(const Run &undisturbed)
        : m_start(undisturbed.firstLineAfter)
        , m_gap((undisturbed.duration - undisturbed.firstLineAfter) / std::max(1, undisturbed.lines))
    {}
    /// In a life of which so many lines are expected.
    Moment next(int lines)
    {
        Moment moment;
        moment.lines = int(m_random.bounded(std::max(1, lines)));
        const auto longest = moment.lines == 0 ? m_start : m_gap;
        moment.later = std::chrono::milliseconds(m_random.bounded(int(longest.count()) + 1));
        return moment;
    }

private:
    std::chrono::milliseconds m_start;
    std::chrono::milliseconds m_gap; ///< between two lines, about
    QRandomGenerator m_random{quint32(20240607 + seedShift())};
};

} // namespace

class TestCrash : public QObject
{
    Q_OBJECT

private slots:
    void everyFailPointLeavesAHubThatGoesOn_data();
    void everyFailPointLeavesAHubThatGoesOn();
    void killingAtAnyMomentLosesNothing();

private:
    void verifyAll(const QString &folder, const QStringList &acknowledged, int mostRepeated);
};

void TestCrash::verifyAll(const QString &folder, const QStringList &acknowledged, int mostRepeated)
{
    SqliteOptions options;
    options.path = folder + u"/hub.db"_s;
    const SqliteStore store(options);
    QVERIFY(store.openWriter());
    const auto keepOpen = store.openWriter();
    const auto reader = store.openReader();
    QVERIFY(reader);
    for (const QString &id : acknowledged) {
        const auto detail = (*reader)->instance(InstanceId(id));
        QVERIFY2(detail, qPrintable(u"the acknowledged start of %1 is lost"_s.arg(id)));
        QCOMPARE(detail->summary.status, OrchestrationStatus::Completed);
        QCOMPARE(dumpJson(detail->output), expectedOutput);
        const auto history = (*reader)->history(InstanceId(id));
        QVERIFY(history);
        QCOMPARE(flawsOf(*history), QStringList());
        QCOMPARE(int(history->size()), detail->summary.historyLength);
    }
    QVERIFY((*reader)->activities()->empty());
    QVERIFY((*reader)->timers()->empty());
    QVERIFY((*reader)->inbox()->empty());
    int repeated = 0;
    for (const auto &[key, count] : effectCounts(folder))
        repeated += count - 1;
    QVERIFY2(repeated <= mostRepeated, qPrintable(u"%1 activities ran again"_s.arg(repeated)));
}

void TestCrash::everyFailPointLeavesAHubThatGoesOn_data()
{
    QTest::addColumn<QString>("failPoint");
    QTest::addColumn<int>("mostRepeated");
    // An activity is repeated only when its result was not on disk: those of K2 and K4, and what other
    // instances ran at that moment (at most one activity each, or the four of a fan-out).
    for (const int point : {1, 2, 3, 4, 5, 6}) {
        for (const int pass : {1, 2, 3, 4, 6, 9, 14}) {
            if ((point == 1 || point == 6) && pass > instances.size())
                continue;
            const QString name = u"K%1:%2"_s.arg(point).arg(pass);
            QTest::newRow(qPrintable(name)) << name << int(instances.size()) * 4;
        }
    }
}

void TestCrash::everyFailPointLeavesAHubThatGoesOn()
{
    QFETCH(const QString, failPoint);
    QFETCH(const int, mostRepeated);
    const QTemporaryDir folder;
    const QString database = folder.filePath(u"hub.db"_s);
    const Run first = runHub(database, {instances, failPoint});
    QVERIFY(first.hasEnded);
    QVERIFY2(first.wasKilled, "the fail point was not passed so often");
    QStringList missing;
    for (const QString &id : instances) {
        if (!first.acknowledged.contains(id))
            missing << id;
    }
    // A start that was stored but not acknowledged is refused as AlreadyExists: it is there and runs.
    const Run second = runHub(database, {missing});
    QVERIFY(second.hasEnded);
    QVERIFY(!second.wasKilled);
    verifyAll(folder.path(), instances, mostRepeated);
    QCOMPARE(effectCounts(folder.path()).size(), allEffects);
}

void TestCrash::killingAtAnyMomentLosesNothing()
{
    const int wantedKills = timesAsMany(30);
    const int wantedKillsAmidWork = wantedKills / 3;
    const int mostRounds = 3 * wantedKills + 10;
    const QTemporaryDir calm;
    const Run undisturbed = runHub(calm.filePath(u"hub.db"_s), {instances});
    QVERIFY(undisturbed.hasEnded && !undisturbed.wasKilled);
    QCOMPARE(undisturbed.lines, int(allEffects + instances.size()));
    RandomMoments moments(undisturbed);
    int kills = 0;
    int killsAmidWork = 0;
    int round = 0;
    for (; round < mostRounds && (kills < wantedKills || killsAmidWork < wantedKillsAmidWork); ++round) {
        const QTemporaryDir folder;
        const QString database = folder.filePath(u"hub.db"_s);
        QStringList acknowledged;
        int killsHere = 0;
        int linesLeft = undisturbed.lines;
        for (bool isKilled = true; isKilled && killsHere < 4;) {
            const QStringList starts = killsHere == 0 ? instances : QStringList();
            const Run life = runHub(database, {starts, {}, moments.next(linesLeft)});
            QVERIFY(life.hasEnded);
            acknowledged += life.acknowledged;
            isKilled = life.wasKilled;
            killsHere += isKilled ? 1 : 0;
            const std::size_t done = effectCounts(folder.path()).size();
            killsAmidWork += isKilled && done > 0 && done < allEffects ? 1 : 0;
            linesLeft = int(allEffects - done);
        }
        kills += killsHere;
        const Run last = runHub(database, {});
        QVERIFY(last.hasEnded && !last.wasKilled);
        verifyAll(folder.path(), acknowledged, killsHere * int(instances.size()) * 4);
        if (QTest::currentTestFailed())
            return;
    }
    // Else the hub was done before it could be killed and the test has shown nothing.
    QVERIFY2(kills >= wantedKills && killsAmidWork >= wantedKillsAmidWork,
             qPrintable(u"%1 kills, %2 of them amid the work"_s.arg(kills).arg(killsAmidWork)));
    qInfo("%d rounds, %d kills, %d of them amid the work", round, kills, killsAmidWork);
}

QTEST_GUILESS_MAIN(TestCrash)
#include "tst_crash.moc"
