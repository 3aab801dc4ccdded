// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/kit/TimeText.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

using namespace Qt::Literals::StringLiterals;

namespace perdura {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("TimeText", text);
}

/// A distance in one unit, the largest that fits.
QString distance(std::chrono::seconds seconds)
{
    const qint64 count = seconds.count();
    if (count < 60)
        return tr("%1 s").arg(count);
    if (count < 3600)
        return tr("%1 min").arg(count / 60);
    return tr("%1 h").arg(count / 3600);
}

} // namespace

QString relativeTime(Instant time, Instant now)
{
    const auto apart = std::chrono::duration_cast<std::chrono::seconds>(now - time);
    const auto length = std::chrono::abs(apart);
    if (length < std::chrono::seconds(5))
        return tr("just now");
    const QDateTime local = toQDateTime(time).toLocalTime();
    const QDateTime localNow = toQDateTime(now).toLocalTime();
    const qint64 days = local.date().daysTo(localNow.date());
    if (length < std::chrono::hours(12))
        return apart.count() > 0 ? tr("%1 ago").arg(distance(length)) : tr("in %1").arg(distance(length));
    const QString clock = local.toString(u"HH:mm"_s);
    if (days == 0)
        return tr("today %1").arg(clock);
    if (days == 1)
        return tr("yesterday %1").arg(clock);
    if (days == -1)
        return tr("tomorrow %1").arg(clock);
    if (days > 0 && days < 7)
        return tr("%1 days ago").arg(days);
    if (days < 0 && days > -7)
        return tr("in %1 days").arg(-days);
    return QLocale().toString(local.date(), u"d MMM yyyy"_s);
}

QString exactTime(Instant time)
{
    const QDateTime utc = toQDateTime(time).toUTC();
    const QLocale locale;
    return tr("%1 (%2 UTC)")
        .arg(locale.toString(utc.toLocalTime(), u"d MMM yyyy HH:mm:ss.zzz"_s),
             utc.toString(u"yyyy-MM-dd HH:mm:ss.zzz"_s));
}

} // namespace perdura
