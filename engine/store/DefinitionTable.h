// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/SqliteStatement.h"

#include <optional>

namespace perdura {

/// Published definitions. Their texts never change; publishing one again makes it the latest of its name. For
/// the writer and for readers.
class DefinitionTable
{
public:
    explicit DefinitionTable(SqliteConnection &connection);

    [[nodiscard]] Result<void> insert(const PublishDefinition &request);
    [[nodiscard]] Result<std::optional<std::string>> name(const VersionId &version);
    [[nodiscard]] Result<std::optional<QByteArray>> text(const VersionId &version);
    /// The version of that name that was published last; nothing when there is none.
    [[nodiscard]] Result<std::optional<VersionId>> latest(const std::string &name);
    /// All of that name, the one that was published last first.
    [[nodiscard]] Result<std::vector<VersionInfo>> versions(const std::string &name);

private:
    SqliteStatement m_insert;
    SqliteStatement m_select;
    SqliteStatement m_latest;
    SqliteStatement m_versions;
};

} // namespace perdura
