// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/InstanceArchiveStore.h"

namespace perdura {

namespace {

/// Events to a row, so that both ends of a long history can be read without the middle.
constexpr std::size_t chunkLength = 500;

std::vector<HistoryChunk> chunksOf(const History &history, const HistoryOwner &owner)
{
    std::vector<HistoryChunk> chunks;
    const std::span<const HistoryEvent> all(history);
    for (std::size_t first = 0; first < all.size(); first += chunkLength) {
        const std::size_t length = std::min(chunkLength, all.size() - first);
        chunks.push_back({int(first), packEvents(all.subspan(first, length), owner)});
    }
    return chunks;
}

} // namespace

Result<InstanceArchive> archiveOf(const InstanceId &id, InstanceQueries &instances,
                                  DefinitionTable &definitions, LogTable &log)
{
    const auto row = instances.row(id);
    if (!row)
        return fail(row.error());
    auto detail = instances.detail(id);
    if (!detail)
        return fail(detail.error());
    auto stored = instances.load(row->key);
    if (!stored)
        return fail(stored.error());
    auto lines = log.lines(row->key);
    if (!lines)
        return fail(lines.error());
    const auto definition = row->owner.version.isEmpty() ? Result<std::optional<QByteArray>>()
                                                         : definitions.text(row->owner.version);
    if (!definition)
        return fail(definition.error());
    const InstanceSummary &summary = detail->summary;
    InstanceArchive archive;
    archive.id = id;
    archive.execution = row->owner.execution;
    archive.name = row->owner.name;
    archive.version = row->owner.version;
    archive.status = summary.status;
    archive.created = summary.created;
    archive.updated = summary.lastUpdated;
    archive.completed = summary.completed;
    archive.failureMessage = summary.failureMessage;
    archive.customStatus = detail->customStatus;
    archive.startInput = std::move(stored->startInput);
    archive.generation = stored->generation;
    archive.parent = row->owner.parent;
    archive.tags = row->owner.tags;
    archive.history = std::move(stored->history);
    archive.definition = definition->value_or(QByteArray());
    archive.log = std::move(*lines);
    return archive;
}

CreateInstance createOf(const InstanceId &id, const InstanceArchive &archive)
{
    CreateInstance create{id, archive.name, archive.version, archive.execution, "null", archive.created};
    create.parent = archive.parent;
    create.tags = archive.tags;
    return create;
}

CommitTurn lastTurnOf(InstanceKey key, const InstanceId &id, const InstanceArchive &archive)
{
    const HistoryOwner owner{id,          archive.execution, archive.name, archive.version, archive.parent,
                             archive.tags};
    History history = archive.history;
    for (HistoryEvent &event : history) {
        if (auto *started = std::get_if<ExecutionStarted>(&event.data)) {
            *started = ExecutionStarted{owner.name,     owner.version,   std::move(started->input),
                                        owner.instance, owner.execution, owner.parent,
                                        owner.tags};
        }
    }
    CommitTurn turn;
    turn.instance = key;
    turn.statusBefore = OrchestrationStatus::Pending;
    turn.status = archive.status;
    turn.updated = archive.completed.value_or(archive.updated);
    if (!archive.customStatus.is_null())
        turn.customStatus = archive.customStatus;
    turn.failureMessage = archive.failureMessage;
    turn.historyLength = int(history.size());
    turn.history = chunksOf(history, owner);
    return turn;
}

} // namespace perdura
