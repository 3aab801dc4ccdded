// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitor/detail/timeline/TimelineCoordinates.h"
#include "monitor/detail/timeline/TimelineZoom.h"

#include <QSignalSpy>
#include <QTest>

using namespace perdura;
using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;

namespace {

Instant at(const char *iso)
{
    return instantFromIso(iso).value();
}

const QTimeZone berlin("Europe/Berlin");

} // namespace

class TestTimelineCoordinates : public QObject
{
    Q_OBJECT

private slots:
    void positionsAndPixelsAreInverse()
    {
        const TimeWindow window{1000, 3000};
        QCOMPARE(toPixel(1000, window, 400), 0.0);
        QCOMPARE(toPixel(2000, window, 400), 200.0);
        QCOMPARE(toPixel(3500, window, 400), 500.0);
        QCOMPARE(toPosition(100, window, 400), 1500.0);
        QCOMPARE(toPosition(toPixel(1234, window, 400), window, 400), 1234.0);
        QCOMPARE(toPixel(5, TimeWindow{7, 7}, 400), 0.0);
        QCOMPARE(toPosition(5, window, 0), 1000.0);
    }

    void zoomingKeepsWhatIsUnderThePointer()
    {
        const TimeWindow before{0, 1e6};
        const TimeWindow after = zoomed(before, 2, 300, 1000, 1e6);
        QCOMPARE(after, (TimeWindow{150000, 650000}));
        QCOMPARE(toPosition(300, after, 1000), 300000.0);
    }

    void zoomingOutEndsAtTheWholeLength()
    {
        QCOMPARE(zoomed({200, 400}, 0.0001, 50, 100, 1e6), (TimeWindow{0, 1e6}));
    }

    void zoomingInEndsAtOneMillisecond()
    {
        const TimeWindow window = zoomed({0, 1e6}, 1e9, 50, 100, 1e6);
        QCOMPARE(window.length(), 1000.0);
        QCOMPARE(toPosition(50, window, 100), 500000.0);
    }

    void panningStopsAtTheEnds()
    {
        QCOMPARE(panned({500, 1500}, 10, 100, 10000), (TimeWindow{400, 1400}));
        QCOMPARE(panned({500, 1500}, 1000, 100, 10000), (TimeWindow{0, 1000}));
        QCOMPARE(panned({500, 1500}, -1000, 100, 10000), (TimeWindow{9000, 10000}));
    }

    void rulerStepsAreSensible_data()
    {
        QTest::addColumn<qint64>("microseconds");
        QTest::addColumn<qint64>("milliseconds");
        QTest::addColumn<int>("months");
        QTest::newRow("below a millisecond") << qint64(10) << qint64(1) << 0;
        QTest::newRow("3 ms") << qint64(3000) << qint64(5) << 0;
        QTest::newRow("exactly 200 ms") << qint64(200000) << qint64(200) << 0;
        QTest::newRow("7 s") << qint64(7000000) << qint64(10000) << 0;
        QTest::newRow("11 min") << qint64(660) * 1000000 << qint64(900000) << 0;
        QTest::newRow("13 h") << qint64(13) * 3600 * 1000000 << qint64(86400000) << 0;
        QTest::newRow("10 d") << qint64(10) * 86400 * 1000000 << qint64(0) << 1;
        QTest::newRow("8 months") << qint64(240) * 86400 * 1000000 << qint64(0) << 12;
        QTest::newRow("30 months") << qint64(900) * 86400 * 1000000 << qint64(0) << 36;
    }
    void rulerStepsAreSensible()
    {
        QFETCH(qint64, microseconds);
        QFETCH(qint64, milliseconds);
        QFETCH(int, months);
        QCOMPARE(rulerStep(Duration(microseconds)), (RulerStep{milliseconds, months}));
    }

    void ticksStandAtRoundLocalTimes()
    {
        const auto ticks =
            rulerTicks({at("2026-11-22T08:01:00Z"), at("2026-11-22T08:31:00Z")}, RulerStep{900000}, berlin);
        QCOMPARE(ticks, (std::vector{at("2026-11-22T08:15:00Z"), at("2026-11-22T08:30:00Z")}));
        QCOMPARE(rulerLabel(ticks[0], RulerStep{900000}, berlin), u"09:15"_s);
    }

    void ticksOfDaysFollowTheCalendarOverAChangeOfClocks()
    {
        const auto ticks =
            rulerTicks({at("2026-10-24T00:00:00Z"), at("2026-10-26T12:00:00Z")}, RulerStep{86400000}, berlin);
        QCOMPARE(ticks, (std::vector{at("2026-10-24T22:00:00Z"), at("2026-10-25T23:00:00Z")}));
    }

    void ticksOfHoursStayAlignedOverAChangeOfClocks()
    {
        const auto ticks = rulerTicks({at("2026-10-24T21:00:00Z"), at("2026-10-25T12:00:00Z")},
                                      RulerStep{6 * 3600000}, berlin);
        QCOMPARE(ticks, (std::vector{at("2026-10-24T22:00:00Z"), at("2026-10-25T05:00:00Z"),
                                     at("2026-10-25T11:00:00Z")}));
    }

    void ticksOfMonthsAndWeeksStandAtTheirFirstDay()
    {
        const TimeSpan autumn{at("2026-09-15T00:00:00Z"), at("2026-12-15T00:00:00Z")};
        const auto quarters = rulerTicks(autumn, RulerStep{0, 3}, QTimeZone::utc());
        QCOMPARE(quarters, std::vector{at("2026-10-01T00:00:00Z")});
        const auto weeks = rulerTicks({at("2026-11-18T00:00:00Z"), at("2026-11-24T00:00:00Z")},
                                      RulerStep{7 * 86400000LL}, QTimeZone::utc());
        QCOMPARE(weeks, std::vector{at("2026-11-23T00:00:00Z")}); // a Monday
    }

    void labelsAreAsExactAsTheStep()
    {
        const QTimeZone utc = QTimeZone::utc();
        QCOMPARE(rulerLabel(at("2026-11-22T08:15:30.250Z"), RulerStep{50}, utc), u"+250 ms"_s);
        QCOMPARE(rulerLabel(at("2026-11-22T08:15:30Z"), RulerStep{50}, utc), u"08:15:30"_s);
        QCOMPARE(rulerLabel(at("2026-11-22T00:00:00Z"), RulerStep{3600000}, utc), u"22 Nov"_s);
        QCOMPARE(rulerLabel(at("2026-11-01T00:00:00Z"), RulerStep{0, 1}, utc), u"Nov 2026"_s);
    }

    void lanesAreFoundByPixel()
    {
        QCOMPARE(laneAt(0, 0, 28, 3), 0);
        QCOMPARE(laneAt(27.9, 0, 28, 3), 0);
        QCOMPARE(laneAt(28, 0, 28, 3), 1);
        QCOMPARE(laneAt(10, 56, 28, 3), 2);
        QCOMPARE(laneAt(84, 0, 28, 3), -1);
        QCOMPARE(laneAt(-1, 0, 28, 3), -1);
    }

    void anAxisWithFoldsMapsBothWays()
    {
        const Instant begin(0s);
        const TimeAxis axis({begin, Instant(110s)}, {{Instant(5s), Instant(105s)}}, 2s);
        QCOMPARE(axis.length(), 12e6);
        QCOMPARE(axis.position(Instant(5s)), 5e6);
        QCOMPARE(axis.position(Instant(55s)), 6e6);
        QCOMPARE(axis.position(Instant(105s)), 7e6);
        QCOMPARE(axis.position(Instant(110s)), 12e6);
        QCOMPARE(axis.instant(4e6), Instant(4s));
        QCOMPARE(axis.instant(6e6), Instant(55s));
        QCOMPARE(axis.instant(12e6), Instant(110s));
        QCOMPARE(axis.instant(-1e6), Instant(-1s));
    }

    void longIdleStretchesAreFolded()
    {
        const auto hours = [](int n) { return Duration(std::chrono::hours(n)); };
        const TimeAxis axis =
            foldIdle({Instant(0s), Instant(hours(72) + 12s)},
                     {{Instant(0s), Instant(6s)}, {Instant(hours(72) + 6s), Instant(hours(72) + 12s)}}, {});
        QCOMPARE(axis.folds(), (std::vector<TimeSpan>{{Instant(7s), Instant(hours(72) + 5s)}}));
        QCOMPARE(axis.length(), 12e6 + 2e6 + 1.5e6);
    }

    void shortIdleStretchesAndBusyOnesStay()
    {
        QVERIFY(foldIdle({Instant(0s), Instant(40s)},
                         {{Instant(0s), Instant(15s)}, {Instant(26s), Instant(40s)}}, {})
                    .folds()
                    .empty());
        QVERIFY(foldIdle({Instant(0s), Instant(5000s)}, {{Instant(0s), Instant(5000s)}}, {}).folds().empty());
    }

    void aMomentInsideAnIdleStretchSplitsIt()
    {
        const TimeAxis axis =
            foldIdle({Instant(0s), Instant(2000s)},
                     {{Instant(0s), Instant(6s)}, {Instant(1994s), Instant(2000s)}}, {Instant(1000s)});
        QCOMPARE(axis.folds().size(), std::size_t(2));
        QVERIFY(axis.folds()[0].end < Instant(1000s) && axis.folds()[1].begin > Instant(1000s));
    }

    void aGrowingRunKeepsItsPartOrItsFit()
    {
        TimelineZoom zoom;
        zoom.setAxis(TimeAxis({Instant(0s), Instant(100s)}));
        QVERIFY(zoom.isFit());
        zoom.setAxis(TimeAxis({Instant(0s), Instant(200s)}));
        QCOMPARE(zoom.window(), (TimeWindow{0, 200e6}));
        zoom.setWindow({10e6, 20e6});
        QSignalSpy changed(&zoom, &TimelineZoom::changed);
        zoom.setAxis(TimeAxis({Instant(-50s), Instant(300s)}));
        QCOMPARE(zoom.window(), (TimeWindow{60e6, 70e6}));
        QCOMPARE(changed.size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestTimelineCoordinates)
#include "tst_timelinecoordinates.moc"
