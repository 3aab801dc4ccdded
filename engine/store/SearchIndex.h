// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/FailPoints.h"
#include "engine/store/SearchText.h"

#include <vector>

namespace perdura {

/// Brings the full-text index up to date, for the writer. A turn only marks its instance; the texts are read
/// and indexed here, when there is time for it.
class SearchIndex
{
public:
    SearchIndex(SqliteConnection &connection, const FailPoints &failPoints);

    /// Indexes instances whose text is not, so many at most and no longer than about `atMost`; true when some
    /// are left. One transaction.
    [[nodiscard]] Result<bool> update(int count, std::chrono::milliseconds atMost);

private:
    [[nodiscard]] Result<std::vector<InstanceKey>> keys(SqliteStatement &select, int count);
    [[nodiscard]] Result<void> index(InstanceKey instance);

    SqliteConnection &m_connection;
    FailPoints m_failPoints;
    SearchTextReader m_texts;
    SqliteStatement m_changed;
    SqliteStatement m_fresh;
    SqliteStatement m_find;
    SqliteStatement m_remove;
    SqliteStatement m_insert;
    SqliteStatement m_unmark;
    SqliteStatement m_advance;
};

} // namespace perdura
