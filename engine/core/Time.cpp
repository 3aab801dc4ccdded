// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/Time.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QTimeZone>

#include <array>
#include <cmath>

namespace perdura {

using namespace std::chrono;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::Time", text);
}

Result<Duration> badDuration(std::string_view text)
{
    return fail(ErrorCode::InvalidArgument,
                tr("“%1” is not a duration; write it like “72 h”, “90 min”, “10 s” or “PT72H”.")
                    .arg(QString::fromUtf8(text.data(), qsizetype(text.size()))));
}

double microsecondsPer(QStringView unit)
{
    struct Unit
    {
        QLatin1StringView name;
        double micros;
    };
    using namespace Qt::Literals::StringLiterals;
    static const std::array units{Unit{"ms"_L1, 1e3},    Unit{"s"_L1, 1e6},       Unit{"sec"_L1, 1e6},
                                  Unit{"m"_L1, 6e7},     Unit{"min"_L1, 6e7},     Unit{"h"_L1, 3.6e9},
                                  Unit{"d"_L1, 8.64e10}, Unit{"day"_L1, 8.64e10}, Unit{"days"_L1, 8.64e10},
                                  Unit{"w"_L1, 6.048e11}};
    for (const Unit &candidate : units) {
        if (unit.compare(candidate.name, Qt::CaseInsensitive) == 0)
            return candidate.micros;
    }
    return -1;
}

// Past this, adding to an instant of our time could overflow the 64-bit count: about 10,000 years.
constexpr double maxMicroseconds = 3.2e17;

} // namespace

Instant SystemClock::now() const
{
    return time_point_cast<microseconds>(system_clock::now());
}

std::string toIso(Instant instant)
{
    const auto day = floor<days>(instant);
    const year_month_day date{day};
    const hh_mm_ss time{instant - day};
    std::array<char, 48> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%06dZ", int(date.year()),
                  unsigned(date.month()), unsigned(date.day()), int(time.hours().count()),
                  int(time.minutes().count()), int(time.seconds().count()), int(time.subseconds().count()));
    return text.data();
}

Result<Instant> instantFromIso(std::string_view text)
{
    const QString given = QString::fromUtf8(text.data(), qsizetype(text.size()));
    static const QRegularExpression pattern(QStringLiteral(
        R"(^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)(?:\.(\d{1,9}))?)?\s*(Z|z|[+-]\d\d:?\d\d)?$)"));
    const auto match = pattern.match(given);
    const QDate date = match.hasMatch() ? QDate::fromString(match.captured(1), Qt::ISODate) : QDate();
    const QTime time =
        match.captured(2).isEmpty() ? QTime(0, 0) : QTime::fromString(match.captured(2), Qt::ISODate);
    if (!date.isValid() || !time.isValid()) {
        return fail(ErrorCode::InvalidArgument,
                    tr("“%1” is not a point in time; write it like 2026-11-22T08:30:00Z.").arg(given));
    }
    Duration offset{};
    const QString zone = match.captured(4);
    if (zone.size() > 1) {
        const int sign = zone.startsWith(u'-') ? -1 : 1;
        offset = sign * (hours(zone.mid(1, 2).toInt()) + minutes(zone.right(2).toInt()));
    }
    const auto fraction = microseconds(match.captured(3).leftJustified(6, u'0', true).toLongLong());
    return fromQDateTime(QDateTime(date, time, Qt::UTC)) + fraction - offset;
}

QDateTime toQDateTime(Instant instant)
{
    return QDateTime::fromMSecsSinceEpoch(floor<milliseconds>(instant.time_since_epoch()).count(), Qt::UTC);
}

Instant fromQDateTime(const QDateTime &time)
{
    return Instant(milliseconds(time.toMSecsSinceEpoch()));
}

Result<Duration> parseDuration(std::string_view text)
{
    const QString given = QString::fromUtf8(text.data(), qsizetype(text.size())).trimmed();
    static const QRegularExpression iso(
        QStringLiteral(R"(^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$)"));
    static const QRegularExpression words(QStringLiteral(R"(\G\s*(\d+(?:\.\d+)?)\s*([A-Za-z]+)\s*)"));
    bool isNumber = false;
    double micros = given.toDouble(&isNumber) * 1e6;
    if (!isNumber) {
        micros = 0;
        const auto match = iso.match(given);
        if (match.hasMatch() && given.size() > 1 && !given.endsWith(u'T')) {
            micros = match.captured(1).toDouble() * 6.048e11 + match.captured(2).toDouble() * 8.64e10 +
                     match.captured(3).toDouble() * 3.6e9 + match.captured(4).toDouble() * 6e7 +
                     match.captured(5).toDouble() * 1e6;
        } else {
            qsizetype end = 0;
            for (auto parts = words.globalMatch(given); parts.hasNext();) {
                const auto part = parts.next();
                const double unit = microsecondsPer(part.capturedView(2));
                if (unit < 0)
                    return badDuration(text);
                micros += part.captured(1).toDouble() * unit;
                end = part.capturedEnd();
            }
            if (given.isEmpty() || end != given.size())
                return badDuration(text);
        }
    }
    if (!std::isfinite(micros) || micros < 0 || micros > maxMicroseconds)
        return badDuration(text);
    return Duration(std::llround(micros));
}

QString describeDuration(Duration duration)
{
    const auto total = duration.count() < 0 ? -duration : duration;
    if (total < 1s)
        return tr("%1 ms").arg(duration_cast<milliseconds>(total).count());
    if (total < 10s)
        return tr("%1 s").arg(double(duration_cast<milliseconds>(total).count()) / 1000.0, 0, 'g', 3);
    const auto two = [](const QString &big, qint64 left, const QString &small) {
        return left > 0 ? big % u' ' % small.arg(left) : big;
    };
    if (total < 1min)
        return tr("%1 s").arg(duration_cast<seconds>(total).count());
    if (total < 1h)
        return two(tr("%1 min").arg(duration_cast<minutes>(total).count()),
                   duration_cast<seconds>(total % 1min).count(), tr("%1 s"));
    if (total < days(1))
        return two(tr("%1 h").arg(duration_cast<hours>(total).count()),
                   duration_cast<minutes>(total % 1h).count(), tr("%1 min"));
    return two(tr("%1 d").arg(duration_cast<days>(total).count()),
               duration_cast<hours>(total % days(1)).count(), tr("%1 h"));
}

} // namespace perdura
