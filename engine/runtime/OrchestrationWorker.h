// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/FailPoints.h"
#include "engine/runtime/BlockingQueue.h"
#include "engine/runtime/LiveInstance.h"

#include <atomic>
#include <list>
#include <thread>
#include <unordered_map>

namespace perdura {

class OrchestrationWorker;

/// What a worker needs of the hub. The functions are thread-safe.
struct WorkerSettings
{
    std::shared_ptr<const Store> store;
    std::shared_ptr<const Clock> clock;
    OrchestratorSourceFactory orchestrators;
    OrchestrationLimits limits;
    /// How many idle instances stay in memory; 0: every turn plays the history again.
    int cachedInstances = 1;
    FailPoints failPoints = {};
    /// Stores the turn, then carries out its effects and posts TurnStored.
    std::function<void(const HistoryOwner &, DecidedTurn)> storeTurn;
    /// The database cannot be read for now, its instances wait; nothing: all of them could be read after all.
    std::function<void(const OrchestrationWorker *, std::optional<Error>)> setFault;
    /// This one instance cannot be read: it stands still until its next message.
    std::function<void(InstanceKey, const Error &)> reportUnreadable;
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
    /// Any thread, also before start().
    void post(InstanceMessage message);
    /// Messages that were not looked at yet and instances that wait for their turn. Any thread.
    [[nodiscard]] int queueLength() const { return int(m_queue.size()) + m_waiting; }
    /// Runs the turns over all that was posted before, waits until they are stored and ends the thread.
    void stop();

    /// How long to wait before an instance that could not be read is tried again.
    static constexpr std::chrono::seconds retryInterval{2};

private:
    struct Slot
    {
        std::unique_ptr<LiveInstance> instance; ///< null: not in memory
        std::vector<InstanceMessage> messages;  ///< for the next turn
        std::optional<Error> refusal;           ///< why its last turn can never be stored
        bool isStoring = false;                 ///< a turn is under way to the disk
        bool isReady = false;                   ///< is in m_ready or m_unread
        std::optional<std::list<InstanceKey>::iterator> idle;
    };
    enum class Loaded { Yes, Never, Later };

    void run(StoreReader &reader, OrchestratorSource &orchestrators);
    void receive(InstanceMessage message);
    void turnStored(InstanceKey key, const TurnStored &stored);
    void schedule(InstanceKey key, Slot &slot);
    void retryUnread();
    void reportRecovery();
    void runTurn(InstanceKey key, StoreReader &reader, OrchestratorSource &orchestrators);
    [[nodiscard]] Loaded load(InstanceKey key, Slot &slot, StoreReader &reader,
                              OrchestratorSource &orchestrators);
    [[nodiscard]] static Result<StoredInstance> read(InstanceKey key, const Slot &slot, StoreReader &reader);
    [[nodiscard]] Loaded fault(InstanceKey key, const Error &error);
    static void beginMove(Slot &slot);
    void becomeIdle(InstanceKey key, Slot &slot);
    void leaveIdle(Slot &slot);
    void forget(InstanceKey key);

    WorkerSettings m_settings;
    BlockingQueue<InstanceMessage> m_queue;
    std::unordered_map<InstanceKey, Slot> m_slots;
    std::list<InstanceKey> m_idle; ///< longest idle first
    std::vector<InstanceKey> m_ready;
    std::atomic<int> m_waiting = 0;    ///< as many as m_ready, for other threads
    std::vector<InstanceKey> m_unread; ///< wait for m_retryAt
    std::optional<std::chrono::steady_clock::time_point> m_retryAt;
    int m_storing = 0; ///< turns under way to the disk
    bool m_hasFault = false;
    bool m_isEnding = false;
    std::thread m_thread;
};

} // namespace perdura
