// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/SqliteStatement.h"
#include "engine/store/Store.h"

namespace perdura {

/// What a hub has to go on with after a restart, straight from the tables of pending work.
class RecoveryQueries
{
public:
    explicit RecoveryQueries(SqliteConnection &connection)
        : m_connection(connection)
    {}

    [[nodiscard]] Result<std::vector<InstanceKey>> notStarted();
    [[nodiscard]] Result<std::vector<InboxMessage>> inbox();
    [[nodiscard]] Result<std::vector<ScheduledActivity>> activities();
    [[nodiscard]] Result<std::vector<PendingTimer>> timers();

private:
    SqliteConnection &m_connection;
};

} // namespace perdura
