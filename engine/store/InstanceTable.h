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
        ExecutionId execution;
    };
    struct Child
    {
        InstanceKey key{};
        InstanceId id;
    };

    explicit InstanceTable(SqliteConnection &connection);

    [[nodiscard]] Result<std::optional<Found>> find(const InstanceId &id);
    [[nodiscard]] Result<InstanceKey> insert(const CreateInstance &request);
    /// With everything that belongs to it.
    [[nodiscard]] Result<void> remove(const Found &instance);
    /// Those that have not finished and whose end that execution waits for.
    [[nodiscard]] Result<std::vector<Child>> liveChildren(const InstanceId &parent);
    /// False when there is no such instance.
    [[nodiscard]] Result<bool> update(const CommitTurn &turn);
    /// From Failed to Running in another execution; children that are still under way follow it.
    [[nodiscard]] Result<void> rewind(const RewindInstance &instance);
    /// Writes the numbers of instances by status, once for all changes of a transaction; to be called before
    /// it is committed.
    [[nodiscard]] Result<void> flushCounts();
    /// What is remembered of rows that an undone transaction wrote does not hold any more.
    void forget()
    {
        m_orchestrators.clear();
        m_countChanges.clear();
    }

private:
    [[nodiscard]] Result<bool> updateRow(const CommitTurn &turn);
    [[nodiscard]] Result<bool> continueAsNew(const CommitTurn &turn);
    [[nodiscard]] Result<void> setOrchestrator(InstanceKey instance, const std::string &name,
                                               const VersionId &version);
    [[nodiscard]] Result<void> setCustomStatus(const CommitTurn &turn);
    [[nodiscard]] Result<void> setWaits(const CommitTurn &turn);
    [[nodiscard]] Result<void> insertTags(InstanceKey key, const Tags &tags);
    [[nodiscard]] Result<qint64> orchestratorKey(const std::string &name, const VersionId &version);

    SqliteStatement m_find;
    SqliteStatement m_insert;
    SqliteStatement m_remove;
    SqliteStatement m_update;
    SqliteStatement m_updateOrdinary;
    SqliteStatement m_goOn;
    SqliteStatement m_setCustomStatus;
    SqliteStatement m_setWaits;
    SqliteStatement m_continueAsNew;
    SqliteStatement m_setOrchestrator;
    SqliteStatement m_rewind;
    SqliteStatement m_followParent;
    SqliteStatement m_insertTag;
    SqliteStatement m_children;
    SqliteStatement m_changeCount;
    SqliteStatement m_findOrchestrator;
    SqliteStatement m_insertOrchestrator;
    std::map<std::pair<std::string, VersionId>, qint64> m_orchestrators;
    std::map<OrchestrationStatus, qint64> m_countChanges; ///< since the transaction began
};

} // namespace perdura
