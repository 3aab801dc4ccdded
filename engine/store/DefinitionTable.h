// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/SqliteStatement.h"

#include <optional>

namespace perdura {

/// Published definitions; rows never change. For the writer and for readers.
class DefinitionTable
{
public:
    explicit DefinitionTable(SqliteConnection &connection);

    [[nodiscard]] Result<void> insert(const PublishDefinition &request);
    [[nodiscard]] Result<std::optional<std::string>> name(const VersionId &version);
    [[nodiscard]] Result<std::optional<QByteArray>> text(const VersionId &version);

private:
    SqliteStatement m_insert;
    SqliteStatement m_select;
};

} // namespace perdura
