// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/crash/kill_resume/CrashScenario.h"

#include <QElapsedTimer>
#include <QTest>

using namespace perdura;
using namespace Qt::Literals::StringLiterals;

/// Kills the program again and again while it works, and looks whether anything was lost or done twice.
/// PERDURA_CRASH_KILLS sets how often it is killed (a soak test takes thousands),
/// PERDURA_CRASH_SEED the first seed.
class TestKillResume : public QObject
{
    Q_OBJECT

    static int setting(const char *variable, int otherwise)
    {
        bool isNumber = false;
        const int value = qEnvironmentVariableIntValue(variable, &isNumber);
        return isNumber ? value : otherwise;
    }

private slots:
    void nothingIsLostOrDoneTwice_data()
    {
        QTest::addColumn<CrashScenario>("scenario");
        QTest::addColumn<int>("share"); // the small one needs fewer crashes
        QTest::newRow("expense report")
            << CrashScenario{.folder = QStringLiteral(PERDURA_SAMPLES) + u"/expense-report"_s,
                             .workflow = u"expense-report.workflow.json"_s,
                             .runArguments = {u"--input"_s, u"{\"limit\": 100}"_s},
                             .shortened = u"expenses.csv"_s}
            << 1;
        QTest::newRow("effects") << CrashScenario{.folder =
                                                      QStringLiteral(PERDURA_CRASH_DATA) + u"/effects"_s,
                                                  .workflow = u"effects.workflow.json"_s,
                                                  .runArguments = {},
                                                  .shortened = {}}
                                 << 4;
    }

    void nothingIsLostOrDoneTwice()
    {
        QFETCH(const CrashScenario, scenario);
        QFETCH(const int, share);
        const int wantedKills = std::max(1, setting("PERDURA_CRASH_KILLS", 50) / share);
        const int mostRounds = 5 * wantedKills; // only ends a test that would never end
        const auto firstSeed = quint32(setting("PERDURA_CRASH_SEED", 20'261'122));
        QElapsedTimer clock;
        clock.start();
        const CrashOutcome wanted = CrashRound(scenario, firstSeed).undisturbed();
        QVERIFY2(wanted.flaws.isEmpty(), qPrintable(wanted.flaws.join(u'\n')));
        QVERIFY(wanted.files.size() > QDir(scenario.folder).count() - 2);
        const int longest = int(std::clamp<qint64>(clock.elapsed() / 2, 100, 3'000));

        int kills = 0;
        int round = 0;
        for (; kills < wantedKills && round < mostRounds; ++round) {
            const quint32 seed = firstSeed + quint32(round);
            const QString context = u"round %1, PERDURA_CRASH_SEED=%2: "_s.arg(round).arg(seed);
            const CrashOutcome outcome = CrashRound(scenario, seed).disturbed(longest);
            QVERIFY2(outcome.flaws.isEmpty(), qPrintable(context + outcome.flaws.join(u'\n')));
            QVERIFY2(outcome.files.keys() == wanted.files.keys(),
                     qPrintable(context + outcome.files.keys().join(u' ')));
            for (const QString &file : wanted.files.keys())
                QVERIFY2(outcome.files[file] == wanted.files[file],
                         qPrintable(context + file + u" differs"_s));
            QVERIFY2(outcome.effects == wanted.effects,
                     qPrintable(context + u"%1 effects"_s.arg(outcome.effects)));
            kills += outcome.kills;
        }
        // A crash test without crashes would prove nothing.
        QVERIFY2(kills >= wantedKills, qPrintable(u"only %1 crashes"_s.arg(kills)));
        qInfo("%d rounds, %d crashes", round, kills);
    }
};

QTEST_GUILESS_MAIN(TestKillResume)
#include "tst_kill_resume.moc"
