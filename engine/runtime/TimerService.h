// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Time.h"
#include "engine/store/WriteRequest.h"

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <span>
#include <thread>

namespace perdura {

/// Tells when durable timers are due; overdue ones at once, in the order of their times. Sleeps until the
/// next one. Thread-safe.
class TimerService
{
public:
    /// `due` is called on the service's thread; it must not block.
    TimerService(std::shared_ptr<const Clock> clock, std::function<void(const PendingTimer &)> due);
    ~TimerService();

    void add(std::span<const PendingTimer> timers);
    /// A timer that is not there any more is no error.
    void cancel(std::span<const PendingTimer> timers);
    [[nodiscard]] int count() const
    {
        const std::lock_guard lock(m_mutex);
        return int(m_timers.size());
    }
    /// Looks at the clock again: for clocks that jump.
    void wake();
    /// Ends the thread; nothing is due any more.
    void stop();

private:
    struct Earlier
    {
        bool operator()(const PendingTimer &a, const PendingTimer &b) const
        {
            return std::tie(a.fireAt, a.instance, a.number) < std::tie(b.fireAt, b.instance, b.number);
        }
    };

    void run();

    std::shared_ptr<const Clock> m_clock;
    std::function<void(const PendingTimer &)> m_due;
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::set<PendingTimer, Earlier> m_timers;
    bool m_stopping = false;
    bool m_woken = false;
    std::thread m_thread;
};

} // namespace perdura
