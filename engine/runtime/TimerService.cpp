// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/TimerService.h"

namespace perdura {

using namespace std::chrono;

TimerService::TimerService(std::shared_ptr<const Clock> clock, std::function<void(const PendingTimer &)> due)
    : m_clock(std::move(clock))
    , m_due(std::move(due))
    , m_thread([this] { run(); })
{}

TimerService::~TimerService()
{
    stop();
}

void TimerService::add(std::span<const PendingTimer> timers)
{
    if (timers.empty())
        return;
    {
        const std::lock_guard lock(m_mutex);
        m_timers.insert(timers.begin(), timers.end());
        m_woken = true;
    }
    m_changed.notify_one();
}

void TimerService::cancel(std::span<const PendingTimer> timers)
{
    const std::lock_guard lock(m_mutex);
    for (const PendingTimer &timer : timers)
        m_timers.erase(timer);
}

void TimerService::wake()
{
    {
        const std::lock_guard lock(m_mutex);
        m_woken = true;
    }
    m_changed.notify_one();
}

void TimerService::stop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_changed.notify_one();
    if (m_thread.joinable())
        m_thread.join();
}

void TimerService::run()
{
    // A wait ends when the machine's clock, not the time awake, has come that far: sleep and changed clocks
    // count.
    constexpr auto longestWait = duration_cast<Duration>(hours(24 * 365));
    std::unique_lock lock(m_mutex);
    while (!m_stopping) {
        m_woken = false;
        const Instant now = m_clock->now();
        while (!m_timers.empty() && m_timers.begin()->fireAt <= now && !m_stopping) {
            const PendingTimer timer = *m_timers.begin();
            m_timers.erase(m_timers.begin());
            lock.unlock();
            m_due(timer);
            lock.lock();
        }
        const auto changed = [this] { return m_stopping || m_woken; };
        if (m_timers.empty()) {
            m_changed.wait(lock, changed);
        } else {
            const Duration wait = std::min(m_timers.begin()->fireAt - now, longestWait);
            m_changed.wait_until(lock, system_clock::now() + wait, changed);
        }
    }
}

} // namespace perdura
