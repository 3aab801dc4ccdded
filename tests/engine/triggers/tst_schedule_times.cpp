// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/triggers/ScheduleRunner.h"

#include <QTest>

using namespace perdura;

namespace {

QStringList due(const char *cron, CatchUp rule, const char *after, const char *now)
{
    QStringList times;
    for (const Instant time :
         dueTimes(*CronSchedule::parse(cron, {}), rule, *instantFromIso(after), *instantFromIso(now)))
        times.append(QString::fromStdString(toIso(time).substr(0, 16)));
    return times;
}

} // namespace

/// Which times of a schedule give a start.
class TestScheduleTimes : public QObject
{
    Q_OBJECT

private slots:
    void timesAreDueByTheCatchUpRule_data()
    {
        QTest::addColumn<CatchUp>("rule");
        QTest::addColumn<QString>("after");
        QTest::addColumn<QString>("now");
        QTest::addColumn<QStringList>("times");
        const QString seven = QStringLiteral("2026-11-27T07:00");
        const QString eight = QStringLiteral("2026-11-27T08:00");
        const QString nine = QStringLiteral("2026-11-27T09:00");
        const auto row = [](const char *name, CatchUp rule, const QString &after, const QString &now,
                            const QStringList &times) {
            QTest::newRow(name) << rule << after << now << times;
        };
        const QString before = QStringLiteral("2026-11-27T06:30:00Z");
        row("nothing yet", CatchUp::All, before, QStringLiteral("2026-11-27T06:59:59.999Z"), {});
        row("the moment itself", CatchUp::Latest, before, QStringLiteral("2026-11-27T07:00:00Z"), {seven});
        row("skip: in time", CatchUp::Skip, before, QStringLiteral("2026-11-27T07:00:30Z"), {seven});
        row("skip: too late", CatchUp::Skip, before, QStringLiteral("2026-11-27T08:30:00Z"), {});
        row("latest", CatchUp::Latest, before, QStringLiteral("2026-11-27T09:30:00Z"), {nine});
        row("all", CatchUp::All, before, QStringLiteral("2026-11-27T09:30:00Z"), {seven, eight, nine});
        row("not again", CatchUp::All, QStringLiteral("2026-11-27T08:00:00Z"),
            QStringLiteral("2026-11-27T09:30:00Z"), {nine});
        row("the clock went back", CatchUp::All, QStringLiteral("2026-11-27T09:00:00Z"),
            QStringLiteral("2026-11-27T07:30:00Z"), {});
    }

    void timesAreDueByTheCatchUpRule()
    {
        QFETCH(const CatchUp, rule);
        QFETCH(const QString, after);
        QFETCH(const QString, now);
        QFETCH(const QStringList, times);
        QCOMPARE(due("0 * * * *", rule, after.toUtf8(), now.toUtf8()), times);
    }

    void aLongPauseGivesTheLastThousandOnly()
    {
        const QStringList times =
            due("* * * * *", CatchUp::All, "2026-11-20T00:00:00Z", "2026-11-27T00:00:00Z");
        QCOMPARE(times.size(), 1000);
        QCOMPARE(times.constLast(), QStringLiteral("2026-11-27T00:00"));
    }
};

QTEST_GUILESS_MAIN(TestScheduleTimes)
#include "tst_schedule_times.moc"
