// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/InstanceWalk.h"

#include <limits>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 least = std::numeric_limits<qint64>::min();
constexpr qint64 most = std::numeric_limits<qint64>::max();
/// A workflow with more versions is found by status.
constexpr std::size_t maxVersions = 50;

/// The parts of the index that the walk merges.
struct Lanes
{
    QString column;
    QString index;
    std::vector<qint64> values = {};
    bool includesUnknown = false; ///< statuses that only a damaged database has; a list must show those rows
};

Result<std::vector<qint64>> orchestratorsNamed(SqliteConnection &connection, const std::string &name)
{
    SqliteStatement select(connection, u"SELECT key FROM orchestrators WHERE name = ?"_s);
    if (auto done = select.run(name); !done)
        return fail(done.error());
    std::vector<qint64> keys;
    while (select.next())
        keys.push_back(select.integer(0));
    if (const auto error = select.error())
        return fail(*error);
    return keys;
}

Result<Lanes> lanesOf(SqliteConnection &connection, const InstanceQuery &query)
{
    const bool isByChange = query.order == InstanceOrder::LastUpdatedFirst;
    if (!query.name.empty() && !isByChange) {
        auto keys = orchestratorsNamed(connection, query.name);
        if (!keys)
            return fail(keys.error());
        if (keys->size() <= maxVersions)
            return Lanes{u"orchestrator"_s, u"instances_by_orchestrator"_s, *std::move(keys)};
    }
    Lanes lanes{u"status"_s, isByChange ? u"instances_by_change"_s : u"instances_by_creation"_s};
    for (const OrchestrationStatus status : wantedStatuses(query))
        lanes.values.push_back(qint64(status));
    lanes.includesUnknown = query.statuses.empty();
    return lanes;
}

bool isDescending(InstanceOrder order)
{
    return order != InstanceOrder::OldestFirst;
}

/// Between which times the walk goes, and where it begins.
QVariantList bounds(const InstanceQuery &query, const std::optional<PageMark> &after)
{
    const TimeRange &range = orderedRange(query);
    qint64 from = range.from ? range.from->time_since_epoch().count() : least;
    qint64 to = range.until ? range.until->time_since_epoch().count() - 1 : most;
    const bool descends = isDescending(query.order);
    if (after && descends)
        to = std::min(to, after->time);
    else if (after)
        from = std::max(from, after->time);
    const qint64 everyKey = descends ? most : least;
    return {from, to, after ? after->time : least, after ? after->key : everyKey};
}

QString laneSql(const InstanceQuery &query, const Lanes &lanes, const QString &condition,
                const QString &comparison)
{
    const bool descends = isDescending(query.order);
    const QString time = u"i."_s + timeColumn(query.order);
    return u"SELECT "_s + candidateColumns(query, condition) +
           u" FROM instances i INDEXED BY %1 WHERE i.%2 %6 ? AND %3 >= ? AND %3 <= ? "
           "AND (%3 <> ? OR i.key %4 ?) ORDER BY %3 %5, i.key %5"_s.arg(
               lanes.index, lanes.column, time, descends ? u"<"_s : u">"_s, descends ? u"DESC"_s : u"ASC"_s,
               comparison);
}

} // namespace

QString candidateColumns(const InstanceQuery &query, const QString &condition)
{
    return u"i.%1, i.key, i.text_changed = 0 AND i.key <= (SELECT indexed_up_to FROM search_progress), "_s
               .arg(timeColumn(query.order)) +
           condition;
}

Candidate readCandidate(const SqliteStatement &row)
{
    return {.time = row.integer(0),
            .key = row.integer(1),
            .matches = row.integer(3) != 0,
            .isIndexed = row.integer(2) != 0};
}

bool comesBefore(const PageMark &a, const PageMark &b)
{
    const auto place = [](const PageMark &mark) { return std::pair(mark.time, mark.key); };
    return isDescending(a.order) ? place(a) > place(b) : place(a) < place(b);
}

Result<InstanceWalk> InstanceWalk::begin(SqliteConnection &connection, const InstanceQuery &query,
                                         const std::optional<PageMark> &after)
{
    const auto lanes = lanesOf(connection, query);
    if (!lanes)
        return fail(lanes.error());
    const SqlPart condition = rowCondition(query);
    InstanceWalk walk(query.order);
    std::vector<std::pair<QString, qint64>> parts;
    for (const qint64 value : lanes->values)
        parts.emplace_back(u"="_s, value);
    if (lanes->includesUnknown)
        parts.emplace_back(u">"_s, qint64(OrchestrationStatus::Suspended));
    for (const auto &[comparison, value] : parts) {
        auto lane = std::make_unique<Lane>(
            Lane{SqliteStatement(connection, laneSql(query, *lanes, condition.sql, comparison))});
        // The columns come before the bounds in the statement.
        QVariantList values = condition.values;
        values << value << bounds(query, after);
        auto begun = lane->statement.runWith(values).and_then([&] { return advance(*lane); });
        if (!begun)
            return fail(begun.error());
        walk.m_lanes.push_back(std::move(lane));
    }
    return walk;
}

Result<void> InstanceWalk::advance(Lane &lane)
{
    lane.head.reset();
    if (lane.statement.next())
        lane.head = readCandidate(lane.statement);
    else if (const auto error = lane.statement.error())
        return fail(*error);
    return {};
}

Result<std::optional<Candidate>> InstanceWalk::next()
{
    const auto mark = [this](const Candidate &candidate) {
        return PageMark{m_order, candidate.time, candidate.key};
    };
    Lane *first = nullptr;
    for (const auto &lane : m_lanes) {
        if (lane->head && (!first || comesBefore(mark(*lane->head), mark(*first->head))))
            first = lane.get();
    }
    if (!first)
        return std::optional<Candidate>();
    const auto found = first->head;
    if (auto done = advance(*first); !done)
        return fail(done.error());
    return found;
}

} // namespace perdura
