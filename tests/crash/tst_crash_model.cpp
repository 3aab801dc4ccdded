// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/SqliteStore.h"
#include "tests/crash/CrashEntities.h"
#include "tests/crash/EntityChecks.h"
#include "tests/crash/FailPointPlan.h"
#include "tests/crash/HubProcess.h"
#include "tests/crash/kill_resume/HistoryCheck.h"
#include "tests/support/RandomSizes.h"

#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace perdura;
using namespace perdura::test;
using namespace Qt::Literals::StringLiterals;

namespace {

const QStringList instances{u"a"_s, u"b"_s, u"c"_s};
/// A victim and its child.
constexpr int terminatedPerStart = 2;
/// Itself, a listener, three leaves, the rounds, the one that runs alone, the stumbler and its child, and
/// those with entities.
constexpr int completedPerStart = 9 + entityInstancesPerStart;
/// Of three leaves, five rounds, the one that runs alone and those that were hired; the flaky activity has
/// none.
constexpr int effectsPerStart = 9 + sendersPerStart;

} // namespace

/// Kills a hub that runs all that the model has, at every fail point and at any moment.
class TestCrashModel : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void everyFailPointLeavesAHubThatGoesOn_data();
    void everyFailPointLeavesAHubThatGoesOn();
    void aHubThatDiesAtItsStartRecoversAtTheNext_data();
    void aHubThatDiesAtItsStartRecoversAtTheNext();
    void killingAtAnyMomentLosesNothing();

private:
    /// Starts what is not known to be there yet, and sends some signals.
    Run live(const QString &failPoint = {}, std::optional<Moment> kill = {});
    void verifyAll();
    void verifyInstances(StoreReader &reader);

    std::unique_ptr<QTemporaryDir> m_folder;
    QStringList m_missing;
    std::set<int> m_signalled;
    int m_nextSignal = 0;
};

void TestCrashModel::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_missing = instances;
    m_signalled.clear();
    m_nextSignal = 0;
}

// A start that was stored but not acknowledged is refused as AlreadyExists the next time: it is there and
// runs.
Run TestCrashModel::live(const QString &failPoint, std::optional<Moment> kill)
{
    Run run =
        runHub(m_folder->filePath(u"hub.db"_s), {m_missing, failPoint, kill, u"everything"_s, m_nextSignal});
    m_nextSignal += 1000;
    for (const QString &id : run.acknowledged)
        m_missing.removeAll(id);
    m_signalled.insert(run.signalled.begin(), run.signalled.end());
    return run;
}

void TestCrashModel::verifyAll()
{
    SqliteOptions options;
    options.path = m_folder->filePath(u"hub.db"_s);
    const SqliteStore store(options);
    const auto keepOpen = store.openWriter();
    QVERIFY(keepOpen);
    const auto reader = store.openReader();
    QVERIFY(reader);
    verifyInstances(**reader);
    const QStringList flaws = flawsOfEntities(**reader, int(instances.size()), m_signalled);
    QVERIFY2(flaws.isEmpty(), qPrintable(flaws.join(u'\n')));
    QVERIFY((*reader)->activities()->empty());
    QVERIFY((*reader)->timers()->empty());
    QVERIFY((*reader)->inbox()->empty());
    QVERIFY((*reader)->notStarted()->empty());
    QVERIFY((*reader)->humanTasks({})->empty());
    const auto report = (*reader)->check();
    QVERIFY(report);
    QVERIFY2(report->isSound(), "the check finds something");
    QCOMPARE(int(effectCounts(m_folder->path()).size()), int(instances.size()) * effectsPerStart);
}

void TestCrashModel::verifyInstances(StoreReader &reader)
{
    InstanceQuery all;
    all.limit = 1000;
    const auto page = reader.instances(all);
    QVERIFY(page);
    const int starts = int(instances.size());
    QCOMPARE(int(page->instances.size()), starts * (completedPerStart + terminatedPerStart));
    for (const InstanceSummary &summary : page->instances) {
        const QByteArray id = QByteArray::fromStdString(summary.id.value);
        const bool isVictim = summary.name == "victim" || summary.name == "waiting";
        QVERIFY2(summary.status ==
                     (isVictim ? OrchestrationStatus::Terminated : OrchestrationStatus::Completed),
                 id.constData());
        const auto history = reader.history(summary.id);
        QVERIFY(history);
        QVERIFY2(flawsOf(*history).isEmpty(), qPrintable(flawsOf(*history).join(u'\n')));
        QCOMPARE(int(history->size()), summary.historyLength);
        if (summary.name == "everything")
            QCOMPARE(dumpJson(reader.instance(summary.id)->output), std::string("252"));
    }
    const auto counts = reader.statusCounts();
    QCOMPARE(counts->value(int(OrchestrationStatus::Completed)), qint64(starts * completedPerStart));
    QCOMPARE(counts->value(int(OrchestrationStatus::Terminated)), qint64(starts * terminatedPerStart));
}

void TestCrashModel::everyFailPointLeavesAHubThatGoesOn_data()
{
    QTest::addColumn<QString>("failPoint");
    for (const QString &kill : killsOf(Passed::ByEverything))
        QTest::newRow(qPrintable(kill)) << kill;
}

void TestCrashModel::everyFailPointLeavesAHubThatGoesOn()
{
    QFETCH(const QString, failPoint);
    const Run first = live(failPoint);
    QVERIFY(first.hasEnded);
    QVERIFY2(first.wasKilled, "the fail point was not passed so often");
    const Run second = live();
    QVERIFY(second.hasEnded && !second.wasKilled);
    verifyAll();
}

void TestCrashModel::aHubThatDiesAtItsStartRecoversAtTheNext_data()
{
    QTest::addColumn<QString>("failPoint");
    for (const QString &kill : killsOf(Passed::AtRecovery))
        QTest::newRow(qPrintable(kill)) << kill;
}

void TestCrashModel::aHubThatDiesAtItsStartRecoversAtTheNext()
{
    QFETCH(const QString, failPoint);
    // Amid the work, at some places where much is pending.
    for (const QString &amid : {u"K2:20"_s, u"K29:15"_s, u"K41:8"_s}) {
        const Run run = live(amid);
        QVERIFY(run.hasEnded);
        QVERIFY2(run.wasKilled, qPrintable(amid));
        const Run start = live(failPoint);
        QVERIFY(start.hasEnded);
        QVERIFY2(start.wasKilled, "the fail point was not passed");
    }
    const Run last = live();
    QVERIFY(last.hasEnded && !last.wasKilled);
    verifyAll();
}

void TestCrashModel::killingAtAnyMomentLosesNothing()
{
    const int wantedKills = timesAsMany(25);
    const int mostRounds = 4 * wantedKills;
    QRandomGenerator random(quint32(20261127 + seedShift()));
    int kills = 0;
    for (int round = 0; round < mostRounds && kills < wantedKills; ++round) {
        init();
        for (int life = 0; life < 5; ++life) {
            const Moment moment{int(random.bounded(20)), std::chrono::milliseconds(random.bounded(12))};
            const Run run = live({}, moment);
            QVERIFY(run.hasEnded);
            kills += run.wasKilled ? 1 : 0;
            if (!run.wasKilled)
                break;
        }
        const Run last = live();
        QVERIFY(last.hasEnded && !last.wasKilled);
        verifyAll();
        if (QTest::currentTestFailed())
            return;
    }
    // Else the hub was done before it could be killed and the test has shown nothing.
    QVERIFY2(kills >= wantedKills, qPrintable(QString::number(kills)));
}

QTEST_GUILESS_MAIN(TestCrashModel)
#include "tst_crash_model.moc"
