// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Time.h"
#include "engine/store/Store.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace perdura {

/// Does what may take long and hurries nobody (retention, batches, copies, checks, exports), one job after
/// the other, on a thread and a read-only connection of its own. Thread-safe.
class MaintenanceThread
{
public:
    using Job = std::function<void(StoreReader &)>;

    /// `alarm` is run as a job when the time of wakeAt() has come.
    MaintenanceThread(std::shared_ptr<const Clock> clock, Job alarm);
    ~MaintenanceThread();

    /// Opens the connection on the new thread and waits for that.
    [[nodiscard]] Result<void> start(std::shared_ptr<const Store> store);
    /// A job that is posted after stop() is dropped.
    void post(Job job);
    /// At that time, or at the one asked for before, whichever comes first.
    void wakeAt(Instant due);
    /// The clock has jumped.
    void wake();
    /// Finishes the job under way, drops the others and ends the thread.
    void stop();
    /// For jobs that come in steps.
    [[nodiscard]] bool isStopping() const;

private:
    void run(StoreReader &reader);
    [[nodiscard]] std::optional<Job> take();

    std::shared_ptr<const Clock> m_clock;
    Job m_alarm;
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<Job> m_jobs;
    std::optional<Instant> m_due;
    bool m_isWoken = false;
    bool m_isStopping = false;
    std::thread m_thread;
};

} // namespace perdura
