// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitor/StatusWords.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::StatusWords", text);
}

/// Nothing of it runs, and nothing that it could take in is there.
bool isWaiting(const InstanceSummary &instance)
{
    return instance.status == OrchestrationStatus::Running &&
           (instance.openHumanTasks > 0 || !instance.hasWork);
}

QString waitSentence(const InstanceSummary &instance, Instant now)
{
    if (instance.openHumanTasks == 1)
        return tr("Waits for an answer from a person");
    if (instance.openHumanTasks > 1)
        return tr("Waits for %1 answers from people").arg(instance.openHumanTasks);
    if (!isWaiting(instance))
        return {};
    if (!instance.nextTimer)
        return tr("Waits for an event or another workflow");
    // The timer may be the wait itself, or only guard another one.
    return *instance.nextTimer > now
               ? tr("Waits until %1 at the latest").arg(clockSeconds(*instance.nextTimer))
               : QString();
}

QString dayAndClock(Instant time, const QString &format)
{
    const QDateTime local = toQDateTime(time).toLocalTime();
    const QString clock = local.time().toString(format);
    return local.date() == QDate::currentDate() ? clock
                                                : QLocale().toString(local.date(), u"d MMM"_s) + u' ' + clock;
}

} // namespace

RunState runStateOf(OrchestrationStatus status)
{
    switch (status) {
    case OrchestrationStatus::Running:
    case OrchestrationStatus::ContinuedAsNew:
        return RunState::Running;
    case OrchestrationStatus::Completed:
        return RunState::Completed;
    case OrchestrationStatus::Failed:
        return RunState::Failed;
    case OrchestrationStatus::Canceled:
    case OrchestrationStatus::Terminated:
        return RunState::Terminated;
    case OrchestrationStatus::Pending:
        return RunState::Pending;
    case OrchestrationStatus::Suspended:
        return RunState::Suspended;
    }
    Q_UNREACHABLE();
}

RunState runStateOf(const InstanceSummary &instance)
{
    return isWaiting(instance) ? RunState::Waiting : runStateOf(instance.status);
}

RunState runStateOf(NodeRunState state)
{
    switch (state) {
    case NodeRunState::NotReached:
        return RunState::Pending;
    case NodeRunState::Running:
        return RunState::Running;
    case NodeRunState::Waiting:
        return RunState::Waiting;
    case NodeRunState::Completed:
        return RunState::Completed;
    case NodeRunState::Failed:
        return RunState::Failed;
    case NodeRunState::Terminated:
        return RunState::Terminated;
    }
    Q_UNREACHABLE();
}

QString statusWord(OrchestrationStatus status)
{
    return status == OrchestrationStatus::Canceled ? tr("Canceled") : runStateText(runStateOf(status));
}

QString noteSentence(const InstanceSummary &instance, Instant now, const QString &customStatus)
{
    const QString failure = QString::fromStdString(instance.failureMessage).simplified();
    if (!failure.isEmpty())
        return failure;
    if (instance.status == OrchestrationStatus::Terminated)
        return tr("Terminated without a reason");
    QStringList parts{customStatus, waitSentence(instance, now)};
    parts.removeAll(QString());
    return parts.join(u"  ·  "_s);
}

QString clockTime(Instant time)
{
    return dayAndClock(time, u"HH:mm:ss.zzz"_s);
}

QString clockSeconds(Instant time)
{
    return dayAndClock(time, u"HH:mm:ss"_s);
}

QString itemNumber(const std::string &iteration)
{
    QStringList numbers = QString::fromStdString(iteration).split(u'/');
    for (QString &number : numbers) {
        bool isIndex = false;
        const int index = number.toInt(&isIndex);
        if (isIndex)
            number = QString::number(index + 1);
    }
    return numbers.join(u" / "_s);
}

} // namespace perdura
