// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/AuditValues.h"
#include "engine/store/SqliteStatement.h"

namespace perdura {

/// What operators did. Rows are only ever added. For the writer and for readers.
class AuditTable
{
public:
    explicit AuditTable(SqliteConnection &connection);

    /// `refusal` is empty when it was done.
    [[nodiscard]] Result<void> append(const OperatorNote &note, const QString &refusal);
    [[nodiscard]] Result<AuditPage> page(const AuditQuery &query);

private:
    SqliteConnection &m_connection;
    SqliteStatement m_insert;
};

} // namespace perdura
