// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitor/detail/HistoryRow.h"

#include "engine/definition/WorkflowDefinition.h"
#include "monitor/StatusWords.h"
#include "monitor/detail/EventWords.h"

#include <QCoreApplication>
#include <QLocale>

#include <map>

namespace perdura {

namespace {

constexpr int longestPreview = 120;
constexpr int shownVersionLength = 8;

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::HistoryRow", text);
}

QString text(const std::string &utf8)
{
    return QString::fromStdString(utf8);
}

// The start of a value in one line; large values are not written out in full for it.
QString preview(const Json &value)
{
    if (value.is_null())
        return {};
    if (value.is_array() && value.size() > 20)
        return tr("a list of %1").arg(value.size());
    if (value.is_object() && value.size() > 30)
        return tr("an object with %1 members").arg(value.size());
    const QString all = text(dumpJson(value));
    return all.size() > longestPreview ? all.left(longestPreview) + QChar(0x2026) : all;
}

QString joined(const QString &head, const QString &tail)
{
    return tail.isEmpty() ? head : head + QStringLiteral("  ") + tail;
}

// The one line for each kind of event.
struct Summary
{
    QString operator()(const OrchestratorStarted &) const { return tr("The orchestrator takes its turn"); }
    QString operator()(const OrchestratorCompleted &) const { return tr("The turn is over"); }
    QString operator()(const ExecutionStarted &event) const
    {
        return joined(text(event.name), preview(event.input));
    }
    QString operator()(const ExecutionCompleted &event) const
    {
        return event.failure ? text(event.failure->errorMessage)
                             : joined(tr("Result"), preview(event.result));
    }
    QString operator()(const ExecutionTerminated &event) const
    {
        return event.reason.empty() ? tr("Terminated without a reason") : text(event.reason);
    }
    QString operator()(const TaskScheduled &event) const
    {
        const QString input = preview(event.input);
        return event.attempt > 1 ? joined(tr("Attempt %1").arg(event.attempt), input) : input;
    }
    QString operator()(const TaskCompleted &event) const
    {
        return joined(tr("Result"), preview(event.result));
    }
    QString operator()(const TaskFailed &event) const { return text(event.failure.errorMessage); }
    QString operator()(const TimerCreated &event) const
    {
        const QString until =
            QLocale().toString(toQDateTime(event.fireAt).toLocalTime(), QLocale::ShortFormat);
        return event.purpose.empty() ? tr("Until %1").arg(until)
                                     : tr("%1, until %2").arg(text(event.purpose), until);
    }
    QString operator()(const TimerFired &) const { return tr("The time has come"); }
    QString operator()(const EventRaised &event) const
    {
        return joined(text(event.name), preview(event.input));
    }
    QString operator()(const HumanTaskCreated &event) const
    {
        const std::string &who = event.request.asked();
        return who.empty() ? text(event.request.title)
                           : tr("%1, for %2").arg(text(event.request.title), text(who));
    }
    QString operator()(const HumanTaskAnswered &event) const
    {
        const QString outcome = event.answeredBy.empty()
                                    ? text(event.outcome)
                                    : tr("%1, by %2").arg(text(event.outcome), text(event.answeredBy));
        return event.comment.empty() ? outcome : tr("%1: %2").arg(outcome, text(event.comment));
    }
    QString operator()(const ExecutionSuspended &event) const
    {
        return event.reason.empty() ? tr("Suspended without a reason") : text(event.reason);
    }
    QString operator()(const ExecutionResumed &event) const
    {
        return event.reason.empty() ? tr("Resumed") : text(event.reason);
    }
    QString operator()(const ExecutionRewound &event) const
    {
        return event.reason.empty() ? tr("Goes on from where it failed") : text(event.reason);
    }
    QString operator()(const ExecutionMoved &event) const
    {
        if (!event.refusal.empty())
            return tr("Stays on its version: %1").arg(text(event.refusal));
        const QString version = text(event.version.value).left(shownVersionLength);
        return event.reason.empty() ? tr("Goes on with version %1").arg(version)
                                    : tr("Goes on with version %1: %2").arg(version, text(event.reason));
    }
    QString operator()(const ContinuedAsNew &event) const
    {
        return joined(tr("Begins anew"), preview(event.input));
    }
    QString operator()(const SubOrchestrationCreated &event) const
    {
        const QString child = tr("%1 as %2").arg(text(event.name), text(event.instance.value));
        return joined(event.attempt > 1 ? tr("%1, attempt %2").arg(child).arg(event.attempt) : child,
                      preview(event.input));
    }
    QString operator()(const SubOrchestrationCompleted &event) const
    {
        return joined(tr("Result"), preview(event.result));
    }
    QString operator()(const SubOrchestrationFailed &event) const { return text(event.failure.errorMessage); }
    QString operator()(const EventSent &event) const
    {
        return joined(tr("%1 to %2").arg(text(event.name), text(event.instance.value)), preview(event.input));
    }
    QString operator()(const EntityOperationSignaled &event) const { return operation(event); }
    QString operator()(const EntityOperationCalled &event) const { return operation(event); }
    QString operator()(const EntityOperationCompleted &event) const
    {
        return joined(tr("Result"), preview(event.result));
    }
    QString operator()(const EntityOperationFailed &event) const { return text(event.failure.errorMessage); }
    QString operator()(const EntityLockRequested &event) const { return entities(event.entities); }
    QString operator()(const EntityLockGranted &) const { return tr("The entities are locked"); }
    QString operator()(const EntityUnlockSent &event) const { return entities(event.entities); }

private:
    template <typename Event>
    static QString operation(const Event &event)
    {
        return joined(tr("%1 of %2").arg(text(event.operation), text(toText(event.entity))),
                      preview(event.input));
    }
    static QString entities(const std::vector<EntityId> &ids)
    {
        QStringList names;
        for (const EntityId &id : ids)
            names << text(toText(id));
        return names.join(QStringLiteral(", "));
    }
};

// The decision that an event answers; -1 when it answers none.
struct Answers
{
    SequenceNumber operator()(const TaskCompleted &event) const { return event.taskId; }
    SequenceNumber operator()(const TaskFailed &event) const { return event.taskId; }
    SequenceNumber operator()(const TimerFired &event) const { return event.timerId; }
    SequenceNumber operator()(const HumanTaskAnswered &event) const { return event.taskId; }
    SequenceNumber operator()(const SubOrchestrationCompleted &event) const { return event.taskId; }
    SequenceNumber operator()(const SubOrchestrationFailed &event) const { return event.taskId; }
    SequenceNumber operator()(const EntityOperationCompleted &event) const { return event.taskId; }
    SequenceNumber operator()(const EntityOperationFailed &event) const { return event.taskId; }
    SequenceNumber operator()(const EntityLockGranted &event) const { return event.taskId; }
    template <typename T>
    SequenceNumber operator()(const T &) const
    {
        return -1;
    }
};

} // namespace

std::vector<HistoryRow> historyRows(const History &history, const WorkflowDefinition *definition)
{
    std::map<SequenceNumber, Origin> decisions;
    std::vector<HistoryRow> rows;
    rows.reserve(history.size());
    for (const HistoryEvent &event : history) {
        if (event.eventId >= 0)
            decisions[event.eventId] = event.origin;
        const SequenceNumber answered = std::visit(Answers{}, event.data);
        const auto decision = decisions.find(answered);
        const Origin &origin = decision != decisions.end() ? decision->second : event.origin;
        const auto *ended = event.as<ExecutionCompleted>();

        HistoryRow row;
        row.time = event.timestamp;
        const std::string_view type = eventTypeName(event.data);
        row.type = QString::fromUtf8(type.data(), qsizetype(type.size()));
        row.node = NodeId(origin.node);
        row.iteration = origin.iteration;
        const Node *node = definition && !row.node.isEmpty() ? definition->find(row.node) : nullptr;
        row.nodeName = node ? text(node->name) : text(origin.node);
        if (!origin.iteration.empty())
            row.nodeName = tr("%1, item %2").arg(row.nodeName, itemNumber(origin.iteration));
        row.words = eventWords(event.data);
        if (const auto *task = event.as<TaskScheduled>())
            row.activity = task->name;
        row.summary = std::visit(Summary{}, event.data).simplified();
        row.isFailure = event.as<TaskFailed>() || event.as<SubOrchestrationFailed>() ||
                        event.as<EntityOperationFailed>() ||
                        (ended && ended->status == OrchestrationStatus::Failed);
        rows.push_back(std::move(row));
    }
    return rows;
}

} // namespace perdura
