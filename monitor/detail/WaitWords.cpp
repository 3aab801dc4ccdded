// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitor/detail/WaitWords.h"

#include "monitor/StatusWords.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace perdura {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::WaitWords", text);
}

/// "until 22:18:33"; when it is near, how long it still takes.
QString untilWords(Instant due, Instant now)
{
    const auto left = std::chrono::ceil<std::chrono::seconds>(due - now);
    return left > 0s && left < 60s ? tr("%1 s more").arg(left.count())
                                   : tr("until %1").arg(clockSeconds(due));
}

/// " (“Payment”)"
QString inBrackets(const QString &node)
{
    return node.isEmpty() ? QString() : tr(" (“%1”)").arg(node);
}

/// What comes after the time of a timer with that purpose.
QString purposeWords(const QString &purpose, const QString &node)
{
    static const QRegularExpression retry(u"^Retry (\\d+) of (\\d+)"_s);
    const auto match = retry.match(purpose);
    if (!match.hasMatch())
        return inBrackets(node);
    const QString words = tr(" for retry %1 of %2").arg(match.captured(1), match.captured(2));
    return node.isEmpty() ? words : tr("%1 of “%2”").arg(words, node);
}

} // namespace

QString waitWords(const std::string &waitingFor, const QString &node, Instant now)
{
    // Histories and traces tell points in time to the second and in UTC; people read their own clock.
    static const QRegularExpression until(
        u"^until (\\d{4}-\\d\\d-\\d\\d) (\\d\\d:\\d\\d:\\d\\d) UTC(?: \\((.*)\\))?$"_s);
    const QString words = QString::fromStdString(waitingFor);
    const auto match = until.match(words);
    const auto due = match.hasMatch()
                         ? instantFromIso(u"%1T%2Z"_s.arg(match.captured(1), match.captured(2)).toStdString())
                         : Result<Instant>(fail(ErrorCode::InvalidArgument, {}));
    if (!due)
        return tr("for %1").arg(words) + inBrackets(node);
    return untilWords(*due, now) + purposeWords(match.captured(3), node);
}

} // namespace perdura
