// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/DatabaseCheck.h"

#include "engine/store/HistoryCodec.h"
#include "engine/store/SqliteSchema.h"
#include "engine/store/SqliteStatement.h"
#include "engine/store/SqliteTransaction.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

#include <set>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::size_t maxFindings = 100;

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::DatabaseCheck", text);
}

class Check
{
public:
    explicit Check(SqliteConnection &connection)
        : m_connection(connection)
        , m_chunks(connection, u"SELECT first, events FROM history WHERE instance = ? ORDER BY first"_s)
    {}

    CheckReport run()
    {
        checkFile();
        checkReferences();
        checkInstances();
        checkCounters();
        checkPacked(u"inbox"_s, tr("a message"));
        checkPacked(u"human_tasks"_s, tr("a task"));
        return std::move(m_report);
    }

private:
    using Kind = CheckFinding::Kind;

    void find(Kind kind, const QString &text, std::optional<InstanceId> instance = {})
    {
        if (m_report.findings.size() < maxFindings)
            m_report.findings.push_back({kind, std::move(instance), text});
        else
            m_report.isCut = true;
    }
    /// Reading stopped; what was not read is not known.
    void findFault(const Error &error, const QString &what)
    {
        find(Kind::File, tr("Reading %1 stopped: %2").arg(what, error.message));
    }

    void checkFile();
    void checkReferences();
    void checkInstances();
    void checkInstance(const SqliteStatement &row);
    void checkHistory(const InstanceId &id, InstanceKey key, qint64 length, qint64 openActivities);
    void checkCounters();
    void checkPacked(const QString &table, const QString &what);

    SqliteConnection &m_connection;
    SqliteStatement m_chunks;
    CheckReport m_report;
};

void Check::checkFile()
{
    SqliteStatement select(m_connection, u"PRAGMA integrity_check(%1)"_s.arg(maxFindings));
    if (auto done = select.run(); !done) {
        findFault(done.error(), tr("the database"));
        return;
    }
    while (select.next()) {
        const QString text = QString::fromStdString(select.text(0));
        if (text != "ok"_L1)
            find(Kind::File, tr("The file is damaged: %1").arg(text.simplified()));
    }
    if (const auto error = select.error())
        findFault(*error, tr("the database"));
}

void Check::checkReferences()
{
    SqliteStatement select(m_connection, u"SELECT \"table\", rowid, parent FROM pragma_foreign_key_check"_s);
    if (auto done = select.run(); !done) {
        findFault(done.error(), tr("the references"));
        return;
    }
    while (select.next()) {
        find(Kind::Row,
             tr("A row of the table “%1” refers to a row of “%2” that is not there.")
                 .arg(QString::fromStdString(select.text(0)), QString::fromStdString(select.text(2))));
    }
    if (const auto error = select.error())
        findFault(*error, tr("the references"));
}

void Check::checkInstances()
{
    SqliteStatement select(
        m_connection,
        u"SELECT key, id, status, completed, history_length, open_activities, "
        "start_input IS NOT NULL OR EXISTS (SELECT 1 FROM inbox w WHERE w.instance = key) "
        "OR EXISTS (SELECT 1 FROM timers w WHERE w.instance = key) "
        "OR EXISTS (SELECT 1 FROM human_tasks w WHERE w.instance = key) FROM instances ORDER BY key"_s);
    if (auto done = select.run(); !done) {
        findFault(done.error(), tr("the instances"));
        return;
    }
    while (select.next())
        checkInstance(select);
    if (const auto error = select.error())
        findFault(*error, tr("the instances"));
}

void Check::checkInstance(const SqliteStatement &row)
{
    ++m_report.instances;
    const InstanceId id(row.text(1));
    const auto status = storedStatus(std::uint64_t(row.integer(2)));
    if (!status) {
        find(Kind::Row, tr("The instance “%1” has no known status.").arg(id.toQString()), id);
    } else if (isTerminal(*status) == row.isNull(3)) {
        find(Kind::Row,
             tr("The time of the end of the instance “%1” does not fit its status.").arg(id.toQString()), id);
    } else if (isTerminal(*status) && (row.integer(5) > 0 || row.integer(6) != 0)) {
        find(Kind::Work, tr("The instance “%1” has finished and still has pending work.").arg(id.toQString()),
             id);
    }
    checkHistory(id, InstanceKey(row.integer(0)), row.integer(4), row.integer(5));
}

void Check::checkHistory(const InstanceId &id, InstanceKey key, qint64 length, qint64 openActivities)
{
    const auto find = [&](const QString &sentence) {
        this->find(Kind::Events, sentence.arg(id.toQString()), id);
    };
    if (auto done = m_chunks.run(key); !done) {
        findFault(done.error(), tr("the history of “%1”").arg(id.toQString()));
        return;
    }
    qint64 count = 0;
    std::set<SequenceNumber> open;
    while (m_chunks.next()) {
        if (m_chunks.integer(0) != count) {
            find(tr("The history of the instance “%1” has a gap."));
            m_chunks.finish();
            return;
        }
        History events;
        if (!unpackEvents(m_chunks.bytes(1), {}, events)) {
            find(tr("The history of the instance “%1” cannot be read."));
            m_chunks.finish();
            return;
        }
        count += qint64(events.size());
        for (const HistoryEvent &event : events) {
            if (event.as<TaskScheduled>())
                open.insert(event.eventId);
            else if (const auto *completed = event.as<TaskCompleted>())
                open.erase(completed->taskId);
            else if (const auto *failed = event.as<TaskFailed>())
                open.erase(failed->taskId);
            else if (event.as<ExecutionCompleted>())
                open.clear();
        }
    }
    if (const auto error = m_chunks.error()) {
        findFault(*error, tr("the history of “%1”").arg(id.toQString()));
        return;
    }
    m_report.events += count;
    if (count != length)
        find(tr("The history of the instance “%1” is longer or shorter than it was written down."));
    else if (qint64(open.size()) != openActivities)
        find(tr("The activities under way of the instance “%1” are not those of its history."));
}

void Check::checkCounters()
{
    SqliteStatement select(m_connection,
                           u"SELECT s.status, coalesce(c.count, 0), coalesce(n.count, 0) FROM "
                           "(SELECT status FROM status_counts UNION SELECT status FROM instances) s "
                           "LEFT JOIN status_counts c ON c.status = s.status "
                           "LEFT JOIN (SELECT status, count(*) AS count FROM instances GROUP BY status) n ON "
                           "n.status = s.status "
                           "WHERE coalesce(c.count, 0) <> coalesce(n.count, 0)"_s);
    if (auto done = select.run(); !done) {
        findFault(done.error(), tr("the counters"));
        return;
    }
    while (select.next()) {
        const auto status = storedStatus(std::uint64_t(select.integer(0)));
        const std::string_view name = status ? statusName(*status) : std::string_view("?");
        find(Kind::Counters, tr("The counter of the status %1 says %2 where there are %3.")
                                 .arg(QString::fromUtf8(name.data(), qsizetype(name.size())))
                                 .arg(select.integer(1))
                                 .arg(select.integer(2)));
    }
    if (const auto error = select.error())
        findFault(*error, tr("the counters"));
}

void Check::checkPacked(const QString &table, const QString &what)
{
    SqliteStatement select(
        m_connection, u"SELECT i.id, t.event FROM %1 t JOIN instances i ON i.key = t.instance"_s.arg(table));
    if (auto done = select.run(); !done) {
        findFault(done.error(), table);
        return;
    }
    while (select.next()) {
        History events;
        if (unpackEvents(select.bytes(1), {}, events))
            continue;
        const InstanceId id(select.text(0));
        find(Kind::Work, tr("In the instance “%1” %2 cannot be read.").arg(id.toQString(), what), id);
    }
    if (const auto error = select.error())
        findFault(*error, table);
}

} // namespace

Result<CheckReport> checkDatabase(SqliteConnection &connection)
{
    return Check(connection).run();
}

Result<CheckReport> checkDatabaseFile(const QString &path)
{
    if (!QFile::exists(path))
        return fail(ErrorCode::NotFound,
                    tr("There is no database “%1”.").arg(QDir::toNativeSeparators(path)));
    SqliteOptions options;
    options.path = path;
    const auto connection = SqliteConnection::open(options, SqliteConnection::Access::ReadOnly);
    if (!connection)
        return fail(connection.error());
    const auto version = (*connection)->value(u"PRAGMA user_version"_s);
    if (!version)
        return fail(version.error());
    if (version->toInt() != currentSchemaVersion) {
        return fail(ErrorCode::Unsupported,
                    tr("The database “%1” was written by another version of Perdura; open it with this one "
                       "first, or use that version.")
                        .arg(QDir::toNativeSeparators(path)));
    }
    const auto snapshot = SqliteTransaction::begin(**connection, SqliteTransaction::Kind::Read);
    return snapshot ? checkDatabase(**connection) : fail(snapshot.error());
}

} // namespace perdura
