// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Result.h"

#include <QDateTime>

#include <chrono>
#include <string>
#include <string_view>

namespace perdura {

/// A span of time. Engine code takes and gives durations in this unit only.
using Duration = std::chrono::microseconds;

/// An instant in UTC, to the microsecond.
using Instant = std::chrono::sys_time<std::chrono::microseconds>;

/// Where the engine gets the time from. Thread-safe. Tests put a virtual one in its place.
class Clock
{
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual Instant now() const = 0;
};

/// The machine's clock.
class SystemClock final : public Clock
{
public:
    [[nodiscard]] Instant now() const override;
};

/// ISO 8601 in UTC with six fraction digits: 2026-11-22T08:30:00.000000Z. Sorts as text.
[[nodiscard]] std::string toIso(Instant instant);
/// Reads ISO 8601 with `Z` or an offset; without either it is taken as UTC.
[[nodiscard]] Result<Instant> instantFromIso(std::string_view text);

[[nodiscard]] QDateTime toQDateTime(Instant instant);
[[nodiscard]] Instant fromQDateTime(const QDateTime &time);

/// Reads a duration: ISO 8601 (`PT72H`, `P3DT12H`, `PT0.5S`) or words (`72 h`, `90 min`, `1 d 12 h`, `500
/// ms`, `10 s`). A bare number counts as seconds. Negative values and years or months are errors.
[[nodiscard]] Result<Duration> parseDuration(std::string_view text);
/// In at most two units, for people: "2 h 14 min", "850 ms", "3 d".
[[nodiscard]] QString describeDuration(Duration duration);

} // namespace perdura
