// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/script/ThreadClock.h"

#include <pthread.h>

namespace perdura {

ThreadClock ThreadClock::ofThisThread()
{
    ThreadClock clock;
    // Where a thread has no clock of its own, time passes as on the wall.
    if (pthread_getcpuclockid(pthread_self(), &clock.m_clock) != 0)
        clock.m_clock = CLOCK_MONOTONIC;
    return clock;
}

std::chrono::nanoseconds ThreadClock::now() const
{
    timespec time{};
    clock_gettime(m_clock, &time);
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

} // namespace perdura
