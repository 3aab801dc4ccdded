// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps a hub busy with everything that it can do, for long, and fails when its memory grows, when anything
// comes out other than it must, or when something is left over. With --rounds one instance continues as new
// that often, and the database must not grow either.
#include "tests/bench/soak/SoakHub.h"
#include "tests/bench/soak/SoakPrograms.h"
#include "tests/bench/soak/SoakReport.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>

#include <cstdio>

using namespace perdura;
using namespace perdura::bench;
using namespace Qt::Literals::StringLiterals;

namespace {

using Clock = std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;

/// Started together; the next ones come when all of them have ended.
constexpr int atOnce = 50;
/// A wave that takes longer has got stuck.
constexpr std::chrono::minutes longestWave{2};

struct Options
{
    QString folder;
    Seconds length;
    Seconds interval;
    double memoryBound = 0; ///< MB
    double databaseBound = 0;
    int rounds = 0;
};

Clock::duration toClock(Seconds seconds)
{
    return std::chrono::duration_cast<Clock::duration>(seconds);
}

int verdict(const Options &options, const SoakReport &report, bool boundsDatabase)
{
    std::printf("Since the warm-up memory has grown by %.1f MB, the database by %.1f MB.\n",
                report.memoryGrowth(), report.databaseGrowth());
    if (report.memoryGrowth() > options.memoryBound)
        giveUp(u"Memory has grown by more than %1 MB."_s.arg(options.memoryBound));
    if (boundsDatabase && report.databaseGrowth() > options.databaseBound)
        giveUp(u"The database has grown by more than %1 MB."_s.arg(options.databaseBound));
    return 0;
}

void runWave(SoakHub &hub, qint64 first)
{
    for (qint64 i = first; i < first + atOnce; ++i) {
        const std::string id = "mix-" + std::to_string(i);
        hub.start(id, "mix", i);
        hub.raise(id, "go", i);
        hub.signal({"counter", std::to_string(i % counterCount)}, "add", 0);
    }
    if (!hub.waitUntil([&hub] { return hub.unfinished() == 0; }, Clock::now() + longestWave))
        giveUp(u"%1 instances have not ended."_s.arg(hub.unfinished()));
    if (!hub.areAllWell())
        giveUp(u"Instances have failed."_s);
}

int soak(const Options &options)
{
    SoakHub hub(options.folder, std::chrono::seconds(10));
    SoakReport report(toClock(options.interval));
    const auto warm = report.begin() + toClock(options.length / 4);
    const auto end = report.begin() + toClock(options.length);
    qint64 done = 0;
    for (; Clock::now() < end || done == 0; done += atOnce) {
        if (report.isDue())
            report.look(hub.databaseMegabytes(), done, Clock::now() < warm);
        runWave(hub, done);
    }
    report.look(hub.databaseMegabytes(), done, false);
    const auto isSettled = [&hub] { return hub.sumOfAccounts().has_value(); };
    if (!hub.waitUntil(isSettled, Clock::now() + longestWave) || hub.sumOfAccounts() != 0)
        giveUp(u"The accounts do not come to nothing together."_s);
    const HubHealth health = hub.health();
    if (health.openTimers > 0 || health.waitingActivities > 0 || health.runningActivities > 0)
        giveUp(u"%1 timers and %2 activities are left over."_s.arg(health.openTimers)
                   .arg(health.waitingActivities + health.runningActivities));
    return verdict(options, report, false);
}

int soakRounds(const Options &options)
{
    SoakHub hub(options.folder, std::chrono::hours(1));
    SoakReport report(toClock(options.interval));
    hub.start("rounds", "rounds", options.rounds);
    const auto done = [&hub, &options]() -> qint64 {
        const auto detail = hub.reader().instance(InstanceId(std::string("rounds")));
        return detail && detail->input.is_number() ? options.rounds - detail->input.get<qint64>() : 0;
    };
    while (!hub.waitUntil([&hub] { return hub.unfinished() == 0; }, report.next())) {
        const qint64 rounds = done();
        report.look(hub.databaseMegabytes(), rounds, rounds < options.rounds / 4);
    }
    report.look(hub.databaseMegabytes(), done(), false);
    const auto ended = hub.reader().instance(InstanceId(std::string("rounds")));
    if (!hub.areAllWell() || !ended || ended->output != 0)
        giveUp(u"The rounds have not come to their end."_s);
    return verdict(options, report, true);
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(u"Keeps the durable engine busy and looks at its memory."_s);
    parser.addHelpOption();
    parser.addOptions(
        {{u"minutes"_s, u"How long."_s, u"number"_s, u"30"_s},
         {u"rounds"_s, u"One instance continues as new that often instead."_s, u"number"_s, u"0"_s},
         {u"interval"_s, u"A line every so many seconds."_s, u"seconds"_s, u"10"_s},
         {u"memory"_s, u"May grow by so much after the first quarter."_s, u"MB"_s, u"32"_s},
         {u"database"_s, u"May grow by so much, with --rounds."_s, u"MB"_s, u"8"_s},
         {u"folder"_s, u"Where to write."_s, u"path"_s, QDir::tempPath()}});
    parser.process(application);
    const Options options{.folder = parser.value(u"folder"_s),
                          .length = Seconds(60 * parser.value(u"minutes"_s).toDouble()),
                          .interval = Seconds(parser.value(u"interval"_s).toDouble()),
                          .memoryBound = parser.value(u"memory"_s).toDouble(),
                          .databaseBound = parser.value(u"database"_s).toDouble(),
                          .rounds = parser.value(u"rounds"_s).toInt()};
    return options.rounds > 0 ? soakRounds(options) : soak(options);
}
