// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/DefinitionTable.h"
#include "engine/store/InstanceTable.h"
#include "engine/store/LogTable.h"
#include "engine/store/Store.h"
#include "engine/store/WorkTables.h"

#include <map>

namespace perdura {

/// Applies write requests to the SQLite database: the rules are checked here, the tables do the writing.
class SqliteWriter final : public StoreWriter
{
public:
    explicit SqliteWriter(std::unique_ptr<SqliteConnection> connection);

    [[nodiscard]] Result<std::vector<Result<WriteReceipt>>>
    apply(std::span<const WriteRequest> requests) override;

private:
    /// What came of one request: the outer error is the database's and ends the batch, the inner one is the
    /// request's.
    using Outcome = Result<Result<WriteReceipt>>;

    /// By place in the batch.
    using Refusals = std::map<std::size_t, Error>;

    /// All but those that were refused before. When it fails and the refusals have grown, it may be called
    /// again.
    [[nodiscard]] Result<std::vector<Result<WriteReceipt>>>
    applyOthers(std::span<const WriteRequest> requests, Refusals &refusals);
    [[nodiscard]] Outcome write(const PublishDefinition &request);
    [[nodiscard]] Outcome write(const CreateInstance &request);
    [[nodiscard]] Outcome write(const AddMessage &request);
    [[nodiscard]] Outcome write(const AnswerHumanTask &request);
    [[nodiscard]] Outcome write(const CommitTurn &request);
    [[nodiscard]] Outcome write(const AppendLog &request);
    /// The instance, if a client may still send it something.
    [[nodiscard]] Result<Result<InstanceKey>> liveInstance(const InstanceId &id);
    [[nodiscard]] Outcome putIntoInbox(InstanceKey instance, HistoryEvent event);

    std::unique_ptr<SqliteConnection> m_connection; // outlives the statements of the tables
    DefinitionTable m_definitions;
    InstanceTable m_instances;
    WorkTables m_work;
    LogTable m_log;
};

} // namespace perdura
