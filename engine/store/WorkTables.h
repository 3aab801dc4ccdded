// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/SqliteStatement.h"

namespace perdura {

/// History and the tables of what an instance waits for, for the writer: they grow and shrink together, turn
/// by turn.
class WorkTables
{
public:
    explicit WorkTables(SqliteConnection &connection);

    /// Everything of a turn but the instance's own row.
    [[nodiscard]] Result<void> apply(const CommitTurn &turn);
    /// Removes all that an instance waits for, and its inbox; for one that has ended.
    [[nodiscard]] Result<void> clear(InstanceKey instance);
    [[nodiscard]] Result<MessageNumber> addMessage(InstanceKey instance, const HistoryEvent &event);
    /// The row of an open task; nothing when it is not open.
    [[nodiscard]] Result<std::optional<QByteArray>> humanTask(InstanceKey instance, SequenceNumber number);
    /// What such a row asks for. Error: Damaged.
    [[nodiscard]] static Result<HumanTaskRequest> readHumanTask(const QByteArray &row);
    [[nodiscard]] Result<void> closeHumanTask(InstanceKey instance, SequenceNumber number);

private:
    [[nodiscard]] Result<void> removeFinished(const CommitTurn &turn);
    [[nodiscard]] Result<void> insertNew(const CommitTurn &turn);

    SqliteStatement m_insertHistory;
    SqliteStatement m_insertMessage;
    SqliteStatement m_removeMessage;
    SqliteStatement m_clearInbox;
    SqliteStatement m_insertActivity;
    SqliteStatement m_removeActivity;
    SqliteStatement m_clearActivities;
    SqliteStatement m_insertTimer;
    SqliteStatement m_removeTimer;
    SqliteStatement m_clearTimers;
    SqliteStatement m_insertTask;
    SqliteStatement m_selectTask;
    SqliteStatement m_removeTask;
    SqliteStatement m_clearTasks;
};

} // namespace perdura
