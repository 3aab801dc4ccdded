// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/AuditTable.h"
#include "engine/store/DefinitionTable.h"
#include "engine/store/EntityQueries.h"
#include "engine/store/ExplainQueries.h"
#include "engine/store/HistoryPages.h"
#include "engine/store/InstanceQueries.h"
#include "engine/store/InstanceSearch.h"
#include "engine/store/LogTable.h"
#include "engine/store/RecoveryQueries.h"
#include "engine/store/SettingsTable.h"
#include "engine/store/Store.h"

namespace perdura {

/// Reads the SQLite database over a read-only connection. Calls that need several statements see one
/// snapshot.
class SqliteReader final : public StoreReader
{
public:
    explicit SqliteReader(std::unique_ptr<SqliteConnection> connection);

    [[nodiscard]] Result<InstanceDetail> instance(const InstanceId &id) override;
    [[nodiscard]] Result<InstancePage> instances(const InstanceQuery &query) override;
    [[nodiscard]] Result<InstanceCount> count(const InstanceQuery &query) override;
    [[nodiscard]] Result<StatusCounts> statusCounts() override;
    [[nodiscard]] Result<History> history(const InstanceId &id) override;
    [[nodiscard]] Result<HistoryPage> history(const InstanceId &id, const HistoryRange &range) override;
    [[nodiscard]] Result<InstanceExplanation> explain(const InstanceId &id) override;
    [[nodiscard]] Result<StoreFigures> figures() override;
    [[nodiscard]] Result<QByteArray> definition(const VersionId &version) override;
    [[nodiscard]] Result<VersionId> latestVersion(const std::string &name) override;
    [[nodiscard]] Result<std::vector<VersionInfo>> versions(const std::string &name) override;
    [[nodiscard]] Result<std::vector<HumanTaskInfo>>
    humanTasks(const std::optional<InstanceId> &instance) override;
    [[nodiscard]] Result<std::vector<LogLine>> log(const InstanceId &id) override;
    [[nodiscard]] Result<AuditPage> auditLog(const AuditQuery &query) override;
    [[nodiscard]] Result<QByteArray> setting(const std::string &name) override;
    [[nodiscard]] Result<InstanceArchive> archive(const InstanceId &id) override;
    [[nodiscard]] Result<std::vector<FinishedInstance>> finished(InstanceKey after) override;
    [[nodiscard]] Result<void> backUp(const QString &file) override;
    [[nodiscard]] Result<CheckReport> check() override;
    [[nodiscard]] Result<StoredInstance> load(InstanceKey key) override;
    [[nodiscard]] Result<StoredInstance> load(const InstanceId &id) override;
    [[nodiscard]] Result<std::vector<InstanceKey>> notStarted() override;
    [[nodiscard]] Result<std::vector<InboxMessage>> inbox() override;
    [[nodiscard]] Result<std::vector<ScheduledActivity>> activities() override;
    [[nodiscard]] Result<std::vector<PendingTimer>> timers() override;
    [[nodiscard]] Result<EntityInfo> entity(const EntityId &id) override;
    [[nodiscard]] Result<EntityPage> entities(const EntityQuery &query) override;
    [[nodiscard]] Result<StoredEntity> loadEntity(EntityKey key) override;
    [[nodiscard]] Result<std::vector<EntityDelivery>> dueSignals(EntityKey key, Instant due) override;
    [[nodiscard]] Result<std::vector<EntityDelivery>> entityInbox() override;
    [[nodiscard]] Result<std::vector<EntityTimer>> entityTimers() override;

private:
    std::unique_ptr<SqliteConnection> m_connection; // outlives the statements of the others
    AuditTable m_audit;
    DefinitionTable m_definitions;
    InstanceQueries m_instances;
    InstanceSearch m_search;
    HistoryPages m_histories;
    ExplainQueries m_explanations;
    LogTable m_log;
    RecoveryQueries m_recovery;
    EntityQueries m_entities;
    SettingsTable m_settings;
};

} // namespace perdura
