// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/engine/BenchHub.h"
#include "tests/bench/engine/Measurements.h"
#include "tests/bench/engine/Stopwatch.h"

namespace perdura::bench {

Figures measureLatency(const Setting &setting)
{
    BenchHub hub(setting.folder);
    hub.activities.addValue("echo", [](const Json &value) { return value; });
    (*hub.orchestrators)["single"] = [&hub](OrchestrationContext &context) -> Task<Json> {
        Json echo = co_await context.callActivity("echo", context.input());
        hub.noteReturn();
        co_return echo;
    };
    hub.open();
    // The start, the turn that calls the activity and the turn that ends the instance.
    constexpr int noticesPerRun = 3;
    constexpr int runsPerRound = 50;
    const int count = setting.sizes.singles;
    std::vector<double> runs;
    std::vector<double> syncs;
    while (int(runs.size()) < count) {
        // Taken in turns, so that both see the same moods of the machine.
        std::ranges::copy(syncTimes(setting.folder, runsPerRound), std::back_inserter(syncs));
        for (int i = 0; i < runsPerRound && int(runs.size()) < count; ++i) {
            const int before = hub.notices();
            const Stopwatch watch;
            hub.start(newInstanceId(), "single", "hello");
            hub.waitForNotices(before + noticesPerRun);
            runs.push_back(watch.microseconds());
        }
    }
    if (demand(hub.reader().statusCounts()).value(int(OrchestrationStatus::Completed)) != count)
        giveUp(QStringLiteral("Not all instances have completed."));
    const double sync = quantile(syncs, 0.5);
    return {{"start_to_finish_p50_us", quantile(runs, 0.5)},
            {"start_to_finish_p50_fdatasyncs", quantile(runs, 0.5) / sync},
            {"start_to_finish_p99_us", quantile(runs, 0.99)},
            {"start_to_finish_p99_fdatasyncs", quantile(runs, 0.99) / sync},
            {"start_to_finish_fdatasync_p50_us", sync},
            {"start_to_finish_fdatasync_p99_us", quantile(syncs, 0.99)},
            {"start_to_finish_count", count}};
}

} // namespace perdura::bench
