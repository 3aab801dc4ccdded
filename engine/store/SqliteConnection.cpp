// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/SqliteConnection.h"

#include "engine/store/SqliteError.h"

#include <QCoreApplication>
#include <QThread>
#include <QVariant>

#include <atomic>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

QString newConnectionName()
{
    static std::atomic<quint64> count{0};
    return u"perdura-store-%1"_s.arg(++count);
}

} // namespace

SqliteConnection::SqliteConnection(QString name, QString path)
    : m_name(std::move(name))
    , m_path(std::move(path))
    , m_thread(QThread::currentThread())
{}

SqliteConnection::~SqliteConnection()
{
    Q_ASSERT(QThread::currentThread() == m_thread);
    m_often.clear();
    QSqlDatabase::removeDatabase(m_name);
}

Result<std::unique_ptr<SqliteConnection>> SqliteConnection::open(const SqliteOptions &options, Access access)
{
    std::unique_ptr<SqliteConnection> connection(new SqliteConnection(newConnectionName(), options.path));
    QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, connection->m_name);
    if (!database.isValid()) {
        return fail(ErrorCode::Unsupported,
                    QCoreApplication::translate("perdura::SqliteStore",
                                                "Qt's SQLite driver is not installed; install it."));
    }
    database.setDatabaseName(options.isInMemory ? u"file:/%1?vfs=memdb"_s.arg(options.path) : options.path);
    QString connectOptions = u"QSQLITE_BUSY_TIMEOUT=%1"_s.arg(options.busyTimeoutMilliseconds);
    if (options.isInMemory)
        connectOptions += u";QSQLITE_OPEN_URI"_s;
    else if (access == Access::ReadOnly)
        connectOptions += u";QSQLITE_OPEN_READONLY"_s;
    database.setConnectOptions(connectOptions);
    if (!database.open())
        return fail(connection->error(database.lastError()));
    if (auto configured = connection->configure(options, access); !configured)
        return fail(configured.error());
    return connection;
}

Result<void> SqliteConnection::configure(const SqliteOptions &options, Access access)
{
    if (auto done = run(u"PRAGMA foreign_keys = ON"_s); !done)
        return done;
    if (access == Access::ReadOnly)
        return run(u"PRAGMA query_only = ON"_s);
    if (options.isInMemory)
        return run(u"PRAGMA journal_mode = MEMORY"_s);
    // SQLite reads a value that it does not know as another one, so what it made of it is checked.
    const auto journal = value(u"PRAGMA journal_mode = WAL"_s);
    if (!journal)
        return fail(journal.error());
    if (auto done = run(u"PRAGMA synchronous = FULL"_s); !done)
        return done;
    const auto synchronous = value(u"PRAGMA synchronous"_s);
    if (!synchronous)
        return fail(synchronous.error());
    if (journal->toString() != "wal"_L1 || synchronous->toInt() != 2) {
        return fail(ErrorCode::Unsupported,
                    QCoreApplication::translate(
                        "perdura::SqliteStore",
                        "The disk that holds “%1” cannot keep a durable database (no write-ahead "
                        "log there); move the workspace to a local disk.")
                        .arg(m_path));
    }
    // Rarer, larger checkpoints: each of them syncs the database file.
    if (auto done = run(u"PRAGMA wal_autocheckpoint = 4000"_s); !done)
        return done;
    if (auto done = run(u"PRAGMA journal_size_limit = 67108864"_s); !done)
        return done;
    return options.maxPages > 0 ? run(u"PRAGMA max_page_count = %1"_s.arg(options.maxPages)) : Result<void>();
}

QSqlDatabase SqliteConnection::database() const
{
    return QSqlDatabase::database(m_name, false);
}

Error SqliteConnection::error(const QSqlError &error) const
{
    return errorFromSqlite(error, m_path);
}

Result<void> SqliteConnection::run(const QString &sql)
{
    QSqlQuery query(database());
    if (!query.exec(sql))
        return fail(error(query.lastError()));
    return {};
}

Result<void> SqliteConnection::runOften(const QString &sql)
{
    auto query = m_often.find(sql);
    if (query == m_often.end()) {
        QSqlQuery prepared(database());
        if (!prepared.prepare(sql))
            return fail(error(prepared.lastError()));
        query = m_often.emplace(sql, std::move(prepared)).first;
    }
    if (query->second.exec())
        return {};
    const Error fault = error(query->second.lastError());
    query->second.finish();
    return fail(fault);
}

Result<QVariant> SqliteConnection::value(const QString &sql)
{
    QSqlQuery query(database());
    query.setForwardOnly(true);
    if (!query.exec(sql) || !query.next())
        return fail(error(query.lastError()));
    return query.value(0);
}

} // namespace perdura
