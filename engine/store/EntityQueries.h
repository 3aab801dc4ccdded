// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/SqliteStatement.h"
#include "engine/store/Store.h"

namespace perdura {

/// Answers questions about entities, for the reader.
class EntityQueries
{
public:
    explicit EntityQueries(SqliteConnection &connection);

    [[nodiscard]] Result<EntityInfo> info(const EntityId &id);
    [[nodiscard]] Result<EntityPage> page(const EntityQuery &query);
    [[nodiscard]] Result<StoredEntity> load(EntityKey key);
    [[nodiscard]] Result<std::vector<EntityDelivery>> dueSignals(EntityKey key, Instant due);
    [[nodiscard]] Result<std::vector<EntityDelivery>> inbox();
    [[nodiscard]] Result<std::vector<EntityTimer>> timers();

private:
    SqliteConnection &m_connection;
    SqliteStatement m_load;
    SqliteStatement m_due;
};

} // namespace perdura
