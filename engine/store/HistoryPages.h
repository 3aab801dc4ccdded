// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/HistoryCodec.h"
#include "engine/store/SqliteStatement.h"
#include "engine/store/StoredValues.h"

namespace perdura {

/// Reads parts of histories from the pieces that hold them. The caller holds a read transaction.
class HistoryPages
{
public:
    static constexpr int maxPageSize = 5000;

    explicit HistoryPages(SqliteConnection &connection);

    /// NotFound when no event has the number that is asked for.
    [[nodiscard]] Result<HistoryPage> page(InstanceKey instance, const HistoryOwner &owner,
                                           const HistoryRange &range);

private:
    struct Chunk
    {
        int first = 0;
        History events;
    };
    [[nodiscard]] Result<int> length(InstanceKey instance);
    [[nodiscard]] Result<HistoryPage> events(InstanceKey instance, const HistoryOwner &owner, int first,
                                             int count);
    /// The place of the decision with that number.
    [[nodiscard]] Result<int> placeOf(InstanceKey instance, const HistoryOwner &owner, SequenceNumber number,
                                      int total);
    /// By halving: numbers grow along a history, but for what a rewind asks for again.
    [[nodiscard]] Result<std::optional<int>> bisect(InstanceKey instance, const HistoryOwner &owner,
                                                    SequenceNumber number, int total);
    [[nodiscard]] Result<std::optional<int>> scan(InstanceKey instance, const HistoryOwner &owner,
                                                  SequenceNumber number);
    /// The piece with that place in it.
    [[nodiscard]] Result<Chunk> chunkAt(InstanceKey instance, const HistoryOwner &owner, int place);

    SqliteStatement m_length;
    SqliteStatement m_chunkAt;
    SqliteStatement m_chunks;
};

} // namespace perdura
