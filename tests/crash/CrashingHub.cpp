// SPDX-License-Identifier: GPL-3.0-or-later
//
// The process that the crash tests kill: a hub over the database of its first argument. It starts the
// instances that its other arguments name, with the program of PERDURA_CRASH_PROGRAM, and writes a line
// “started ID” for each start that the hub acknowledged; activities write a line to effects.txt, and “done”
// to the output, before they answer. Ends once all the instances have ended.
#include "engine/runtime/Hub.h"
#include "engine/store/SqliteStore.h"
#include "tests/crash/CrashPrograms.h"
#include "tests/engine/runtime/TestActivities.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <fcntl.h>
#include <numeric>
#include <unistd.h>

using namespace perdura;
using namespace perdura::test;

namespace {

/// One line, whole or not at all, as one write to a file that is opened to append.
void writeLine(int file, const std::string &line)
{
    const std::string text = line + '\n';
    if (::write(file, text.data(), text.size()) != ssize_t(text.size()))
        std::abort();
}

/// Lets main() wait for all ends.
class Ends
{
public:
    void changed()
    {
        const std::lock_guard lock(m_mutex);
        m_isChanged = true;
        m_condition.notify_all();
    }
    template <typename Condition>
    void waitUntil(Condition isSo)
    {
        std::unique_lock lock(m_mutex);
        for (;;) {
            m_isChanged = false;
            lock.unlock();
            if (isSo())
                return;
            lock.lock();
            m_condition.wait(lock, [this] { return m_isChanged; });
        }
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_condition;
    bool m_isChanged = false;
};

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    const QString folder = QFileInfo(arguments.at(1)).absolutePath();
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
    const auto functions = std::make_shared<const CodeOrchestrators::Functions>(crashPrograms());
    const std::string program =
        qEnvironmentVariable("PERDURA_CRASH_PROGRAM", QStringLiteral("chain")).toStdString();

    Ends ends;
    SqliteOptions options;
    options.path = arguments.at(1);
    HubSettings settings;
    settings.workspace = folder;
    settings.store = std::make_shared<SqliteStore>(options);
    settings.activities = activities.lookup();
    settings.orchestrators = [functions] { return std::make_unique<CodeOrchestrators>(functions); };
    settings.failPoints = FailPoints::fromEnvironment();
    settings.changed = [&ends](const InstanceId &) { ends.changed(); };
    const auto hub = Hub::open(settings);
    if (!hub)
        return 2;

    for (const QString &id : arguments.mid(2)) {
        CreateInstance start{InstanceId(id), program, {}, ExecutionId(u'x' + id), "0", settings.clock->now()};
        (*hub)->submit(start, [id](const Result<WriteReceipt> &receipt) {
            if (receipt)
                writeLine(STDOUT_FILENO, "started " + id.toStdString());
        });
    }
    const auto reader = settings.store->openReader();
    ends.waitUntil([&] {
        const auto counts = (*reader)->statusCounts();
        const qint64 all = std::accumulate(counts->begin(), counts->end(), qint64(0));
        return counts->value(int(OrchestrationStatus::Completed)) == all && all >= arguments.size() - 2;
    });
    return 0;
}
