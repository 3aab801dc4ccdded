// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/soak/SoakReport.h"

#include "tests/bench/engine/ProcessUse.h"

#include <algorithm>
#include <cstdio>
#include <utility>

namespace perdura::bench {

SoakReport::SoakReport(Clock::duration interval)
    : m_interval(interval)
    , m_begin(Clock::now())
    , m_next(m_begin)
{
    std::puts("  seconds        done  memory MB  database MB");
}

void SoakReport::look(double databaseMegabytes, qint64 done, bool isWarmingUp)
{
    const Clock::time_point now = Clock::now();
    m_next = now + m_interval;
    m_memory = residentMegabytes();
    m_database = databaseMegabytes;
    if (!std::exchange(m_isWarm, !isWarmingUp)) {
        m_warmMemory = std::max(m_warmMemory, m_memory);
        m_warmDatabase = std::max(m_warmDatabase, m_database);
    }
    const double seconds = std::chrono::duration<double>(now - m_begin).count();
    std::printf("%9.1f %11lld %10.1f %12.1f\n", seconds, static_cast<long long>(done), m_memory, m_database);
    std::fflush(stdout);
}

} // namespace perdura::bench
