// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/InstanceWalk.h"
#include "engine/store/SearchText.h"

namespace perdura {

/// Finds the instances of a query. Where one of its filters leaves few of them, these are looked at one by
/// one; else all are gone through in order, up to a bound for one page. The caller holds a read transaction.
class InstanceSearch
{
public:
    /// Keys of instances in order, and where to go on.
    struct Found
    {
        std::vector<InstanceKey> keys;
        QByteArray next;
    };

    explicit InstanceSearch(SqliteConnection &connection);

    /// InvalidArgument for a page mark of another list.
    [[nodiscard]] Result<Found> page(const InstanceQuery &query);
    [[nodiscard]] Result<InstanceCount> count(const InstanceQuery &query);
    /// How many instances are not in the full-text index yet, counted up to a bound.
    [[nodiscard]] Result<InstanceCount> unindexed();

    static constexpr int maxPageSize = 1000;
    /// A filter that leaves no more than so many instances gives them all.
    static constexpr int maxProbed = 5000;
    /// So many instances whose text is not indexed are looked at for a text besides.
    static constexpr int maxUnindexed = 5000;
    /// The effort for one page; an instance that is gone through costs one.
    static constexpr int maxEffort = 40'000;

private:
    /// All that may match, when that is known to be few.
    [[nodiscard]] Result<std::optional<std::vector<qint64>>> fewKeys(const InstanceQuery &query);
    [[nodiscard]] Result<std::optional<std::vector<qint64>>> keysWithText(const QString &folded);
    /// The keys that a statement gives; nothing when they are more than `atMost`.
    [[nodiscard]] Result<std::optional<std::vector<qint64>>> probe(const SqlPart &part, int atMost);
    /// Those of the keys that match, in order.
    [[nodiscard]] Result<std::vector<PageMark>> matching(const InstanceQuery &query,
                                                         const std::vector<qint64> &keys);
    [[nodiscard]] Result<Found> pageOf(const InstanceQuery &query, const std::vector<qint64> &keys,
                                       const std::optional<PageMark> &after);
    [[nodiscard]] Result<Found> walkPage(const InstanceQuery &query, const std::optional<PageMark> &after);
    [[nodiscard]] Result<std::optional<qint64>> countOfStatuses(const InstanceQuery &query);
    /// Row and text; adds what that took to `effort`.
    [[nodiscard]] Result<bool> matches(const Candidate &candidate, const QString &folded, int &effort);

    SqliteConnection &m_connection;
    SearchTextReader m_texts;
    SqliteStatement m_hasText;
};

} // namespace perdura
