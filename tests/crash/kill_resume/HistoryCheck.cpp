// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/crash/kill_resume/HistoryCheck.h"

#include "engine/store/SqliteStore.h"

#include <QDebug>
#include <QFile>
#include <QTemporaryDir>

#include <map>
#include <set>

namespace perdura {

namespace {

/// The decision that an event answers, and of which kind it must be.
struct Answered
{
    SequenceNumber decision;
    QString kind;
};

QString name(const EventData &data)
{
    const auto type = eventTypeName(data);
    return QString::fromUtf8(type.data(), qsizetype(type.size()));
}

QString name(const HistoryEvent &event)
{
    return name(event.data);
}

/// Nothing for events that answer none.
std::optional<Answered> answeredBy(const HistoryEvent &event)
{
    if (const auto *completed = event.as<TaskCompleted>())
        return Answered{completed->taskId, name(TaskScheduled())};
    if (const auto *failed = event.as<TaskFailed>())
        return Answered{failed->taskId, name(TaskScheduled())};
    if (const auto *fired = event.as<TimerFired>())
        return Answered{fired->timerId, name(TimerCreated())};
    if (const auto *answered = event.as<HumanTaskAnswered>())
        return Answered{answered->taskId, name(HumanTaskCreated())};
    if (const auto *completed = event.as<SubOrchestrationCompleted>())
        return Answered{completed->taskId, name(SubOrchestrationCreated())};
    if (const auto *failed = event.as<SubOrchestrationFailed>())
        return Answered{failed->taskId, name(SubOrchestrationCreated())};
    if (const auto *completed = event.as<EntityOperationCompleted>())
        return Answered{completed->taskId, name(EntityOperationCalled())};
    if (const auto *failed = event.as<EntityOperationFailed>())
        return Answered{failed->taskId, name(EntityOperationCalled())};
    if (const auto *granted = event.as<EntityLockGranted>())
        return Answered{granted->taskId, name(EntityLockRequested())};
    return std::nullopt;
}

/// Goes through a history event by event.
class FlawFinder
{
public:
    QStringList find(const History &history)
    {
        for (std::size_t i = 0; i < history.size(); ++i) {
            m_place = i;
            look(history[i]);
        }
        if (m_isInTurn)
            flaw(QStringLiteral("the last turn is not closed"));
        return m_flaws;
    }

private:
    void look(const HistoryEvent &event)
    {
        if (m_hasEnded && !event.as<OrchestratorCompleted>())
            flaw(name(event) + QStringLiteral(" after the end"));
        if (event.as<OrchestratorStarted>()) {
            if (std::exchange(m_isInTurn, true))
                flaw(QStringLiteral("a turn within a turn"));
        } else if (!m_isInTurn) {
            flaw(name(event) + QStringLiteral(" outside a turn"));
        }
        if (event.as<OrchestratorCompleted>())
            m_isInTurn = false;
        if (event.as<ExecutionStarted>() && std::exchange(m_hasStarted, true))
            flaw(QStringLiteral("a second start"));
        if (event.eventId >= 0 && event.eventId != m_nextDecision++)
            flaw(QStringLiteral("decision %1 instead of %2").arg(event.eventId).arg(m_nextDecision - 1));
        if (event.eventId >= 0)
            m_decisions[event.eventId] = name(event);
        if (const auto answered = answeredBy(event))
            lookAtAnswer(event, *answered);
        m_hasEnded = m_hasEnded || event.as<ExecutionCompleted>() || event.as<ExecutionTerminated>();
    }

    void lookAtAnswer(const HistoryEvent &event, const Answered &answered)
    {
        const auto decision = m_decisions.find(answered.decision);
        if (decision == m_decisions.end())
            flaw(QStringLiteral("an answer to decision %1, which there is not").arg(answered.decision));
        else if (decision->second != answered.kind)
            flaw(QStringLiteral("%1 answers decision %2, which is %3")
                     .arg(name(event))
                     .arg(answered.decision)
                     .arg(decision->second));
        if (!m_answered.insert(answered.decision).second)
            flaw(QStringLiteral("a second answer to decision %1").arg(answered.decision));
    }

    void flaw(const QString &what) { m_flaws += QStringLiteral("event %1: %2").arg(m_place).arg(what); }

    QStringList m_flaws;
    std::size_t m_place = 0;
    std::map<SequenceNumber, QString> m_decisions; ///< their kinds
    std::set<SequenceNumber> m_answered;
    SequenceNumber m_nextDecision = 0;
    bool m_hasStarted = false;
    bool m_hasEnded = false;
    bool m_isInTurn = false;
};

} // namespace

std::optional<InstanceOnDisk> instanceOnDisk(const QString &workspace, const InstanceId &id)
{
    QTemporaryDir copy;
    for (const QString &file : {QStringLiteral("hub.db"), QStringLiteral("hub.db-wal")})
        QFile::copy(workspace + QStringLiteral("/.perdura/") + file, copy.filePath(file));
    if (!QFile::exists(copy.filePath(QStringLiteral("hub.db"))))
        return std::nullopt;
    SqliteOptions options;
    options.path = copy.filePath(QStringLiteral("hub.db"));
    const SqliteStore store(options);
    const auto writer = store.openWriter();
    const auto reader = store.openReader();
    if (!writer || !reader) {
        qWarning() << "the store is damaged:" << (writer ? reader.error() : writer.error()).message;
        return std::nullopt;
    }
    const auto history = (*reader)->history(id);
    const auto tasks = (*reader)->humanTasks(id);
    if (history && tasks)
        return InstanceOnDisk{*history, !tasks->empty()};
    if (history || history.error().code != ErrorCode::NotFound)
        qWarning() << (history ? tasks.error() : history.error()).message;
    return std::nullopt;
}

QStringList flawsOf(const History &history)
{
    return FlawFinder().find(history);
}

QStringList rewritten(const History &earlier, const History &later)
{
    if (later.size() < earlier.size())
        return {QStringLiteral("%1 events became %2").arg(earlier.size()).arg(later.size())};
    QStringList changes;
    for (std::size_t i = 0; i < earlier.size(); ++i) {
        if (earlier[i] != later[i])
            changes +=
                QStringLiteral("event %1 was %2 and is %3").arg(i).arg(name(earlier[i]), name(later[i]));
    }
    return changes;
}

std::vector<Json> completedInputs(const History &history)
{
    std::map<SequenceNumber, Json> scheduled;
    std::vector<Json> completed;
    for (const HistoryEvent &event : history) {
        if (const auto *task = event.as<TaskScheduled>())
            scheduled[event.eventId] = task->input;
        else if (const auto *done = event.as<TaskCompleted>())
            completed.push_back(scheduled[done->taskId]);
    }
    return completed;
}

} // namespace perdura
