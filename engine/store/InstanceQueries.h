// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/SqliteStatement.h"
#include "engine/store/Store.h"

namespace perdura {

/// What readers ask about instances. The caller holds a read transaction where it needs several answers to
/// agree.
class InstanceQueries
{
public:
    struct Row
    {
        InstanceKey key{};
        HistoryOwner owner;
    };

    explicit InstanceQueries(SqliteConnection &connection);

    /// NotFound when there is none.
    [[nodiscard]] Result<Row> row(const InstanceId &id);
    [[nodiscard]] Result<InstanceDetail> detail(const InstanceId &id);
    [[nodiscard]] Result<StoredInstance> load(InstanceKey key);
    [[nodiscard]] Result<History> history(InstanceKey key, const HistoryOwner &owner);
    /// Nothing when it is gone.
    [[nodiscard]] Result<std::optional<InstanceSummary>> summary(InstanceKey key);
    [[nodiscard]] Result<StatusCounts> statusCounts();
    [[nodiscard]] Result<std::vector<HumanTaskInfo>> humanTasks(const std::optional<InstanceId> &instance);

private:
    [[nodiscard]] Result<void> readEnds(InstanceKey key, const HistoryOwner &owner, InstanceDetail &detail);

    SqliteConnection &m_connection;
    SqliteStatement m_row;
    SqliteStatement m_detail;
    SqliteStatement m_summary;
    SqliteStatement m_load;
    SqliteStatement m_history;
    SqliteStatement m_historyEnds;
    SqliteStatement m_statusCounts;
};

} // namespace perdura
