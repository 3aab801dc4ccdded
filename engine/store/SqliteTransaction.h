// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/SqliteConnection.h"

namespace perdura {

/// A transaction that is undone when it goes out of scope without a commit. One at a time per connection.
class SqliteTransaction
{
public:
    enum class Kind {
        Read, ///< one snapshot for several reads
        Write ///< takes the write lock at once, so that it cannot fail halfway for want of it
    };

    [[nodiscard]] static Result<SqliteTransaction> begin(SqliteConnection &connection, Kind kind);
    ~SqliteTransaction();
    SqliteTransaction(SqliteTransaction &&other) noexcept;
    SqliteTransaction &operator=(SqliteTransaction &&) = delete;

    /// On disk when it succeeds.
    [[nodiscard]] Result<void> commit();

private:
    explicit SqliteTransaction(SqliteConnection *connection)
        : m_connection(connection)
    {}

    SqliteConnection *m_connection; ///< null once committed or moved from
};

} // namespace perdura
