// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/HistoryCodec.h"
#include "engine/store/InstanceExplanation.h"
#include "engine/store/SqliteStatement.h"

namespace perdura {

class OpenEvents;

/// Tells why an instance is where it is, from its rows and its history, which is read but not replayed. The
/// caller holds a read transaction.
class ExplainQueries
{
public:
    explicit ExplainQueries(SqliteConnection &connection);

    [[nodiscard]] Result<InstanceExplanation> explain(InstanceKey instance, const HistoryOwner &owner);

private:
    struct Row
    {
        std::optional<Instant> startAt;
        Instant created;
        bool hasStarted = false;
        WaitState waits;
        std::string failureMessage;
        std::optional<Instant> completed;
    };
    [[nodiscard]] Result<Row> readRow(InstanceKey instance, InstanceExplanation &explanation);
    [[nodiscard]] Result<void> readHistory(InstanceKey instance, const HistoryOwner &owner, OpenEvents &open);
    [[nodiscard]] Result<void> addTimers(InstanceKey instance, const OpenEvents &open,
                                         InstanceExplanation &explanation);
    [[nodiscard]] Result<void> addHumanTasks(InstanceKey instance, InstanceExplanation &explanation);
    [[nodiscard]] Result<void> addChildren(const HistoryOwner &owner, const OpenEvents &open,
                                           InstanceExplanation &explanation);
    [[nodiscard]] Result<void> addMessages(InstanceKey instance, const Row &row,
                                           InstanceExplanation &explanation);

    SqliteStatement m_row;
    SqliteStatement m_history;
    SqliteStatement m_timers;
    SqliteStatement m_tasks;
    SqliteStatement m_children;
    SqliteStatement m_openChildren;
    SqliteStatement m_messages;
};

} // namespace perdura
