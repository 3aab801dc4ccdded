// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <chrono>

namespace perdura::bench {

/// Prints a line per interval and remembers what the process and its database took: the most of the time of
/// warming up, and the last.
class SoakReport
{
public:
    using Clock = std::chrono::steady_clock;

    explicit SoakReport(Clock::duration interval);

    [[nodiscard]] Clock::time_point begin() const { return m_begin; }
    [[nodiscard]] Clock::time_point next() const { return m_next; }
    /// Whether the time for a line has come.
    [[nodiscard]] bool isDue() const { return Clock::now() >= m_next; }
    /// A line; `done` counts whatever the soak does. The first line after the warm-up counts to it.
    void look(double databaseMegabytes, qint64 done, bool isWarmingUp);

    [[nodiscard]] double memoryGrowth() const { return m_memory - m_warmMemory; }
    [[nodiscard]] double databaseGrowth() const { return m_database - m_warmDatabase; }

private:
    Clock::duration m_interval;
    Clock::time_point m_begin;
    Clock::time_point m_next;
    bool m_isWarm = false;
    double m_warmMemory = 0; ///< MB, as the others
    double m_warmDatabase = 0;
    double m_memory = 0;
    double m_database = 0;
};

} // namespace perdura::bench
