// SPDX-License-Identifier: GPL-3.0-or-later
// The entities' part of ExecutionContext: calls, signals, and the rules of critical sections.
#include "engine/orchestration/ExecutionContext.h"

#include <algorithm>

namespace perdura {

TaskFailedException ExecutionContext::lockingRulesViolation(const std::string &rule)
{
    return TaskFailedException({.errorType = "LockingRulesViolation",
                                .errorMessage = "This breaks the rules of critical sections: " + rule + ".",
                                .isNonRetriable = true});
}

void ExecutionContext::checkEntityCall(const EntityId &entity) const
{
    if (!m_lock)
        return;
    if (m_lockRequests.contains(*m_lock))
        throw lockingRulesViolation("no entity can be called before the lock has been granted");
    if (!std::ranges::binary_search(m_locked, entity))
        throw lockingRulesViolation("“" + toText(entity) + "” is not locked, so it cannot be called within");
    for (const auto &[call, called] : m_lockedCalls) {
        if (called == entity)
            throw lockingRulesViolation("a call to “" + toText(entity) + "” is still under way");
    }
}

Task<Json> ExecutionContext::callEntity(EntityId entity, std::string operation, Json input, Origin origin)
{
    checkPayload(input, "The input of the operation “" + operation + "”");
    checkEntityCall(entity);
    const bool isLocked = m_lock.has_value();
    EntityOperationCalled request{
        .entity = entity, .operation = std::move(operation), .input = std::move(input)};
    const SequenceNumber id = decide(std::move(origin), std::move(request));
    if (isLocked)
        m_lockedCalls.emplace(id, std::move(entity));
    return m_calls[id].task();
}

void ExecutionContext::signalEntity(EntityId entity, std::string operation, Json input,
                                    std::optional<Instant> due, Origin origin)
{
    checkPayload(input, "The input of the operation “" + operation + "”");
    if (std::ranges::binary_search(m_locked, entity))
        throw lockingRulesViolation("“" + toText(entity) + "” is locked, so it is called and not signaled");
    EntityOperationSignaled request{.entity = std::move(entity),
                                    .operation = std::move(operation),
                                    .input = std::move(input),
                                    .due = due};
    decide(std::move(origin), std::move(request));
}

Task<EntityLock> ExecutionContext::lockEntities(std::vector<EntityId> entities, Origin origin)
{
    if (m_lock)
        throw lockingRulesViolation("there is one critical section at a time");
    if (entities.empty())
        throw lockingRulesViolation("a lock names at least one entity");
    std::ranges::sort(entities);
    entities.erase(std::unique(entities.begin(), entities.end()), entities.end());
    m_locked = entities;
    const SequenceNumber id = decide(std::move(origin), EntityLockRequested{.entities = std::move(entities)});
    m_lock = id;
    return m_lockRequests[id].task();
}

void ExecutionContext::abandonLock()
{
    if (m_lock && m_lockRequests.contains(*m_lock))
        releaseLock(*m_lock);
}

void ExecutionContext::grantLock(SequenceNumber id)
{
    const auto found = m_lockRequests.find(id);
    if (found == m_lockRequests.end())
        return;
    TaskSource<EntityLock> source = std::move(found->second);
    m_lockRequests.erase(found);
    source.complete(EntityLock{[weak = weak_from_this(), id] {
        if (const auto self = weak.lock())
            self->releaseLock(id);
    }});
}

void ExecutionContext::releaseLock(SequenceNumber lock)
{
    if (m_isDropped || m_lock != lock)
        return;
    m_lock.reset();
    // A lock that nobody waits for any more: the unlock takes its request back.
    const auto request = m_lockRequests.extract(lock);
    decide({}, EntityUnlockSent{.lockId = lock, .entities = std::move(m_locked)});
    m_locked.clear();
    m_lockedCalls.clear();
}

} // namespace perdura
