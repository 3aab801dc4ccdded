// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/engine/BenchHub.h"
#include "tests/bench/engine/Measurements.h"
#include "tests/bench/engine/ProcessUse.h"
#include "tests/bench/engine/Stopwatch.h"

#include <QEventLoop>
#include <QTimer>

namespace perdura::bench {

/// A hub that has worked and whose instances all wait now.
Figures measureIdle(const Setting &setting)
{
    BenchHub hub(setting.folder);
    (*hub.orchestrators)["waiter"] = [](OrchestrationContext &context) -> Task<Json> {
        co_return co_await context.waitForEvent("go");
    };
    hub.open();
    const int count = setting.sizes.fewChains;
    for (int i = 0; i < count; ++i)
        hub.start(newInstanceId(), "waiter");
    hub.waitForRunning(count);
    const Stopwatch watch;
    const double before = processorSeconds();
    // Not to wait for something: the time is what is measured.
    QEventLoop loop;
    QTimer::singleShot(int(setting.sizes.idleSeconds * 1000), &loop, &QEventLoop::quit);
    loop.exec();
    return {{"idle_cpu_percent", 100 * (processorSeconds() - before) / watch.seconds()},
            {"idle_rss_mb", residentMegabytes()},
            {"idle_waiting_count", count}};
}

} // namespace perdura::bench
