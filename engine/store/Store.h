// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/HistoryCodec.h"
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
    Json startInput; ///< only while Pending
    History history;
};

/// A message that was accepted and is not yet part of a turn.
struct InboxMessage
{
    InstanceKey instance{};
    MessageNumber number{};
    HistoryEvent event;
    std::optional<Error> fault = {}; ///< why the row cannot be read; there is no event then
};

/// A pending activity with what its call needs to know of its instance.
struct RecoveredActivity
{
    PendingActivity activity;
    InstanceId instance;
    ExecutionId execution;
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
};

/// A connection that only reads: it sees what was committed when the call began and never waits for the
/// writer. Used on the thread that opened it, and destroyed there.
class StoreReader
{
public:
    virtual ~StoreReader() = default;

    [[nodiscard]] virtual Result<InstanceDetail> instance(const InstanceId &id) = 0;
    /// Newest first. InvalidArgument when `after` is not from a page of this store.
    [[nodiscard]] virtual Result<InstancePage> instances(const InstanceQuery &query) = 0;
    [[nodiscard]] virtual Result<StatusCounts> statusCounts() = 0;
    [[nodiscard]] virtual Result<History> history(const InstanceId &id) = 0;
    [[nodiscard]] virtual Result<QByteArray> definition(const VersionId &version) = 0;
    [[nodiscard]] virtual Result<std::vector<HumanTaskInfo>>
    humanTasks(const std::optional<InstanceId> &instance) = 0;
    /// The last 1,000 lines, oldest first.
    [[nodiscard]] virtual Result<std::vector<LogLine>> log(const InstanceId &id) = 0;

    /// NotFound when it is gone.
    [[nodiscard]] virtual Result<StoredInstance> load(InstanceKey key) = 0;

    // What a hub finds at its start; none of it touches an idle instance's history.
    [[nodiscard]] virtual Result<std::vector<InstanceKey>> notStarted() = 0; ///< Pending, in order of start
    [[nodiscard]] virtual Result<std::vector<InboxMessage>> inbox() = 0;     ///< in order of acceptance
    [[nodiscard]] virtual Result<std::vector<RecoveredActivity>> activities() = 0;
    [[nodiscard]] virtual Result<std::vector<PendingTimer>> timers() = 0;
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
