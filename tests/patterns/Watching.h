// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/orchestration/HistoryEvent.h"

#include <QString>

namespace perdura::test {

// What the tests of drawings/watch-job share.

/// What a monitor of a job is given; times in seconds.
[[nodiscard]] inline Json watching(double interval, double limit, int completeAt, double growth = 1)
{
    Json input = Json::object();
    input["job"] = 7;
    input["interval"] = interval;
    input["limit"] = limit;
    input["completeAt"] = completeAt;
    input["growth"] = growth;
    return input;
}

[[nodiscard]] inline std::vector<HistoryEvent> timersOf(const History &history)
{
    std::vector<HistoryEvent> timers;
    for (const HistoryEvent &event : history) {
        if (event.as<TimerCreated>())
            timers.push_back(event);
    }
    return timers;
}

} // namespace perdura::test
