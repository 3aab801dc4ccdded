// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/SqliteStore.h"

#include "engine/store/SqliteConnection.h"
#include "engine/store/SqliteReader.h"
#include "engine/store/SqliteSchema.h"
#include "engine/store/SqliteWriter.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

namespace perdura {

namespace {

// SQLite takes an empty file for a new database, and deletes the log beside it with all that it holds.
Result<void> refuseEmptied(const QString &path)
{
    const QFileInfo file(path);
    if (!file.exists() || file.size() > 0 || QFileInfo(path + QStringLiteral("-wal")).size() == 0)
        return {};
    return fail(ErrorCode::Damaged, QCoreApplication::translate(
                                        "perdura::SqliteStore",
                                        "The database “%1” has lost its content, but not its log “%1-wal”; "
                                        "put back a copy, or move both away to start afresh.")
                                        .arg(QDir::toNativeSeparators(path)));
}

} // namespace

Result<std::unique_ptr<StoreWriter>> SqliteStore::openWriter() const
{
    if (auto refused = refuseEmptied(m_options.path); !refused)
        return fail(refused.error());
    auto connection = SqliteConnection::open(m_options, SqliteConnection::Access::ReadWrite);
    if (!connection)
        return fail(connection.error());
    if (auto migrated = migrate(**connection); !migrated)
        return fail(migrated.error());
    return std::make_unique<SqliteWriter>(std::move(*connection), m_options.failPoints);
}

Result<std::unique_ptr<StoreReader>> SqliteStore::openReader() const
{
    auto connection = SqliteConnection::open(m_options, SqliteConnection::Access::ReadOnly);
    if (!connection)
        return fail(connection.error());
    return std::make_unique<SqliteReader>(std::move(*connection));
}

} // namespace perdura
