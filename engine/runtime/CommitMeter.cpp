// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/CommitMeter.h"

#include <algorithm>
#include <vector>

namespace perdura {

namespace {

std::int64_t secondOf(CommitMeter::TimePoint time)
{
    return std::chrono::floor<std::chrono::seconds>(time.time_since_epoch()).count();
}

} // namespace

void CommitMeter::add(TimePoint ended, Duration took, int turns)
{
    const std::int64_t number = secondOf(ended);
    const std::lock_guard lock(m_mutex);
    Second &second = m_seconds[std::size_t(number) % m_seconds.size()];
    if (second.number != number)
        second = {number};
    ++second.commits;
    second.turns += turns;
    m_durations[m_commits++ % keptDurations] = took;
}

CommitMeter::Figures CommitMeter::figures(TimePoint now) const
{
    const std::int64_t present = secondOf(now);
    Figures figures;
    std::vector<Duration> durations;
    {
        const std::lock_guard lock(m_mutex);
        for (const Second &second : m_seconds) {
            // The present second is not over yet.
            if (second.number >= present - windowSeconds && second.number < present) {
                figures.commitsPerSecond += second.commits;
                figures.turnsPerSecond += second.turns;
            }
        }
        durations.assign(m_durations.begin(),
                         m_durations.begin() + std::ptrdiff_t(std::min(m_commits, keptDurations)));
    }
    figures.commitsPerSecond /= windowSeconds;
    figures.turnsPerSecond /= windowSeconds;
    if (durations.empty())
        return figures;
    std::ranges::sort(durations);
    figures.p50 = durations[(durations.size() - 1) / 2];
    figures.p99 = durations[(durations.size() - 1) * 99 / 100];
    return figures;
}

} // namespace perdura
