// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/LiveEntity.h"

#include <QUuid>

namespace perdura {

namespace {

std::string randomId()
{
    return QUuid::createUuid().toString(QUuid::Id128).toStdString();
}

InstanceId newInstanceId()
{
    return InstanceId(randomId());
}

} // namespace

LiveEntity::LiveEntity(StoredEntity stored, Result<EntityFunction> function, EntityLimits limits,
                       const OrchestrationLimits &payloads)
    : m_key(stored.key)
    , m_executor({std::move(stored.id), std::move(stored.state), std::move(stored.lock)}, std::move(function),
                 payloads, newInstanceId)
    , m_limits(limits)
{}

void LiveEntity::receive(EntityDelivery delivery)
{
    const int count = int(delivery.messages.size());
    if (count == 0 || !m_rows.try_emplace(delivery.number, Row{count, count}).second)
        return;
    m_rows[delivery.number].due = delivery.messages.front().due;
    for (EntityMessage &message : delivery.messages)
        m_executor.receive(std::move(message), qint64(delivery.number));
}

std::optional<CommitEntityTurn> LiveEntity::turn(Instant now)
{
    if (!hasWork())
        return {};
    EntityBatch batch;
    std::size_t finished = 0;
    // A row goes as a whole, so a turn ends with one.
    for (int batches = 0; hasWork() && (batches < m_limits.batchesPerTurn || m_begun > 0); ++batches) {
        m_executor.run(now, m_limits.operationsPerBatch, batch);
        for (; finished < batch.finished.size(); ++finished)
            finish(MessageNumber(batch.finished[finished]));
    }
    const EntityRecord &record = m_executor.record();
    CommitEntityTurn turn;
    turn.entity = m_key;
    turn.id = record.id;
    turn.hasState = !record.state.is_null();
    if (batch.hasNewState)
        turn.state = turn.hasState ? QByteArray::fromStdString(dumpJson(record.state)) : QByteArray();
    turn.lock = record.lock;
    if (batch.operations > 0)
        turn.lastOperation = now;
    for (EntityAnswer &answer : batch.answers) {
        HistoryEvent event;
        event.timestamp = now;
        event.data = std::move(answer.data);
        turn.answers.push_back({std::move(answer.to), std::move(event)});
    }
    turn.messages = std::move(batch.messages);
    for (EntityStart &start : batch.starts) {
        turn.starts.push_back({std::move(start.instance), std::move(start.name), std::move(start.version),
                               ExecutionId(randomId()), QByteArray::fromStdString(dumpJson(start.input)),
                               now});
    }
    takeFinished(turn);
    return turn;
}

void LiveEntity::finish(MessageNumber number)
{
    Row &row = m_rows.at(number);
    if (row.left == row.total && row.total > 1)
        ++m_begun;
    if (--row.left == 0 && row.total > 1)
        --m_begun;
}

// Rows that follow each other go together. Numbers between them belong to other entities, or to rows that
// have gone; what comes later has a higher one.
void LiveEntity::takeFinished(CommitEntityTurn &turn)
{
    bool continues = false;
    for (auto at = m_rows.begin(); at != m_rows.end();) {
        const auto &[number, row] = *at;
        if (row.left > 0) {
            continues = continues && row.due;
            ++at;
            continue;
        }
        if (row.due)
            turn.finishedDelayed.push_back({*row.due, number});
        else if (continues)
            turn.finished.back().last = number;
        else
            turn.finished.push_back({number, number});
        continues = continues || !row.due;
        at = m_rows.erase(at);
    }
}

} // namespace perdura
