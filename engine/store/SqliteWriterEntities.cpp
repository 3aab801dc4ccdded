// SPDX-License-Identifier: GPL-3.0-or-later
// The entities' part of SqliteWriter.
#include "engine/store/SqliteWriter.h"

#include <QCoreApplication>

namespace perdura {

SqliteWriter::Outcome SqliteWriter::write(const SignalEntity &request)
{
    WriteReceipt receipt;
    if (auto done = send(request.message, receipt); !done)
        return fail(done.error());
    m_failPoints.pass(FailPoint::SignalTaken);
    return receipt;
}

Result<void> SqliteWriter::send(const EntityMessage &message, WriteReceipt &receipt)
{
    using Kind = EntityMessage::Kind;
    if (message.kind == Kind::Lock) {
        // The owner may have ended while the request went from entity to entity; its unlocks went ahead then.
        const auto isWanted = isRunning(message.sender);
        if (!isWanted)
            return fail(isWanted.error());
        if (!*isWanted)
            return {};
    }
    // Nothing waits and nothing is locked where there is no record.
    const auto entity =
        message.kind == Kind::Unlock
            ? m_entities.find(message.entity)
            : m_entities.findOrInsert(message.entity).map([](EntityKey key) { return std::optional(key); });
    if (!entity)
        return fail(entity.error());
    if (!*entity)
        return {};
    if (message.kind == Kind::Signal && message.due)
        receipt.entityTimers.push_back({**entity, *message.due});
    return m_entities.add(**entity, message, m_request);
}

Result<bool> SqliteWriter::isRunning(const ParentInstance &execution)
{
    const auto found = m_instances.find(execution.instance);
    if (!found)
        return fail(found.error());
    return *found && !isTerminal((*found)->status) && (*found)->execution == execution.execution;
}

SqliteWriter::Outcome SqliteWriter::write(const CommitEntityTurn &request)
{
    const auto applied = m_entities.apply(request);
    if (!applied)
        return fail(applied.error());
    if (!*applied) {
        return Result<WriteReceipt>(
            fail(ErrorCode::NotFound,
                 QCoreApplication::translate("perdura::SqliteStore",
                                             "The entity's record is gone; its turn was not recorded.")));
    }
    m_failPoints.pass(FailPoint::EntityRowWritten);
    WriteReceipt receipt;
    for (const ParentAnswer &answer : request.answers) {
        if (auto done = answerParent(answer, receipt); !done)
            return fail(done.error());
        m_failPoints.pass(FailPoint::EntityAnswersWritten);
    }
    for (const EntityMessage &message : request.messages) {
        if (auto done = send(message, receipt); !done)
            return fail(done.error());
        m_failPoints.pass(FailPoint::EntityMessagesWritten);
    }
    for (const CreateInstance &start : request.starts) {
        if (const auto started = startOther(start, receipt); !started)
            return fail(started.error());
        m_failPoints.pass(FailPoint::EntityStartsWritten);
    }
    if (request.hasState || request.lock)
        return receipt;
    const auto removed = m_entities.removeIfEmpty(request.entity, request.id);
    if (!removed)
        return fail(removed.error());
    receipt.isEntityRemoved = *removed;
    if (*removed)
        m_failPoints.pass(FailPoint::EntityRecordRemoved);
    return receipt;
}

SqliteWriter::Outcome SqliteWriter::write(const CleanEntities &)
{
    WriteReceipt receipt;
    const auto removed = m_entities.removeEmpty();
    if (!removed)
        return fail(removed.error());
    receipt.cleanUp.removed = *removed;
    const auto orphans = m_entities.orphans();
    if (!orphans)
        return fail(orphans.error());
    for (const EntityTable::Locked &locked : *orphans) {
        EntityMessage unlock{.kind = EntityMessage::Kind::Unlock, .entity = locked.entity};
        unlock.sender = locked.owner;
        if (auto done = send(unlock, receipt); !done)
            return fail(done.error());
    }
    receipt.cleanUp.released = qint64(orphans->size());
    return receipt;
}

} // namespace perdura
