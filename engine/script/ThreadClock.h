// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <ctime>

namespace perdura {

/// How long one thread has been running: a busy machine, on which it has to wait for a core, does not count.
/// May be read by any thread while that one lives.
class ThreadClock
{
public:
    [[nodiscard]] static ThreadClock ofThisThread();
    [[nodiscard]] std::chrono::nanoseconds now() const;

private:
    clockid_t m_clock = CLOCK_MONOTONIC;
};

} // namespace perdura
