// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Result.h"
#include "engine/core/Time.h"

#include <QByteArray>

#include <bitset>
#include <optional>
#include <string>

namespace perdura {

/// Times that come again and again, in cron's notation: minute, hour, day of the month, month, day of the
/// week, each *, a number, a name (JAN, MON), a range, a step or a list of those; or @hourly, @daily,
/// @weekly, @monthly, @yearly. When both days are given either of them is enough, as cron does. A value.
class CronSchedule
{
public:
    /// The error says which part is wrong. The time zone is an IANA name; empty: UTC.
    [[nodiscard]] static Result<CronSchedule> parse(const std::string &text, const std::string &timeZone);

    /// The first time after that one; nothing when there is none within 8 years (30 February). Local times
    /// that daylight saving skips do not happen; those that it repeats happen once.
    [[nodiscard]] std::optional<Instant> next(Instant after) const;

private:
    CronSchedule() = default;
    [[nodiscard]] bool fitsDay(const QDate &day) const;

    std::bitset<60> m_minutes;
    std::bitset<24> m_hours;
    std::bitset<32> m_days;
    std::bitset<13> m_months;
    std::bitset<8> m_weekdays; ///< 0 is Sunday; 7 is not used
    bool m_anyDay = true;
    bool m_anyWeekday = true;
    QByteArray m_timeZone;
};

} // namespace perdura
