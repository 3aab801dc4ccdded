// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/InstanceFilter.h"
#include "engine/store/PageMark.h"
#include "engine/store/SqliteStatement.h"

namespace perdura {

/// An instance that a query looks at.
struct Candidate
{
    qint64 time = 0;
    qint64 key = 0;
    bool matches = false;   ///< what the query asks of its row
    bool isIndexed = false; ///< its text is in the full-text index
};

/// The columns of a candidate, from `instances i`; `condition` is of rowCondition().
[[nodiscard]] QString candidateColumns(const InstanceQuery &query, const QString &condition);
[[nodiscard]] Candidate readCandidate(const SqliteStatement &row);
/// `a` comes before `b` in a list of that order.
[[nodiscard]] bool comesBefore(const PageMark &a, const PageMark &b);

/// Goes through the instances in the order of a query, from its page mark on, whether they match or not. Each
/// status (or each version of the workflow) has its place in an index; the walk merges these. The caller
/// holds a read transaction.
class InstanceWalk
{
public:
    [[nodiscard]] static Result<InstanceWalk> begin(SqliteConnection &connection, const InstanceQuery &query,
                                                    const std::optional<PageMark> &after);

    /// Nothing after the last one.
    [[nodiscard]] Result<std::optional<Candidate>> next();

private:
    struct Lane
    {
        SqliteStatement statement;
        std::optional<Candidate> head = {};
    };

    explicit InstanceWalk(InstanceOrder order)
        : m_order(order)
    {}
    [[nodiscard]] static Result<void> advance(Lane &lane);

    InstanceOrder m_order;
    std::vector<std::unique_ptr<Lane>> m_lanes;
};

} // namespace perdura
