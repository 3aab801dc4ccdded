// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/SqliteTransaction.h"

#include <utility>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

Result<SqliteTransaction> SqliteTransaction::begin(SqliteConnection &connection, Kind kind)
{
    if (auto begun = connection.runOften(kind == Kind::Write ? u"BEGIN IMMEDIATE"_s : u"BEGIN"_s); !begun)
        return fail(begun.error());
    return SqliteTransaction(&connection);
}

SqliteTransaction::SqliteTransaction(SqliteTransaction &&other) noexcept
    : m_connection(std::exchange(other.m_connection, nullptr))
{}

SqliteTransaction::~SqliteTransaction()
{
    // SQLite has undone it already after some faults; then there is nothing to undo, which is no fault.
    if (m_connection)
        std::ignore = m_connection->runOften(u"ROLLBACK"_s);
}

Result<void> SqliteTransaction::commit()
{
    auto done = m_connection->runOften(u"COMMIT"_s);
    if (done)
        m_connection = nullptr;
    return done;
}

} // namespace perdura
