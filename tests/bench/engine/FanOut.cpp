// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/engine/BenchHub.h"
#include "tests/bench/engine/Measurements.h"
#include "tests/bench/engine/ProcessUse.h"
#include "tests/bench/engine/Stopwatch.h"

namespace perdura::bench {

namespace {

/// Seconds from the start to the end of an instance that runs so many activities at once and adds up.
double runFanOut(const Setting &setting, int width)
{
    BenchHub hub(setting.folder);
    hub.activities.addValue("double", [](const Json &number) { return number.get<int>() * 2; });
    (*hub.orchestrators)["fan-out"] = [&hub](OrchestrationContext &context) -> Task<Json> {
        const int count = context.input().get<int>();
        std::vector<Task<Json>> calls;
        calls.reserve(std::size_t(count));
        for (int i = 0; i < count; ++i)
            calls.push_back(context.callActivity("double", i));
        const std::vector<Json> results = co_await whenAll(std::move(calls));
        std::int64_t sum = 0;
        for (const Json &result : results)
            sum += result.get<std::int64_t>();
        hub.noteReturn();
        co_return sum;
    };
    hub.open();
    const InstanceId id = newInstanceId();
    const Stopwatch watch;
    hub.start(id, "fan-out", width);
    hub.waitForCompleted(1);
    const double seconds = watch.seconds();
    if (demand(hub.reader().instance(id)).output != std::int64_t(width) * (width - 1))
        giveUp(QStringLiteral("The fan-out gave a wrong sum."));
    return seconds;
}

} // namespace

Figures measureNarrowFanOut(const Setting &setting)
{
    const int width = setting.sizes.narrowFanOut;
    return {{"fanout_1k_seconds", runFanOut(setting, width)}, {"fanout_1k_count", width}};
}

Figures measureFanOut(const Setting &setting)
{
    const int width = setting.sizes.fanOut;
    const double seconds = runFanOut(setting, width);
    return {{"fanout_100k_seconds", seconds},
            {"fanout_100k_peak_mb", peakMegabytes()},
            {"fanout_100k_activities_per_s", width / seconds},
            {"fanout_100k_count", width}};
}

} // namespace perdura::bench
