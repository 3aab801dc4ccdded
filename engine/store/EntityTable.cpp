// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/EntityTable.h"

#include "engine/store/EntityCodec.h"

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

/// A turn takes whole rows, so one should be neither more than a batch nor long to read.
constexpr std::size_t messagesPerRow = 100;
constexpr qsizetype bytesPerRow = 32 * 1024;

constexpr std::size_t rememberedKeys = 50'000;

} // namespace

#define IS_EMPTY                                                                                             \
    "state IS NULL AND lock_instance IS NULL "                                                               \
    "AND NOT EXISTS (SELECT 1 FROM entity_inbox m WHERE m.entity = entities.number) "                        \
    "AND NOT EXISTS (SELECT 1 FROM entity_delayed d WHERE d.entity = entities.number)"

EntityTable::EntityTable(SqliteConnection &connection)
    : m_find(connection, u"SELECT number FROM entities WHERE name = ? AND key = ?"_s)
    , m_insert(connection, u"INSERT INTO entities (name, key) VALUES (?, ?)"_s)
    , m_lastNumber(connection, u"SELECT max(coalesce((SELECT max(number) FROM entity_inbox), 0), "
                               "coalesce((SELECT max(number) FROM entity_delayed), 0))"_s)
    , m_insertMessages(connection,
                       u"INSERT INTO entity_inbox (entity, number, count, messages) VALUES (?, ?, ?, ?)"_s)
    , m_insertDelayed(connection,
                      u"INSERT INTO entity_delayed (entity, due, number, message) VALUES (?, ?, ?, ?)"_s)
    , m_setState(connection, u"UPDATE entities SET state = ? WHERE number = ?"_s)
    , m_update(connection,
               u"UPDATE entities SET last_operation = coalesce(?, last_operation), lock_instance = ?, "
               "lock_execution = ?, lock_task = ?, locked_since = ? WHERE number = ?"_s)
    , m_removeMessages(connection, u"DELETE FROM entity_inbox WHERE entity = ? AND number BETWEEN ? AND ?"_s)
    , m_removeDelayed(connection, u"DELETE FROM entity_delayed WHERE entity = ? AND due = ? AND number = ?"_s)
    , m_removeIfEmpty(connection, u"DELETE FROM entities WHERE number = ? AND " IS_EMPTY ""_s)
    , m_removeEmpty(connection, u"DELETE FROM entities WHERE " IS_EMPTY ""_s)
    , m_orphans(connection,
                u"SELECT e.name, e.key, e.lock_instance, e.lock_execution, e.lock_task FROM entities e "
                "WHERE e.lock_instance IS NOT NULL AND NOT EXISTS (SELECT 1 FROM instances i WHERE "
                "i.id = e.lock_instance AND i.execution = e.lock_execution AND i.completed IS NULL)"_s)
{}

Result<std::optional<EntityKey>> EntityTable::find(const EntityId &id)
{
    if (const auto known = m_keys.find(id); known != m_keys.end())
        return known->second;
    if (auto done = m_find.run(id.name, id.key); !done)
        return fail(done.error());
    std::optional<EntityKey> key;
    if (m_find.next())
        key = EntityKey(m_find.integer(0));
    else if (const auto error = m_find.error())
        return fail(*error);
    m_find.finish();
    if (!key)
        return key;
    if (m_keys.size() >= rememberedKeys)
        m_keys.clear();
    m_keys.emplace(id, *key);
    return key;
}

Result<EntityKey> EntityTable::findOrInsert(const EntityId &id)
{
    const auto found = find(id);
    if (!found)
        return fail(found.error());
    if (*found)
        return **found;
    if (auto done = m_insert.run(id.name, id.key); !done)
        return fail(done.error());
    const EntityKey key{m_insert.insertedKey()};
    m_keys.emplace(id, key);
    return key;
}

Result<MessageNumber> EntityTable::nextNumber()
{
    if (m_lastUsed < 0) {
        if (auto done = m_lastNumber.run(); !done)
            return fail(done.error());
        if (!m_lastNumber.next())
            return fail(m_lastNumber.error().value_or(Error{}));
        m_lastUsed = m_lastNumber.integer(0);
        m_lastNumber.finish();
    }
    return MessageNumber(++m_lastUsed);
}

Result<void> EntityTable::add(EntityKey entity, const EntityMessage &message, std::size_t request)
{
    const bool isSignal = message.kind == EntityMessage::Kind::Signal;
    if (isSignal && !message.due)
        return addSignal(entity, message, request);
    // Messages that can overtake others while an entity is locked have rows of their own.
    if (auto done = closeRow(entity); !done)
        return done;
    const auto number = nextNumber();
    if (!number)
        return fail(number.error());
    OpenRow row{.delivery = {entity, *number, {message}}, .request = request};
    packEntityMessage(row.packed, message);
    return isSignal ? m_insertDelayed.run(entity, *message.due, *number, row.packed.take())
                    : insertRow(std::move(row));
}

Result<void> EntityTable::addSignal(EntityKey entity, const EntityMessage &message, std::size_t request)
{
    const auto open = m_open.find(entity);
    if (open != m_open.end() && (open->second.delivery.messages.size() >= messagesPerRow ||
                                 open->second.packed.size() >= bytesPerRow)) {
        if (auto done = closeRow(entity); !done)
            return done;
    }
    OpenRow &row = m_open[entity];
    if (row.delivery.messages.empty()) {
        const auto number = nextNumber();
        if (!number)
            return fail(number.error());
        row.delivery = {entity, *number};
    }
    row.request = request;
    row.delivery.messages.push_back(message);
    packEntityMessage(row.packed, message);
    return {};
}

Result<void> EntityTable::insertRow(OpenRow row)
{
    const auto &[entity, number, messages] = row.delivery;
    if (auto done = m_insertMessages.run(entity, number, int(messages.size()), row.packed.take()); !done)
        return done;
    m_deliveries.emplace_back(row.request, std::move(row.delivery));
    return {};
}

Result<void> EntityTable::closeRow(EntityKey entity)
{
    auto row = m_open.extract(entity);
    return row ? insertRow(std::move(row.mapped())) : Result<void>();
}

Result<void> EntityTable::flush()
{
    for (auto &[entity, row] : std::exchange(m_open, {})) {
        if (auto done = insertRow(std::move(row)); !done)
            return done;
    }
    return {};
}

void EntityTable::forget()
{
    m_keys.clear();
    m_open.clear();
    m_deliveries.clear();
}

Result<bool> EntityTable::apply(const CommitEntityTurn &turn)
{
    const auto &lock = turn.lock;
    const auto value = [&lock](auto column) { return lock ? QVariant(column(*lock)) : QVariant(); };
    if (auto done = m_update.run(
            turn.lastOperation, value([](auto &held) { return held.owner.instance.toQString(); }),
            value([](auto &held) { return held.owner.execution.toQString(); }),
            value([](auto &held) { return held.owner.taskId; }),
            value([](auto &held) { return qint64(held.since.time_since_epoch().count()); }), turn.entity);
        !done)
        return fail(done.error());
    if (m_update.changedRows() == 0)
        return false;
    if (turn.state) {
        const QVariant state = turn.state->isEmpty() ? QVariant() : QVariant(*turn.state);
        if (auto done = m_setState.run(state, turn.entity); !done)
            return fail(done.error());
    }
    for (const MessageRange &range : turn.finished) {
        if (auto done = m_removeMessages.run(turn.entity, range.first, range.last); !done)
            return fail(done.error());
    }
    for (const DelayedSignal &signal : turn.finishedDelayed) {
        if (auto done = m_removeDelayed.run(turn.entity, signal.due, signal.number); !done)
            return fail(done.error());
    }
    return true;
}

Result<bool> EntityTable::removeIfEmpty(EntityKey entity, const EntityId &id)
{
    if (m_open.contains(entity))
        return false;
    if (auto done = m_removeIfEmpty.run(entity); !done)
        return fail(done.error());
    if (m_removeIfEmpty.changedRows() == 0)
        return false;
    m_keys.erase(id);
    return true;
}

Result<qint64> EntityTable::removeEmpty()
{
    if (auto done = flush().and_then([&] { return m_removeEmpty.run(); }); !done)
        return fail(done.error());
    m_keys.clear();
    return m_removeEmpty.changedRows();
}

Result<std::vector<EntityTable::Locked>> EntityTable::orphans()
{
    if (auto done = m_orphans.run(); !done)
        return fail(done.error());
    std::vector<Locked> locked;
    while (m_orphans.next()) {
        locked.push_back({{m_orphans.text(0), m_orphans.text(1)},
                          {InstanceId(m_orphans.text(2)), ExecutionId(m_orphans.text(3)),
                           SequenceNumber(m_orphans.integer(4))}});
    }
    if (const auto error = m_orphans.error())
        return fail(*error);
    return locked;
}

} // namespace perdura
