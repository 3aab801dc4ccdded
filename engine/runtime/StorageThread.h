// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/HubState.h"
#include "engine/store/Store.h"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace perdura {

/// Owns the write connection. Requests from any thread are written in groups: whatever came in while the last
/// commit ran goes into the next transaction. While the database cannot be written (disk full, say) requests
/// of the engine wait and are tried again; requests of clients are refused with the reason.
class StorageThread
{
public:
    /// Called after the commit, on the storage thread, with the request as it was written; it must not block.
    using Done = std::function<void(Result<WriteReceipt> receipt, WriteRequest &request)>;
    /// Who waits for a request, which says what happens to it while the database cannot be written.
    enum class From { Client, Engine };

    /// `stateChanged` is called on the storage thread with Paused and Running.
    explicit StorageThread(std::function<void(HubState)> stateChanged);
    ~StorageThread();

    /// Opens the writer on the new thread and waits for that.
    [[nodiscard]] Result<void> start(std::shared_ptr<const Store> store);
    /// A request refused at once is told so on the calling thread.
    void post(From from, WriteRequest request, Done done);
    /// Writes what is queued, unless the database cannot be written, and ends the thread. Requests that were
    /// not written hear Cancelled.
    void stop();

    /// How long to wait before the database is tried again after a fault.
    static constexpr std::chrono::seconds retryInterval{2};

private:
    struct Batch
    {
        std::vector<WriteRequest> requests;
        std::vector<Done> done;
        std::vector<From> from;
        [[nodiscard]] bool isEmpty() const { return requests.empty(); }
        void add(From sender, WriteRequest request, Done callback);
    };

    void run(StoreWriter &writer);
    [[nodiscard]] Batch take();
    void write(StoreWriter &writer, Batch batch);
    [[nodiscard]] static Batch refuseClients(Batch batch, const Error &error);
    static void refuseAll(Batch &batch, const Error &error);
    [[nodiscard]] bool waitForRetry();
    void setFault(std::optional<Error> fault);

    std::function<void(HubState)> m_stateChanged;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    Batch m_queue;
    bool m_stopping = false;
    std::optional<Error> m_fault;
    std::thread m_thread;
};

} // namespace perdura
