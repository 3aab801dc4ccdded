// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/FailPoints.h"
#include "engine/runtime/BlockingQueue.h"
#include "engine/runtime/EntitySource.h"
#include "engine/runtime/LiveEntity.h"

#include <deque>
#include <list>
#include <thread>
#include <unordered_map>
#include <variant>

namespace perdura {

class EntityWorker;

/// What a worker needs of its host. The functions are thread-safe.
struct EntityWorkerSettings
{
    std::shared_ptr<const Store> store;
    std::shared_ptr<const Clock> clock;
    EntitySourceFactory entities; ///< may be null: there are none
    EntityLimits limits;
    OrchestrationLimits payloads;
    int cachedEntities = 1; ///< idle ones that stay in memory
    FailPoints failPoints = {};
    /// Stores the turn, then posts what became of it.
    std::function<void(CommitEntityTurn)> storeTurn;
    /// The database cannot be read for now, its entities wait; nothing: all of them could be read after all.
    std::function<void(const EntityWorker *, std::optional<Error>)> setFault;
};

/// Signals of an entity are due.
struct SignalsDue
{
    Instant due;
};
/// What became of the turn that was under way.
struct EntityTurnStored
{
    bool isStored = false; ///< if not, the record is gone or the hub shuts down
    bool isRemoved = false;
};

/// Something was published: what entities do may have changed. Belongs to no entity.
struct EntityCodeChanged
{};
/// To the worker itself: store what is under way and end. Belongs to no entity.
struct EndEntityWork
{};

struct EntityWork
{
    EntityKey entity{};
    std::variant<EntityDelivery, SignalsDue, EntityTurnStored, EntityCodeChanged, EndEntityWork> data;
};

/// One thread that runs the turns of its share of the entities. An entity has at most one turn under way to
/// the disk; what arrives meanwhile goes into its next turn.
class EntityWorker
{
public:
    explicit EntityWorker(EntityWorkerSettings settings);
    ~EntityWorker();

    /// Opens the worker's read connection on the new thread and waits for that.
    [[nodiscard]] Result<void> start();
    /// Any thread, also before start().
    void post(EntityWork work);
    /// Waits until the turns under way are stored and ends the thread; all else is on disk.
    void stop();

    /// How long to wait before an entity that could not be read is tried again.
    static constexpr std::chrono::seconds retryInterval{2};

private:
    struct Slot
    {
        std::unique_ptr<LiveEntity> entity; ///< null: not in memory
        int code = 0;                       ///< m_code when its function was found
        std::vector<EntityDelivery> arrived;
        std::deque<Instant> due; ///< times at which signals of it became due, in order
        bool isStoring = false;
        bool isReady = false; ///< is in m_ready or m_unread
        std::optional<std::list<EntityKey>::iterator> idle;
    };
    enum class Loaded { Yes, Never, Later };

    void run(StoreReader &reader, EntitySource *entities);
    void receive(EntityWork work);
    void turnStored(EntityKey key, const EntityTurnStored &stored);
    void schedule(EntityKey key, Slot &slot);
    void retryUnread();
    void runTurn(EntityKey key, StoreReader &reader, EntitySource *entities);
    [[nodiscard]] Loaded load(EntityKey key, Slot &slot, StoreReader &reader, EntitySource *entities);
    [[nodiscard]] Loaded renewCode(Slot &slot, EntitySource *entities);
    [[nodiscard]] Loaded takeDue(EntityKey key, Slot &slot, StoreReader &reader);
    [[nodiscard]] Loaded fault(const Error &error);
    void becomeIdle(EntityKey key, Slot &slot);
    void leaveIdle(Slot &slot);
    void forget(EntityKey key);

    EntityWorkerSettings m_settings;
    BlockingQueue<EntityWork> m_queue;
    std::unordered_map<EntityKey, Slot> m_slots;
    std::list<EntityKey> m_idle; ///< longest idle first
    std::vector<EntityKey> m_ready;
    std::vector<EntityKey> m_unread; ///< wait for m_retryAt
    std::optional<std::chrono::steady_clock::time_point> m_retryAt;
    int m_storing = 0; ///< turns under way to the disk
    int m_code = 0;    ///< counts what was published
    bool m_hasFault = false;
    bool m_isEnding = false;
    std::thread m_thread;
};

} // namespace perdura
