// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/SqliteConnection.h"
#include "tests/bench/engine/BenchHub.h"
#include "tests/bench/engine/Measurements.h"
#include "tests/bench/engine/Stopwatch.h"

#include <QFileInfo>
#include <QVariant>

namespace perdura::bench {

namespace {

constexpr int steps = 3;

void addChain(BenchHub &hub)
{
    hub.activities.addValue("hello",
                            [](const Json &name) { return "Hello " + name.get<std::string>() + "!"; });
    (*hub.orchestrators)["chain"] = [&hub](OrchestrationContext &context) -> Task<Json> {
        Json greeting = context.input();
        for (int step = 0; step < steps; ++step) {
            greeting = "Tokyo";
            greeting = co_await context.callActivity("hello", std::move(greeting));
        }
        hub.noteReturn();
        co_return greeting;
    };
}

double runChains(BenchHub &hub, int count)
{
    const Stopwatch watch;
    for (int i = 0; i < count; ++i)
        hub.start(newInstanceId(), "chain", "Tokyo");
    hub.waitForCompleted(count);
    return watch.seconds();
}

qint64 databaseBytes(const BenchHub &hub)
{
    SqliteOptions options;
    options.path = hub.databasePath();
    const auto connection = demand(SqliteConnection::open(options, SqliteConnection::Access::ReadWrite));
    (void)demand(connection->value(QStringLiteral("PRAGMA wal_checkpoint(TRUNCATE)")));
    return QFileInfo(options.path).size();
}

} // namespace

Figures measureFewChains(const Setting &setting)
{
    BenchHub hub(setting.folder);
    addChain(hub);
    hub.open();
    const int count = setting.sizes.fewChains;
    const double seconds = runChains(hub, count);
    return {{"chain_1k_instances_per_s", count / seconds}, {"chain_1k_count", count}};
}

Figures measureChains(const Setting &setting)
{
    BenchHub hub(setting.folder);
    addChain(hub);
    hub.open();
    hub.close();
    const qint64 bytesBefore = databaseBytes(hub);
    hub.open();
    const int count = setting.sizes.chains;
    const double seconds = runChains(hub, count);
    hub.close();
    // A start is a row; each turn changes that row and adds one of history.
    constexpr int rowsPerChain = 1 + 2 * (steps + 1);
    return {{"chain_instances_per_s", count / seconds},
            {"chain_activities_per_s", count * steps / seconds},
            {"chain_rows_per_s", count * rowsPerChain / seconds},
            {"bytes_per_chain_instance", double(databaseBytes(hub) - bytesBefore) / count},
            {"chain_count", count}};
}

} // namespace perdura::bench
