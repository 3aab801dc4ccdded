// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/Time.h"

#include <QTest>

using namespace perdura;
using namespace std::chrono_literals;

class TestTime : public QObject
{
    Q_OBJECT

private slots:
    void durationsAreRead_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<qint64>("micros");
        QTest::newRow("words") << QByteArray("72 h") << qint64(Duration(72h).count());
        QTest::newRow("no space") << QByteArray("90min") << qint64(Duration(90min).count());
        QTest::newRow("two units") << QByteArray("1 d 12 h") << qint64(Duration(36h).count());
        QTest::newRow("milliseconds") << QByteArray("500 ms") << qint64(500'000);
        QTest::newRow("iso hours") << QByteArray("PT72H") << qint64(Duration(72h).count());
        QTest::newRow("iso mixed") << QByteArray("P3DT12H") << qint64(Duration(84h).count());
        QTest::newRow("iso fraction") << QByteArray("PT0.5S") << qint64(500'000);
        QTest::newRow("bare number") << QByteArray("10") << qint64(10'000'000);
        QTest::newRow("zero") << QByteArray("0 s") << qint64(0);
    }

    void durationsAreRead()
    {
        QFETCH(QByteArray, text);
        QFETCH(qint64, micros);
        const auto parsed = parseDuration(text.toStdString());
        QVERIFY(parsed);
        QCOMPARE(qint64(parsed->count()), micros);
    }

    void wrongDurationsAreRefused_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char *text :
             {"", "soon", "-5 s", "5 parsecs", "P", "PT", "5 s later", "1e300", "nan", "inf"})
            QTest::newRow(text) << QByteArray(text);
    }

    void wrongDurationsAreRefused()
    {
        QFETCH(QByteArray, text);
        const auto parsed = parseDuration(text.toStdString());
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().code, ErrorCode::InvalidArgument);
    }

    void durationsAreDescribedInTwoUnits()
    {
        QCOMPARE(describeDuration(850ms), QStringLiteral("850 ms"));
        QCOMPARE(describeDuration(2500ms), QStringLiteral("2.5 s"));
        QCOMPARE(describeDuration(59s), QStringLiteral("59 s"));
        QCOMPARE(describeDuration(2h + 14min + 3s), QStringLiteral("2 h 14 min"));
        QCOMPARE(describeDuration(72h), QStringLiteral("3 d"));
    }

    void instantsSurviveTheWayThroughText()
    {
        const auto instant = instantFromIso("2026-11-22T08:30:00.123456Z");
        QVERIFY(instant);
        QCOMPARE(toIso(*instant), std::string("2026-11-22T08:30:00.123456Z"));
    }

    void offsetsAreApplied()
    {
        const auto instant = instantFromIso("2026-11-22T08:30:00+02:00");
        QVERIFY(instant);
        QCOMPARE(toIso(*instant), std::string("2026-11-22T06:30:00.000000Z"));
    }

    void wrongInstantsAreRefused()
    {
        QVERIFY(!instantFromIso("tomorrow"));
        QVERIFY(!instantFromIso("2026-13-01T00:00:00Z"));
        QVERIFY(!instantFromIso("2026-11-22T25:00:00Z"));
    }
};

QTEST_APPLESS_MAIN(TestTime)
#include "tst_time.moc"
