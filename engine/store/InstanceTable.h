// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/SqliteStatement.h"
#include "engine/store/Store.h"

#include <map>

namespace perdura {

/// Writes the instances and what they run. Part of SqliteWriter: rules are its matter.
class InstanceTable
{
public:
    struct Found
    {
        InstanceKey key{};
        OrchestrationStatus status = OrchestrationStatus::Pending;
    };

    explicit InstanceTable(SqliteConnection &connection);

    [[nodiscard]] Result<std::optional<Found>> find(const InstanceId &id);
    [[nodiscard]] Result<InstanceKey> insert(const CreateInstance &request);
    /// With everything that belongs to it.
    [[nodiscard]] Result<void> remove(InstanceKey key);
    /// False when there is no such instance.
    [[nodiscard]] Result<bool> update(const CommitTurn &turn);
    /// What is remembered of rows that an undone transaction wrote does not hold any more.
    void forget() { m_orchestrators.clear(); }

private:
    [[nodiscard]] Result<qint64> orchestratorKey(const std::string &name, const VersionId &version);

    SqliteStatement m_find;
    SqliteStatement m_insert;
    SqliteStatement m_remove;
    SqliteStatement m_update;
    SqliteStatement m_setCustomStatus;
    SqliteStatement m_findOrchestrator;
    SqliteStatement m_insertOrchestrator;
    std::map<std::pair<std::string, VersionId>, qint64> m_orchestrators;
};

} // namespace perdura
