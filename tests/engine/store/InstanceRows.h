// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/engine/store/TestDatabase.h"

namespace perdura::test {

/// How a test's instance is to be; all begin at noon.
struct InstanceRow
{
    std::string id;
    std::string name = "flow";
    OrchestrationStatus status = OrchestrationStatus::Running;
    Instant created = noon;
    Instant updated = noon;
    Tags tags = {};
    std::optional<ParentInstance> parent = {};
    Json input = nullptr;
    Json output = nullptr;
    std::optional<Json> customStatus = {};
    std::string failureMessage = {};
};

/// The request that starts it.
inline CreateInstance startOf(const InstanceRow &row)
{
    CreateInstance request = start(row.id);
    request.name = row.name;
    request.created = row.created;
    request.input = QByteArray::fromStdString(dumpJson(row.input));
    request.tags = row.tags;
    request.parent = row.parent;
    return request;
}

/// The turn that brings it from Pending to its status.
inline CommitTurn turnOf(InstanceKey key, const InstanceRow &row)
{
    const HistoryOwner owner{
        InstanceId(row.id), ExecutionId("x-" + row.id), row.name, {}, row.parent, row.tags};
    History events{fact(row.created, OrchestratorStarted{}),
                   fact(row.created,
                        ExecutionStarted{
                            row.name, {}, row.input, owner.instance, owner.execution, row.parent, row.tags})};
    if (row.status == OrchestrationStatus::Completed || row.status == OrchestrationStatus::Failed)
        events.push_back(fact(row.updated, ExecutionCompleted{row.status, row.output, {}}, 0));
    events.push_back(fact(row.updated, OrchestratorCompleted{}));
    CommitTurn turn;
    turn.instance = key;
    turn.statusBefore = OrchestrationStatus::Pending;
    turn.status = row.status;
    turn.updated = row.updated;
    turn.customStatus = row.customStatus;
    turn.failureMessage = row.failureMessage;
    turn.historyLength = int(events.size());
    turn.history = {{0, packEvents(events, owner)}};
    return turn;
}

/// A database with these instances, in this order.
inline InstanceKey add(Database &database, const InstanceRow &row)
{
    const auto started = database.write(startOf(row));
    if (!started)
        return {};
    if (row.status != OrchestrationStatus::Pending)
        (void)database.write(turnOf(started->instance, row));
    return started->instance;
}

/// The ids of a page, or the error's message.
inline QString ids(const Result<InstancePage> &page)
{
    if (!page)
        return page.error().message;
    QStringList list;
    for (const InstanceSummary &instance : page->instances)
        list += instance.id.toQString();
    return list.join(u' ');
}

/// All pages of a query, one after the other.
inline QString allIds(StoreReader &reader, InstanceQuery query)
{
    QStringList list;
    do {
        const auto page = reader.instances(query);
        if (!page)
            return page.error().message;
        if (!page->instances.empty())
            list += ids(page);
        query.after = page->next;
    } while (!query.after.isEmpty());
    return list.join(u' ');
}

} // namespace perdura::test
