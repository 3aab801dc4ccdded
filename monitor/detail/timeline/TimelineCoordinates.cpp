// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitor/detail/timeline/TimelineCoordinates.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 second = 1000, minute = 60 * second, hour = 60 * minute, day = 24 * hour;

constexpr std::array steps{
    RulerStep{1},           RulerStep{2},           RulerStep{5},           RulerStep{10},
    RulerStep{20},          RulerStep{50},          RulerStep{100},         RulerStep{200},
    RulerStep{500},         RulerStep{second},      RulerStep{2 * second},  RulerStep{5 * second},
    RulerStep{10 * second}, RulerStep{15 * second}, RulerStep{30 * second}, RulerStep{minute},
    RulerStep{2 * minute},  RulerStep{5 * minute},  RulerStep{10 * minute}, RulerStep{15 * minute},
    RulerStep{30 * minute}, RulerStep{hour},        RulerStep{2 * hour},    RulerStep{3 * hour},
    RulerStep{6 * hour},    RulerStep{12 * hour},   RulerStep{day},         RulerStep{2 * day},
    RulerStep{7 * day},     RulerStep{0, 1},        RulerStep{0, 3},        RulerStep{0, 6},
    RulerStep{0, 12}};

qint64 millisecondsOf(RulerStep step)
{
    return step.months > 0 ? step.months * 30 * day : step.milliseconds;
}

// The last tick at or before a time.
QDateTime firstTick(const QDateTime &time, RulerStep step)
{
    const QDate date = time.date();
    if (step.months > 0) {
        const int month = (date.month() - 1) / step.months * step.months + 1;
        return QDateTime(QDate(date.year(), month, 1), QTime(0, 0), time.timeZone());
    }
    if (step.milliseconds >= day) {
        const qint64 days = step.milliseconds / day;
        const qint64 julian = date.toJulianDay(); // day 0 of it is a Monday, so that weeks start on Mondays
        return QDateTime(QDate::fromJulianDay(julian - julian % days), QTime(0, 0), time.timeZone());
    }
    const int sinceMidnight = time.time().msecsSinceStartOfDay();
    if (step.milliseconds > hour) { // by the clock on the wall, as clocks may change on the way
        const int rounded = sinceMidnight - sinceMidnight % int(step.milliseconds);
        return QDateTime(date, QTime::fromMSecsSinceStartOfDay(rounded), time.timeZone());
    }
    return time.addMSecs(-(sinceMidnight % step.milliseconds));
}

QDateTime nextTick(const QDateTime &tick, RulerStep step)
{
    if (step.months > 0)
        return tick.addMonths(step.months);
    if (step.milliseconds >= day)
        return tick.addDays(step.milliseconds / day);
    // From the middle of the next step back to its start, so that ticks stay aligned where clocks change.
    return step.milliseconds > hour ? firstTick(tick.addMSecs(step.milliseconds * 3 / 2), step)
                                    : tick.addMSecs(step.milliseconds);
}

} // namespace

double toPixel(double position, TimeWindow window, double width)
{
    return window.length() > 0 ? (position - window.begin) / window.length() * width : 0;
}

double toPosition(double pixel, TimeWindow window, double width)
{
    return width > 0 ? window.begin + pixel / width * window.length() : window.begin;
}

TimeWindow clamped(TimeWindow window, double length)
{
    const double shown = std::min(window.length(), length);
    const double begin = std::clamp(window.begin, 0.0, std::max(0.0, length - shown));
    return {begin, begin + shown};
}

TimeWindow zoomed(TimeWindow window, double factor, double pixel, double width, double length)
{
    if (width <= 0 || factor <= 0)
        return window;
    const double shortest = std::min(shortestWindow, length);
    const double shown = std::clamp(window.length() / factor, shortest, std::max(shortest, length));
    const double fixed = toPosition(pixel, window, width);
    const double begin = fixed - pixel / width * shown;
    return clamped({begin, begin + shown}, length);
}

TimeWindow panned(TimeWindow window, double pixels, double width, double length)
{
    if (width <= 0)
        return window;
    const double by = -pixels / width * window.length();
    return clamped({window.begin + by, window.end + by}, length);
}

RulerStep rulerStep(Duration atLeast)
{
    const double wanted = double(atLeast.count()) / 1000.0;
    const auto found = std::find_if(steps.begin(), steps.end(), [wanted](RulerStep step) {
        return double(millisecondsOf(step)) >= wanted;
    });
    if (found != steps.end())
        return *found;
    const int years = int(std::ceil(wanted / double(365 * day)));
    return {0, 12 * years};
}

std::vector<Instant> rulerTicks(TimeSpan span, RulerStep step, const QTimeZone &zone)
{
    constexpr std::size_t most = 10000; // more can never be told apart on a screen
    std::vector<Instant> ticks;
    QDateTime tick = firstTick(toQDateTime(span.begin).toTimeZone(zone), step);
    for (; ticks.size() < most; tick = nextTick(tick, step)) {
        const Instant instant = fromQDateTime(tick);
        if (instant > span.end)
            break;
        if (instant >= span.begin)
            ticks.push_back(instant);
    }
    return ticks;
}

QString rulerLabel(Instant tick, RulerStep step, const QTimeZone &zone)
{
    const QDateTime time = toQDateTime(tick).toTimeZone(zone);
    const QLocale locale;
    if (step.months >= 12)
        return locale.toString(time.date(), u"yyyy"_s);
    if (step.months > 0)
        return locale.toString(time.date(), u"MMM yyyy"_s);
    if (step.milliseconds >= day || (step.milliseconds >= minute && time.time() == QTime(0, 0)))
        return locale.toString(time.date(), u"d MMM"_s);
    if (step.milliseconds >= minute)
        return time.toString(u"HH:mm"_s);
    if (step.milliseconds >= second || time.time().msec() == 0)
        return time.toString(u"HH:mm:ss"_s);
    return QCoreApplication::translate("perdura::TimelineRuler", "+%1 ms").arg(time.time().msec());
}

int laneAt(double y, double scrolled, double laneHeight, int count)
{
    const int lane = int(std::floor((y + scrolled) / laneHeight));
    return lane >= 0 && lane < count ? lane : -1;
}

} // namespace perdura
