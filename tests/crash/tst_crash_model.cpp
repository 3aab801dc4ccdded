// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/SqliteStore.h"
#include "tests/crash/HubProcess.h"
#include "tests/crash/kill_resume/HistoryCheck.h"

#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace perdura;
using namespace perdura::test;
using namespace Qt::Literals::StringLiterals;

namespace {

const QString program = u"everything"_s;
const QStringList instances{u"a"_s, u"b"_s, u"c"_s};
/// Itself, a listener, three leaves, the rounds and the one that runs alone.
constexpr int instancesPerStart = 7;
/// Of three leaves, five rounds and the one that runs alone; the flaky activity has none.
constexpr int effectsPerStart = 9;

} // namespace

/// Kills a hub that runs all that the model has, at every fail point and at any moment.
class TestCrashModel : public QObject
{
    Q_OBJECT

private slots:
    void everyFailPointLeavesAHubThatGoesOn_data();
    void everyFailPointLeavesAHubThatGoesOn();
    void killingAtAnyMomentLosesNothing();

private:
    void verifyAll(const QString &folder, int starts);
};

void TestCrashModel::verifyAll(const QString &folder, int starts)
{
    SqliteOptions options;
    options.path = folder + u"/hub.db"_s;
    const SqliteStore store(options);
    const auto keepOpen = store.openWriter();
    QVERIFY(keepOpen);
    const auto reader = store.openReader();
    QVERIFY(reader);
    const auto page =
        (*reader)->instances(InstanceQuery{.statuses = {}, .nameContains = {}, .limit = 1000, .after = {}});
    QVERIFY(page);
    QCOMPARE(int(page->instances.size()), starts * instancesPerStart);
    for (const InstanceSummary &summary : page->instances) {
        const QByteArray id = QByteArray::fromStdString(summary.id.value);
        QVERIFY2(summary.status == OrchestrationStatus::Completed, id.constData());
        const auto history = (*reader)->history(summary.id);
        QVERIFY(history);
        QVERIFY2(flawsOf(*history).isEmpty(), qPrintable(flawsOf(*history).join(u'\n')));
        QCOMPARE(int(history->size()), summary.historyLength);
        if (summary.name == "everything")
            QCOMPARE(dumpJson((*reader)->instance(summary.id)->output), std::string("252"));
    }
    QCOMPARE((*reader)->statusCounts()->value(int(OrchestrationStatus::Completed)),
             qint64(page->instances.size()));
    QVERIFY((*reader)->activities()->empty());
    QVERIFY((*reader)->timers()->empty());
    QVERIFY((*reader)->inbox()->empty());
    QVERIFY((*reader)->notStarted()->empty());
    QCOMPARE(int(effectCounts(folder).size()), starts * effectsPerStart);
}

void TestCrashModel::everyFailPointLeavesAHubThatGoesOn_data()
{
    QTest::addColumn<QString>("failPoint");
    for (const int point : {1, 2, 3, 4, 5, 6}) {
        for (const int pass : {1, 2, 3, 5, 8, 13, 17, 21}) {
            if (point == 1 && pass > instances.size())
                continue; // only starts of clients pass it
            const QString name = u"K%1:%2"_s.arg(point).arg(pass);
            QTest::newRow(qPrintable(name)) << name;
        }
    }
}

void TestCrashModel::everyFailPointLeavesAHubThatGoesOn()
{
    QFETCH(const QString, failPoint);
    const QTemporaryDir folder;
    const QString database = folder.filePath(u"hub.db"_s);
    const Run first = runHub(database, instances, failPoint, {}, program);
    QVERIFY(first.hasEnded);
    QVERIFY2(first.wasKilled, "the fail point was not passed so often");
    QStringList missing = instances;
    for (const QString &id : first.acknowledged)
        missing.removeAll(id);
    const Run second = runHub(database, missing, {}, {}, program);
    QVERIFY(second.hasEnded && !second.wasKilled);
    verifyAll(folder.path(), int(instances.size()));
}

void TestCrashModel::killingAtAnyMomentLosesNothing()
{
    constexpr int wantedKills = 25;
    constexpr int mostRounds = 100;
    QRandomGenerator random{20261127};
    int kills = 0;
    for (int round = 0; round < mostRounds && kills < wantedKills; ++round) {
        const QTemporaryDir folder;
        const QString database = folder.filePath(u"hub.db"_s);
        QStringList missing = instances;
        for (int life = 0; life < 5; ++life) {
            const Moment moment{int(random.bounded(12)), std::chrono::milliseconds(random.bounded(6))};
            const Run run = runHub(database, missing, {}, moment, program);
            QVERIFY(run.hasEnded);
            for (const QString &id : run.acknowledged)
                missing.removeAll(id);
            kills += run.wasKilled ? 1 : 0;
            if (!run.wasKilled)
                break;
        }
        const Run last = runHub(database, missing, {}, {}, program);
        QVERIFY(last.hasEnded && !last.wasKilled);
        verifyAll(folder.path(), int(instances.size()));
        if (QTest::currentTestFailed())
            return;
    }
    // Else the hub was done before it could be killed and the test has shown nothing.
    QVERIFY2(kills >= wantedKills, qPrintable(QString::number(kills)));
}

QTEST_GUILESS_MAIN(TestCrashModel)
#include "tst_crash_model.moc"
