// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/SqliteStatement.h"

#include <QSqlError>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

SqliteStatement::SqliteStatement(SqliteConnection &connection, QString sql)
    : m_connection(connection)
    , m_sql(std::move(sql))
{}

Result<void> SqliteStatement::prepare()
{
    if (m_query)
        return {};
    // Qt gives each question mark a name, which it would put together anew for every value that is bound.
    QStringList names;
    QString sql;
    for (const QChar character : m_sql) {
        if (character == u'?')
            sql += names.emplace_back(u":p%1"_s.arg(names.size()));
        else
            sql += character;
    }
    QSqlQuery query(m_connection.database());
    query.setForwardOnly(true);
    if (!query.prepare(sql))
        return fail(m_connection.error(query.lastError()));
    m_query.emplace(std::move(query));
    m_names = std::move(names);
    return {};
}

Result<void> SqliteStatement::execute()
{
    if (m_query->exec())
        return {};
    const Error error = m_connection.error(m_query->lastError());
    m_query->finish();
    return fail(error);
}

Result<void> SqliteStatement::runWith(const QVariantList &values)
{
    if (auto ready = prepare(); !ready)
        return ready;
    Q_ASSERT(values.size() == m_names.size());
    for (qsizetype i = 0; i < values.size(); ++i)
        m_query->bindValue(m_names[i], values[i]);
    return execute();
}

bool SqliteStatement::next()
{
    if (m_query->next())
        return true;
    if (!error())
        m_query->finish();
    return false;
}

std::optional<Error> SqliteStatement::error() const
{
    if (!m_query || m_query->lastError().type() == QSqlError::NoError)
        return {};
    return m_connection.error(m_query->lastError());
}

void SqliteStatement::finish()
{
    if (m_query)
        m_query->finish();
}

} // namespace perdura
