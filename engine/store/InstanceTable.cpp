// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/InstanceTable.h"

namespace perdura {

using namespace Qt::Literals::StringLiterals;

InstanceTable::InstanceTable(SqliteConnection &connection)
    : m_find(connection, u"SELECT key, status FROM instances WHERE id = ?"_s)
    , m_insert(connection,
               u"INSERT INTO instances (id, orchestrator, execution, status, created, updated, start_input) "
               "VALUES (?, ?, ?, ?, ?, ?, ?)"_s)
    , m_remove(connection, u"DELETE FROM instances WHERE key = ?"_s)
    , m_update(connection,
               u"UPDATE instances SET status = ?, updated = ?, completed = ?, history_length = ?, "
               "failure_message = ?, start_input = NULL WHERE key = ?"_s)
    , m_setCustomStatus(connection, u"UPDATE instances SET custom_status = ? WHERE key = ?"_s)
    , m_findOrchestrator(connection, u"SELECT key FROM orchestrators WHERE name = ? AND version = ?"_s)
    , m_insertOrchestrator(connection, u"INSERT INTO orchestrators (name, version) VALUES (?, ?)"_s)
{}

Result<std::optional<InstanceTable::Found>> InstanceTable::find(const InstanceId &id)
{
    if (auto done = m_find.run(id); !done)
        return fail(done.error());
    std::optional<Found> found;
    if (m_find.next())
        found = Found{InstanceKey(m_find.integer(0)), OrchestrationStatus(m_find.integer(1))};
    else if (const auto error = m_find.error())
        return fail(*error);
    m_find.finish();
    return found;
}

Result<InstanceKey> InstanceTable::insert(const CreateInstance &request)
{
    const auto orchestrator = orchestratorKey(request.name, request.version);
    if (!orchestrator)
        return fail(orchestrator.error());
    if (auto done = m_insert.run(request.id, *orchestrator, request.execution, OrchestrationStatus::Pending,
                                 request.created, request.created, request.input);
        !done)
        return fail(done.error());
    return InstanceKey(m_insert.insertedKey());
}

Result<void> InstanceTable::remove(InstanceKey key)
{
    return m_remove.run(key);
}

Result<bool> InstanceTable::update(const CommitTurn &turn)
{
    const auto completed = isTerminal(turn.status) ? std::optional(turn.updated) : std::nullopt;
    if (auto done = m_update.run(turn.status, turn.updated, completed, turn.historyLength,
                                 turn.failureMessage, turn.instance);
        !done)
        return fail(done.error());
    if (m_update.changedRows() == 0)
        return false;
    if (!turn.customStatus)
        return true;
    const QVariant text =
        turn.customStatus->is_null() ? QVariant() : QByteArray::fromStdString(dumpJson(*turn.customStatus));
    if (auto done = m_setCustomStatus.run(text, turn.instance); !done)
        return fail(done.error());
    return true;
}

Result<qint64> InstanceTable::orchestratorKey(const std::string &name, const VersionId &version)
{
    const auto known = m_orchestrators.find({name, version});
    if (known != m_orchestrators.end())
        return known->second;
    if (auto done = m_findOrchestrator.run(name, version); !done)
        return fail(done.error());
    qint64 key = 0;
    if (m_findOrchestrator.next())
        key = m_findOrchestrator.integer(0);
    else if (const auto error = m_findOrchestrator.error())
        return fail(*error);
    m_findOrchestrator.finish();
    if (key == 0) {
        if (auto done = m_insertOrchestrator.run(name, version); !done)
            return fail(done.error());
        key = m_insertOrchestrator.insertedKey();
    }
    m_orchestrators.emplace(std::pair(name, version), key);
    return key;
}

} // namespace perdura
