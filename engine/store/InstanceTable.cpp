// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/InstanceTable.h"

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

// An instance whose text is in the full-text index is marked when the text changes; one that is not yet there
// comes to its turn anyhow.
#define MARK_TEXT "text_changed = (key <= (SELECT indexed_up_to FROM search_progress))"

QVariant tagsText(const Tags &tags)
{
    return tags.empty() ? QVariant() : QVariant(QString::fromStdString(dumpJson(Json(tags))));
}

} // namespace

InstanceTable::InstanceTable(SqliteConnection &connection)
    : m_find(connection, u"SELECT key, status, execution FROM instances WHERE id = ?"_s)
    , m_insert(connection,
               u"INSERT INTO instances (id, orchestrator, execution, status, created, updated, start_input, "
               "start_at, parent_id, parent_execution, parent_task, tags) "
               "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s)
    , m_remove(connection, u"DELETE FROM instances WHERE key = ?"_s)
    , m_update(connection,
               u"UPDATE instances SET status = ?, updated = ?, completed = ?, history_length = ?, "
               "failure_message = ?, open_activities = ?, start_input = NULL, left_over = NULL, " MARK_TEXT
               " WHERE key = ?"_s)
    // An update writes every index anew that covers a column it names, changed or not.
    , m_updateOrdinary(connection, u"UPDATE instances SET updated = ?, history_length = ? WHERE key = ?"_s)
    // No text of the instance changes while its status stays, so the search index need not look at it.
    , m_goOn(connection, u"UPDATE instances SET updated = ?, history_length = ?, open_activities = ?, "
                         "start_input = NULL, left_over = NULL WHERE key = ?"_s)
    , m_setCustomStatus(connection, u"UPDATE instances SET custom_status = ?, " MARK_TEXT " WHERE key = ?"_s)
    , m_setWaits(connection, u"UPDATE instances SET waits = ? WHERE key = ?"_s)
    , m_continueAsNew(connection,
                      u"UPDATE instances SET status = ?, updated = ?, history_length = 0, execution = ?, "
                      "start_input = ?, left_over = ?, open_activities = 0, generation = generation + 1, "
                      "waits = NULL, " MARK_TEXT " WHERE key = ?"_s)
    , m_setOrchestrator(connection,
                        u"UPDATE instances SET orchestrator = ? WHERE key = ? AND orchestrator <> ?"_s)
    // The start input marks what the next start of the hub has to begin with.
    , m_rewind(connection, u"UPDATE instances SET status = ?, updated = ?, completed = NULL, execution = ?, "
                           "failure_message = '', history_length = ?, open_activities = ?, "
                           "start_input = x'6e756c6c', parent_execution = ?, " MARK_TEXT " WHERE key = ?"_s)
    , m_followParent(connection, u"UPDATE instances SET parent_execution = ? WHERE parent_id = ? AND "
                                 "parent_execution = ?"_s)
    , m_insertTag(connection, u"INSERT INTO instance_tags (name, value, instance) VALUES (?, ?, ?)"_s)
    , m_children(connection, u"SELECT c.key, c.id FROM instances p JOIN instances c ON c.parent_id = p.id "
                             "AND c.parent_execution = p.execution WHERE p.id = ? AND c.completed IS NULL "
                             "ORDER BY c.key"_s)
    , m_changeCount(connection, u"INSERT INTO status_counts (status, count) VALUES (?, ?) "
                                "ON CONFLICT (status) DO UPDATE SET count = count + excluded.count"_s)
    , m_findOrchestrator(connection, u"SELECT key FROM orchestrators WHERE name = ? AND version = ?"_s)
    , m_insertOrchestrator(connection, u"INSERT INTO orchestrators (name, version) VALUES (?, ?)"_s)
{}

Result<std::optional<InstanceTable::Found>> InstanceTable::find(const InstanceId &id)
{
    if (auto done = m_find.run(id); !done)
        return fail(done.error());
    std::optional<Found> found;
    if (m_find.next())
        found = Found{InstanceKey(m_find.integer(0)), OrchestrationStatus(m_find.integer(1)),
                      ExecutionId(m_find.text(2))};
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
    const auto &parent = request.parent;
    const auto text = [&parent](const auto &id) { return parent ? QVariant(id().toQString()) : QVariant(); };
    if (auto done =
            m_insert.run(request.id, *orchestrator, request.execution, OrchestrationStatus::Pending,
                         request.created, request.created, request.input, request.startAt,
                         text([&] { return parent->instance; }), text([&] { return parent->execution; }),
                         parent ? QVariant(parent->taskId) : QVariant(), tagsText(request.tags));
        !done)
        return fail(done.error());
    const InstanceKey key{m_insert.insertedKey()};
    if (auto done = insertTags(key, request.tags); !done)
        return fail(done.error());
    ++m_countChanges[OrchestrationStatus::Pending];
    return key;
}

Result<void> InstanceTable::insertTags(InstanceKey key, const Tags &tags)
{
    for (const auto &[name, value] : tags) {
        if (auto done = m_insertTag.run(name, value, key); !done)
            return done;
    }
    return {};
}

Result<void> InstanceTable::remove(const Found &instance)
{
    --m_countChanges[instance.status];
    return m_remove.run(instance.key);
}

Result<std::vector<InstanceTable::Child>> InstanceTable::liveChildren(const InstanceId &parent)
{
    if (auto done = m_children.run(parent); !done)
        return fail(done.error());
    std::vector<Child> children;
    while (m_children.next())
        children.push_back({InstanceKey(m_children.integer(0)), InstanceId(m_children.text(1))});
    if (const auto error = m_children.error())
        return fail(*error);
    return children;
}

Result<bool> InstanceTable::update(const CommitTurn &turn)
{
    if (turn.next)
        return continueAsNew(turn);
    auto updated = updateRow(turn);
    if (!updated || !*updated)
        return updated;
    if (turn.status != turn.statusBefore) {
        --m_countChanges[turn.statusBefore];
        ++m_countChanges[turn.status];
    }
    if (auto set = setCustomStatus(turn).and_then([&] { return setWaits(turn); }); !set)
        return fail(set.error());
    if (turn.moved) {
        if (auto set = setOrchestrator(turn.instance, turn.moved->name, turn.moved->version); !set)
            return fail(set.error());
    }
    return true;
}

Result<bool> InstanceTable::updateRow(const CommitTurn &turn)
{
    if (turn.isOrdinary) {
        auto done = m_updateOrdinary.run(turn.updated, turn.historyLength, turn.instance);
        return done.map([this] { return m_updateOrdinary.changedRows() > 0; });
    }
    if (turn.status == turn.statusBefore && !isTerminal(turn.status)) {
        auto done = m_goOn.run(turn.updated, turn.historyLength, turn.openActivities, turn.instance);
        return done.map([this] { return m_goOn.changedRows() > 0; });
    }
    const auto completed = isTerminal(turn.status) ? std::optional(turn.updated) : std::nullopt;
    auto done = m_update.run(turn.status, turn.updated, completed, turn.historyLength, turn.failureMessage,
                             turn.openActivities, turn.instance);
    return done.map([this] { return m_update.changedRows() > 0; });
}

Result<bool> InstanceTable::continueAsNew(const CommitTurn &turn)
{
    const NextExecution &next = *turn.next;
    if (auto done = m_continueAsNew.run(turn.status, turn.updated, next.execution, next.input,
                                        next.leftOver.isEmpty() ? QVariant() : QVariant(next.leftOver),
                                        turn.instance);
        !done)
        return fail(done.error());
    if (m_continueAsNew.changedRows() == 0)
        return false;
    if (turn.status != turn.statusBefore) {
        --m_countChanges[turn.statusBefore];
        ++m_countChanges[turn.status];
    }
    if (auto done = setOrchestrator(turn.instance, next.name, next.version); !done)
        return fail(done.error());
    if (auto done = setCustomStatus(turn); !done)
        return fail(done.error());
    return true;
}

Result<void> InstanceTable::rewind(const RewindInstance &instance)
{
    const QVariant parentExecution =
        instance.parent ? QVariant(instance.parent->execution.toQString()) : QVariant();
    if (auto done =
            m_rewind.run(OrchestrationStatus::Running, instance.updated, instance.after,
                         instance.historyLength, instance.openActivities, parentExecution, instance.instance);
        !done)
        return done;
    --m_countChanges[OrchestrationStatus::Failed];
    ++m_countChanges[OrchestrationStatus::Running];
    return m_followParent.run(instance.after, instance.id, instance.before);
}

Result<void> InstanceTable::setOrchestrator(InstanceKey instance, const std::string &name,
                                            const VersionId &version)
{
    const auto orchestrator = orchestratorKey(name, version);
    if (!orchestrator)
        return fail(orchestrator.error());
    return m_setOrchestrator.run(*orchestrator, instance, *orchestrator);
}

Result<void> InstanceTable::setCustomStatus(const CommitTurn &turn)
{
    if (!turn.customStatus)
        return {};
    const QVariant text =
        turn.customStatus->is_null() ? QVariant() : QByteArray::fromStdString(dumpJson(*turn.customStatus));
    return m_setCustomStatus.run(text, turn.instance);
}

Result<void> InstanceTable::setWaits(const CommitTurn &turn)
{
    if (!turn.waits)
        return {};
    const QVariant text =
        turn.waits->isEmpty() ? QVariant() : QString::fromStdString(dumpJson(toJson(*turn.waits)));
    return m_setWaits.run(text, turn.instance);
}

Result<void> InstanceTable::flushCounts()
{
    for (const auto &[status, change] : std::exchange(m_countChanges, {})) {
        if (change == 0)
            continue;
        if (auto done = m_changeCount.run(status, change); !done)
            return done;
    }
    return {};
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
