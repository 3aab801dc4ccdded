// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/patterns/TracedActivities.h"

#include "tests/engine/runtime/TestActivities.h"

#include <QFile>
#include <QFileInfo>

#include <atomic>
#include <condition_variable>
#include <cstdlib>
#include <fcntl.h>
#include <mutex>
#include <unistd.h>

namespace perdura::test {

namespace {

/// The file in which each effect leaves its line. Thread-safe.
class EffectFile
{
public:
    explicit EffectFile(const QString &workspace)
        : m_file(::open(qPrintable(workspace + QStringLiteral("/effects.txt")), O_WRONLY | O_CREAT | O_APPEND,
                        0600))
    {}

    void begin() { ++m_running; }
    /// Notes the effect; it is on disk on return.
    void end(const ActivityCall &call)
    {
        const std::string line = call.origin.node + '/' + call.origin.iteration + ' ' + call.idempotencyKey +
                                 ' ' + std::to_string(m_running.load()) + '\n';
        if (::write(m_file, line.data(), line.size()) != ssize_t(line.size()) || ::fdatasync(m_file) != 0)
            std::abort();
        --m_running;
    }

private:
    int m_file;
    std::atomic<int> m_running{0};
};

/// Another activity, that leaves its line.
class TracedActivity final : public Activity
{
public:
    TracedActivity(const Activity *inner, std::shared_ptr<EffectFile> effects)
        : m_inner(inner)
        , m_effects(std::move(effects))
    {}

    [[nodiscard]] std::string name() const override { return m_inner->name(); }
    [[nodiscard]] Runs runs() const override { return m_inner->runs(); }
    [[nodiscard]] Json inputSchema() const override { return m_inner->inputSchema(); }
    [[nodiscard]] QString title() const override { return m_inner->title(); }
    [[nodiscard]] QString description() const override { return m_inner->description(); }
    [[nodiscard]] QString summary(const Json &input) const override { return m_inner->summary(input); }
    void run(ActivityCall call, ActivityDone done) const override
    {
        m_effects->begin();
        ActivityCall known = call;
        m_inner->run(std::move(call), [effects = m_effects, known = std::move(known),
                                       done = std::move(done)](ActivityResult result) {
            effects->end(known);
            done(std::move(result));
        });
    }

private:
    const Activity *m_inner;
    std::shared_ptr<EffectFile> m_effects;
};

void failAtFirst(const ActivityCall &call, const ActivityDone &done)
{
    if (call.attempt <= call.input.value("failures", 0))
        done(tl::unexpected(FailureDetails{.errorType = "Flaky", .errorMessage = "no paper"}));
    else
        done(call.input.value("value", Json()));
}

/// Where the first calls of a process wait for each other. Thread-safe.
class Meeting
{
public:
    void attend(int size, const std::stop_token &stop)
    {
        std::unique_lock lock(m_mutex);
        ++m_present;
        m_came.notify_all();
        m_came.wait(lock, stop, [&] { return m_present >= size; });
    }

private:
    std::mutex m_mutex;
    std::condition_variable_any m_came;
    int m_present = 0;
};

void holdStill(const ActivityCall &call, const ActivityDone &done)
{
    static Meeting meeting;
    if (const int size = call.input.value("together", 1); size > 1)
        meeting.attend(size, call.stop);
    const std::string name = call.input.value("while", "");
    const QString path = call.environment.workspace + u'/' + QString::fromStdString(name);
    const bool isHeld = !name.empty() && QFile::exists(path);
    if (isHeld && !QFileInfo(path).isFile()) {
        // A pipe that is opened for reading waits for its writer.
        ::close(::open(qPrintable(path), O_RDONLY));
    } else if (isHeld) {
        std::mutex mutex;
        std::condition_variable_any stopped;
        std::unique_lock lock(mutex);
        stopped.wait(lock, call.stop, [] { return false; });
    }
    done(call.input.value("value", Json()));
}

} // namespace

std::shared_ptr<const ActivityRegistry> tracedActivities(const QString &workspace)
{
    // They are never taken down: the process is killed, or ends with them.
    static const auto builtIn = builtInActivities();
    static const FunctionActivity flaky("flaky", Activity::Runs::OnWorker, failAtFirst);
    static const FunctionActivity hold("hold", Activity::Runs::OnWorker, holdStill);
    const auto effects = std::make_shared<EffectFile>(workspace);
    const auto registry = std::make_shared<ActivityRegistry>();
    std::vector<const Activity *> all = builtIn->all();
    all.push_back(&flaky);
    all.push_back(&hold);
    for (const Activity *activity : all)
        registry->add(std::make_unique<TracedActivity>(activity, effects));
    return registry;
}

} // namespace perdura::test
