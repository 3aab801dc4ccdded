// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/SqliteReader.h"

#include "engine/store/DatabaseBackup.h"
#include "engine/store/DatabaseCheck.h"
#include "engine/store/InstanceArchiveStore.h"
#include "engine/store/RetentionQueries.h"
#include "engine/store/SqliteTransaction.h"

#include <QCoreApplication>

namespace perdura {

SqliteReader::SqliteReader(std::unique_ptr<SqliteConnection> connection)
    : m_connection(std::move(connection))
    , m_audit(*m_connection)
    , m_definitions(*m_connection)
    , m_instances(*m_connection)
    , m_search(*m_connection)
    , m_histories(*m_connection)
    , m_explanations(*m_connection)
    , m_log(*m_connection)
    , m_recovery(*m_connection)
    , m_entities(*m_connection)
    , m_settings(*m_connection)
{}

Result<InstanceDetail> SqliteReader::instance(const InstanceId &id)
{
    const auto snapshot = SqliteTransaction::begin(*m_connection, SqliteTransaction::Kind::Read);
    return snapshot ? m_instances.detail(id) : fail(snapshot.error());
}

Result<InstancePage> SqliteReader::instances(const InstanceQuery &query)
{
    const auto snapshot = SqliteTransaction::begin(*m_connection, SqliteTransaction::Kind::Read);
    if (!snapshot)
        return fail(snapshot.error());
    auto found = m_search.page(query);
    if (!found)
        return fail(found.error());
    InstancePage page;
    page.next = std::move(found->next);
    for (const InstanceKey key : found->keys) {
        auto summary = m_instances.summary(key);
        if (!summary)
            return fail(summary.error());
        if (*summary)
            page.instances.push_back(**std::move(summary));
    }
    return page;
}

Result<InstanceCount> SqliteReader::count(const InstanceQuery &query)
{
    const auto snapshot = SqliteTransaction::begin(*m_connection, SqliteTransaction::Kind::Read);
    return snapshot ? m_search.count(query) : fail(snapshot.error());
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

Result<HistoryPage> SqliteReader::history(const InstanceId &id, const HistoryRange &range)
{
    const auto snapshot = SqliteTransaction::begin(*m_connection, SqliteTransaction::Kind::Read);
    if (!snapshot)
        return fail(snapshot.error());
    const auto found = m_instances.row(id);
    if (!found)
        return fail(found.error());
    return m_histories.page(found->key, found->owner, range);
}

Result<InstanceExplanation> SqliteReader::explain(const InstanceId &id)
{
    const auto snapshot = SqliteTransaction::begin(*m_connection, SqliteTransaction::Kind::Read);
    if (!snapshot)
        return fail(snapshot.error());
    const auto found = m_instances.row(id);
    if (!found)
        return fail(found.error());
    return m_explanations.explain(found->key, found->owner);
}

Result<StoreFigures> SqliteReader::figures()
{
    const auto snapshot = SqliteTransaction::begin(*m_connection, SqliteTransaction::Kind::Read);
    if (!snapshot)
        return fail(snapshot.error());
    StoreFigures figures;
    const auto unindexed = m_search.unindexed();
    if (!unindexed)
        return fail(unindexed.error());
    figures.unindexed = *unindexed;
    const auto pages = m_connection->value(QStringLiteral("PRAGMA page_count"));
    const auto pageSize = m_connection->value(QStringLiteral("PRAGMA page_size"));
    if (!pages || !pageSize)
        return fail(pages ? pageSize.error() : pages.error());
    figures.databaseBytes = pages->toLongLong() * pageSize->toLongLong();
    return figures;
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

Result<VersionId> SqliteReader::latestVersion(const std::string &name)
{
    auto version = m_definitions.latest(name);
    if (!version)
        return fail(version.error());
    if (!*version) {
        return fail(ErrorCode::NotFound, QCoreApplication::translate(
                                             "perdura::SqliteStore",
                                             "Nothing of the name “%1” has been published; publish it first.")
                                             .arg(QString::fromStdString(name)));
    }
    return **std::move(version);
}

Result<std::vector<VersionInfo>> SqliteReader::versions(const std::string &name)
{
    return m_definitions.versions(name);
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

Result<AuditPage> SqliteReader::auditLog(const AuditQuery &query)
{
    return m_audit.page(query);
}

Result<QByteArray> SqliteReader::setting(const std::string &name)
{
    return m_settings.value(name);
}

Result<InstanceArchive> SqliteReader::archive(const InstanceId &id)
{
    const auto snapshot = SqliteTransaction::begin(*m_connection, SqliteTransaction::Kind::Read);
    if (!snapshot)
        return fail(snapshot.error());
    return archiveOf(id, m_instances, m_definitions, m_log);
}

Result<std::vector<FinishedInstance>> SqliteReader::finished(InstanceKey after)
{
    return finishedInstances(*m_connection, after);
}

Result<void> SqliteReader::backUp(const QString &file)
{
    return backUpDatabase(*m_connection, file);
}

Result<CheckReport> SqliteReader::check()
{
    const auto snapshot = SqliteTransaction::begin(*m_connection, SqliteTransaction::Kind::Read);
    return snapshot ? checkDatabase(*m_connection) : fail(snapshot.error());
}

Result<StoredInstance> SqliteReader::load(InstanceKey key)
{
    const auto snapshot = SqliteTransaction::begin(*m_connection, SqliteTransaction::Kind::Read);
    return snapshot ? m_instances.load(key) : fail(snapshot.error());
}

Result<StoredInstance> SqliteReader::load(const InstanceId &id)
{
    const auto snapshot = SqliteTransaction::begin(*m_connection, SqliteTransaction::Kind::Read);
    if (!snapshot)
        return fail(snapshot.error());
    const auto found = m_instances.row(id);
    return found ? m_instances.load(found->key) : fail(found.error());
}

Result<std::vector<InstanceKey>> SqliteReader::notStarted()
{
    return m_recovery.notStarted();
}

Result<std::vector<InboxMessage>> SqliteReader::inbox()
{
    return m_recovery.inbox();
}

Result<std::vector<ScheduledActivity>> SqliteReader::activities()
{
    return m_recovery.activities();
}

Result<std::vector<PendingTimer>> SqliteReader::timers()
{
    return m_recovery.timers();
}

Result<EntityInfo> SqliteReader::entity(const EntityId &id)
{
    return m_entities.info(id);
}

Result<EntityPage> SqliteReader::entities(const EntityQuery &query)
{
    return m_entities.page(query);
}

Result<StoredEntity> SqliteReader::loadEntity(EntityKey key)
{
    return m_entities.load(key);
}

Result<std::vector<EntityDelivery>> SqliteReader::dueSignals(EntityKey key, Instant due)
{
    return m_entities.dueSignals(key, due);
}

Result<std::vector<EntityDelivery>> SqliteReader::entityInbox()
{
    return m_entities.inbox();
}

Result<std::vector<EntityTimer>> SqliteReader::entityTimers()
{
    return m_entities.timers();
}

} // namespace perdura
