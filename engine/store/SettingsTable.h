// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/SqliteStatement.h"

namespace perdura {

/// Settings that belong to a hub and go with its database, as JSON text by name. For the writer and for
/// readers.
class SettingsTable
{
public:
    explicit SettingsTable(SqliteConnection &connection);

    [[nodiscard]] Result<void> store(const StoreSetting &request);
    /// Empty when it was never set.
    [[nodiscard]] Result<QByteArray> value(const std::string &name);

private:
    SqliteStatement m_store;
    SqliteStatement m_select;
};

} // namespace perdura
