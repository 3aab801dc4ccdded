// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/CommitMeter.h"
#include "engine/store/Store.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace perdura {

/// Owns the write connection. Requests from any thread are written in groups: whatever came in while the last
/// commit ran goes into the next transaction, up to a bound. While the database cannot be written (disk full,
/// say) requests of the engine wait and are tried again; requests of clients are refused with the reason, log
/// lines are dropped.
class StorageThread
{
public:
    /// Called after the commit, on the storage thread, with the request as it was written; it must not block.
    using Done = std::function<void(Result<WriteReceipt> receipt, WriteRequest &request)>;
    /// Who waits for a request, which says what happens to it while the database cannot be written.
    enum class From { Client, Engine, Log };

    using FaultChanged = std::function<void(std::optional<Error>)>;

    /// `faultChanged` is called on the storage thread with the reason why nothing can be written, and with
    /// nothing when it can again.
    explicit StorageThread(FaultChanged faultChanged);
    ~StorageThread();

    /// Opens the writer on the new thread and waits for that.
    [[nodiscard]] Result<void> start(std::shared_ptr<const Store> store);
    /// A request refused at once is told so on the calling thread.
    void post(From from, WriteRequest request, Done done);
    /// From now on requests of the engine that cannot be written are not tried again but hear Cancelled, so
    /// that whoever waits for them can end.
    void stopRetrying();
    /// Writes what is queued, unless the database cannot be written, and ends the thread. Requests that were
    /// not written hear Cancelled.
    void stop();

    /// How long to wait before the database is tried again after a fault.
    static constexpr std::chrono::seconds retryInterval{2};
    /// While nothing is to be written, what lags behind in the store is brought up to date: first after such
    /// a pause, or at once when that was long ago.
    static constexpr std::chrono::milliseconds quietTime{250};
    static constexpr std::chrono::seconds longestLag{5};
    /// In portions of about this length: so long a request may have to wait.
    static constexpr std::chrono::milliseconds tidyTime{10};

    [[nodiscard]] const CommitMeter &meter() const { return m_meter; }
    struct Queue
    {
        int length = 0;
        std::optional<Duration> oldest; ///< how long the first request has waited
    };
    [[nodiscard]] Queue queue() const;

    /// Log lines that may wait; more of them are dropped.
    static constexpr int maxWaitingLines = 1000;
    /// Requests in a transaction: enough that its sync costs each of them next to nothing, few enough that
    /// the others work on what this one led to while the next one is written.
    static constexpr std::size_t maxGroup = 1000;

private:
    struct Batch
    {
        std::vector<WriteRequest> requests;
        std::vector<Done> done;
        std::vector<From> from;
        int lines = 0;                 ///< of From::Log
        CommitMeter::TimePoint oldest; ///< when the first of them came
        [[nodiscard]] bool isEmpty() const { return requests.empty(); }
        void add(From sender, WriteRequest request, Done callback);
    };

    void enqueue(From sender, WriteRequest request, Done callback);
    void run(StoreWriter &writer);
    /// Empty when the thread is to end. Tidies up while there is nothing to take.
    [[nodiscard]] Batch take(StoreWriter &writer);
    void tidy(StoreWriter &writer);
    void write(StoreWriter &writer, Batch batch);
    void measure(CommitMeter::TimePoint begun, const Batch &batch);
    /// Refuses all that do not wait for the database; gives back the others.
    [[nodiscard]] static Batch keepEngines(Batch batch, const Error &error);
    static void refuseAll(Batch &batch, const Error &error);
    [[nodiscard]] bool waitForRetry();
    void setFault(std::optional<Error> fault);

    FaultChanged m_faultChanged;
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<Batch> m_queue; ///< none is empty
    int m_waitingLines = 0;    ///< of From::Log in the queue
    bool m_isRetrying = true;
    bool m_stopping = false;
    std::optional<Error> m_fault;
    CommitMeter m_meter;
    bool m_isBehind = true; ///< there may be something to tidy; of the storage thread, as the next
    CommitMeter::TimePoint m_lastTidied;
    std::thread m_thread;
};

} // namespace perdura
