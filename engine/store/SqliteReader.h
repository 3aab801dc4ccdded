// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/DefinitionTable.h"
#include "engine/store/InstanceQueries.h"
#include "engine/store/LogTable.h"
#include "engine/store/RecoveryQueries.h"
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
    [[nodiscard]] Result<StatusCounts> statusCounts() override;
    [[nodiscard]] Result<History> history(const InstanceId &id) override;
    [[nodiscard]] Result<QByteArray> definition(const VersionId &version) override;
    [[nodiscard]] Result<std::vector<HumanTaskInfo>>
    humanTasks(const std::optional<InstanceId> &instance) override;
    [[nodiscard]] Result<std::vector<LogLine>> log(const InstanceId &id) override;
    [[nodiscard]] Result<StoredInstance> load(InstanceKey key) override;
    [[nodiscard]] Result<std::vector<InstanceKey>> notStarted() override;
    [[nodiscard]] Result<std::vector<InboxMessage>> inbox() override;
    [[nodiscard]] Result<std::vector<RecoveredActivity>> activities() override;
    [[nodiscard]] Result<std::vector<PendingTimer>> timers() override;

private:
    std::unique_ptr<SqliteConnection> m_connection; // outlives the statements of the others
    DefinitionTable m_definitions;
    InstanceQueries m_instances;
    LogTable m_log;
    RecoveryQueries m_recovery;
};

} // namespace perdura
