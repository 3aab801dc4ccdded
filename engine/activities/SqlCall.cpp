// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/activities/SqlCall.h"

#include "engine/activities/InputReader.h"
#include "engine/activities/SqliteInterrupt.h"

#include <QCoreApplication>
#include <QDate>
#include <QDateTime>
#include <QRegularExpression>
#include <QSet>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlField>
#include <QSqlQuery>
#include <QSqlRecord>
#include <QTime>
#include <QUuid>
#include <QVariant>

#include <cmath>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::SqlCall", text);
}

constexpr qsizetype maxBytes = 16 * 1024 * 1024;

/// Opens a connection under a name of its own and removes it; queries on it have to be gone by then.
class SqlConnection
{
public:
    explicit SqlConnection(const QString &driver)
        : m_name(u"sql.query "_s + QUuid::createUuid().toString(QUuid::WithoutBraces))
        , m_database(QSqlDatabase::addDatabase(driver, m_name))
    {}
    SqlConnection(const SqlConnection &) = delete;
    SqlConnection &operator=(const SqlConnection &) = delete;
    ~SqlConnection()
    {
        m_database.close();
        m_database = QSqlDatabase(); // removing one that is in use would leave it behind
        QSqlDatabase::removeDatabase(m_name);
    }

    QSqlDatabase &database() { return m_database; }

private:
    QString m_name;
    QSqlDatabase m_database;
};

/// PostgreSQL's numbers for types whose values must not be taken for others. Source: its catalog pg_type.
constexpr int numericOid = 1700;
constexpr int timestampWithZoneOid = 1184;

/// The database's words in one line, without those that are about the driver's own text: PostgreSQL quotes
/// the statement as the driver has wrapped it, with a caret below.
QString reasonOf(const QSqlError &error)
{
    const QString text = error.databaseText().isEmpty() ? error.driverText() : error.databaseText();
    static const QRegularExpression quoted(u"^LINE \\d+:.*\\n *\\^"_s, QRegularExpression::MultilineOption);
    static const QRegularExpression severity(u"\\b(ERROR|FATAL): +"_s);
    QString reason = text;
    reason = reason.remove(quoted).remove(severity).simplified();
    while (reason.endsWith(u'.') || reason.endsWith(u'?'))
        reason.chop(1);
    return reason;
}

FailureDetails stopped(const SqlRequest &request, const std::stop_token &stop)
{
    if (stop.stop_requested())
        return passingFailure("Cancelled", tr("The query was stopped."));
    return passingFailure(
        "TimedOut",
        tr("The query did not end within %1 and was stopped.").arg(describeDuration(request.timeout)));
}

/// Only a statement that the database does not understand, or that names what it has not, will never do.
/// SQLite may find a lock in its way already when it reads the statement.
FailureDetails statementFailed(const QSqlError &error, const SqlRequest &request, const std::stop_token &stop)
{
    constexpr int sqliteError = 1;
    constexpr int primaryCode = 0xff; // the bits of it within an extended code
    const QString code = error.nativeErrorCode();
    constexpr int sqliteInterrupted = 9;
    if (request.isSqlite ? code.toInt() == sqliteInterrupted : code == "57014"_L1)
        return stopped(request, stop);
    const bool isFinal =
        request.isSqlite ? (code.toInt() & primaryCode) == sqliteError : code.startsWith("42"_L1);
    const QString message = tr("The statement failed: %1.").arg(reasonOf(error));
    return isFinal ? finalFailure("SqlError", message) : passingFailure("SqlError", message);
}

void configure(QSqlDatabase &database, const SqlRequest &request)
{
    const auto milliseconds = std::chrono::ceil<std::chrono::milliseconds>(request.timeout).count();
    if (request.isSqlite) {
        database.setDatabaseName(request.file);
        database.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=%1"_s.arg(milliseconds));
        return;
    }
    database.setHostName(request.host);
    database.setPort(request.port);
    database.setDatabaseName(request.database);
    database.setUserName(request.user);
    database.setPassword(request.password);
    database.setConnectOptions(u"connect_timeout=%1"_s.arg((milliseconds + 999) / 1000));
    database.setNumericalPrecisionPolicy(QSql::HighPrecision);
}

std::optional<FailureDetails> open(QSqlDatabase &database, const SqlRequest &request)
{
    configure(database, request);
    if (!database.open()) {
        return passingFailure(
            "SqlConnection",
            tr("The database “%1” cannot be opened: %2.")
                .arg(request.isSqlite ? request.shownFile : request.host + u'/' + request.database,
                     reasonOf(database.lastError())));
    }
    if (!request.isSqlite) {
        const auto limit = std::chrono::ceil<std::chrono::milliseconds>(request.timeout).count();
        QSqlQuery(database).exec(u"SET statement_timeout = %1"_s.arg(limit));
    }
    return std::nullopt;
}

QVariant toVariant(const Json &value)
{
    if (value.is_null())
        return QVariant(QMetaType(QMetaType::QString));
    if (value.is_boolean())
        return value.get<bool>();
    if (value.is_number_integer())
        return qlonglong(value.get<qint64>());
    if (value.is_number())
        return value.get<double>();
    return QString::fromStdString(value.is_string() ? value.get<std::string>() : dumpJson(value));
}

Json toJson(const QVariant &value)
{
    if (value.isNull())
        return nullptr;
    switch (value.typeId()) {
    case QMetaType::Bool:
        return value.toBool();
    case QMetaType::Int:
    case QMetaType::UInt:
    case QMetaType::LongLong:
        return value.toLongLong();
    case QMetaType::ULongLong:
        return value.toULongLong();
    case QMetaType::Double:
    case QMetaType::Float:
        // JSON has no infinity and no “not a number”.
        return std::isfinite(value.toDouble()) ? Json(value.toDouble())
                                               : Json(value.toString().toStdString());
    case QMetaType::QByteArray:
        return value.toByteArray().toBase64().toStdString();
    case QMetaType::QDate:
        return value.toDate().toString(Qt::ISODate).toStdString();
    case QMetaType::QTime:
        return value.toTime().toString(Qt::ISODateWithMs).toStdString();
    case QMetaType::QDateTime:
        return value.toDateTime().toString(Qt::ISODateWithMs).toStdString();
    default:
        return value.toString().toStdString();
    }
}

/// A number where it says the same as the text, else the text: amounts of money must not be rounded.
Json toJson(const QString &numeric)
{
    static const QRegularExpression shortNumber(u"^-?0*(\\d{0,15})(\\.\\d+)?$"_s);
    constexpr int exactDigits = 15; // that a double holds
    const auto match = shortNumber.match(numeric);
    const qsizetype digits = match.capturedLength(1) + std::max<qsizetype>(match.capturedLength(2) - 1, 0);
    if (!match.hasMatch() || digits > exactDigits)
        return numeric.toStdString();
    return match.capturedLength(2) == 0 ? Json(numeric.toLongLong()) : Json(numeric.toDouble());
}

void bind(QSqlQuery &query, const SqlRequest &request)
{
    for (const QString &name : request.statement.named)
        query.bindValue(u':' + name, toVariant(request.parameters.at(name.toStdString())));
    for (int i = 0; i < request.statement.positional; ++i)
        query.bindValue(i, toVariant(request.parameters.at(std::size_t(i))));
}

/// Reads the rows of a query that has been run, one after the other.
class SqlRows
{
public:
    SqlRows(QSqlQuery &query, const SqlRequest &request, const std::stop_token &stop)
        : m_query(query)
        , m_request(request)
        , m_stop(stop)
        , m_deadline(std::chrono::steady_clock::now() + request.timeout)
    {
        const QSqlRecord record = query.record();
        for (int column = 0; column < record.count(); ++column) {
            m_names << record.fieldName(column);
            m_types.push_back(request.isSqlite ? 0 : record.field(column).typeID());
        }
    }

    ActivityResult read()
    {
        QStringList names = m_names;
        if (names.removeDuplicates() > 0) {
            return tl::unexpected(
                finalFailure("SqlError", tr("Two columns of the result have one name: %1. Name them with AS.")
                                             .arg(m_names.join(", "_L1))));
        }
        Json rows = Json::array();
        while (m_query.next()) {
            if (auto failure = limitReached(rows.size()))
                return tl::unexpected(std::move(*failure));
            rows.push_back(readRow());
        }
        if (m_query.lastError().isValid()) {
            return tl::unexpected(statementFailed(m_query.lastError(), m_request, m_stop));
        }
        return rows;
    }

private:
    Json readRow()
    {
        Json row = Json::object();
        for (int column = 0; column < int(m_names.size()); ++column) {
            const QVariant value = m_query.value(column);
            m_bytes += value.typeId() == QMetaType::QByteArray ? value.toByteArray().size()
                                                               : value.toString().size();
            row[m_names[column].toStdString()] = cell(value, m_types[std::size_t(column)]);
        }
        return row;
    }
    static Json cell(const QVariant &value, int type)
    {
        if (type == numericOid && !value.isNull())
            return toJson(value.toString());
        if (type == timestampWithZoneOid && !value.isNull())
            return value.toDateTime().toUTC().toString(Qt::ISODateWithMs).toStdString();
        return toJson(value);
    }
    std::optional<FailureDetails> limitReached(std::size_t count) const
    {
        if (m_stop.stop_requested() || std::chrono::steady_clock::now() > m_deadline)
            return stopped(m_request, m_stop);
        if (count == std::size_t(m_request.maxRows)) {
            return finalFailure("TooManyRows",
                                tr("The result has more than %1 rows. Ask for fewer with LIMIT, or "
                                   "allow more rows.")
                                    .arg(m_request.maxRows));
        }
        if (m_bytes > maxBytes) {
            return finalFailure(
                "ResultTooLarge",
                tr("The rows are larger than %1 MB. Ask for fewer rows or columns.").arg(maxBytes / 1048576));
        }
        return std::nullopt;
    }

    QSqlQuery &m_query;
    const SqlRequest &m_request;
    const std::stop_token &m_stop;
    std::chrono::steady_clock::time_point m_deadline;
    QStringList m_names;
    std::vector<int> m_types; ///< of PostgreSQL
    qsizetype m_bytes = 0;
};

/// Without values nothing is prepared, for PostgreSQL prepares only what reads and writes rows.
bool execute(QSqlQuery &query, const SqlRequest &request)
{
    const bool hasValues = request.statement.positional > 0 || !request.statement.named.isEmpty();
    if (!request.isSqlite && !hasValues)
        return query.exec(request.statement.text);
    if (!query.prepare(request.statement.text))
        return false;
    bind(query, request);
    return query.exec();
}

ActivityResult runOn(const QSqlDatabase &database, const SqlRequest &request, const std::stop_token &stop)
{
    QSqlQuery query(database);
    query.setForwardOnly(true);
    std::optional<SqliteInterrupt> interrupt;
    if (request.isSqlite)
        interrupt.emplace(database, std::chrono::steady_clock::now() + request.timeout, stop);
    if (!execute(query, request))
        return tl::unexpected(statementFailed(query.lastError(), request, stop));
    Json result = {{"rows", Json::array()}, {"affected", 0}, {"lastInsertId", nullptr}};
    if (!query.isSelect()) {
        result["affected"] = std::max(query.numRowsAffected(), 0);
        result["lastInsertId"] = toJson(query.lastInsertId());
        return result;
    }
    auto rows = SqlRows(query, request, stop).read();
    if (!rows)
        return rows;
    result["rows"] = std::move(*rows);
    // With RETURNING a change gives rows, too.
    if (QStringList{u"INSERT"_s, u"UPDATE"_s, u"DELETE"_s, u"MERGE"_s}.contains(request.statement.words[0]))
        result["affected"] = std::max(query.numRowsAffected(), 0);
    return result;
}

} // namespace

ActivityResult runSql(const SqlRequest &request, const std::stop_token &stop)
{
    const QString driver = request.isSqlite ? u"QSQLITE"_s : u"QPSQL"_s;
    if (!QSqlDatabase::isDriverAvailable(driver)) {
        return tl::unexpected(finalFailure(
            "SqlDriverMissing", tr("The program part for this kind of database is not installed. Install the "
                                   "package %1 and start "
                                   "Perdura again.")
                                    .arg(request.isSqlite ? u"libqt6sql6-sqlite"_s : u"libqt6sql6-psql"_s)));
    }
    SqlConnection connection(driver);
    if (auto failure = open(connection.database(), request))
        return tl::unexpected(std::move(*failure));
    return runOn(connection.database(), request, stop);
}

} // namespace perdura
