// SPDX-License-Identifier: GPL-3.0-or-later
// Measures the engine on this machine's disk, beside the machine's own limits. Each measurement runs in a
// process of its own, which is this program again.
#include "tests/bench/engine/BenchHub.h"
#include "tests/bench/engine/Report.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>
#include <QProcess>
#include <QStorageInfo>

#include <cstdio>
#include <thread>

using namespace perdura;
using namespace perdura::bench;
using namespace Qt::Literals::StringLiterals;

namespace {

Sizes sizesOf(const QCommandLineParser &options)
{
    if (options.isSet(u"smallest"_s))
        return smallestSizes();
    return options.isSet(u"quick"_s) ? quickSizes() : Sizes();
}

/// In this process.
int runOne(const QString &name, const Setting &setting)
{
    const auto all = measurements();
    const auto found = std::ranges::find(all, name.toStdString(),
                                         [](const Measurement &one) { return std::string(one.name); });
    if (found == all.end())
        giveUp(u"There is no measurement “%1”."_s.arg(name));
    std::puts(dumpJson(found->run(setting)).c_str());
    return 0;
}

/// In a process of its own.
Figures runApart(const QString &name, const Setting &setting)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    QStringList arguments{u"--only"_s, name, u"--folder"_s, setting.folder};
    if (setting.sizes.name != "full")
        arguments << u"--"_s + QString::fromStdString(setting.sizes.name);
    process.start(QCoreApplication::applicationFilePath(), arguments);
    if (!process.waitForFinished(-1) || process.exitCode() != 0 ||
        process.exitStatus() != QProcess::NormalExit)
        giveUp(u"The measurement “%1” failed."_s.arg(name));
    return demand(parseJson(process.readAllStandardOutput().toStdString()));
}

Figures runAll(const Setting &setting, int runs)
{
    const QStorageInfo storage(setting.folder);
    Figures figures{{"sizes", setting.sizes.name},
                    {"file_system", storage.fileSystemType().toStdString()},
                    {"cores", int(std::thread::hardware_concurrency())},
                    {"runs", runs}};
    if (storage.fileSystemType() == "tmpfs")
        std::fputs("engine_bench: the folder is in memory, so syncs cost nothing; choose one on a disk with "
                   "--folder.\n",
                   stderr);
    for (const Measurement &one : measurements()) {
        std::vector<Figures> results;
        for (int i = 0; i < runs; ++i) {
            const QString name = QString::fromUtf8(one.name.data(), qsizetype(one.name.size()));
            results.push_back(runApart(name, setting));
        }
        figures.update(medians(results));
    }
    addRatios(figures);
    return figures;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCommandLineParser options;
    options.setApplicationDescription(u"Measures the durable engine on this machine."_s);
    options.addHelpOption();
    options.addOptions(
        {{u"quick"_s, u"Smaller sizes: about a minute."_s},
         {u"smallest"_s, u"Smallest sizes: to see that it works."_s},
         {u"json"_s, u"JSON instead of a table."_s},
         {u"runs"_s, u"Gives the medians of so many runs."_s, u"count"_s, u"1"_s},
         {u"folder"_s, u"Where to write; on the disk to be measured."_s, u"path"_s, QDir::tempPath()},
         {u"only"_s, u"Runs one measurement in this process."_s, u"name"_s}});
    options.process(application);
    const Setting setting{sizesOf(options), options.value(u"folder"_s)};
    if (options.isSet(u"only"_s))
        return runOne(options.value(u"only"_s), setting);
    const Figures figures = runAll(setting, std::max(1, options.value(u"runs"_s).toInt()));
    std::puts(options.isSet(u"json"_s) ? prettyJson(figures).c_str() : table(figures).c_str());
    return 0;
}
