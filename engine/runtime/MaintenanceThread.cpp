// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/MaintenanceThread.h"

#include <future>

namespace perdura {

using namespace std::chrono;

MaintenanceThread::MaintenanceThread(std::shared_ptr<const Clock> clock, Job alarm)
    : m_clock(std::move(clock))
    , m_alarm(std::move(alarm))
{}

MaintenanceThread::~MaintenanceThread()
{
    stop();
}

Result<void> MaintenanceThread::start(std::shared_ptr<const Store> store)
{
    std::promise<Result<void>> opened;
    auto result = opened.get_future();
    m_thread = std::thread([this, store = std::move(store), promise = std::move(opened)]() mutable {
        const auto reader = store->openReader();
        if (!reader) {
            promise.set_value(fail(reader.error()));
            return;
        }
        promise.set_value({});
        run(**reader);
    });
    return result.get();
}

void MaintenanceThread::post(Job job)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_isStopping)
            return;
        m_jobs.push_back(std::move(job));
    }
    m_changed.notify_one();
}

void MaintenanceThread::wakeAt(Instant due)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_due && *m_due <= due)
            return;
        m_due = due;
        m_isWoken = true;
    }
    m_changed.notify_one();
}

void MaintenanceThread::wake()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isWoken = true;
    }
    m_changed.notify_one();
}

void MaintenanceThread::stop()
{
    std::deque<Job> dropped; // destroyed outside of the lock
    {
        const std::lock_guard lock(m_mutex);
        m_isStopping = true;
        dropped.swap(m_jobs);
    }
    m_changed.notify_one();
    if (m_thread.joinable())
        m_thread.join();
}

bool MaintenanceThread::isStopping() const
{
    const std::lock_guard lock(m_mutex);
    return m_isStopping;
}

void MaintenanceThread::run(StoreReader &reader)
{
    while (const auto job = take())
        (*job)(reader);
}

std::optional<MaintenanceThread::Job> MaintenanceThread::take()
{
    // As the timers: a wait ends when the machine's clock has come that far.
    constexpr auto longestWait = duration_cast<Duration>(hours(24 * 365));
    const auto changed = [this] { return m_isStopping || m_isWoken || !m_jobs.empty(); };
    std::unique_lock lock(m_mutex);
    while (!m_isStopping) {
        m_isWoken = false;
        if (!m_jobs.empty()) {
            Job job = std::move(m_jobs.front());
            m_jobs.pop_front();
            return job;
        }
        if (!m_due) {
            m_changed.wait(lock, changed);
            continue;
        }
        const Instant now = m_clock->now();
        if (*m_due <= now) {
            m_due.reset();
            return m_alarm;
        }
        m_changed.wait_until(lock, system_clock::now() + std::min(*m_due - now, longestWait), changed);
    }
    return {};
}

} // namespace perdura
