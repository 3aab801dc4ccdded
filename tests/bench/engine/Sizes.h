// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace perdura::bench {

/// How much each measurement does. The figures' names tell the full sizes; the results tell the true ones.
struct Sizes
{
    std::string name = "full";
    int limitRows = 300'000;
    int limitSyncs = 2'000;
    int chains = 20'000;
    int fewChains = 1'000;
    int fanOut = 100'000;
    int narrowFanOut = 1'000;
    int singles = 2'000;
    int events = 10'000;
    int entitySignals = 100'000;
    int entities = 1'000;
    int waiting = 100'000;
    int historyEvents = 100'000;
    int shortHistoryEvents = 1'000;
    double idleSeconds = 5;
};

/// A minute for all.
[[nodiscard]] inline Sizes quickSizes()
{
    return {.name = "quick",
            .limitRows = 100'000,
            .limitSyncs = 500,
            .chains = 5'000,
            .fewChains = 1'000,
            .fanOut = 20'000,
            .narrowFanOut = 1'000,
            .singles = 300,
            .events = 5'000,
            .entitySignals = 20'000,
            .entities = 1'000,
            .waiting = 10'000,
            .historyEvents = 10'000,
            .shortHistoryEvents = 1'000,
            .idleSeconds = 2};
}

/// For the test: whether it measures at all, not what.
[[nodiscard]] inline Sizes smallestSizes()
{
    return {.name = "smallest",
            .limitRows = 1'000,
            .limitSyncs = 10,
            .chains = 20,
            .fewChains = 10,
            .fanOut = 100,
            .narrowFanOut = 20,
            .singles = 10,
            .events = 50,
            .entitySignals = 100,
            .entities = 10,
            .waiting = 50,
            .historyEvents = 200,
            .shortHistoryEvents = 40,
            .idleSeconds = 0.1};
}

} // namespace perdura::bench
