// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Narrator.h"

#include "app/cli/Waits.h"

#include <QCoreApplication>

namespace perdura {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::Narrator", text);
}

QString words(const std::string &text)
{
    return QString::fromStdString(text).simplified();
}

} // namespace

QStringList Narrator::tell(const History &history)
{
    QStringList lines;
    for (; m_told < history.size(); ++m_told) {
        const HistoryEvent &event = history[m_told];
        if (event.eventId >= 0)
            m_decisions[event.eventId] = nodeWords(*m_definition, event.origin);
        if (const QString line = tell(event); !line.isEmpty())
            lines += line;
    }
    return lines;
}

QString Narrator::tell(const HistoryEvent &event)
{
    if (const auto *task = event.as<TaskScheduled>()) {
        return task->attempt > 1
                   ? tr("started %1 again (attempt %2)").arg(decision(event.eventId)).arg(task->attempt)
                   : tr("started %1").arg(decision(event.eventId));
    }
    if (const auto *task = event.as<TaskCompleted>())
        return tr("finished %1").arg(decision(task->taskId));
    if (const auto *task = event.as<TaskFailed>())
        return tr("failed %1: %2").arg(decision(task->taskId), words(task->failure.errorMessage));
    if (const auto *timer = event.as<TimerFired>())
        return tr("time is up for %1").arg(decision(timer->timerId));
    if (const auto *raised = event.as<EventRaised>())
        return tr("received the event “%1”").arg(words(raised->name));
    if (const auto *answered = event.as<HumanTaskAnswered>())
        return tr("answered %1: %2").arg(decision(answered->taskId), words(answered->outcome));
    if (const auto *terminated = event.as<ExecutionTerminated>())
        return tr("terminated: %1").arg(words(terminated->reason));
    return {};
}

QString Narrator::decision(SequenceNumber number) const
{
    const auto found = m_decisions.find(number);
    return found == m_decisions.end() ? QString() : found->second;
}

} // namespace perdura
