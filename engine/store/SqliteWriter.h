// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/FailPoints.h"
#include "engine/store/AuditTable.h"
#include "engine/store/DefinitionTable.h"
#include "engine/store/EntityTable.h"
#include "engine/store/InstancePurge.h"
#include "engine/store/InstanceTable.h"
#include "engine/store/LogTable.h"
#include "engine/store/SearchIndex.h"
#include "engine/store/SettingsTable.h"
#include "engine/store/Store.h"
#include "engine/store/WorkTables.h"

#include <map>

namespace perdura {

class SqliteTransaction;

/// Applies write requests to the SQLite database: the rules are checked here, the tables do the writing.
class SqliteWriter final : public StoreWriter
{
public:
    SqliteWriter(std::unique_ptr<SqliteConnection> connection, const FailPoints &failPoints);

    [[nodiscard]] Result<std::vector<Result<WriteReceipt>>>
    apply(std::span<const WriteRequest> requests) override;
    [[nodiscard]] Result<bool> tidy(std::chrono::milliseconds atMost) override;

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
    /// With what was collected for the end of the transaction.
    [[nodiscard]] Result<void> commit(SqliteTransaction &transaction);
    [[nodiscard]] Outcome write(const PublishDefinition &request);
    [[nodiscard]] Outcome write(const CreateInstance &request);
    [[nodiscard]] Outcome write(const AddMessage &request);
    [[nodiscard]] Outcome write(const AnswerHumanTask &request);
    [[nodiscard]] Outcome write(const CommitTurn &request);
    [[nodiscard]] Outcome write(const RewindInstances &request);
    [[nodiscard]] Outcome write(const AppendLog &request);
    [[nodiscard]] Outcome write(const SignalEntity &request);
    [[nodiscard]] Outcome write(const CommitEntityTurn &request);
    [[nodiscard]] Outcome write(const CleanEntities &request);
    [[nodiscard]] Outcome write(const PurgeInstance &request);
    [[nodiscard]] Outcome write(const ImportInstance &request);
    [[nodiscard]] Outcome write(const StoreSetting &request);
    [[nodiscard]] Outcome write(const RecordAudit &request);
    /// Writes down what an operator asked for, and what came of it.
    [[nodiscard]] Result<void> record(const WriteRequest &request, const Result<WriteReceipt> &receipt);
    /// The instance, if a client may still send it something.
    [[nodiscard]] Result<Result<InstanceKey>> liveInstance(const InstanceId &id);
    [[nodiscard]] Outcome putIntoInbox(InstanceKey instance, HistoryEvent event);
    // What a turn sends to others; the receipt tells what became of it.
    [[nodiscard]] Result<void> send(const CommitTurn &turn, WriteReceipt &receipt);
    [[nodiscard]] Result<void> startChild(const CommitTurn &turn, const CreateInstance &child,
                                          WriteReceipt &receipt);
    /// Whether it was started; it is not when its id is in use.
    [[nodiscard]] Result<Result<void>> startOther(const CreateInstance &start, WriteReceipt &receipt);
    [[nodiscard]] Result<void> send(const EntityMessage &message, WriteReceipt &receipt);
    [[nodiscard]] Result<bool> isRunning(const ParentInstance &execution);
    [[nodiscard]] Result<void> answerParent(const ParentAnswer &answer, WriteReceipt &receipt);
    [[nodiscard]] Result<void> deliver(InstanceKey to, const HistoryEvent &event, WriteReceipt &receipt);
    [[nodiscard]] Result<void> deliverToChildren(const InstanceId &parent, const HistoryEvent &event,
                                                 WriteReceipt &receipt);

    std::unique_ptr<SqliteConnection> m_connection; // outlives the statements of the tables
    FailPoints m_failPoints;
    DefinitionTable m_definitions;
    InstanceTable m_instances;
    WorkTables m_work;
    LogTable m_log;
    EntityTable m_entities;
    std::size_t m_request = 0; ///< place in the batch of the one that is being applied
    AuditTable m_audit;
    SettingsTable m_settings;
    InstancePurge m_purge;
    SearchIndex m_searchIndex;
};

} // namespace perdura
