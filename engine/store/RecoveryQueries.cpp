// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/RecoveryQueries.h"

#include <map>

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

/// The activities of an instance that have no answer yet, by number.
Result<std::map<SequenceNumber, HistoryEvent>> openActivities(InstanceKey key, SqliteStatement &chunks)
{
    if (auto done = chunks.run(key); !done)
        return fail(done.error());
    std::map<SequenceNumber, HistoryEvent> open;
    while (chunks.next()) {
        History events;
        if (auto unpacked = unpackEvents(chunks.bytes(0), {}, events); !unpacked) {
            chunks.finish();
            return fail(unpacked.error());
        }
        for (HistoryEvent &event : events) {
            if (const auto *completed = event.as<TaskCompleted>())
                open.erase(completed->taskId);
            else if (const auto *failed = event.as<TaskFailed>())
                open.erase(failed->taskId);
            else if (event.as<TaskScheduled>())
                open.insert_or_assign(event.eventId, std::move(event));
        }
    }
    if (const auto error = chunks.error())
        return fail(*error);
    return open;
}

} // namespace

Result<std::vector<InstanceKey>> RecoveryQueries::notStarted()
{
    SqliteStatement select(m_connection, u"SELECT key FROM instances WHERE start_input IS NOT NULL AND "
                                         "(start_at IS NULL OR status <> ?) ORDER BY key"_s);
    // One that starts later has a timer for that.
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

Result<std::vector<ScheduledActivity>> RecoveryQueries::activities()
{
    SqliteStatement select(m_connection, u"SELECT key, id, execution FROM instances WHERE "
                                         "open_activities > 0 ORDER BY key"_s);
    if (auto done = select.run(); !done)
        return fail(done.error());
    SqliteStatement chunks(m_connection, u"SELECT events FROM history WHERE instance = ? ORDER BY first"_s);
    std::vector<ScheduledActivity> activities;
    while (select.next()) {
        const InstanceKey key{select.integer(0)};
        auto open = openActivities(key, chunks);
        // One damaged history must not keep the others from running; its own turns will report it.
        if (!open && open.error().code == ErrorCode::Damaged)
            continue;
        if (!open)
            return fail(open.error());
        for (auto &[task, event] : *open) {
            activities.push_back({key, InstanceId(select.text(1)), ExecutionId(select.text(2)), task,
                                  std::move(event.origin), std::get<TaskScheduled>(std::move(event.data))});
        }
    }
    if (const auto error = select.error())
        return fail(*error);
    return activities;
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
