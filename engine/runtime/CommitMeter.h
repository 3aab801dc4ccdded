// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Time.h"

#include <array>
#include <chrono>
#include <mutex>

namespace perdura {

/// Counts commits and what was in them, over a short window. Thread-safe.
class CommitMeter
{
public:
    using TimePoint = std::chrono::steady_clock::time_point;

    struct Figures
    {
        double turnsPerSecond = 0;
        double commitsPerSecond = 0;
        Duration p50{};
        Duration p99{};
    };

    /// A commit that ended at that time.
    void add(TimePoint ended, Duration took, int turns);
    [[nodiscard]] Figures figures(TimePoint now) const;

    /// Rates are over so many whole seconds before the present one.
    static constexpr int windowSeconds = 10;
    /// So many durations are kept.
    static constexpr std::size_t keptDurations = 512;

private:
    struct Second
    {
        std::int64_t number = -1; ///< of the clock
        int commits = 0;
        int turns = 0;
    };

    mutable std::mutex m_mutex;
    std::array<Second, windowSeconds + 1> m_seconds;
    std::array<Duration, keptDurations> m_durations{};
    std::size_t m_commits = 0;
};

} // namespace perdura
