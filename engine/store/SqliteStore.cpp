// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/SqliteStore.h"

#include "engine/store/SqliteConnection.h"
#include "engine/store/SqliteReader.h"
#include "engine/store/SqliteSchema.h"
#include "engine/store/SqliteWriter.h"

namespace perdura {

Result<std::unique_ptr<StoreWriter>> SqliteStore::openWriter() const
{
    auto connection = SqliteConnection::open(m_options, SqliteConnection::Access::ReadWrite);
    if (!connection)
        return fail(connection.error());
    if (auto migrated = migrate(**connection); !migrated)
        return fail(migrated.error());
    return std::make_unique<SqliteWriter>(std::move(*connection));
}

Result<std::unique_ptr<StoreReader>> SqliteStore::openReader() const
{
    auto connection = SqliteConnection::open(m_options, SqliteConnection::Access::ReadOnly);
    if (!connection)
        return fail(connection.error());
    return std::make_unique<SqliteReader>(std::move(*connection));
}

} // namespace perdura
