// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/InstanceWords.h"

#include "app/cli/Console.h"

#include <QCoreApplication>

namespace perdura {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::InstanceWords", text);
}

} // namespace

QString timeWords(Instant time, Instant now)
{
    const QString exact = toQDateTime(time).toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
    if (time > now)
        return tr("in %1 (%2)").arg(describeDuration(time - now), exact);
    return tr("%1 ago (%2)").arg(describeDuration(now - time), exact);
}

QString statusWords(OrchestrationStatus status)
{
    const auto name = statusName(status);
    return QString::fromUtf8(name.data(), qsizetype(name.size()));
}

QString remarkWords(const InstanceSummary &summary)
{
    if (!summary.failureMessage.empty())
        return inOneLine(summary.failureMessage);
    if (summary.openHumanTasks == 1)
        return tr("1 open task");
    return summary.openHumanTasks > 1 ? tr("%1 open tasks").arg(summary.openHumanTasks) : QString();
}

} // namespace perdura
