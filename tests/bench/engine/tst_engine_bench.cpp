// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/Json.h"

#include <QProcess>
#include <QTest>

using namespace perdura;
using namespace Qt::Literals::StringLiterals;

namespace {

QByteArray outputOf(const QStringList &arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(QStringLiteral(PERDURA_ENGINE_BENCH), arguments);
    const bool hasFinished = process.waitForFinished(-1);
    return hasFinished && process.exitCode() == 0 ? process.readAllStandardOutput() : QByteArray();
}

} // namespace

class TestEngineBench : public QObject
{
    Q_OBJECT

private slots:
    void givesEveryFigureAsJson();
    void tellsTrueCounts();
    void printsATable();

private:
    Json m_figures;
};

void TestEngineBench::givesEveryFigureAsJson()
{
    const auto figures = parseJson(outputOf({u"--smallest"_s, u"--json"_s}).toStdString());
    QVERIFY(figures);
    m_figures = *figures;
    for (const char *name : {"limit_rows_per_s",
                             "limit_fdatasync_us",
                             "chain_1k_instances_per_s",
                             "chain_instances_per_s",
                             "fanout_1k_seconds",
                             "fanout_100k_seconds",
                             "fanout_100k_peak_mb",
                             "start_to_finish_p50_us",
                             "start_to_finish_p50_fdatasyncs",
                             "start_to_finish_p99_us",
                             "start_to_finish_p99_fdatasyncs",
                             "entity_signals_per_s",
                             "timers_100k_seconds",
                             "events_per_s",
                             "recovery_100k_seconds",
                             "replay_100k_seconds",
                             "bytes_per_chain_instance",
                             "idle_rss_mb",
                             "chain_rows_to_limit_ratio",
                             "history_growth_ratio"}) {
        QVERIFY2(m_figures.contains(name), name);
        QVERIFY2(m_figures.at(name).get<double>() > 0, name);
    }
    QVERIFY(m_figures.at("idle_cpu_percent").get<double>() >= 0);
}

void TestEngineBench::tellsTrueCounts()
{
    QCOMPARE(m_figures.at("sizes").get<std::string>(), std::string("smallest"));
    QCOMPARE(m_figures.at("chain_count").get<int>(), 20);
    QCOMPARE(m_figures.at("chain_1k_count").get<int>(), 10);
    QCOMPARE(m_figures.at("fanout_100k_count").get<int>(), 100);
    QCOMPARE(m_figures.at("fanout_1k_count").get<int>(), 20);
    QCOMPARE(m_figures.at("start_to_finish_count").get<int>(), 10);
    QCOMPARE(m_figures.at("events_count").get<int>(), 50);
    QCOMPARE(m_figures.at("entity_signals_count").get<int>(), 100);
    QCOMPARE(m_figures.at("waiting_count").get<int>(), 50);
    // 50 steps of 4 events, the start's 4, and 4 for the end: its frame, the event and the completion.
    QCOMPARE(m_figures.at("replay_100k_count").get<int>(), 50 * 4 - 1 + 4 + 4);
}

void TestEngineBench::printsATable()
{
    const QByteArray text = outputOf({u"--smallest"_s});
    QVERIFY(text.contains("chain_instances_per_s"));
    QVERIFY(text.contains(">= 5000"));
}

QTEST_GUILESS_MAIN(TestEngineBench)
#include "tst_engine_bench.moc"
