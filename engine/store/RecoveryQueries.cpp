// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/RecoveryQueries.h"

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

/// All rows of a query, each made into a value by `make`.
template <typename Row, typename Make>
Result<std::vector<Row>> collect(SqliteStatement &statement, Make make)
{
    std::vector<Row> rows;
    while (statement.next())
        rows.push_back(make());
    if (const auto error = statement.error())
        return fail(*error);
    return rows;
}

} // namespace

Result<std::vector<InstanceKey>> RecoveryQueries::notStarted()
{
    SqliteStatement select(m_connection, u"SELECT key FROM instances WHERE status = ? ORDER BY key"_s);
    if (auto done = select.run(OrchestrationStatus::Pending); !done)
        return fail(done.error());
    return collect<InstanceKey>(select, [&] { return InstanceKey(select.integer(0)); });
}

Result<std::vector<InboxMessage>> RecoveryQueries::inbox()
{
    SqliteStatement select(m_connection, u"SELECT instance, number, event FROM inbox ORDER BY number"_s);
    if (auto done = select.run(); !done)
        return fail(done.error());
    std::vector<InboxMessage> messages;
    while (select.next()) {
        const InstanceKey instance{select.integer(0)};
        const MessageNumber number{select.integer(1)};
        History events;
        // One bad row must not keep the others from their instances.
        if (auto unpacked = unpackEvents(select.bytes(2), {}, events); !unpacked) {
            messages.push_back({instance, number, {}, unpacked.error()});
            continue;
        }
        for (HistoryEvent &event : events)
            messages.push_back({instance, number, std::move(event)});
    }
    if (const auto error = select.error())
        return fail(*error);
    return messages;
}

Result<std::vector<RecoveredActivity>> RecoveryQueries::activities()
{
    SqliteStatement select(
        m_connection,
        u"SELECT p.instance, p.task, p.name, p.attempt, p.node, p.iteration, p.input, i.id, i.execution "
        "FROM pending_activities p JOIN instances i ON i.key = p.instance ORDER BY p.instance, p.task"_s);
    if (auto done = select.run(); !done)
        return fail(done.error());
    return collect<RecoveredActivity>(select, [&] {
        PendingActivity activity{
            InstanceKey(select.integer(0)), SequenceNumber(select.integer(1)),      select.text(2),
            int(select.integer(3)),         Origin{select.text(4), select.text(5)}, select.bytes(6)};
        return RecoveredActivity{std::move(activity), InstanceId(select.text(7)),
                                 ExecutionId(select.text(8))};
    });
}

Result<std::vector<PendingTimer>> RecoveryQueries::timers()
{
    SqliteStatement select(m_connection, u"SELECT instance, number, fire_at FROM timers"_s);
    if (auto done = select.run(); !done)
        return fail(done.error());
    return collect<PendingTimer>(select, [&] {
        return PendingTimer{InstanceKey(select.integer(0)), SequenceNumber(select.integer(1)),
                            select.instant(2)};
    });
}

} // namespace perdura
