// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/PackedBytes.h"
#include "engine/store/SqliteStatement.h"

#include <map>

namespace perdura {

/// Writes the entities and what they have to do. Part of SqliteWriter: rules are its matter.
class EntityTable
{
public:
    struct Locked
    {
        EntityId entity;
        ParentInstance owner;
    };

    explicit EntityTable(SqliteConnection &connection);

    /// The entity's record; nothing when it has none.
    [[nodiscard]] Result<std::optional<EntityKey>> find(const EntityId &id);
    [[nodiscard]] Result<EntityKey> findOrInsert(const EntityId &id);
    /// Into the inbox, or among the delayed signals when it is due later; for the request with that place in
    /// the batch. Signals that come one after the other share a row.
    [[nodiscard]] Result<void> add(EntityKey entity, const EntityMessage &message, std::size_t request);
    /// All of the turn that concerns the entity itself. False when its record is gone.
    [[nodiscard]] Result<bool> apply(const CommitEntityTurn &turn);
    /// Removes the record if it has neither state nor lock nor messages; whether it did.
    [[nodiscard]] Result<bool> removeIfEmpty(EntityKey entity, const EntityId &id);
    /// All such; how many.
    [[nodiscard]] Result<qint64> removeEmpty();
    /// Those whose owner does not run any more.
    [[nodiscard]] Result<std::vector<Locked>> orphans();
    /// Writes the rows that signals were collected for; to be called before the transaction is committed.
    [[nodiscard]] Result<void> flush();
    /// The rows that were written into inboxes since, each whole and with the last request that added to it:
    /// nobody may hear of half a row, for it goes as one. In the order of the requests for each entity.
    [[nodiscard]] std::vector<std::pair<std::size_t, EntityDelivery>> takeDeliveries()
    {
        return std::exchange(m_deliveries, {});
    }
    /// What is remembered of rows that an undone transaction wrote does not hold any more.
    void forget();

private:
    /// A row that grows until its transaction ends.
    struct OpenRow
    {
        EntityDelivery delivery = {};
        std::size_t request = 0;
        PackedWriter packed = {};
    };

    [[nodiscard]] Result<MessageNumber> nextNumber();
    [[nodiscard]] Result<void> insertRow(OpenRow row);
    [[nodiscard]] Result<void> closeRow(EntityKey entity);
    [[nodiscard]] Result<void> addSignal(EntityKey entity, const EntityMessage &message, std::size_t request);

    SqliteStatement m_find;
    SqliteStatement m_insert;
    SqliteStatement m_lastNumber;
    SqliteStatement m_insertMessages;
    SqliteStatement m_insertDelayed;
    SqliteStatement m_setState;
    SqliteStatement m_update;
    SqliteStatement m_removeMessages;
    SqliteStatement m_removeDelayed;
    SqliteStatement m_removeIfEmpty;
    SqliteStatement m_removeEmpty;
    SqliteStatement m_orphans;
    std::map<EntityId, EntityKey> m_keys; ///< some that are there
    std::map<EntityKey, OpenRow> m_open;
    std::vector<std::pair<std::size_t, EntityDelivery>> m_deliveries;
    qint64 m_lastUsed = -1; ///< number; below 0: not known yet
};

} // namespace perdura
