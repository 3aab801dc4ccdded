// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Time.h"

#include <vector>

namespace perdura {

/// From `begin` up to `end`.
struct TimeSpan
{
    Instant begin;
    Instant end;
    [[nodiscard]] Duration length() const { return end - begin; }
    bool operator==(const TimeSpan &) const = default;
};

/// Maps instants to positions along the timeline. A position counts microseconds from the axis' begin, with
/// idle stretches folded to a fixed short length each. Strictly monotonic, so both directions are exact up to
/// rounding.
class TimeAxis
{
public:
    TimeAxis() = default;
    /// `folds` lie inside `range`, in order, apart from each other and longer than `foldedLength`.
    explicit TimeAxis(TimeSpan range, std::vector<TimeSpan> folds = {}, Duration foldedLength = Duration(0));

    [[nodiscard]] TimeSpan range() const { return m_range; }
    [[nodiscard]] const std::vector<TimeSpan> &folds() const { return m_folds; }
    /// Of the whole axis, folds counted folded; microseconds.
    [[nodiscard]] double length() const { return m_length; }
    /// Instants outside the range continue its first or last stretch.
    [[nodiscard]] double position(Instant instant) const;
    [[nodiscard]] Instant instant(double position) const;
    /// The same folds on a longer range.
    [[nodiscard]] TimeAxis extended(TimeSpan range) const { return TimeAxis(range, m_folds, m_foldedLength); }

    bool operator==(const TimeAxis &) const = default;

private:
    TimeSpan m_range;
    std::vector<TimeSpan> m_folds;
    Duration m_foldedLength{};
    double m_length = 0;
};

/// The axis of a run: `range`, with the stretches folded in which nothing happens. `busy` are
/// the spans in which work ran, `moments` the times at which something happened; both in any order.
[[nodiscard]] TimeAxis foldIdle(TimeSpan range, std::vector<TimeSpan> busy,
                                const std::vector<Instant> &moments);

} // namespace perdura
