// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Result.h"
#include "engine/orchestration/EntityContext.h"

#include <cstdint>
#include <deque>

namespace perdura {

/// An entity between two turns.
struct EntityRecord
{
    EntityId id = {};
    Json state = nullptr; ///< null: it has none, it does not exist
    std::optional<EntityLockHolder> lock = {};
    bool operator==(const EntityRecord &) const = default;
};

/// What a caller, or who asked for a lock, is told.
struct EntityAnswer
{
    ParentInstance to = {};
    EventData data = {}; ///< EntityOperationCompleted, EntityOperationFailed or EntityLockGranted
    bool operator==(const EntityAnswer &) const = default;
};

/// What came of some messages. All of it, with the record, is to be stored at once.
struct EntityBatch
{
    std::vector<EntityAnswer> answers = {};
    std::vector<EntityMessage> messages = {}; ///< signals, and lock requests that go on to the next entity
    std::vector<EntityStart> starts = {};
    std::vector<std::int64_t> finished = {}; ///< the tickets of the messages that are done with
    int operations = 0;
    bool hasNewState = false;
    bool operator==(const EntityBatch &) const = default;
};

/// Runs the operations of one entity, one after the other in the order in which they came. While an
/// orchestration has the entity for itself only its messages run and all others wait. Pure: the same messages
/// give the same batches, so that a turn that was not stored can be run again from the record before it.
class EntityExecutor
{
public:
    /// Without a function every operation fails with that reason.
    EntityExecutor(EntityRecord record, Result<EntityFunction> function, OrchestrationLimits limits,
                   NewInstanceId newId);

    /// For the operations from here on.
    void setFunction(Result<EntityFunction> function) { m_function = std::move(function); }
    /// Queues a message; the ticket comes back when it is done with.
    void receive(EntityMessage message, std::int64_t ticket);
    /// Handles messages that may run, at most that many; adds to `batch`.
    void run(Instant now, int most, EntityBatch &batch);
    /// Something may run, or is done with and not yet told.
    [[nodiscard]] bool hasWork() const;
    /// No message is left, not even one that waits for the end of a lock.
    [[nodiscard]] bool isEmpty() const { return m_queue.empty() && m_owners.empty() && m_dropped.empty(); }
    [[nodiscard]] const EntityRecord &record() const { return m_record; }

private:
    struct Queued
    {
        EntityMessage message;
        std::int64_t ticket = 0;
        std::uint64_t arrival = 0;
    };

    [[nodiscard]] bool isOfOwner(const EntityMessage &message) const;
    void withdraw(const EntityMessage &unlock);
    void handle(EntityMessage &message, Instant now, EntityBatch &batch);
    void lock(EntityMessage &request, Instant now, EntityBatch &batch);
    void unlock();
    void operate(const EntityMessage &operation, Instant now, EntityBatch &batch);
    [[nodiscard]] std::optional<FailureDetails> attempt(const EntityMessage &operation, Instant now,
                                                        EntityEffects &effects) const;

    EntityRecord m_record;
    Result<EntityFunction> m_function;
    OrchestrationLimits m_limits;
    NewInstanceId m_newId;
    std::deque<Queued> m_queue;
    std::deque<Queued> m_owners;         ///< messages of the lock's owner, which may run
    std::vector<std::int64_t> m_dropped; ///< done with, without having run
    int m_waitingLocks = 0;              ///< in m_queue
    std::uint64_t m_arrivals = 0;
};

} // namespace perdura
