// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Ids.h"
#include "engine/core/Time.h"
#include "engine/store/SqliteConnection.h"
#include "engine/store/WriteRequest.h"

#include <QSqlQuery>
#include <QStringList>
#include <QVariant>

#include <optional>

namespace perdura {

/// A prepared statement, kept for use again. Prepared when first run. Belongs to its connection's thread and
/// must be destroyed before the connection.
class SqliteStatement
{
public:
    SqliteStatement(SqliteConnection &connection, QString sql);

    /// Binds the values to the statement's question marks, in order, and runs it.
    template <typename... Values>
    [[nodiscard]] Result<void> run(const Values &...values)
    {
        if (auto ready = prepare(); !ready)
            return ready;
        Q_ASSERT(sizeof...(values) == std::size_t(m_names.size()));
        [[maybe_unused]] int position = 0;
        (m_query->bindValue(m_names[position++], toVariant(values)), ...);
        return execute();
    }

    /// The same with values that come as a list.
    [[nodiscard]] Result<void> runWith(const QVariantList &values);

    /// Steps to the next row; false after the last one, or when reading failed: then error() has a value.
    [[nodiscard]] bool next();
    [[nodiscard]] std::optional<Error> error() const;
    /// Ends the reading, so that the connection holds no snapshot. Done by next() after the last row.
    void finish();

    [[nodiscard]] qint64 integer(int column) const { return m_query->value(column).toLongLong(); }
    [[nodiscard]] std::string text(int column) const
    {
        return m_query->value(column).toString().toStdString();
    }
    [[nodiscard]] QByteArray bytes(int column) const { return m_query->value(column).toByteArray(); }
    [[nodiscard]] Instant instant(int column) const { return Instant(Duration(integer(column))); }
    [[nodiscard]] bool isNull(int column) const { return m_query->isNull(column); }

    /// Rows that the last run changed.
    [[nodiscard]] int changedRows() const { return m_query->numRowsAffected(); }
    [[nodiscard]] qint64 insertedKey() const { return m_query->lastInsertId().toLongLong(); }

private:
    [[nodiscard]] Result<void> prepare();
    [[nodiscard]] Result<void> execute();

    static QVariant toVariant(qint64 value) { return value; }
    static QVariant toVariant(int value) { return value; }
    static QVariant toVariant(InstanceKey value) { return qint64(value); }
    static QVariant toVariant(EntityKey value) { return qint64(value); }
    static QVariant toVariant(MessageNumber value) { return qint64(value); }
    static QVariant toVariant(OrchestrationStatus value) { return int(value); }
    static QVariant toVariant(Instant value) { return qint64(value.time_since_epoch().count()); }
    static QVariant toVariant(const QVariant &value) { return value; }
    // The driver takes a null string for NULL; the columns hold empty texts.
    static QVariant toVariant(const QString &value)
    {
        return value.isNull() ? QString(QLatin1StringView("")) : value;
    }
    static QVariant toVariant(const QByteArray &value) { return value.isNull() ? QByteArray("") : value; }
    static QVariant toVariant(const std::string &value) { return toVariant(QString::fromStdString(value)); }
    template <typename Tag>
    static QVariant toVariant(const StrongId<Tag> &value)
    {
        return toVariant(value.value);
    }
    template <typename T>
    static QVariant toVariant(const std::optional<T> &value)
    {
        return value ? toVariant(*value) : QVariant();
    }

    SqliteConnection &m_connection;
    QString m_sql;
    QStringList m_names; ///< of the question marks, once it is prepared
    std::optional<QSqlQuery> m_query;
};

} // namespace perdura
