// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/BlockingQueue.h"
#include "engine/runtime/LiveInstance.h"

#include <list>
#include <thread>
#include <unordered_map>

namespace perdura {

/// What a worker needs of the hub. The functions are thread-safe.
struct WorkerSettings
{
    std::shared_ptr<const Store> store;
    std::shared_ptr<const Clock> clock;
    OrchestratorSourceFactory orchestrators;
    int cachedInstances =
        1; ///< how many idle instances stay in memory; 0: every turn plays the history again
    /// Stores the turn, then carries out its effects and posts TurnStored.
    std::function<void(const HistoryOwner &, DecidedTurn)> storeTurn;
    /// A history that cannot be read: its instance stands still.
    std::function<void(const Error &)> reportFault;
};

/// One thread that runs the turns of its share of the instances. An instance has at most one turn under way;
/// what arrives meanwhile goes into its next turn.
class OrchestrationWorker
{
public:
    explicit OrchestrationWorker(WorkerSettings settings);
    ~OrchestrationWorker();

    /// Opens the worker's read connection on the new thread and waits for that.
    [[nodiscard]] Result<void> start();
    void post(InstanceMessage message);
    /// Runs the turns that are due and ends the thread.
    void stop();

private:
    struct Slot
    {
        std::unique_ptr<LiveInstance> instance; ///< null: not in memory
        std::vector<InstanceMessage> messages;  ///< for the next turn
        bool isStoring = false;                 ///< a turn is under way to the disk
        bool isReady = false;                   ///< is in m_ready
        std::optional<std::list<InstanceKey>::iterator> idle;
    };

    void run(StoreReader &reader, OrchestratorSource &orchestrators);
    void receive(InstanceMessage message);
    void runTurn(InstanceKey key, StoreReader &reader, OrchestratorSource &orchestrators);
    [[nodiscard]] bool load(InstanceKey key, Slot &slot, StoreReader &reader,
                            OrchestratorSource &orchestrators);
    void becomeIdle(InstanceKey key, Slot &slot);
    void forget(InstanceKey key);

    WorkerSettings m_settings;
    BlockingQueue<InstanceMessage> m_queue;
    std::unordered_map<InstanceKey, Slot> m_slots;
    std::list<InstanceKey> m_idle; ///< longest idle first
    std::vector<InstanceKey> m_ready;
    std::thread m_thread;
};

} // namespace perdura
