// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/engine/BenchHub.h"
#include "tests/bench/engine/Measurements.h"
#include "tests/bench/engine/Stopwatch.h"

namespace perdura::bench {

namespace {

constexpr std::chrono::hours patience{1};

/// Waits for an event, an hour at most: as most that wait for a person do.
void addWaiter(BenchHub &hub)
{
    (*hub.orchestrators)["waiter"] = [&hub](OrchestrationContext &context) -> Task<Json> {
        const Task<Json> event = context.waitForEvent("go");
        const TimerTask timeout = context.createTimer(context.now() + patience);
        const std::size_t first = co_await whenAny(event, timeout.task);
        if (first == 0)
            timeout.cancel();
        hub.noteReturn();
        co_return first == 0;
    };
}

} // namespace

Figures measureWaiting(const Setting &setting)
{
    BenchHub hub(setting.folder);
    addWaiter(hub);
    hub.open();
    const int count = setting.sizes.waiting;
    const InstanceId last = newInstanceId();
    const Stopwatch starting;
    for (int i = 0; i < count - 1; ++i)
        hub.start(newInstanceId(), "waiter");
    hub.start(last, "waiter");
    hub.waitForRunning(count);
    const double startSeconds = starting.seconds();
    hub.close();

    const Stopwatch recovering;
    hub.open();
    const double openSeconds = recovering.seconds();
    hub.raise(last, "go");
    hub.waitForCompleted(1);
    const double recoverySeconds = recovering.seconds();

    const Stopwatch firing;
    hub.clock().putForward(2 * patience);
    hub.hub().clockChanged();
    hub.waitForCompleted(count);
    return {{"waiting_starts_per_s", count / startSeconds},
            {"recovery_100k_seconds", recoverySeconds},
            {"recovery_100k_open_seconds", openSeconds},
            {"timers_100k_seconds", firing.seconds()},
            {"waiting_count", count}};
}

} // namespace perdura::bench
