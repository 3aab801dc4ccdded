// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/CronSchedule.h"

#include <QTest>

using namespace perdura;
using namespace Qt::Literals::StringLiterals;

namespace {

std::string nextOf(const char *schedule, const char *after, const char *timeZone = "")
{
    const auto parsed = CronSchedule::parse(schedule, timeZone);
    if (!parsed)
        return parsed.error().message.toStdString();
    const auto next = parsed->next(*instantFromIso(after));
    return next ? toIso(*next).substr(0, 16) : "never";
}

} // namespace

class TestCronSchedule : public QObject
{
    Q_OBJECT

private slots:
    void givesTheNextTime_data()
    {
        QTest::addColumn<QByteArray>("schedule");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<QByteArray>("zone");
        QTest::addColumn<QByteArray>("next");
        const auto row = [](const char *schedule, const char *after, const char *next,
                            const char *zone = "") {
            QTest::addRow("%s after %s %s", schedule, after, zone)
                << QByteArray(schedule) << QByteArray(after) << QByteArray(zone) << QByteArray(next);
        };
        row("* * * * *", "2026-11-27T08:30:10Z", "2026-11-27T08:31");
        row("* * * * *", "2026-11-27T08:30:00Z", "2026-11-27T08:31");
        row("*/15 * * * *", "2026-11-27T08:46:00Z", "2026-11-27T09:00");
        row("5/20 * * * *", "2026-11-27T08:06:00Z", "2026-11-27T08:25");
        row("0 8 * * MON-FRI", "2026-11-27T08:00:00Z", "2026-11-30T08:00");
        row("0 8 * * 7", "2026-11-27T08:00:00Z", "2026-11-29T08:00");
        row("30 6 1,15 * *", "2026-11-27T08:00:00Z", "2026-12-01T06:30");
        row("0 0 29 2 *", "2026-03-01T00:00:00Z", "2028-02-29T00:00");
        row("0 0 31 jan-mar *", "2026-02-01T00:00:00Z", "2026-03-31T00:00");
        row("0 0 13 * FRI", "2026-11-27T12:00:00Z", "2026-12-04T00:00"); // either day is enough
        row("@hourly", "2026-11-27T08:30:00Z", "2026-11-27T09:00");
        row("@yearly", "2026-11-27T08:30:00Z", "2027-01-01T00:00");
        row("0 0 30 2 *", "2026-01-01T00:00:00Z", "never");
        row("0 8 * * *", "2026-11-27T06:00:00Z", "2026-11-27T07:00", "Europe/Berlin");
        row("0 8 * * *", "2026-07-01T00:00:00Z", "2026-07-01T06:00", "Europe/Berlin");
        // 02:30 does not happen on 2027-03-28 in Berlin.
        row("30 2 * * *", "2027-03-27T12:00:00Z", "2027-03-29T00:30", "Europe/Berlin");
    }
    void givesTheNextTime()
    {
        QFETCH(QByteArray, schedule);
        QFETCH(QByteArray, after);
        QFETCH(QByteArray, zone);
        QFETCH(QByteArray, next);
        QCOMPARE(QByteArray::fromStdString(nextOf(schedule, after, zone)), next);
    }

    void saysWhichPartIsWrong_data()
    {
        QTest::addColumn<QString>("schedule");
        QTest::addColumn<QString>("message");
        QTest::newRow("too few")
            << u"0 8 * *"_s
            << u"“0 8 * *” is no schedule; write minute, hour, day, month and day of the "
               "week, such as 0 8 * * MON-FRI."_s;
        QTest::newRow("minute")
            << u"60 8 * * *"_s
            << u"“60” is no minute of a schedule; write *, a number from 0 to 59, a range "
               "or a list."_s;
        QTest::newRow("backwards") << u"0 8 5-3 * *"_s
                                   << u"“5-3” is no day of the month of a schedule; write *, a number from 1 "
                                      "to 31, a range or a list."_s;
        QTest::newRow("step") << u"*/0 8 * * *"_s
                              << u"“*/0” is no minute of a schedule; write *, a number from 0 to 59, a range "
                                 "or a list."_s;
    }
    void saysWhichPartIsWrong()
    {
        QFETCH(QString, schedule);
        QFETCH(QString, message);
        const auto parsed = CronSchedule::parse(schedule.toStdString(), "");
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().message, message);
    }

    void refusesAnUnknownTimeZone()
    {
        const auto parsed = CronSchedule::parse("0 8 * * *", "Moon/Base");
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().message, u"“Moon/Base” is no time zone; write it like Europe/Berlin."_s);
    }
};

QTEST_APPLESS_MAIN(TestCronSchedule)
#include "tst_cron_schedule.moc"
