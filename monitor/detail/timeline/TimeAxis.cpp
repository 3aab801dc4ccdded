// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitor/detail/timeline/TimeAxis.h"

#include <QtGlobal>

#include <algorithm>
#include <cmath>

namespace perdura {

using namespace std::chrono_literals;

TimeAxis::TimeAxis(TimeSpan range, std::vector<TimeSpan> folds, Duration foldedLength)
    : m_range(range)
    , m_folds(std::move(folds))
    , m_foldedLength(foldedLength)
    , m_length(double(range.length().count()))
{
    for (const TimeSpan &fold : m_folds) {
        Q_ASSERT(fold.length() > m_foldedLength && m_foldedLength.count() > 0);
        m_length -= double((fold.length() - m_foldedLength).count());
    }
}

double TimeAxis::position(Instant instant) const
{
    double folded = 0;
    for (const TimeSpan &fold : m_folds) {
        if (instant <= fold.begin)
            break;
        if (instant < fold.end) {
            const double share = double((instant - fold.begin).count()) / double(fold.length().count());
            return double((fold.begin - m_range.begin).count()) - folded +
                   share * double(m_foldedLength.count());
        }
        folded += double((fold.length() - m_foldedLength).count());
    }
    return double((instant - m_range.begin).count()) - folded;
}

Instant TimeAxis::instant(double position) const
{
    double folded = 0;
    for (const TimeSpan &fold : m_folds) {
        const double begin = double((fold.begin - m_range.begin).count()) - folded;
        if (position <= begin)
            break;
        const double length = double(m_foldedLength.count());
        if (position < begin + length) {
            const double share = (position - begin) / length;
            return fold.begin + Duration(std::llround(share * double(fold.length().count())));
        }
        folded += double((fold.length() - m_foldedLength).count());
    }
    return m_range.begin + Duration(std::llround(position + folded));
}

namespace {

// The stretches of at least `atLeast` inside the range in which no work runs and nothing happens.
std::vector<TimeSpan> idleStretches(TimeSpan range, std::vector<TimeSpan> occupied, Duration atLeast)
{
    std::sort(occupied.begin(), occupied.end(),
              [](const TimeSpan &a, const TimeSpan &b) { return a.begin < b.begin; });
    std::vector<TimeSpan> idle;
    Instant reached = range.begin;
    for (const TimeSpan &span : occupied) {
        if (span.begin - reached >= atLeast)
            idle.push_back({reached, span.begin});
        reached = std::max(reached, span.end);
    }
    if (range.end - reached >= atLeast)
        idle.push_back({reached, range.end});
    return idle;
}

} // namespace

TimeAxis foldIdle(TimeSpan range, std::vector<TimeSpan> busy, const std::vector<Instant> &moments)
{
    constexpr Duration shortestIdle = 10s;
    for (const Instant moment : moments)
        busy.push_back({moment, moment});
    std::vector<TimeSpan> idle = idleStretches(range, std::move(busy), shortestIdle);

    Duration active = range.length();
    for (const TimeSpan &stretch : idle)
        active -= stretch.length();
    // What is left of a fold on both sides, so that what happens next to it does not touch it.
    const Duration margin = std::max<Duration>(active / 12, 100ms);
    const Duration folded = std::max<Duration>(active / 8, 400ms);
    std::erase_if(idle, [&](const TimeSpan &stretch) {
        return stretch.length() < std::max<Duration>(3 * active, 2 * margin + 2 * folded);
    });
    for (TimeSpan &stretch : idle) {
        stretch.begin += margin;
        stretch.end -= margin;
    }
    return TimeAxis(range, std::move(idle), folded);
}

} // namespace perdura
