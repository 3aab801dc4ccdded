// SPDX-License-Identifier: GPL-3.0-or-later
#include <QProcess>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

namespace {

struct Outcome
{
    int code = -1;
    QByteArray output;
};

Outcome run(const QStringList &arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(QStringLiteral(PERDURA_ENGINE_SOAK), arguments);
    const bool hasEnded = process.waitForFinished(100'000) && process.exitStatus() == QProcess::NormalExit;
    return {hasEnded ? process.exitCode() : -1, process.readAllStandardOutput()};
}

} // namespace

/// The smallest sizes: whether it works, not whether the memory is bounded.
class TestEngineSoak : public QObject
{
    Q_OBJECT

private slots:
    void everythingComesOutAsItMust();
    void anInstanceContinuesAsNewManyTimes();
    void growthBeyondTheBoundFails();
};

void TestEngineSoak::everythingComesOutAsItMust()
{
    const Outcome outcome =
        run({u"--minutes"_s, u"0.017"_s, u"--interval"_s, u"0.2"_s, u"--memory"_s, u"500"_s});
    QCOMPARE(outcome.code, 0);
    QVERIFY(outcome.output.contains("Since the warm-up memory has grown by"));
}

void TestEngineSoak::anInstanceContinuesAsNewManyTimes()
{
    const Outcome outcome =
        run({u"--rounds"_s, u"500"_s, u"--interval"_s, u"0.1"_s, u"--memory"_s, u"500"_s});
    QCOMPARE(outcome.code, 0);
    QVERIFY(outcome.output.contains("        500 "));
}

void TestEngineSoak::growthBeyondTheBoundFails()
{
    QCOMPARE(run({u"--minutes"_s, u"0.001"_s, u"--memory"_s, u"-1000"_s}).code, 1);
}

QTEST_GUILESS_MAIN(TestEngineSoak)
#include "tst_engine_soak.moc"
