// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/SqliteConnection.h"
#include "engine/store/SqliteStore.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

namespace perdura::test {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

inline const Instant noon{std::chrono::hours(24 * 365 * 56)};

inline HistoryEvent fact(Instant time, EventData data, SequenceNumber id = -1, Origin origin = {})
{
    HistoryEvent made;
    made.eventId = id;
    made.timestamp = time;
    made.origin = std::move(origin);
    made.data = std::move(data);
    return made;
}

inline CreateInstance start(const std::string &id)
{
    return {InstanceId(id), "flow", {}, ExecutionId("x-" + id), "{\"n\":1}", noon};
}

inline HistoryOwner ownerOf(const std::string &id)
{
    return {InstanceId(id), ExecutionId("x-" + id), "flow", {}};
}

inline HumanTaskRequest question()
{
    HumanTaskRequest request;
    request.title = "Approve?";
    request.outcomes = {"Approve", "Reject"};
    return request;
}

/// A store in a temporary folder with its writer and a reader.
struct Database
{
    explicit Database(bool isInMemory = false, int maxPages = 0)
    {
        options.isInMemory = isInMemory;
        options.path = isInMemory ? folder.path().section(u'/', -1) : folder.filePath(u"hub.db"_s);
        options.maxPages = maxPages;
        store = std::make_unique<SqliteStore>(options);
        writer = std::move(*store->openWriter());
        reader = std::move(*store->openReader());
    }

    /// Over a connection of its own.
    [[nodiscard]] Result<QVariant> sql(const QString &text) const
    {
        const auto connection = SqliteConnection::open(options, SqliteConnection::Access::ReadWrite);
        return connection ? (*connection)->value(text) : fail(connection.error());
    }

    Result<WriteReceipt> write(WriteRequest request)
    {
        auto receipts = writer->apply({&request, 1});
        return receipts ? std::move(receipts->front()) : fail(receipts.error());
    }

    QTemporaryDir folder;
    SqliteOptions options;
    std::unique_ptr<SqliteStore> store;
    std::unique_ptr<StoreWriter> writer;
    std::unique_ptr<StoreReader> reader;
};

/// The first turn of an instance, which then waits for a timer, an activity and a person.
inline CommitTurn firstTurn(InstanceKey key, const std::string &id)
{
    const HistoryEvent asked = fact(noon, HumanTaskCreated{question()}, 2, Origin{"ask", ""});
    const History events{
        fact(noon, OrchestratorStarted{}),
        fact(noon, ExecutionStarted{"flow", {}, Json{{"n", 1}}, InstanceId(id), ExecutionId("x-" + id)}),
        fact(noon, TaskScheduled{"work", Json(7), 1}, 0, Origin{"node", "3"}),
        fact(noon, TimerCreated{noon + 1h, "Wait"}, 1),
        asked,
        fact(noon, OrchestratorCompleted{})};
    CommitTurn turn;
    turn.instance = key;
    turn.statusBefore = OrchestrationStatus::Pending;
    turn.updated = noon + 1s;
    turn.historyLength = int(events.size());
    turn.history = {{0, packEvents(events, ownerOf(id))}};
    turn.openActivities = 1;
    turn.timers = {{key, 1, noon + 1h}};
    turn.humanTasks = {{2, asked}};
    turn.customStatus = Json("waiting");
    return turn;
}

} // namespace perdura::test
