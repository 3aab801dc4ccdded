// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/orchestration/EntityExecutor.h"

#include "engine/orchestration/TaskState.h"

#include <algorithm>

namespace perdura {

EntityExecutor::EntityExecutor(EntityRecord record, Result<EntityFunction> function,
                               OrchestrationLimits limits, NewInstanceId newId)
    : m_record(std::move(record))
    , m_function(std::move(function))
    , m_limits(limits)
    , m_newId(std::move(newId))
{}

void EntityExecutor::receive(EntityMessage message, std::int64_t ticket)
{
    const bool isUnlock = message.kind == EntityMessage::Kind::Unlock;
    if (isUnlock && !(m_record.lock && m_record.lock->owner == message.sender)) {
        m_dropped.push_back(ticket);
        withdraw(message);
        return;
    }
    if (message.kind == EntityMessage::Kind::Lock)
        ++m_waitingLocks;
    auto &queue = isOfOwner(message) ? m_owners : m_queue;
    queue.push_back({std::move(message), ticket, m_arrivals++});
}

/// Messages that the owner sent after it gave the lock back count as well; the unlock is ahead of them.
bool EntityExecutor::isOfOwner(const EntityMessage &message) const
{
    return m_record.lock && message.kind != EntityMessage::Kind::Lock &&
           message.sender.execution == m_record.lock->owner.execution &&
           message.sender.instance == m_record.lock->owner.instance;
}

/// Takes back the lock request that an unlock belongs to, if it still waits here.
void EntityExecutor::withdraw(const EntityMessage &unlock)
{
    if (m_waitingLocks == 0)
        return;
    const auto request = std::ranges::find_if(m_queue, [&](const Queued &queued) {
        return queued.message.kind == EntityMessage::Kind::Lock && queued.message.sender == unlock.sender;
    });
    if (request == m_queue.end())
        return;
    m_dropped.push_back(request->ticket);
    m_queue.erase(request);
    --m_waitingLocks;
}

bool EntityExecutor::hasWork() const
{
    return !m_dropped.empty() || !(m_record.lock ? m_owners : m_queue).empty();
}

void EntityExecutor::run(Instant now, int most, EntityBatch &batch)
{
    batch.finished.insert(batch.finished.end(), m_dropped.begin(), m_dropped.end());
    m_dropped.clear();
    for (int count = 0; count < most && hasWork(); ++count) {
        auto &queue = m_record.lock ? m_owners : m_queue;
        Queued next = std::move(queue.front());
        queue.pop_front();
        batch.finished.push_back(next.ticket);
        handle(next.message, now, batch);
    }
}

void EntityExecutor::handle(EntityMessage &message, Instant now, EntityBatch &batch)
{
    switch (message.kind) {
    case EntityMessage::Kind::Signal:
    case EntityMessage::Kind::Call:
        operate(message, now, batch);
        break;
    case EntityMessage::Kind::Lock:
        --m_waitingLocks;
        lock(message, now, batch);
        break;
    case EntityMessage::Kind::Unlock:
        // Another lock's unlock can be among the owner's messages when it came late; it means nothing.
        if (m_record.lock && m_record.lock->owner == message.sender)
            unlock();
        break;
    }
}

// The request goes through the entities in the order that is the same for everybody, so that no two of them
// wait for each other; the last one tells the owner.
void EntityExecutor::lock(EntityMessage &request, Instant now, EntityBatch &batch)
{
    m_record.lock = EntityLockHolder{request.sender, now};
    // What the owner sent while its request waited goes first as well, as it would for an entity that is
    // built anew from here.
    const auto owners = std::stable_partition(
        m_queue.begin(), m_queue.end(), [this](const Queued &queued) { return !isOfOwner(queued.message); });
    std::move(owners, m_queue.end(), std::back_inserter(m_owners));
    m_queue.erase(owners, m_queue.end());
    const auto next = std::ranges::upper_bound(request.lockSet, m_record.id);
    if (next == request.lockSet.end()) {
        batch.answers.push_back({request.sender, EntityLockGranted{request.sender.taskId}});
        return;
    }
    request.entity = *next;
    batch.messages.push_back(std::move(request));
}

void EntityExecutor::unlock()
{
    m_record.lock.reset();
    if (m_owners.empty())
        return;
    // What the owner sent after the unlock takes its place among the others.
    const auto middle = std::ptrdiff_t(m_queue.size());
    std::ranges::move(m_owners, std::back_inserter(m_queue));
    m_owners.clear();
    std::inplace_merge(m_queue.begin(), m_queue.begin() + middle, m_queue.end(),
                       [](const Queued &a, const Queued &b) { return a.arrival < b.arrival; });
}

void EntityExecutor::operate(const EntityMessage &operation, Instant now, EntityBatch &batch)
{
    ++batch.operations;
    EntityEffects effects;
    const auto failure = attempt(operation, now, effects);
    const SequenceNumber task = operation.sender.taskId;
    if (failure) {
        if (operation.kind == EntityMessage::Kind::Call)
            batch.answers.push_back({operation.sender, EntityOperationFailed{task, *failure}});
        return;
    }
    if (effects.state) {
        m_record.state = std::move(*effects.state);
        batch.hasNewState = true;
    }
    std::ranges::move(effects.sent, std::back_inserter(batch.messages));
    std::ranges::move(effects.starts, std::back_inserter(batch.starts));
    if (operation.kind == EntityMessage::Kind::Call) {
        batch.answers.push_back(
            {operation.sender, EntityOperationCompleted{task, std::move(effects.result)}});
    }
}

/// Why the operation failed; its effects are then of no account.
std::optional<FailureDetails> EntityExecutor::attempt(const EntityMessage &operation, Instant now,
                                                      EntityEffects &effects) const
{
    FailureDetails failure;
    if (!m_function) {
        failure.errorType = "EntityTaskNotFound";
        failure.errorMessage = m_function.error().message.toStdString();
        failure.isNonRetriable = true;
        return failure;
    }
    try {
        EntityContext context(operation, m_record.state, now, m_limits, m_newId);
        (*m_function)(context);
        effects = context.takeEffects();
        return {};
    } catch (const TaskFailedException &exception) {
        return exception.failure();
    } catch (const std::exception &exception) {
        failure.errorMessage = exception.what();
    } catch (...) {
        failure.errorMessage = "The operation “" + operation.operation + "” threw something unknown.";
    }
    failure.errorType = "EntityOperationFailed";
    return failure;
}

} // namespace perdura
