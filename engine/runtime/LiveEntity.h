// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/orchestration/EntityExecutor.h"
#include "engine/store/Store.h"

#include <map>

namespace perdura {

struct EntityLimits
{
    /// Operations that run one after the other before the worker looks at anything else.
    int operationsPerBatch = 100;
    /// Batches that are stored together, while there are enough messages.
    int batchesPerTurn = 100;
};

/// An entity in memory: its state, who has it for itself, and the messages that wait. Runs turns over them
/// and says what has to be stored. Belongs to one worker; does no I/O.
class LiveEntity
{
public:
    LiveEntity(StoredEntity stored, Result<EntityFunction> function, EntityLimits limits,
               const OrchestrationLimits &payloads);

    /// What it does from its next operation on.
    void setFunction(Result<EntityFunction> function) { m_executor.setFunction(std::move(function)); }
    /// Messages that are on disk; of delayed signals those that are due. One that is known already is passed
    /// over.
    void receive(EntityDelivery delivery);
    /// Runs what may run; nothing when nothing may. The turn must be stored before the next one is run.
    [[nodiscard]] std::optional<CommitEntityTurn> turn(Instant now);

    [[nodiscard]] const EntityId &id() const { return m_executor.record().id; }
    [[nodiscard]] bool hasWork() const { return m_executor.hasWork(); }
    /// It keeps messages: they are on disk, but nobody would bring them again.
    [[nodiscard]] bool holdsMessages() const { return !m_executor.isEmpty(); }

private:
    /// A row of the inbox, or a delayed signal.
    struct Row
    {
        int left = 0; ///< of its messages
        int total = 0;
        std::optional<Instant> due = {};
    };

    void finish(MessageNumber number);
    void takeFinished(CommitEntityTurn &turn);

    EntityKey m_key;
    EntityExecutor m_executor;
    EntityLimits m_limits;
    std::map<MessageNumber, Row> m_rows;
    int m_begun = 0; ///< rows of which some messages are done with and some are not
};

} // namespace perdura
