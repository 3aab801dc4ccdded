// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/engine/BenchHub.h"
#include "tests/bench/engine/Measurements.h"
#include "tests/bench/engine/Stopwatch.h"

namespace perdura::bench {

Figures measureEvents(const Setting &setting)
{
    BenchHub hub(setting.folder);
    (*hub.orchestrators)["counter"] = [&hub](OrchestrationContext &context) -> Task<Json> {
        std::int64_t sum = 0;
        for (int left = context.input().get<int>(); left > 0; --left) {
            const Json number = co_await context.waitForEvent("add");
            sum += number.get<std::int64_t>();
        }
        hub.noteReturn();
        co_return sum;
    };
    hub.open();
    const int count = setting.sizes.events;
    const InstanceId id = newInstanceId();
    hub.start(id, "counter", count);
    hub.waitForRunning(1);
    const Stopwatch watch;
    for (int i = 0; i < count; ++i)
        hub.raise(id, "add", i);
    hub.waitForCompleted(1);
    const double seconds = watch.seconds();
    if (demand(hub.reader().instance(id)).output != std::int64_t(count) * (count - 1) / 2)
        giveUp(QStringLiteral("The instance did not get all events."));
    return {{"events_per_s", count / seconds}, {"events_count", count}};
}

} // namespace perdura::bench
