// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/CheckReport.h"
#include "engine/store/HistoryCodec.h"
#include "engine/store/InstanceArchive.h"
#include "engine/store/InstanceExplanation.h"
#include "engine/store/WriteRequest.h"

#include <memory>
#include <span>

namespace perdura {

/// An instance as a worker needs it to run a turn.
struct StoredInstance
{
    InstanceKey key{};
    HistoryOwner owner;
    OrchestrationStatus status = OrchestrationStatus::Pending;
    Instant created;
    std::optional<Instant> startAt = {}; ///< while Pending
    Json startInput = nullptr;           ///< until the execution's first turn, as the left-over events
    History leftOver = {};
    int generation = 0; ///< how often it continued as new
    History history = {};
    WaitState waits = {}; ///< as they were last written
};

/// A new instance, as it would be read back.
[[nodiscard]] StoredInstance storedInstance(InstanceKey key, const CreateInstance &row);

/// A message that was accepted and is not yet part of a turn.
struct InboxMessage
{
    InstanceKey instance{};
    MessageNumber number{};
    HistoryEvent event;
    std::optional<Error> fault = {}; ///< why the row cannot be read; there is no event then
};

/// An entity as a worker needs it to run a turn.
struct StoredEntity
{
    EntityKey key{};
    EntityId id;
    Json state = nullptr;
    std::optional<EntityLockHolder> lock = {};
};

/// What rules about keeping need to know.
struct FinishedInstance
{
    InstanceKey key{};
    InstanceId id;
    std::string name; ///< the workflow's
    OrchestrationStatus status = OrchestrationStatus::Completed;
    Instant completed;
};

/// The one connection that writes. Used on the thread that opened it, and destroyed there.
class StoreWriter
{
public:
    virtual ~StoreWriter() = default;

    /// Applies the requests in order in one transaction that is on disk on return, and gives each its own
    /// result: a request that breaks a rule, or that the database can never take (InvalidArgument: too large,
    /// say), changes nothing and does not hinder the others. An Error instead
    /// of the list means that the database failed and nothing of the batch was written (NoSpace, Busy,
    /// AccessDenied, Damaged, Io); the same batch may be tried again.
    [[nodiscard]] virtual Result<std::vector<Result<WriteReceipt>>>
    apply(std::span<const WriteRequest> requests) = 0;

    /// Carries on with what may lag behind, the index for searches, for about so long; true when there is
    /// more to do. Searches are complete without it, but slower.
    [[nodiscard]] virtual Result<bool> tidy(std::chrono::milliseconds atMost) = 0;
};

/// A connection that only reads: it sees what was committed when the call began and never waits for the
/// writer. Used on the thread that opened it, and destroyed there.
class StoreReader
{
public:
    virtual ~StoreReader() = default;

    [[nodiscard]] virtual Result<InstanceDetail> instance(const InstanceId &id) = 0;
    /// InvalidArgument when `after` is not from a page of such a list.
    [[nodiscard]] virtual Result<InstancePage> instances(const InstanceQuery &query) = 0;
    /// Order, limit and page mark mean nothing here.
    [[nodiscard]] virtual Result<InstanceCount> count(const InstanceQuery &query) = 0;
    [[nodiscard]] virtual Result<StatusCounts> statusCounts() = 0;
    [[nodiscard]] virtual Result<History> history(const InstanceId &id) = 0;
    /// Touches no more of the history than the events that it gives, and their neighbours. An event that is
    /// not there: NotFound.
    [[nodiscard]] virtual Result<HistoryPage> history(const InstanceId &id, const HistoryRange &range) = 0;
    /// As the store knows it: what runs and what still waits in a queue is the hub's knowledge.
    [[nodiscard]] virtual Result<InstanceExplanation> explain(const InstanceId &id) = 0;
    [[nodiscard]] virtual Result<StoreFigures> figures() = 0;
    [[nodiscard]] virtual Result<QByteArray> definition(const VersionId &version) = 0;
    /// The version of that name (of entities: publishedName()) that was published last. NotFound when there
    /// is none.
    [[nodiscard]] virtual Result<VersionId> latestVersion(const std::string &name) = 0;
    /// All of that name, the one that was published last first.
    [[nodiscard]] virtual Result<std::vector<VersionInfo>> versions(const std::string &name) = 0;
    [[nodiscard]] virtual Result<std::vector<HumanTaskInfo>>
    humanTasks(const std::optional<InstanceId> &instance) = 0;
    /// The last 1,000 lines, oldest first.
    [[nodiscard]] virtual Result<std::vector<LogLine>> log(const InstanceId &id) = 0;

    /// Newest first. InvalidArgument when `after` is not from a page of this store.
    [[nodiscard]] virtual Result<AuditPage> auditLog(const AuditQuery &query) = 0;
    /// JSON text; empty when it was never set.
    [[nodiscard]] virtual Result<QByteArray> setting(const std::string &name) = 0;
    /// Everything about one instance.
    [[nodiscard]] virtual Result<InstanceArchive> archive(const InstanceId &id) = 0;
    /// Finished instances in the order of their start; at most 1,000 from the one after `after`.
    [[nodiscard]] virtual Result<std::vector<FinishedInstance>> finished(InstanceKey after) = 0;

    /// Writes a copy of the whole database, as it is now, into a new file. The file appears when it is whole
    /// and on disk. Errors: AlreadyExists, NoSpace, AccessDenied, Damaged, Io.
    [[nodiscard]] virtual Result<void> backUp(const QString &file) = 0;
    /// Reads everything and compares it with what must hold. An error means that it could not even begin.
    [[nodiscard]] virtual Result<CheckReport> check() = 0;

    /// NotFound when it is gone.
    [[nodiscard]] virtual Result<StoredInstance> load(InstanceKey key) = 0;
    [[nodiscard]] virtual Result<StoredInstance> load(const InstanceId &id) = 0;

    // What a hub finds at its start; none of it touches an idle instance's history.
    /// Whose execution has not had its first turn and may have it, in order of start.
    [[nodiscard]] virtual Result<std::vector<InstanceKey>> notStarted() = 0;
    [[nodiscard]] virtual Result<std::vector<InboxMessage>> inbox() = 0; ///< in order of acceptance
    [[nodiscard]] virtual Result<std::vector<ScheduledActivity>> activities() = 0;
    [[nodiscard]] virtual Result<std::vector<PendingTimer>> timers() = 0;

    /// One without a record is no error: then nothing but the id is set.
    [[nodiscard]] virtual Result<EntityInfo> entity(const EntityId &id) = 0;
    /// In the order of names and keys. InvalidArgument when `after` is not from a page of this store.
    [[nodiscard]] virtual Result<EntityPage> entities(const EntityQuery &query) = 0;
    /// NotFound when it is gone.
    [[nodiscard]] virtual Result<StoredEntity> loadEntity(EntityKey key) = 0;
    /// The signals of an entity that were due at exactly that time and are not yet part of a turn.
    [[nodiscard]] virtual Result<std::vector<EntityDelivery>> dueSignals(EntityKey key, Instant due) = 0;
    /// In order of acceptance, without delayed signals. Rows that cannot be read are left out.
    [[nodiscard]] virtual Result<std::vector<EntityDelivery>> entityInbox() = 0;
    [[nodiscard]] virtual Result<std::vector<EntityTimer>> entityTimers() = 0;
};

/// Where a hub keeps everything. Thread-safe: each thread asks for a connection of its own.
class Store
{
public:
    virtual ~Store() = default;

    /// Creates or migrates the database when needed. At most one writer exists at a time (the hub's lock sees
    /// to that). Errors: Unsupported (newer version), Damaged, AccessDenied, Busy, NoSpace, Io.
    [[nodiscard]] virtual Result<std::unique_ptr<StoreWriter>> openWriter() const = 0;
    /// After a writer has been opened once.
    [[nodiscard]] virtual Result<std::unique_ptr<StoreReader>> openReader() const = 0;
};

} // namespace perdura
