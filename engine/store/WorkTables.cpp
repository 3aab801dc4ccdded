// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/WorkTables.h"

#include "engine/store/HistoryCodec.h"

#include <QCoreApplication>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

WorkTables::WorkTables(SqliteConnection &connection)
    : m_insertHistory(connection, u"INSERT INTO history (instance, first, events) VALUES (?, ?, ?)"_s)
    , m_clearHistory(connection, u"DELETE FROM history WHERE instance = ?"_s)
    , m_insertMessage(connection, u"INSERT INTO inbox (instance, event) VALUES (?, ?)"_s)
    , m_removeMessage(connection, u"DELETE FROM inbox WHERE number = ?"_s)
    , m_clearInbox(connection, u"DELETE FROM inbox WHERE instance = ?"_s)
    , m_insertTimer(connection, u"INSERT INTO timers (instance, number, fire_at) VALUES (?, ?, ?)"_s)
    , m_removeTimer(connection, u"DELETE FROM timers WHERE instance = ? AND number = ?"_s)
    , m_clearTimers(connection, u"DELETE FROM timers WHERE instance = ?"_s)
    , m_insertTask(connection,
                   u"INSERT INTO human_tasks (instance, number, created, event) VALUES (?, ?, ?, ?)"_s)
    , m_selectTask(connection, u"SELECT event FROM human_tasks WHERE instance = ? AND number = ?"_s)
    , m_removeTask(connection, u"DELETE FROM human_tasks WHERE instance = ? AND number = ?"_s)
    , m_clearTasks(connection, u"DELETE FROM human_tasks WHERE instance = ?"_s)
{}

Result<void> WorkTables::apply(const CommitTurn &turn)
{
    if (auto done = insertHistory(turn.instance, turn.history); !done)
        return done;
    if (isTerminal(turn.status))
        return m_clearInbox.run(turn.instance).and_then([&] { return clearWaits(turn); });
    if (turn.next)
        return beginAnew(turn);
    return removeFinished(turn).and_then([&] { return insertNew(turn); });
}

Result<void> WorkTables::removeFinished(const CommitTurn &turn)
{
    for (const MessageNumber number : turn.consumedMessages) {
        if (auto done = m_removeMessage.run(number); !done)
            return done;
    }
    for (const SequenceNumber timer : turn.finishedTimers) {
        if (auto done = m_removeTimer.run(turn.instance, timer); !done)
            return done;
    }
    for (const SequenceNumber task : turn.closedHumanTasks) {
        if (auto done = m_removeTask.run(turn.instance, task); !done)
            return done;
    }
    return {};
}

Result<void> WorkTables::insertNew(const CommitTurn &turn)
{
    for (const PendingTimer &timer : turn.timers) {
        if (auto done = insertTimer(timer); !done)
            return done;
    }
    return insertHumanTasks(turn.instance, turn.humanTasks);
}

Result<void> WorkTables::insertHumanTasks(InstanceKey instance, const std::vector<PendingHumanTask> &tasks)
{
    for (const PendingHumanTask &task : tasks) {
        const QByteArray event = packEvents({&task.created, 1});
        if (auto done = m_insertTask.run(instance, task.number, task.created.timestamp, event); !done)
            return done;
    }
    return {};
}

Result<void> WorkTables::insertHistory(InstanceKey instance, const std::vector<HistoryChunk> &chunks)
{
    for (const HistoryChunk &chunk : chunks) {
        if (auto done = m_insertHistory.run(instance, chunk.first, chunk.events); !done)
            return done;
    }
    return {};
}

Result<void> WorkTables::rewind(const RewindInstance &instance)
{
    if (auto done = m_clearHistory.run(instance.instance); !done)
        return done;
    if (auto done = insertHistory(instance.instance, instance.history); !done)
        return done;
    for (const PendingTimer &timer : instance.timers) {
        if (auto done = insertTimer(timer); !done)
            return done;
    }
    return insertHumanTasks(instance.instance, instance.humanTasks);
}

Result<void> WorkTables::clearWaits(const CommitTurn &turn)
{
    if (turn.leavesTimers) {
        if (auto done = m_clearTimers.run(turn.instance); !done)
            return done;
    }
    return turn.leavesHumanTasks ? m_clearTasks.run(turn.instance) : Result<void>();
}

Result<void> WorkTables::beginAnew(const CommitTurn &turn)
{
    auto cleared = m_clearHistory.run(turn.instance).and_then([&] { return clearWaits(turn); });
    if (!cleared)
        return cleared;
    for (const MessageNumber number : turn.consumedMessages) {
        if (auto done = m_removeMessage.run(number); !done)
            return done;
    }
    return {};
}

Result<void> WorkTables::insertTimer(const PendingTimer &timer)
{
    return m_insertTimer.run(timer.instance, timer.number, timer.fireAt);
}

Result<MessageNumber> WorkTables::addMessage(InstanceKey instance, const HistoryEvent &event)
{
    if (auto done = m_insertMessage.run(instance, packEvents({&event, 1})); !done)
        return fail(done.error());
    return MessageNumber(m_insertMessage.insertedKey());
}

Result<std::optional<QByteArray>> WorkTables::humanTask(InstanceKey instance, SequenceNumber number)
{
    if (auto done = m_selectTask.run(instance, number); !done)
        return fail(done.error());
    std::optional<QByteArray> row;
    if (m_selectTask.next())
        row = m_selectTask.bytes(0);
    else if (const auto error = m_selectTask.error())
        return fail(*error);
    m_selectTask.finish();
    return row;
}

Result<HumanTaskRequest> WorkTables::readHumanTask(const QByteArray &row)
{
    History events;
    if (auto unpacked = unpackEvents(row, {}, events); !unpacked)
        return fail(unpacked.error());
    const auto *created = events.empty() ? nullptr : events.front().as<HumanTaskCreated>();
    if (!created) {
        return fail(ErrorCode::Damaged,
                    QCoreApplication::translate("perdura::SqliteStore",
                                                "The stored task cannot be read: the database is damaged. "
                                                "Restore a copy of it."));
    }
    return created->request;
}

Result<void> WorkTables::closeHumanTask(InstanceKey instance, SequenceNumber number)
{
    return m_removeTask.run(instance, number);
}

} // namespace perdura
