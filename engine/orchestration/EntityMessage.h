// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/orchestration/HistoryEvent.h"

namespace perdura {

/// Something that is wanted of an entity.
struct EntityMessage
{
    enum class Kind {
        Signal, ///< an operation that nobody waits for
        Call,   ///< an operation whose sender, an orchestration, waits for the answer
        Lock,   ///< the sender wants the entities of `lockSet` for itself, this one first
        Unlock  ///< the sender does not want them any more; its task is the lock request's
    };

    Kind kind = Kind::Signal;
    EntityId entity = {};
    std::string operation = {};
    Json input = nullptr;
    std::optional<Instant> due = {}; ///< of a signal: not before
    /// Whom to answer; its task is the call's, or the lock request's number. Of a signal: who sent it, for
    /// what it is worth; empty when that was a client.
    ParentInstance sender = {};
    std::vector<EntityId> lockSet = {}; ///< sorted
    bool operator==(const EntityMessage &) const = default;
};

/// Who has an entity for itself.
struct EntityLockHolder
{
    ParentInstance owner = {}; ///< its task is the lock request's number
    Instant since = {};
    bool operator==(const EntityLockHolder &) const = default;
};

} // namespace perdura
