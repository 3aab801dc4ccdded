// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Time.h"

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

    /// One bounded call into an engine, on the engine's thread. The time during which it is paused does not
    /// count. Ends with the engine free to run again.
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

    private:
        friend class Watchdog;
        Watchdog &m_watchdog;
        QJSEngine &m_engine;
        std::chrono::steady_clock::duration m_left;
        std::chrono::steady_clock::time_point m_resumed;
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
