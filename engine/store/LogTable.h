// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/SqliteStatement.h"

#include <map>

namespace perdura {

/// Lines that activities and the engine wrote for an instance. For the writer and for readers.
class LogTable
{
public:
    /// Older ones are removed.
    static constexpr int linesKept = 1000;

    explicit LogTable(SqliteConnection &connection);

    /// Does nothing when the instance is gone.
    [[nodiscard]] Result<void> append(const AppendLog &request);
    /// The last ones, oldest first.
    [[nodiscard]] Result<std::vector<LogLine>> lines(InstanceKey instance);

private:
    static constexpr int linesPerRemoval = 200;
    /// More are not counted at a time, so that a long life does not cost memory.
    static constexpr std::size_t countedInstances = 100;

    [[nodiscard]] Result<void> removeOld(InstanceKey instance);

    SqliteStatement m_insert;
    SqliteStatement m_removeOld;
    SqliteStatement m_select;
    std::map<InstanceKey, int> m_sinceRemoval; ///< lines
};

} // namespace perdura
