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
    /// Also the history; for one that begins anew. Messages that came meanwhile stay.
    [[nodiscard]] Result<void> beginAnew(const CommitTurn &turn);
    /// Replaces the history; what the instance waits for is written again.
    [[nodiscard]] Result<void> rewind(const RewindInstance &instance);
    [[nodiscard]] Result<void> insertTimer(const PendingTimer &timer);
    [[nodiscard]] Result<MessageNumber> addMessage(InstanceKey instance, const HistoryEvent &event);
    /// The row of an open task; nothing when it is not open.
    [[nodiscard]] Result<std::optional<QByteArray>> humanTask(InstanceKey instance, SequenceNumber number);
    /// What such a row asks for. Error: Damaged.
    [[nodiscard]] static Result<HumanTaskRequest> readHumanTask(const QByteArray &row);
    [[nodiscard]] Result<void> closeHumanTask(InstanceKey instance, SequenceNumber number);

private:
    [[nodiscard]] Result<void> clearWaits(const CommitTurn &turn);
    [[nodiscard]] Result<void> removeFinished(const CommitTurn &turn);
    [[nodiscard]] Result<void> insertHistory(InstanceKey instance, const std::vector<HistoryChunk> &chunks);
    [[nodiscard]] Result<void> insertHumanTasks(InstanceKey instance,
                                                const std::vector<PendingHumanTask> &tasks);
    [[nodiscard]] Result<void> insertNew(const CommitTurn &turn);

    SqliteStatement m_insertHistory;
    SqliteStatement m_clearHistory;
    SqliteStatement m_insertMessage;
    SqliteStatement m_removeMessage;
    SqliteStatement m_clearInbox;
    SqliteStatement m_insertTimer;
    SqliteStatement m_removeTimer;
    SqliteStatement m_clearTimers;
    SqliteStatement m_insertTask;
    SqliteStatement m_selectTask;
    SqliteStatement m_removeTask;
    SqliteStatement m_clearTasks;
};

} // namespace perdura
