// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/InstanceQueries.h"

#include "engine/store/PackedBytes.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

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
    "i.start_input IS NOT NULL OR EXISTS (SELECT 1 FROM pending_activities p WHERE p.instance = i.key) "     \
    "OR EXISTS (SELECT 1 FROM inbox m WHERE m.instance = i.key), "                                           \
    "(SELECT min(fire_at) FROM timers t WHERE t.instance = i.key)"
#define INSTANCES_WITH_NAMES " FROM instances i JOIN orchestrators o ON o.key = i.orchestrator "
constexpr int afterSummary = 13;

constexpr int maxPageSize = 1000;
constexpr int maxFilterLength = 256;

Error damagedRow()
{
    return {ErrorCode::Damaged,
            tr("What the database holds of the instance is damaged; restore a copy of it.")};
}

InstanceSummary readSummary(const SqliteStatement &row)
{
    InstanceSummary summary;
    summary.id = InstanceId(row.text(1));
    summary.name = row.text(2);
    summary.version = VersionId(row.text(3));
    const auto status = storedStatus(std::uint64_t(row.integer(4)));
    summary.status = status.value_or(OrchestrationStatus::Failed);
    summary.created = row.instant(5);
    summary.lastUpdated = row.instant(6);
    if (!row.isNull(7))
        summary.completed = row.instant(7);
    summary.historyLength = int(row.integer(8));
    summary.openHumanTasks = int(row.integer(9));
    // One bad row must not hide the others of a list.
    summary.failureMessage = status ? row.text(10) : damagedRow().message.toStdString();
    summary.hasWork = row.integer(11) != 0;
    if (!row.isNull(12))
        summary.nextTimer = row.instant(12);
    return summary;
}

Json readJson(const QByteArray &text)
{
    if (text.isEmpty())
        return nullptr;
    return parseJson({text.constData(), std::size_t(text.size())}, storedJsonLimits).value_or(nullptr);
}

tl::unexpected<Error> noSuchInstance(const QString &id)
{
    return fail(ErrorCode::NotFound, tr("There is no instance “%1”; check the id.").arg(id));
}

QString likePattern(const QString &part)
{
    QString escaped = part;
    for (const QChar special : {u'\\', u'%', u'_'})
        escaped.replace(special, QString(u'\\') + special);
    return u'%' + escaped + u'%';
}

} // namespace

InstanceQueries::InstanceQueries(SqliteConnection &connection)
    : m_connection(connection)
    , m_row(connection,
            u"SELECT i.key, i.execution, o.name, o.version" INSTANCES_WITH_NAMES "WHERE i.id = ?"_s)
    , m_detail(connection,
               u"SELECT " SUMMARY_COLUMNS ", i.execution, i.custom_status, i.start_input" INSTANCES_WITH_NAMES
               "WHERE i.id = ?"_s)
    , m_load(connection, u"SELECT i.id, i.execution, o.name, o.version, i.status, i.created, "
                         u"i.start_input" INSTANCES_WITH_NAMES "WHERE i.key = ?"_s)
    , m_history(connection, u"SELECT events FROM history WHERE instance = ? ORDER BY first"_s)
    , m_historyEnds(connection, u"SELECT events FROM history WHERE instance = ? AND first IN "
                                "(0, (SELECT max(first) FROM history WHERE instance = ?)) ORDER BY first"_s)
    , m_statusCounts(connection, u"SELECT status, count(*) FROM instances GROUP BY status"_s)
{}

Result<InstanceQueries::Row> InstanceQueries::row(const InstanceId &id)
{
    if (auto done = m_row.run(id); !done)
        return fail(done.error());
    if (!m_row.next())
        return m_row.error() ? Result<Row>(fail(*m_row.error())) : noSuchInstance(id.toQString());
    Row row{InstanceKey(m_row.integer(0)),
            HistoryOwner{id, ExecutionId(m_row.text(1)), m_row.text(2), VersionId(m_row.text(3))}};
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
    const InstanceKey key{m_detail.integer(0)};
    detail.summary = readSummary(m_detail);
    detail.execution = ExecutionId(m_detail.text(afterSummary));
    detail.customStatus = readJson(m_detail.bytes(afterSummary + 1));
    detail.input = readJson(m_detail.bytes(afterSummary + 2));
    m_detail.finish();
    const HistoryOwner owner{id, detail.execution, detail.summary.name, detail.summary.version};
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

Result<StoredInstance> InstanceQueries::load(InstanceKey key)
{
    if (auto done = m_load.run(key); !done)
        return fail(done.error());
    if (!m_load.next())
        return m_load.error() ? Result<StoredInstance>(fail(*m_load.error()))
                              : noSuchInstance(QString::number(qint64(key)));
    StoredInstance stored;
    stored.key = key;
    stored.owner = HistoryOwner{InstanceId(m_load.text(0)), ExecutionId(m_load.text(1)), m_load.text(2),
                                VersionId(m_load.text(3))};
    const auto status = storedStatus(std::uint64_t(m_load.integer(4)));
    stored.status = status.value_or(OrchestrationStatus::Pending);
    stored.created = m_load.instant(5);
    stored.startInput = readJson(m_load.bytes(6));
    m_load.finish();
    if (!status)
        return fail(damagedRow());
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

Result<InstancePage> InstanceQueries::page(const InstanceQuery &query)
{
    bool isNumber = true;
    const qint64 before =
        query.after.isEmpty() ? std::numeric_limits<qint64>::max() : query.after.toLongLong(&isNumber);
    if (!isNumber)
        return fail(ErrorCode::InvalidArgument,
                    tr("The page mark is not one of this hub; begin with the first page."));
    QString sql = u"SELECT " SUMMARY_COLUMNS INSTANCES_WITH_NAMES "WHERE i.key < ?"_s;
    if (!query.statuses.empty()) {
        QStringList numbers;
        for (const OrchestrationStatus status : query.statuses)
            numbers << QString::number(int(status));
        sql += u" AND i.status IN (%1)"_s.arg(numbers.join(u','));
    }
    if (!query.nameContains.isEmpty())
        sql += u" AND (o.name LIKE ? ESCAPE '\\' OR i.id LIKE ? ESCAPE '\\')"_s;
    const int limit = std::clamp(query.limit, 1, maxPageSize);
    // One row more tells whether there is another page.
    sql += u" ORDER BY i.key DESC LIMIT %1"_s.arg(qint64(limit) + 1);
    SqliteStatement select(m_connection, sql);
    const QString pattern = likePattern(query.nameContains.left(maxFilterLength));
    auto done = query.nameContains.isEmpty() ? select.run(before) : select.run(before, pattern, pattern);
    if (!done)
        return fail(done.error());
    InstancePage page;
    qint64 last = 0;
    while (select.next()) {
        if (int(page.instances.size()) == limit) {
            page.next = QByteArray::number(last);
            break;
        }
        last = select.integer(0);
        page.instances.push_back(readSummary(select));
    }
    if (const auto error = select.error())
        return fail(*error);
    return page;
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
