// SPDX-License-Identifier: GPL-3.0-or-later
//
// The process that the crash tests kill: a hub over the database of its first argument. It starts the
// instances that its other arguments name, with the program of PERDURA_CRASH_PROGRAM, and writes a line
// “started ID” for each start that the hub acknowledged; activities write a line to effects.txt, and “done”
// to the output, before they answer. PERDURA_CRASH_SIGNALS is the number of the first of the signals that it
// sends besides. Ends once all the instances have ended. With the program “index” there is no hub, only its
// database, whose search index is brought up to date; the program “family” ends with a purge.
#include "engine/store/SqliteStore.h"
#include "tests/crash/CrashDriver.h"
#include "tests/crash/CrashEntities.h"
#include "tests/crash/CrashPrograms.h"
#include "tests/engine/runtime/TestActivities.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <fcntl.h>
#include <unistd.h>

using namespace perdura;
using namespace perdura::test;

namespace {

TestActivities activitiesOf(const QString &folder)
{
    const int effects =
        ::open(qPrintable(folder + QStringLiteral("/effects.txt")), O_WRONLY | O_CREAT | O_APPEND, 0600);
    TestActivities activities;
    activities.add("effect", [effects](const ActivityCall &call, const ActivityDone &done) {
        writeLine(effects, call.idempotencyKey);
        writeLine(STDOUT_FILENO, "done");
        done(Json(call.input.get<int>() + 1));
    });
    activities.add("flaky", [](const ActivityCall &call, const ActivityDone &done) {
        if (call.attempt == 1)
            done(tl::unexpected(FailureDetails{.errorType = "Flaky", .errorMessage = "not the first time"}));
        else
            done(call.input);
    });
    activities.add("unlucky", [folder](const ActivityCall &call, const ActivityDone &done) {
        const QString mark = folder + QStringLiteral("/lucky-") + QString::fromStdString(call.input);
        const int file = ::open(qPrintable(mark), O_WRONLY | O_CREAT | O_EXCL, 0600);
        if (file < 0) {
            done(call.input);
            return;
        }
        ::close(file);
        done(tl::unexpected(FailureDetails{.errorType = "Unlucky", .errorMessage = "not yet"}));
    });
    return activities;
}

int indexAll(const Store &store, const QStringList &ids)
{
    const auto writer = store.openWriter();
    std::vector<WriteRequest> requests;
    for (const QString &id : ids) {
        const QByteArray input = '"' + id.toUtf8() + " to be found\"";
        requests.push_back(CreateInstance{InstanceId(id), "indexed", {}, ExecutionId(id), input, Instant()});
    }
    const auto applied = (*writer)->apply(requests);
    // Without time, each portion is one instance.
    Result<bool> hasMore = true;
    while (hasMore && *hasMore)
        hasMore = (*writer)->tidy(std::chrono::milliseconds(0));
    return applied && hasMore ? 0 : 2;
}

int runHub(const HubSettings &settings, const std::string &program, const QStringList &ids, Changes &changes)
{
    const auto hub = Hub::open(settings);
    if (!hub)
        return 2;
    const auto reader = settings.store->openReader();
    CrashDriver driver(**hub, **reader, changes);
    driver.pauseAll();
    for (const QString &id : ids)
        driver.start(program, id);
    if (qEnvironmentVariableIsSet("PERDURA_CRASH_SIGNALS"))
        driver.signal(qEnvironmentVariableIntValue("PERDURA_CRASH_SIGNALS"));
    driver.waitUntilQuiet();
    if (program == "family")
        driver.purgeAll();
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    const QString folder = QFileInfo(arguments.at(1)).absolutePath();
    const std::string program =
        qEnvironmentVariable("PERDURA_CRASH_PROGRAM", QStringLiteral("chain")).toStdString();

    SqliteOptions options;
    options.path = arguments.at(1);
    options.failPoints = FailPoints::fromEnvironment();
    const auto store = std::make_shared<SqliteStore>(options);
    if (program == "index")
        return indexAll(*store, arguments.mid(2));

    const TestActivities activities = activitiesOf(folder);
    const auto functions = std::make_shared<const CodeOrchestrators::Functions>(crashPrograms());
    Changes changes;
    HubSettings settings;
    settings.workspace = folder;
    settings.store = store;
    settings.activities = activities.lookup();
    settings.orchestrators = [functions] { return std::make_unique<CodeOrchestrators>(functions); };
    settings.entities = [] { return std::make_unique<CodeEntities>(crashEntities()); };
    settings.failPoints = options.failPoints;
    settings.changed = [&changes](const InstanceId &) { changes.note(); };
    return runHub(settings, program, arguments.mid(2), changes);
}
