// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/InstanceQueries.h"

#include "engine/store/PackedBytes.h"

#include <QCoreApplication>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::SqliteStore", text);
}

// The columns of a summary, in the order that readSummary() expects; the payloads stay on disk.
#define SUMMARY_COLUMNS                                                                                      \
    "i.key, i.id, o.name, o.version, i.status, i.created, i.updated, i.completed, i.history_length, "        \
    "(SELECT count(*) FROM human_tasks t WHERE t.instance = i.key), i.failure_message, "                     \
    "(typeof(i.start_input) <> 'null' AND i.start_at IS NULL) OR i.open_activities > 0 "                     \
    "OR EXISTS (SELECT 1 FROM inbox m WHERE m.instance = i.key), "                                           \
    "(SELECT min(fire_at) FROM timers t WHERE t.instance = i.key)"
// What makes a HistoryOwner, in the order that readOwner() expects.
#define OWNER_COLUMNS                                                                                        \
    "i.id, i.execution, o.name, o.version, i.parent_id, i.parent_execution, i.parent_task, i.tags"
#define INSTANCES_WITH_NAMES " FROM instances i JOIN orchestrators o ON o.key = i.orchestrator "
constexpr int ownerColumns = 8;

Error damagedRow()
{
    return {ErrorCode::Damaged,
            tr("What the database holds of the instance is damaged; restore a copy of it.")};
}

Json readJson(const QByteArray &text)
{
    if (text.isEmpty())
        return nullptr;
    return parseJson({text.constData(), std::size_t(text.size())}, storedJsonLimits).value_or(nullptr);
}

HistoryOwner readOwner(const SqliteStatement &row)
{
    HistoryOwner owner{InstanceId(row.text(0)), ExecutionId(row.text(1)), row.text(2),
                       VersionId(row.text(3))};
    if (!row.isNull(4)) {
        owner.parent =
            ParentInstance{InstanceId(row.text(4)), ExecutionId(row.text(5)), SequenceNumber(row.integer(6))};
    }
    const Json tags = row.isNull(7) ? Json::object() : readJson(row.bytes(7));
    for (const auto &[name, value] : tags.items())
        owner.tags.emplace(name, value.is_string() ? value.get<std::string>() : std::string());
    return owner;
}

/// From that column on.
InstanceSummary readSummary(const SqliteStatement &row, int first = 0)
{
    InstanceSummary summary;
    summary.id = InstanceId(row.text(first + 1));
    summary.name = row.text(first + 2);
    summary.version = VersionId(row.text(first + 3));
    const auto status = storedStatus(std::uint64_t(row.integer(first + 4)));
    summary.status = status.value_or(OrchestrationStatus::Failed);
    summary.created = row.instant(first + 5);
    summary.lastUpdated = row.instant(first + 6);
    if (!row.isNull(first + 7))
        summary.completed = row.instant(first + 7);
    summary.historyLength = int(row.integer(first + 8));
    summary.openHumanTasks = int(row.integer(first + 9));
    // One bad row must not hide the others of a list.
    summary.failureMessage = status ? row.text(first + 10) : damagedRow().message.toStdString();
    summary.hasWork = row.integer(first + 11) != 0;
    if (!row.isNull(first + 12))
        summary.nextTimer = row.instant(first + 12);
    return summary;
}

tl::unexpected<Error> noSuchInstance(const QString &id)
{
    return fail(ErrorCode::NotFound, tr("There is no instance “%1”; check the id.").arg(id));
}

} // namespace

InstanceQueries::InstanceQueries(SqliteConnection &connection)
    : m_connection(connection)
    , m_row(connection, u"SELECT " OWNER_COLUMNS ", i.key" INSTANCES_WITH_NAMES "WHERE i.id = ?"_s)
    , m_detail(connection,
               u"SELECT " OWNER_COLUMNS
               ", i.custom_status, i.start_input, i.generation, " SUMMARY_COLUMNS INSTANCES_WITH_NAMES
               "WHERE i.id = ?"_s)
    , m_summary(connection, u"SELECT " SUMMARY_COLUMNS INSTANCES_WITH_NAMES "WHERE i.key = ?"_s)
    , m_load(connection, u"SELECT " OWNER_COLUMNS ", i.status, i.created, i.start_input, i.start_at, "
                         "i.left_over, i.generation, i.waits" INSTANCES_WITH_NAMES "WHERE i.key = ?"_s)
    , m_history(connection, u"SELECT events FROM history WHERE instance = ? ORDER BY first"_s)
    , m_historyEnds(connection, u"SELECT events FROM history WHERE instance = ? AND first IN "
                                "(0, (SELECT max(first) FROM history WHERE instance = ?)) ORDER BY first"_s)
    , m_statusCounts(connection, u"SELECT status, count FROM status_counts WHERE count > 0"_s)
{}

Result<InstanceQueries::Row> InstanceQueries::row(const InstanceId &id)
{
    if (auto done = m_row.run(id); !done)
        return fail(done.error());
    if (!m_row.next())
        return m_row.error() ? Result<Row>(fail(*m_row.error())) : noSuchInstance(id.toQString());
    Row row{InstanceKey(m_row.integer(ownerColumns)), readOwner(m_row)};
    m_row.finish();
    return row;
}

Result<InstanceDetail> InstanceQueries::detail(const InstanceId &id)
{
    if (auto done = m_detail.run(id); !done)
        return fail(done.error());
    if (!m_detail.next())
        return m_detail.error() ? Result<InstanceDetail>(fail(*m_detail.error()))
                                : noSuchInstance(id.toQString());
    InstanceDetail detail;
    const HistoryOwner owner = readOwner(m_detail);
    detail.execution = owner.execution;
    detail.parent = owner.parent;
    detail.tags = owner.tags;
    detail.customStatus = readJson(m_detail.bytes(ownerColumns));
    detail.input = readJson(m_detail.bytes(ownerColumns + 1));
    detail.generation = int(m_detail.integer(ownerColumns + 2));
    const InstanceKey key{m_detail.integer(ownerColumns + 3)};
    detail.summary = readSummary(m_detail, ownerColumns + 3);
    m_detail.finish();
    if (auto read = readEnds(key, owner, detail); !read)
        return fail(read.error());
    return detail;
}

// Input and result are facts of the history: its first and its last piece hold them.
Result<void> InstanceQueries::readEnds(InstanceKey key, const HistoryOwner &owner, InstanceDetail &detail)
{
    if (auto done = m_historyEnds.run(key, key); !done)
        return done;
    while (m_historyEnds.next()) {
        History events;
        if (auto unpacked = unpackEvents(m_historyEnds.bytes(0), owner, events); !unpacked)
            return unpacked;
        for (HistoryEvent &event : events) {
            if (const auto *started = event.as<ExecutionStarted>()) {
                detail.input = started->input;
            } else if (const auto *completed = event.as<ExecutionCompleted>()) {
                detail.output = completed->result;
                detail.failure = completed->failure;
            }
        }
    }
    const auto error = m_historyEnds.error();
    return error ? Result<void>(fail(*error)) : Result<void>();
}

StoredInstance storedInstance(InstanceKey key, const CreateInstance &row)
{
    StoredInstance stored;
    stored.key = key;
    stored.owner = {row.id, row.execution, row.name, row.version, row.parent, row.tags};
    stored.created = row.created;
    stored.startAt = row.startAt;
    stored.startInput = readJson(row.input);
    return stored;
}

Result<StoredInstance> InstanceQueries::load(InstanceKey key)
{
    if (auto done = m_load.run(key); !done)
        return fail(done.error());
    if (!m_load.next())
        return m_load.error() ? Result<StoredInstance>(fail(*m_load.error()))
                              : noSuchInstance(QString::number(qint64(key)));
    StoredInstance stored;
    stored.key = key;
    stored.owner = readOwner(m_load);
    const auto status = storedStatus(std::uint64_t(m_load.integer(ownerColumns)));
    stored.status = status.value_or(OrchestrationStatus::Pending);
    stored.created = m_load.instant(ownerColumns + 1);
    stored.startInput = readJson(m_load.bytes(ownerColumns + 2));
    if (!m_load.isNull(ownerColumns + 3))
        stored.startAt = m_load.instant(ownerColumns + 3);
    const QByteArray leftOver = m_load.bytes(ownerColumns + 4);
    stored.generation = int(m_load.integer(ownerColumns + 5));
    stored.waits = waitStateFromJson(readJson(m_load.bytes(ownerColumns + 6)));
    m_load.finish();
    if (!status)
        return fail(damagedRow());
    if (!leftOver.isEmpty()) {
        if (auto unpacked = unpackEvents(leftOver, {}, stored.leftOver); !unpacked)
            return fail(unpacked.error());
    }
    auto events = history(key, stored.owner);
    if (!events)
        return fail(events.error());
    stored.history = std::move(*events);
    return stored;
}

Result<History> InstanceQueries::history(InstanceKey key, const HistoryOwner &owner)
{
    if (auto done = m_history.run(key); !done)
        return fail(done.error());
    History history;
    while (m_history.next()) {
        if (auto unpacked = unpackEvents(m_history.bytes(0), owner, history); !unpacked)
            return fail(unpacked.error());
    }
    if (const auto error = m_history.error())
        return fail(*error);
    return history;
}

Result<std::optional<InstanceSummary>> InstanceQueries::summary(InstanceKey key)
{
    if (auto done = m_summary.run(key); !done)
        return fail(done.error());
    std::optional<InstanceSummary> summary;
    if (m_summary.next())
        summary = readSummary(m_summary);
    else if (const auto error = m_summary.error())
        return fail(*error);
    m_summary.finish();
    return summary;
}

Result<StatusCounts> InstanceQueries::statusCounts()
{
    if (auto done = m_statusCounts.run(); !done)
        return fail(done.error());
    StatusCounts counts;
    while (m_statusCounts.next())
        counts.insert(int(m_statusCounts.integer(0)), m_statusCounts.integer(1));
    if (const auto error = m_statusCounts.error())
        return fail(*error);
    return counts;
}

Result<std::vector<HumanTaskInfo>> InstanceQueries::humanTasks(const std::optional<InstanceId> &instance)
{
    QString sql =
        u"SELECT i.id, o.name, t.number, t.event FROM human_tasks t JOIN instances i ON i.key = t.instance "
        "JOIN orchestrators o ON o.key = i.orchestrator"_s;
    if (instance)
        sql += u" WHERE i.id = ?"_s;
    sql += u" ORDER BY t.created, t.instance, t.number"_s;
    SqliteStatement select(m_connection, sql);
    if (auto done = instance ? select.run(*instance) : select.run(); !done)
        return fail(done.error());
    std::vector<HumanTaskInfo> tasks;
    while (select.next()) {
        History events;
        if (auto unpacked = unpackEvents(select.bytes(3), {}, events); !unpacked)
            return fail(unpacked.error());
        for (const HistoryEvent &event : events) {
            const auto *created = event.as<HumanTaskCreated>();
            if (!created)
                return fail(damagedRow());
            tasks.push_back({HumanTaskId{InstanceId(select.text(0)), SequenceNumber(select.integer(2))},
                             select.text(1), event.origin, created->request, event.timestamp});
        }
    }
    if (const auto error = select.error())
        return fail(*error);
    return tasks;
}

} // namespace perdura
