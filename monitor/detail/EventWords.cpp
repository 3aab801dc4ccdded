// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitor/detail/EventWords.h"

#include <QCoreApplication>

namespace perdura {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::EventWords", text);
}

struct Words
{
    QString operator()(const OrchestratorStarted &) const { return tr("Turn begun"); }
    QString operator()(const OrchestratorCompleted &) const { return tr("Turn over"); }
    QString operator()(const ExecutionStarted &) const { return tr("Run started"); }
    QString operator()(const ExecutionCompleted &event) const
    {
        return event.status == OrchestrationStatus::Failed     ? tr("Run failed")
               : event.status == OrchestrationStatus::Canceled ? tr("Run canceled")
                                                               : tr("Run completed");
    }
    QString operator()(const ExecutionTerminated &) const { return tr("Run terminated"); }
    QString operator()(const TaskScheduled &event) const
    {
        return event.attempt > 1 ? tr("Step tried again") : tr("Step begun");
    }
    QString operator()(const TaskCompleted &) const { return tr("Step completed"); }
    QString operator()(const TaskFailed &) const { return tr("Step failed"); }
    QString operator()(const TimerCreated &) const { return tr("Timer set"); }
    QString operator()(const TimerFired &) const { return tr("Timer fired"); }
    QString operator()(const EventRaised &) const { return tr("Event received"); }
    QString operator()(const HumanTaskCreated &) const { return tr("Person asked"); }
    QString operator()(const HumanTaskAnswered &) const { return tr("Answer given"); }
    QString operator()(const ExecutionSuspended &) const { return tr("Run suspended"); }
    QString operator()(const ExecutionResumed &) const { return tr("Run resumed"); }
    QString operator()(const ExecutionRewound &) const { return tr("Run rewound"); }
    QString operator()(const ExecutionMoved &event) const
    {
        return event.refusal.empty() ? tr("Version changed") : tr("Version kept");
    }
    QString operator()(const ContinuedAsNew &) const { return tr("Run begun anew"); }
    QString operator()(const SubOrchestrationCreated &) const { return tr("Workflow started"); }
    QString operator()(const SubOrchestrationCompleted &) const { return tr("Workflow completed"); }
    QString operator()(const SubOrchestrationFailed &) const { return tr("Workflow failed"); }
    QString operator()(const EventSent &) const { return tr("Event sent"); }
    QString operator()(const EntityOperationSignaled &) const { return tr("Entity told"); }
    QString operator()(const EntityOperationCalled &) const { return tr("Entity asked"); }
    QString operator()(const EntityOperationCompleted &) const { return tr("Entity answered"); }
    QString operator()(const EntityOperationFailed &) const { return tr("Entity failed"); }
    QString operator()(const EntityLockRequested &) const { return tr("Lock asked for"); }
    QString operator()(const EntityLockGranted &) const { return tr("Lock got"); }
    QString operator()(const EntityUnlockSent &) const { return tr("Lock released"); }
};

} // namespace

QString eventWords(const EventData &data)
{
    return std::visit(Words{}, data);
}

} // namespace perdura
