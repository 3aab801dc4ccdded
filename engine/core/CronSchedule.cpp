// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/CronSchedule.h"

#include <QCoreApplication>
#include <QStringList>
#include <QTimeZone>

#include <algorithm>
#include <array>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int searchedYears = 8;

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::CronSchedule", text);
}

struct Part
{
    const char *title;
    int least;
    int most;
    QStringList names = {}; ///< of the numbers from `least` on
};

const std::array<Part, 5> &parts()
{
    static const std::array<Part, 5> parts{
        Part{QT_TRANSLATE_NOOP("perdura::CronSchedule", "minute"), 0, 59},
        Part{QT_TRANSLATE_NOOP("perdura::CronSchedule", "hour"), 0, 23},
        Part{QT_TRANSLATE_NOOP("perdura::CronSchedule", "day of the month"), 1, 31},
        Part{QT_TRANSLATE_NOOP("perdura::CronSchedule", "month"), 1, 12,
             QStringLiteral("JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC").split(u' ')},
        Part{QT_TRANSLATE_NOOP("perdura::CronSchedule", "day of the week"), 0, 7,
             QStringLiteral("SUN MON TUE WED THU FRI SAT").split(u' ')}};
    return parts;
}

QString spelledOut(const QString &text)
{
    static const std::array<std::pair<QLatin1StringView, QLatin1StringView>, 6> words{{
        {"@hourly"_L1, "0 * * * *"_L1},
        {"@daily"_L1, "0 0 * * *"_L1},
        {"@midnight"_L1, "0 0 * * *"_L1},
        {"@weekly"_L1, "0 0 * * 0"_L1},
        {"@monthly"_L1, "0 0 1 * *"_L1},
        {"@yearly"_L1, "0 0 1 1 *"_L1},
    }};
    for (const auto &[word, schedule] : words) {
        if (text.compare(word, Qt::CaseInsensitive) == 0)
            return schedule;
    }
    return text;
}

std::optional<int> numberOf(const QString &text, const Part &part)
{
    const qsizetype name = part.names.indexOf(text.toUpper());
    bool isNumber = false;
    const int number = name >= 0 ? part.least + int(name) : text.toInt(&isNumber);
    if (name < 0 && (!isNumber || number < part.least || number > part.most))
        return std::nullopt;
    return number;
}

/// "5", "MON-FRI", "*/15", "10-30/5".
template <std::size_t Size>
bool readItem(const QString &item, const Part &part, std::bitset<Size> &numbers)
{
    const QStringList halves = item.split(u'/');
    bool isNumber = true;
    const int step = halves.size() == 2 ? halves[1].toInt(&isNumber) : 1;
    if (halves.size() > 2 || !isNumber || step < 1)
        return false;
    int first = part.least;
    int last = part.most;
    if (halves[0] != "*"_L1) {
        const QStringList ends = halves[0].split(u'-');
        const auto from = numberOf(ends[0], part);
        const auto to = ends.size() == 2 ? numberOf(ends[1], part) : from;
        if (ends.size() > 2 || !from || !to || *to < *from)
            return false;
        first = *from;
        last = ends.size() == 1 && halves.size() == 2 ? part.most : *to;
    }
    for (int number = first; number <= last; number += step)
        numbers.set(std::size_t(number));
    return true;
}

template <std::size_t Size>
Result<void> readPart(const QString &text, const Part &part, std::bitset<Size> &numbers)
{
    for (const QString &item : text.split(u',')) {
        if (!readItem(item, part, numbers)) {
            return fail(ErrorCode::InvalidArgument,
                        tr("“%1” is no %2 of a schedule; write *, a number from %3 to %4, a range or a list.")
                            .arg(text, tr(part.title))
                            .arg(part.least)
                            .arg(part.most));
        }
    }
    return {};
}

} // namespace

Result<CronSchedule> CronSchedule::parse(const std::string &text, const std::string &timeZone)
{
    const QString given = QString::fromStdString(text).simplified();
    const QStringList fields = spelledOut(given).split(u' ');
    if (fields.size() != 5) {
        return fail(ErrorCode::InvalidArgument,
                    tr("“%1” is no schedule; write minute, hour, day, month and day of the week, such as "
                       "0 8 * * MON-FRI.")
                        .arg(given));
    }
    CronSchedule schedule;
    schedule.m_timeZone = QByteArray::fromStdString(timeZone.empty() ? "UTC" : timeZone);
    if (!QTimeZone(schedule.m_timeZone).isValid()) {
        return fail(
            ErrorCode::InvalidArgument,
            tr("“%1” is no time zone; write it like Europe/Berlin.").arg(QString::fromStdString(timeZone)));
    }
    auto read = readPart(fields[0], parts()[0], schedule.m_minutes)
                    .and_then([&] { return readPart(fields[1], parts()[1], schedule.m_hours); })
                    .and_then([&] { return readPart(fields[2], parts()[2], schedule.m_days); })
                    .and_then([&] { return readPart(fields[3], parts()[3], schedule.m_months); })
                    .and_then([&] { return readPart(fields[4], parts()[4], schedule.m_weekdays); });
    if (!read)
        return fail(read.error());
    schedule.m_anyDay = fields[2].startsWith(u'*');
    schedule.m_anyWeekday = fields[4].startsWith(u'*');
    // Sunday has two numbers.
    if (schedule.m_weekdays[7])
        schedule.m_weekdays.set(0);
    return schedule;
}

bool CronSchedule::fitsDay(const QDate &day) const
{
    if (!m_months[std::size_t(day.month())])
        return false;
    const bool fitsMonthDay = m_days[std::size_t(day.day())];
    const bool fitsWeekday = m_weekdays[std::size_t(day.dayOfWeek() % 7)];
    return m_anyDay || m_anyWeekday ? fitsMonthDay && fitsWeekday : fitsMonthDay || fitsWeekday;
}

std::optional<Instant> CronSchedule::next(Instant after) const
{
    const QTimeZone zone(m_timeZone);
    const QDateTime begin = toQDateTime(after).toTimeZone(zone);
    const QDate last = begin.date().addYears(searchedYears);
    for (QDate day = begin.date(); day <= last; day = day.addDays(1)) {
        if (!fitsDay(day))
            continue;
        for (int hour = 0; hour < 24; ++hour) {
            for (int minute = 0; m_hours[std::size_t(hour)] && minute < 60; ++minute) {
                if (!m_minutes[std::size_t(minute)])
                    continue;
                const QTime time(hour, minute);
                const QDateTime candidate(day, time, zone);
                // What daylight saving skips comes out as another time.
                if (candidate.isValid() && candidate.time() == time && fromQDateTime(candidate) > after)
                    return fromQDateTime(candidate);
            }
        }
    }
    return std::nullopt;
}

} // namespace perdura
