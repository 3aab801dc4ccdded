// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>

namespace perdura {

/// Hands values from any thread to one or several consumers, in order. Once closed it takes nothing more;
/// what is in it can still be taken.
template <typename T>
class BlockingQueue
{
public:
    /// False when the queue is closed; the value is dropped then.
    bool push(T value)
    {
        {
            const std::lock_guard lock(m_mutex);
            if (m_closed)
                return false;
            m_values.push_back(std::move(value));
        }
        m_changed.notify_one();
        return true;
    }

    /// Waits for values, until that time if one is given, and takes them all. Empty: the time is up, or the
    /// queue is closed and drained.
    [[nodiscard]] std::deque<T> takeAll(std::optional<std::chrono::steady_clock::time_point> until = {})
    {
        std::unique_lock lock(m_mutex);
        const auto changed = [this] { return !m_values.empty() || m_closed; };
        if (until)
            m_changed.wait_until(lock, *until, changed);
        else
            m_changed.wait(lock, changed);
        return std::exchange(m_values, {});
    }

    /// Waits for one value. Nothing: the queue is closed and drained.
    [[nodiscard]] std::optional<T> takeOne()
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return !m_values.empty() || m_closed; });
        if (m_values.empty())
            return {};
        std::optional<T> value(std::move(m_values.front()));
        m_values.pop_front();
        return value;
    }

    [[nodiscard]] std::size_t size() const
    {
        const std::lock_guard lock(m_mutex);
        return m_values.size();
    }

    void close()
    {
        {
            const std::lock_guard lock(m_mutex);
            m_closed = true;
        }
        m_changed.notify_all();
    }

    /// Closes it and drops what is in it.
    void abandon()
    {
        std::deque<T> dropped; // destroyed outside of the lock
        {
            const std::lock_guard lock(m_mutex);
            m_closed = true;
            dropped.swap(m_values);
        }
        m_changed.notify_all();
    }

private:
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<T> m_values;
    bool m_closed = false;
};

} // namespace perdura
