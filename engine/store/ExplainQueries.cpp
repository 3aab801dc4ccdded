// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/ExplainQueries.h"

#include "engine/store/OpenEvents.h"
#include "engine/store/PackedBytes.h"

#include <QCoreApplication>

#include <algorithm>
#include <map>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

using Kind = InstanceReason::Kind;

namespace {

/// An instance may wait for 100,000 activities; nobody reads a list of them.
void keepSome(InstanceExplanation &explanation)
{
    std::map<Kind, int> seen;
    explanation.unnamed += int(std::erase_if(explanation.reasons, [&](const InstanceReason &reason) {
        return ++seen[reason.kind] > InstanceExplanation::maxNamed;
    }));
}

} // namespace

ExplainQueries::ExplainQueries(SqliteConnection &connection)
    : m_row(connection, u"SELECT status, created, updated, completed, start_at, history_length, waits, "
                        "failure_message FROM instances WHERE key = ?"_s)
    , m_history(connection, u"SELECT events FROM history WHERE instance = ? ORDER BY first"_s)
    , m_timers(connection,
               u"SELECT number, fire_at FROM timers WHERE instance = ? ORDER BY fire_at, number"_s)
    , m_tasks(connection, u"SELECT number, event FROM human_tasks WHERE instance = ? ORDER BY number"_s)
    , m_children(connection,
                 u"SELECT id, status, created, parent_task FROM instances WHERE parent_id = ? AND "
                 "parent_execution = ? AND completed IS NULL ORDER BY key LIMIT ?"_s)
    , m_openChildren(connection,
                     u"SELECT count(*) FROM instances WHERE parent_id = ? AND parent_execution = ? "
                     "AND completed IS NULL"_s)
    , m_messages(connection, u"SELECT count(*) FROM inbox WHERE instance = ?"_s)
{}

Result<InstanceExplanation> ExplainQueries::explain(InstanceKey instance, const HistoryOwner &owner)
{
    InstanceExplanation explanation;
    explanation.instance = owner.instance;
    const auto row = readRow(instance, explanation);
    if (!row)
        return fail(row.error());
    std::vector<InstanceReason> &reasons = explanation.reasons;
    if (isTerminal(explanation.status)) {
        reasons.push_back({.kind = Kind::Ended, .since = row->completed, .detail = row->failureMessage});
        return explanation;
    }
    OpenEvents open;
    if (auto read = readHistory(instance, owner, open); !read)
        return fail(read.error());
    reasons = open.reasons();
    for (const WaitState::Event &event : row->waits.events)
        reasons.push_back({Kind::ExternalEvent, event.name, event.origin, event.since});
    auto added = addHumanTasks(instance, explanation)
                     .and_then([&] { return addTimers(instance, open, explanation); })
                     .and_then([&] { return addChildren(owner, open, explanation); });
    if (!added)
        return fail(added.error());
    if (row->waits.returned) {
        const auto isTask = [](const InstanceReason &reason) { return reason.kind != Kind::Suspended; };
        const auto tasks = std::ranges::count_if(reasons, isTask) + explanation.unnamed;
        reasons.insert(reasons.begin(),
                       {.kind = Kind::Returned, .since = row->waits.returned, .count = int(tasks)});
    }
    if (auto done = addMessages(instance, *row, explanation); !done)
        return fail(done.error());
    keepSome(explanation);
    return explanation;
}

Result<ExplainQueries::Row> ExplainQueries::readRow(InstanceKey instance, InstanceExplanation &explanation)
{
    if (auto done = m_row.run(instance); !done)
        return fail(done.error());
    Row row;
    if (m_row.next()) {
        explanation.status =
            storedStatus(std::uint64_t(m_row.integer(0))).value_or(OrchestrationStatus::Failed);
        explanation.since = m_row.instant(2);
        row.created = m_row.instant(1);
        if (!m_row.isNull(3))
            row.completed = m_row.instant(3);
        if (!m_row.isNull(4))
            row.startAt = m_row.instant(4);
        row.hasStarted = m_row.integer(5) > 0;
        if (const auto waits = parseJson(m_row.text(6), storedJsonLimits))
            row.waits = waitStateFromJson(*waits);
        row.failureMessage = m_row.text(7);
    }
    if (const auto error = m_row.error())
        return fail(*error);
    m_row.finish();
    return row;
}

Result<void> ExplainQueries::readHistory(InstanceKey instance, const HistoryOwner &owner, OpenEvents &open)
{
    if (auto done = m_history.run(instance); !done)
        return done;
    while (m_history.next()) {
        History events;
        if (auto unpacked = unpackEvents(m_history.bytes(0), owner, events); !unpacked) {
            m_history.finish();
            return unpacked;
        }
        for (const HistoryEvent &event : events)
            open.record(event);
    }
    const auto error = m_history.error();
    return error ? Result<void>(fail(*error)) : Result<void>();
}

Result<void> ExplainQueries::addTimers(InstanceKey instance, const OpenEvents &open,
                                       InstanceExplanation &explanation)
{
    if (auto done = m_timers.run(instance); !done)
        return done;
    while (m_timers.next()) {
        const auto number = SequenceNumber(m_timers.integer(0));
        const Instant fireAt = m_timers.instant(1);
        if (number == PendingTimer::startTimer)
            explanation.reasons.push_back({.kind = Kind::ScheduledStart, .until = fireAt});
        else
            explanation.reasons.push_back(open.timer(number, fireAt));
    }
    const auto error = m_timers.error();
    return error ? Result<void>(fail(*error)) : Result<void>();
}

Result<void> ExplainQueries::addHumanTasks(InstanceKey instance, InstanceExplanation &explanation)
{
    if (auto done = m_tasks.run(instance); !done)
        return done;
    while (m_tasks.next()) {
        History events;
        if (auto unpacked = unpackEvents(m_tasks.bytes(1), {}, events); !unpacked) {
            m_tasks.finish();
            return unpacked;
        }
        for (const HistoryEvent &event : events) {
            const auto *created = event.as<HumanTaskCreated>();
            if (!created)
                continue;
            explanation.reasons.push_back({.kind = Kind::HumanTask,
                                           .name = created->request.title,
                                           .origin = event.origin,
                                           .since = event.timestamp,
                                           .until = created->request.due,
                                           .detail = created->request.asked(),
                                           .number = SequenceNumber(m_tasks.integer(0))});
        }
    }
    const auto error = m_tasks.error();
    return error ? Result<void>(fail(*error)) : Result<void>();
}

Result<void> ExplainQueries::addChildren(const HistoryOwner &owner, const OpenEvents &open,
                                         InstanceExplanation &explanation)
{
    if (auto done = m_children.run(owner.instance, owner.execution, InstanceExplanation::maxNamed); !done)
        return done;
    int named = 0;
    while (m_children.next()) {
        InstanceReason reason = open.child(SequenceNumber(m_children.integer(3)));
        reason.name = m_children.text(0);
        const auto status = storedStatus(std::uint64_t(m_children.integer(1)));
        reason.detail = statusName(status.value_or(OrchestrationStatus::Failed));
        if (!reason.since)
            reason.since = m_children.instant(2);
        explanation.reasons.push_back(std::move(reason));
        ++named;
    }
    if (const auto error = m_children.error())
        return fail(*error);
    if (named < InstanceExplanation::maxNamed)
        return {};
    if (auto done = m_openChildren.run(owner.instance, owner.execution); !done)
        return done;
    if (m_openChildren.next())
        explanation.unnamed = int(m_openChildren.integer(0)) - named;
    const auto error = m_openChildren.error();
    m_openChildren.finish();
    return error ? Result<void>(fail(*error)) : Result<void>();
}

/// Messages on disk wait for a turn, as does an instance that has not begun.
Result<void> ExplainQueries::addMessages(InstanceKey instance, const Row &row,
                                         InstanceExplanation &explanation)
{
    if (auto done = m_messages.run(instance); !done)
        return done;
    const int messages = m_messages.next() ? int(m_messages.integer(0)) : 0;
    if (const auto error = m_messages.error())
        return fail(*error);
    m_messages.finish();
    const bool isToStart = !row.hasStarted && !row.startAt;
    if (messages == 0 && !isToStart)
        return {};
    explanation.reasons.push_back({.kind = Kind::WaitsForWorker,
                                   .since = isToStart ? row.created : explanation.since,
                                   .count = messages});
    return {};
}

} // namespace perdura
