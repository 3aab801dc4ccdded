// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Time.h"
#include "engine/script/ThreadClock.h"

#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

class QJSEngine;

namespace perdura {

/// Interrupts JavaScript that runs too long. One thread, asleep until the next deadline. Thread-safe.
class Watchdog
{
public:
    Watchdog();
    Watchdog(const Watchdog &) = delete;
    Watchdog &operator=(const Watchdog &) = delete;
    ~Watchdog();

    /// Interrupts what runs now and, as soon as it begins, all that comes later.
    void expireAll();

    /// One bounded call into an engine, on the engine's thread. What counts is the time for which that thread
    /// has a core, for the same code must come to the same end on a busy machine; but never more than
    /// `patience` times the limit. The time during which it is paused does not count. Ends with the engine
    /// free to run again.
    class Watch
    {
    public:
        Watch(Watchdog &watchdog, QJSEngine &engine, Duration limit);
        Watch(const Watch &) = delete;
        Watch &operator=(const Watch &) = delete;
        ~Watch();
        void pause();
        void resume();
        [[nodiscard]] bool hasExpired() const;

        static constexpr int patience = 20;

    private:
        friend class Watchdog;
        /// Under the watchdog's mutex, while it runs: how much the thread may still do.
        [[nodiscard]] std::chrono::nanoseconds left() const;

        Watchdog &m_watchdog;
        QJSEngine &m_engine;
        ThreadClock m_clock = ThreadClock::ofThisThread();
        std::chrono::nanoseconds m_left;
        std::chrono::nanoseconds m_leftOnWall;
        std::chrono::nanoseconds m_resumed{}; ///< by m_clock
        std::chrono::steady_clock::time_point m_resumedOnWall;
        bool m_isRunning = false;
        bool m_hasExpired = false; ///< guarded by the watchdog's mutex
    };

private:
    using Deadlines = std::multimap<std::chrono::steady_clock::time_point, Watch *>;
    void run();

    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    Deadlines m_deadlines;
    bool m_isStopping = false;
    bool m_allExpire = false;
    std::thread m_thread;
};

} // namespace perdura
