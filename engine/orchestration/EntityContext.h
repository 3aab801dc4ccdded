// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/orchestration/EntityMessage.h"
#include "engine/orchestration/OrchestrationLimits.h"

#include <functional>

namespace perdura {

/// An orchestration that an entity starts and leaves alone.
struct EntityStart
{
    InstanceId instance = {};
    std::string name = {};
    VersionId version = {};
    Json input = nullptr;
    bool operator==(const EntityStart &) const = default;
};

/// What an operation led to, when it ended well.
struct EntityEffects
{
    std::optional<Json> state = {}; ///< when it was set; null: deleted
    Json result = nullptr;
    std::vector<EntityMessage> sent = {};
    std::vector<EntityStart> starts = {};
};

/// Makes the ids of the instances that entities start: unique for ever, for a turn is decided again after a
/// crash.
using NewInstanceId = std::function<InstanceId()>;

/// What an operation of an entity may see and do. Nothing of it counts before the operation has ended; after
/// an exception nothing of it does. Used on one thread, by one operation; does no I/O and reads no clock.
class EntityContext
{
public:
    /// The arguments outlive the context.
    EntityContext(const EntityMessage &operation, const Json &state, Instant now,
                  const OrchestrationLimits &limits, const NewInstanceId &newId);

    [[nodiscard]] const EntityId &id() const { return m_message.entity; }
    [[nodiscard]] const std::string &operation() const { return m_message.operation; }
    [[nodiscard]] const Json &input() const { return m_message.input; }
    /// The time at which the entity's turn began.
    [[nodiscard]] Instant now() const { return m_now; }

    [[nodiscard]] bool hasState() const { return !state().is_null(); }
    /// Null when there is none. Reading never makes an entity exist.
    [[nodiscard]] const Json &state() const { return m_effects.state ? *m_effects.state : m_committed; }
    /// Null deletes it. Throws TaskFailedException past OrchestrationLimits::payloadBytes, as all that takes
    /// a value does.
    void setState(Json state);
    void deleteState() { m_effects.state = nullptr; }
    /// What a call gets; null when it is not set.
    void setResult(Json result);

    /// Sends an operation that nobody waits for, not before `due`; to the entity itself, too.
    void signalEntity(EntityId entity, std::string operation, Json input, std::optional<Instant> due = {});
    /// Starts an instance and leaves it alone; nothing happens when the id is in use. Gives the id, a new one
    /// unless one is given. The version is that of a drawn workflow.
    InstanceId startOrchestration(std::string orchestrator, Json input, InstanceId id = {},
                                  VersionId version = {});

    [[nodiscard]] EntityEffects takeEffects() { return std::move(m_effects); }

private:
    void checkPayload(const Json &payload, const char *what) const;

    const EntityMessage &m_message;
    const Json &m_committed;
    Instant m_now;
    const OrchestrationLimits &m_limits;
    const NewInstanceId &m_newId;
    EntityEffects m_effects;
};

/// An entity: runs one operation. An exception fails the operation and undoes what it did.
using EntityFunction = std::function<void(EntityContext &)>;

/// An entity made of operations, found by name whatever its case. An operation that it does not have fails,
/// but for `delete`, which then deletes the state.
[[nodiscard]] EntityFunction entityOfOperations(std::map<std::string, EntityFunction> operations);

} // namespace perdura
