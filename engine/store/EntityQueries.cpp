// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/EntityQueries.h"

#include "engine/store/EntityCodec.h"

#include <QCoreApplication>

#include <algorithm>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int maxPageSize = 1000;

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::SqliteStore", text);
}

/// The columns of an EntityInfo; `%1` stands for the state, or for NULL where it is not wanted.
const auto infoColumns = u"e.name, e.key, e.state IS NOT NULL, coalesce(length(e.state), 0), "
                         "(SELECT coalesce(sum(m.count), 0) FROM entity_inbox m WHERE m.entity = e.number) + "
                         "(SELECT count(*) FROM entity_delayed d WHERE d.entity = e.number), "
                         "e.last_operation, e.lock_instance, e.locked_since, %1"_s;

Result<Json> stateFrom(const QByteArray &text, const EntityId &id)
{
    if (text.isEmpty())
        return Json();
    auto state = parseJson({text.constData(), std::size_t(text.size())}, storedJsonLimits);
    if (!state) {
        return fail(ErrorCode::Damaged, tr("The stored state of the entity “%1” cannot be read: the database "
                                           "is damaged. Restore a copy of it.")
                                            .arg(QString::fromStdString(toText(id))));
    }
    return state;
}

Result<EntityInfo> readInfo(const SqliteStatement &row)
{
    EntityInfo info;
    info.id = {row.text(0), row.text(1)};
    info.exists = row.integer(2) != 0;
    info.stateBytes = row.integer(3);
    info.queueLength = row.integer(4);
    if (!row.isNull(5))
        info.lastOperation = row.instant(5);
    info.lockedBy = InstanceId(row.text(6));
    if (!row.isNull(7))
        info.lockedSince = row.instant(7);
    auto state = stateFrom(row.bytes(8), info.id);
    if (!state)
        return fail(state.error());
    info.state = std::move(*state);
    return info;
}

/// A page mark: name and key of the last entity, which holds any character.
QByteArray markOf(const EntityId &id)
{
    return QByteArray::fromStdString(toText(id)).toBase64(QByteArray::Base64UrlEncoding);
}

std::optional<EntityId> idOf(const QByteArray &mark)
{
    const auto text = QByteArray::fromBase64Encoding(mark, QByteArray::Base64UrlEncoding |
                                                               QByteArray::AbortOnBase64DecodingErrors);
    const qsizetype second = (*text).startsWith('@') ? (*text).indexOf('@', 1) : -1;
    if (!text || second < 0)
        return {};
    return EntityId{(*text).mid(1, second - 1).toStdString(), (*text).mid(second + 1).toStdString()};
}

} // namespace

EntityQueries::EntityQueries(SqliteConnection &connection)
    : m_connection(connection)
    , m_load(connection, u"SELECT name, key, state, lock_instance, lock_execution, lock_task, locked_since "
                         "FROM entities WHERE number = ?"_s)
    , m_due(connection, u"SELECT e.name, e.key, d.number, d.message FROM entity_delayed d JOIN entities e "
                        "ON e.number = d.entity WHERE d.entity = ? AND d.due = ? ORDER BY d.number"_s)
{}

Result<EntityInfo> EntityQueries::info(const EntityId &id)
{
    SqliteStatement select(m_connection, u"SELECT "_s + infoColumns.arg(u"e.state"_s) +
                                             u" FROM entities e WHERE e.name = ? AND e.key = ?"_s);
    if (auto done = select.run(id.name, id.key); !done)
        return fail(done.error());
    EntityInfo none;
    none.id = id;
    if (!select.next())
        return select.error() ? Result<EntityInfo>(fail(*select.error())) : none;
    return readInfo(select);
}

Result<EntityPage> EntityQueries::page(const EntityQuery &query)
{
    const auto after = query.after.isEmpty() ? EntityId() : idOf(query.after);
    if (!after)
        return fail(ErrorCode::InvalidArgument,
                    tr("The page mark is not one of this hub; begin with the first page."));
    QString sql = u"SELECT "_s + infoColumns.arg(query.includesState ? u"e.state"_s : u"NULL"_s) +
                  u" FROM entities e WHERE (e.name, e.key) > (?, ?) AND (? OR e.state IS NOT NULL) "
                  "AND (? = '' OR e.name = ?) AND (? IS NULL OR e.last_operation >= ?) "
                  "AND (? IS NULL OR e.last_operation < ?)"_s;
    const int limit = std::clamp(query.limit, 1, maxPageSize);
    // One row more tells whether there is another page.
    sql += u" ORDER BY e.name, e.key LIMIT %1"_s.arg(limit + 1);
    SqliteStatement select(m_connection, sql);
    const QString name = QString::fromStdString(query.name).toLower();
    // The first entity of all may have an empty key, but no name is empty.
    if (auto done = select.run(after->name, after->key, int(query.includesTransient), name, name,
                               query.lastOperationFrom, query.lastOperationFrom, query.lastOperationTo,
                               query.lastOperationTo);
        !done)
        return fail(done.error());
    EntityPage page;
    while (select.next()) {
        if (int(page.entities.size()) == limit) {
            page.next = markOf(page.entities.back().id);
            break;
        }
        auto info = readInfo(select);
        if (!info)
            return fail(info.error());
        page.entities.push_back(std::move(*info));
    }
    if (const auto error = select.error())
        return fail(*error);
    return page;
}

Result<StoredEntity> EntityQueries::load(EntityKey key)
{
    if (auto done = m_load.run(key); !done)
        return fail(done.error());
    if (!m_load.next())
        return fail(m_load.error().value_or(
            Error{ErrorCode::NotFound, tr("The entity %1 is gone.").arg(qint64(key))}));
    StoredEntity entity;
    entity.key = key;
    entity.id = {m_load.text(0), m_load.text(1)};
    const QByteArray text = m_load.bytes(2);
    if (!m_load.isNull(3)) {
        entity.lock = EntityLockHolder{
            {InstanceId(m_load.text(3)), ExecutionId(m_load.text(4)), SequenceNumber(m_load.integer(5))},
            m_load.instant(6)};
    }
    m_load.finish();
    auto state = stateFrom(text, entity.id);
    if (!state)
        return fail(state.error());
    entity.state = std::move(*state);
    return entity;
}

Result<std::vector<EntityDelivery>> EntityQueries::dueSignals(EntityKey key, Instant due)
{
    if (auto done = m_due.run(key, due); !done)
        return fail(done.error());
    std::vector<EntityDelivery> signalsDue;
    while (m_due.next()) {
        auto messages = unpackEntityMessages(m_due.bytes(3), {m_due.text(0), m_due.text(1)});
        if (!messages)
            continue;
        for (EntityMessage &message : *messages)
            message.due = due;
        signalsDue.push_back({key, MessageNumber(m_due.integer(2)), std::move(*messages)});
    }
    if (const auto error = m_due.error())
        return fail(*error);
    return signalsDue;
}

Result<std::vector<EntityDelivery>> EntityQueries::inbox()
{
    SqliteStatement select(m_connection, u"SELECT m.entity, m.number, e.name, e.key, m.messages FROM "
                                         "entity_inbox m JOIN entities e ON e.number = m.entity "
                                         "ORDER BY m.number"_s);
    if (auto done = select.run(); !done)
        return fail(done.error());
    std::vector<EntityDelivery> inbox;
    while (select.next()) {
        // One bad row must not keep the others from their entities.
        auto messages = unpackEntityMessages(select.bytes(4), {select.text(2), select.text(3)});
        if (!messages)
            continue;
        inbox.push_back(
            {EntityKey(select.integer(0)), MessageNumber(select.integer(1)), std::move(*messages)});
    }
    if (const auto error = select.error())
        return fail(*error);
    return inbox;
}

Result<std::vector<EntityTimer>> EntityQueries::timers()
{
    SqliteStatement select(m_connection, u"SELECT DISTINCT entity, due FROM entity_delayed"_s);
    if (auto done = select.run(); !done)
        return fail(done.error());
    std::vector<EntityTimer> timers;
    while (select.next())
        timers.push_back({EntityKey(select.integer(0)), select.instant(1)});
    if (const auto error = select.error())
        return fail(*error);
    return timers;
}

} // namespace perdura
