// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/engine/BenchHub.h"
#include "tests/bench/engine/Measurements.h"
#include "tests/bench/engine/Stopwatch.h"

namespace perdura::bench {

namespace {

/// Each step is a turn: its frame, a result and the next call.
constexpr int eventsPerStep = 4;

struct Times
{
    double firstTenth = 0; ///< microseconds per event
    double lastTenth = 0;
    double replay = 0; ///< seconds
    int events = 0;
};

/// One activity after the other, then a wait; notes when it passed each step.
void addLoop(BenchHub &hub, std::vector<double> &passed)
{
    hub.activities.addValue("next", [](const Json &number) { return number.get<int>() + 1; });
    (*hub.orchestrators)["loop"] = [&hub, &passed](OrchestrationContext &context) -> Task<Json> {
        const int steps = context.input().get<int>();
        const Stopwatch watch;
        Json number = 0;
        for (int step = 0; step < steps; ++step) {
            number = co_await context.callActivity("next", std::move(number));
            if (!context.isReplaying())
                passed.push_back(watch.microseconds());
        }
        if (!context.isReplaying())
            hub.noteReturn();
        co_await context.waitForEvent("go");
        hub.noteReturn();
        co_return number;
    };
}

Times runLoop(const Setting &setting, int events)
{
    const int steps = events / eventsPerStep;
    std::vector<double> passed;
    BenchHub hub(setting.folder);
    addLoop(hub, passed);
    hub.open();
    const InstanceId id = newInstanceId();
    hub.start(id, "loop", steps);
    // The start, and the turns before and after each step.
    hub.waitForNotices(steps + 2);
    const auto perEvent = [&passed](std::size_t from, std::size_t to) {
        return (passed[to] - passed[from]) / double(to - from) / eventsPerStep;
    };
    const std::size_t tenth = passed.size() / 10;
    Times times;
    times.firstTenth = perEvent(0, tenth);
    times.lastTenth = perEvent(passed.size() - 1 - tenth, passed.size() - 1);
    hub.close();

    hub.open();
    const Stopwatch watch;
    hub.raise(id, "go");
    hub.waitForCompleted(1);
    times.replay = watch.seconds();
    times.events = demand(hub.reader().instance(id)).summary.historyLength;
    return times;
}

} // namespace

Figures measureLongHistory(const Setting &setting)
{
    const Times few = runLoop(setting, setting.sizes.shortHistoryEvents);
    const Times many = runLoop(setting, setting.sizes.historyEvents);
    return {{"history_first_tenth_us_per_event", many.firstTenth},
            {"history_last_tenth_us_per_event", many.lastTenth},
            {"history_growth_ratio", many.lastTenth / many.firstTenth},
            {"replay_1k_seconds", few.replay},
            {"replay_100k_seconds", many.replay},
            {"replay_1k_us_per_event", few.replay * 1e6 / few.events},
            {"replay_100k_us_per_event", many.replay * 1e6 / many.events},
            {"replay_100k_count", many.events}};
}

} // namespace perdura::bench
