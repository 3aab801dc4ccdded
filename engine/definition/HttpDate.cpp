// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/HttpDate.h"

#include <QRegularExpression>

#include <array>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto monthNames = "JanFebMarAprMayJunJulAugSepOctNovDec"_L1;

/// Each form names the parts alike.
const std::array<QRegularExpression, 3> &forms()
{
    static const QString time = uR"((?<hour>[0-9]{2}):(?<minute>[0-9]{2}):(?<second>[0-9]{2}))"_s;
    static const QString month = uR"((?<month>[A-Z][a-z]{2}))"_s;
    static const std::array<QRegularExpression, 3> all{
        QRegularExpression(
            uR"(^[A-Z][a-z]{2}, (?<day>[0-9]{2}) %1 (?<year>[0-9]{4}) %2 GMT$)"_s.arg(month, time)),
        QRegularExpression(
            uR"(^[A-Z][a-z]+day, (?<day>[0-9]{2})-%1-(?<year>[0-9]{2}) %2 GMT$)"_s.arg(month, time)),
        QRegularExpression(
            uR"(^[A-Z][a-z]{2} %1 (?<day>[ 0-9][0-9]) %2 (?<year>[0-9]{4})$)"_s.arg(month, time))};
    return all;
}

std::chrono::year yearOf(int digits, bool isShort, Instant now)
{
    if (!isShort)
        return std::chrono::year(digits);
    const int current = int(std::chrono::year_month_day(std::chrono::floor<std::chrono::days>(now)).year());
    int year = current - current % 100 + 100 + digits;
    while (year > current + 50)
        year -= 100;
    return std::chrono::year(year);
}

std::optional<Instant> instantOf(const QRegularExpressionMatch &match, Instant now)
{
    const auto number = [&match](const QString &part) { return match.captured(part).trimmed().toInt(); };
    const qsizetype place = monthNames.indexOf(match.captured(u"month"_s));
    const int hour = number(u"hour"_s);
    const int minute = number(u"minute"_s);
    const int second = number(u"second"_s);
    // A leap second is written as the 60th.
    if (place < 0 || place % 3 != 0 || hour > 23 || minute > 59 || second > 60)
        return std::nullopt;
    const QString year = match.captured(u"year"_s);
    const std::chrono::year_month_day date(yearOf(year.toInt(), year.size() == 2, now),
                                           std::chrono::month(unsigned(place / 3 + 1)),
                                           std::chrono::day(unsigned(number(u"day"_s))));
    if (!date.ok())
        return std::nullopt;
    return std::chrono::sys_days(date) + std::chrono::hours(hour) + std::chrono::minutes(minute) +
           std::chrono::seconds(second);
}

} // namespace

std::optional<Instant> instantFromHttpDate(std::string_view text, Instant now)
{
    const QString date = QString::fromLatin1(text.data(), qsizetype(text.size())).trimmed();
    for (const QRegularExpression &form : forms()) {
        if (const auto match = form.match(date); match.hasMatch())
            return instantOf(match, now);
    }
    return std::nullopt;
}

} // namespace perdura
