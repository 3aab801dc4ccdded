// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/engine/BenchHub.h"
#include "tests/bench/engine/Measurements.h"
#include "tests/bench/engine/Stopwatch.h"

namespace perdura::bench {

namespace {

EntityId counterOf(int number)
{
    return {"counter", std::to_string(number)};
}

/// Signals per second, from the first one until all have been applied, on disk.
double signalsPerSecond(const Setting &setting, int signalCount, int entityCount)
{
    BenchHub hub(setting.folder);
    hub.entities["counter"] = [&hub](EntityContext &context) {
        context.setState((context.hasState() ? context.state().get<int>() : 0) + 1);
        hub.noteReturn();
    };
    hub.open();
    const Stopwatch watch;
    for (int i = 0; i < signalCount; ++i)
        hub.submit(SignalEntity{{.entity = counterOf(i % entityCount), .operation = "add"}});
    hub.waitUntil(signalCount, [&] {
        int applied = 0;
        for (int i = 0; i < entityCount; ++i) {
            // An operation has run before its state is on disk.
            const auto entity = hub.reader().entity(counterOf(i));
            applied += entity && entity->state.is_number() ? entity->state.get<int>() : 0;
        }
        return applied == signalCount;
    });
    return signalCount / watch.seconds();
}

} // namespace

Figures measureEntitySignals(const Setting &setting)
{
    const int signalCount = setting.sizes.entitySignals;
    const int entityCount = setting.sizes.entities;
    return {{"entity_signals_per_s", signalsPerSecond(setting, signalCount, 1)},
            {"entities_signals_per_s", signalsPerSecond(setting, signalCount, entityCount)},
            {"entity_signals_count", signalCount},
            {"entities_count", entityCount}};
}

} // namespace perdura::bench
