// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/SqliteReader.h"

#include "engine/store/SqliteTransaction.h"

#include <QCoreApplication>

namespace perdura {

SqliteReader::SqliteReader(std::unique_ptr<SqliteConnection> connection)
    : m_connection(std::move(connection))
    , m_definitions(*m_connection)
    , m_instances(*m_connection)
    , m_log(*m_connection)
    , m_recovery(*m_connection)
{}

Result<InstanceDetail> SqliteReader::instance(const InstanceId &id)
{
    const auto snapshot = SqliteTransaction::begin(*m_connection, SqliteTransaction::Kind::Read);
    return snapshot ? m_instances.detail(id) : fail(snapshot.error());
}

Result<InstancePage> SqliteReader::instances(const InstanceQuery &query)
{
    return m_instances.page(query);
}

Result<StatusCounts> SqliteReader::statusCounts()
{
    return m_instances.statusCounts();
}

Result<History> SqliteReader::history(const InstanceId &id)
{
    const auto snapshot = SqliteTransaction::begin(*m_connection, SqliteTransaction::Kind::Read);
    if (!snapshot)
        return fail(snapshot.error());
    auto found = m_instances.row(id);
    if (!found)
        return fail(found.error());
    return m_instances.history(found->key, found->owner);
}

Result<QByteArray> SqliteReader::definition(const VersionId &version)
{
    auto text = m_definitions.text(version);
    if (!text)
        return fail(text.error());
    if (!*text) {
        return fail(
            ErrorCode::NotFound,
            QCoreApplication::translate("perdura::SqliteStore",
                                        "No workflow of version %1 has been published; publish it first.")
                .arg(version.toQString()));
    }
    return **text;
}

Result<std::vector<HumanTaskInfo>> SqliteReader::humanTasks(const std::optional<InstanceId> &instance)
{
    return m_instances.humanTasks(instance);
}

Result<std::vector<LogLine>> SqliteReader::log(const InstanceId &id)
{
    const auto snapshot = SqliteTransaction::begin(*m_connection, SqliteTransaction::Kind::Read);
    if (!snapshot)
        return fail(snapshot.error());
    const auto found = m_instances.row(id);
    if (!found)
        return fail(found.error());
    return m_log.lines(found->key);
}

Result<StoredInstance> SqliteReader::load(InstanceKey key)
{
    const auto snapshot = SqliteTransaction::begin(*m_connection, SqliteTransaction::Kind::Read);
    return snapshot ? m_instances.load(key) : fail(snapshot.error());
}

Result<std::vector<InstanceKey>> SqliteReader::notStarted()
{
    return m_recovery.notStarted();
}

Result<std::vector<InboxMessage>> SqliteReader::inbox()
{
    return m_recovery.inbox();
}

Result<std::vector<RecoveredActivity>> SqliteReader::activities()
{
    return m_recovery.activities();
}

Result<std::vector<PendingTimer>> SqliteReader::timers()
{
    return m_recovery.timers();
}

} // namespace perdura
