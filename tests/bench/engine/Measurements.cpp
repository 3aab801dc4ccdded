// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/engine/Measurements.h"

#include <array>

namespace perdura::bench {

std::span<const Measurement> measurements()
{
    static constexpr auto all = std::to_array<Measurement>({
        {"rows", measureRows},
        {"syncs", measureSyncs},
        {"chain-1k", measureFewChains},
        {"chain", measureChains},
        {"fanout-1k", measureNarrowFanOut},
        {"fanout", measureFanOut},
        {"latency", measureLatency},
        {"events", measureEvents},
        {"entities", measureEntitySignals},
        {"waiting", measureWaiting},
        {"history", measureLongHistory},
        {"idle", measureIdle},
    });
    return all;
}

} // namespace perdura::bench
