// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/script/Watchdog.h"

#include <QJSEngine>

#include <algorithm>

namespace perdura {

using namespace std::chrono;

namespace {

// Longer limits mean "none"; kept well below what a time_point can hold.
constexpr nanoseconds longest = hours(24 * 365);
constexpr nanoseconds shortestWait = milliseconds(1);

} // namespace

Watchdog::Watchdog()
    : m_thread([this] { run(); })
{}

Watchdog::~Watchdog()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isStopping = true;
    }
    m_changed.notify_one();
    m_thread.join();
}

void Watchdog::expireAll()
{
    {
        const std::lock_guard lock(m_mutex);
        m_allExpire = true;
    }
    m_changed.notify_one();
}

void Watchdog::run()
{
    std::unique_lock lock(m_mutex);
    while (!m_isStopping) {
        if (m_deadlines.empty()) {
            m_changed.wait(lock);
            continue;
        }
        const auto first = m_deadlines.begin();
        if (!m_allExpire && steady_clock::now() < first->first) {
            m_changed.wait_until(lock, steady_clock::time_point(first->first));
            continue;
        }
        Watch &watch = *first->second;
        m_deadlines.erase(first);
        const nanoseconds left = watch.left();
        if (!m_allExpire && left > nanoseconds(0)) {
            m_deadlines.emplace(steady_clock::now() + std::max(left, shortestWait), &watch);
            continue;
        }
        watch.m_hasExpired = true;
        watch.m_engine.setInterrupted(true);
    }
}

Watchdog::Watch::Watch(Watchdog &watchdog, QJSEngine &engine, Duration limit)
    : m_watchdog(watchdog)
    , m_engine(engine)
    , m_left(std::min<nanoseconds>(std::min<Duration>(limit, hours(24 * 365)), longest))
    , m_leftOnWall(m_left * patience)
{
    resume();
}

Watchdog::Watch::~Watch()
{
    pause();
    m_engine.setInterrupted(false);
}

void Watchdog::Watch::pause()
{
    if (!std::exchange(m_isRunning, false))
        return;
    const std::lock_guard lock(m_watchdog.m_mutex);
    m_left -= m_clock.now() - m_resumed;
    m_leftOnWall -= steady_clock::now() - m_resumedOnWall;
    std::erase_if(m_watchdog.m_deadlines, [this](const auto &entry) { return entry.second == this; });
}

void Watchdog::Watch::resume()
{
    if (std::exchange(m_isRunning, true))
        return;
    bool isFirst = false;
    {
        const std::lock_guard lock(m_watchdog.m_mutex);
        m_resumed = m_clock.now();
        m_resumedOnWall = steady_clock::now();
        if (m_hasExpired)
            return;
        const auto entry = m_watchdog.m_deadlines.emplace(m_resumedOnWall + m_left, this);
        isFirst = m_watchdog.m_allExpire || entry == m_watchdog.m_deadlines.begin();
    }
    if (isFirst)
        m_watchdog.m_changed.notify_one();
}

nanoseconds Watchdog::Watch::left() const
{
    const nanoseconds onWall = m_leftOnWall - (steady_clock::now() - m_resumedOnWall);
    const nanoseconds onCore = m_left - (m_clock.now() - m_resumed);
    return std::min(onWall, onCore);
}

bool Watchdog::Watch::hasExpired() const
{
    const std::lock_guard lock(m_watchdog.m_mutex);
    return m_hasExpired;
}

} // namespace perdura
