// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/EntityWorker.h"
#include "engine/runtime/TimerService.h"

namespace perdura {

/// The entities' part of a hub: spreads them over worker threads and wakes them when delayed signals are due.
class EntityHost
{
public:
    /// All but `threads` go to the workers. Its functions are thread-safe.
    EntityHost(EntityWorkerSettings settings, int threads);
    ~EntityHost();

    /// What is pending, before start().
    [[nodiscard]] Result<void> recover(StoreReader &reader);
    [[nodiscard]] Result<void> start();
    /// What a commit put into inboxes.
    void carryOut(const WriteReceipt &receipt);
    /// What became of an entity's turn.
    void turnStored(EntityKey entity, const Result<WriteReceipt> &receipt);
    /// A definition was published, perhaps that of an entity.
    void codeChanged();
    /// The clock has jumped.
    void wake() { m_timers.wake(); }
    /// Nothing becomes due any more.
    void stopTimers() { m_timers.stop(); }
    /// Waits for the turns under way to be stored.
    void stop();

private:
    void post(EntityWork work);

    std::vector<std::unique_ptr<EntityWorker>> m_workers;
    TimerService m_timers;
};

} // namespace perdura
