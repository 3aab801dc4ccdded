// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitor/StatusWords.h"

#include <QCoreApplication>
#include <QLocale>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::StatusWords", text);
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
    const RunState state = runStateOf(instance.status);
    return state == RunState::Running && instance.openHumanTasks > 0 ? RunState::Waiting : state;
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

QString noteSentence(const InstanceSummary &instance)
{
    const QString failure = QString::fromStdString(instance.failureMessage).simplified();
    if (!failure.isEmpty())
        return failure;
    if (instance.status == OrchestrationStatus::Terminated)
        return tr("Terminated without a reason");
    if (instance.openHumanTasks == 1)
        return tr("Waits for an answer from a person");
    if (instance.openHumanTasks > 1)
        return tr("Waits for %1 answers from people").arg(instance.openHumanTasks);
    return {};
}

QString clockTime(Instant time)
{
    const QDateTime local = toQDateTime(time).toLocalTime();
    const QString clock = local.time().toString(u"HH:mm:ss.zzz"_s);
    return local.date() == QDate::currentDate() ? clock
                                                : QLocale().toString(local.date(), u"d MMM"_s) + u' ' + clock;
}

} // namespace perdura
