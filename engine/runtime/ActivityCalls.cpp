// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/ActivityCalls.h"

#include "engine/store/PackedBytes.h"

#include <QCoreApplication>

#include <atomic>

namespace perdura {

namespace {

FailureDetails unknownActivity(const std::string &name)
{
    FailureDetails failure;
    failure.errorType = "ActivityTaskNotFound";
    failure.errorMessage =
        QCoreApplication::translate("perdura::Hub", "There is no activity “%1” on this hub; check its name.")
            .arg(QString::fromStdString(name))
            .toStdString();
    failure.isNonRetriable = true;
    return failure;
}

} // namespace

void ActivityRunner::State::refuse(const RecoveredActivity &activity) const
{
    m_settings.finished(activity.activity.instance, activity.activity.taskId,
                        tl::unexpected(unknownActivity(activity.activity.name)));
}

void ActivityRunner::State::enqueue(Activity::Runs runs, RecoveredActivity activity)
{
    const std::lock_guard lock(m_mutex);
    if (m_isStopping)
        return;
    if (runs == Activity::Runs::OnIoThread) {
        m_io.push_back(std::move(activity));
        // Under the lock: whoever it calls is there until disconnect() has had it.
        if (m_ioReady)
            m_ioReady();
    } else {
        m_blocking.push_back(std::move(activity));
        m_workChanged.notify_one();
    }
}

std::optional<ActivityRunner::State::Call> ActivityRunner::State::takeBlocking()
{
    std::unique_lock lock(m_mutex);
    m_workChanged.wait(lock, [this] { return m_isStopping || !m_blocking.empty(); });
    if (m_isStopping)
        return {};
    RecoveredActivity next = std::move(m_blocking.front());
    m_blocking.pop_front();
    const std::stop_token stop = begin(next, false);
    lock.unlock();
    return makeCall(std::move(next), stop);
}

std::optional<ActivityRunner::State::Call> ActivityRunner::State::takeIo()
{
    std::unique_lock lock(m_mutex);
    if (m_isStopping || m_io.empty() || m_runningIo >= maxConcurrentIo)
        return {};
    RecoveredActivity next = std::move(m_io.front());
    m_io.pop_front();
    const std::stop_token stop = begin(next, true);
    lock.unlock();
    return makeCall(std::move(next), stop);
}

// Under the lock.
std::stop_token ActivityRunner::State::begin(const RecoveredActivity &activity, bool isIo)
{
    Running &running = m_running[Key(activity.activity.instance, activity.activity.taskId)];
    running.isIo = isIo;
    m_runningIo += isIo ? 1 : 0;
    return running.stop.get_token();
}

// Not under the lock: a large input takes its time.
ActivityRunner::State::Call ActivityRunner::State::makeCall(RecoveredActivity activity, std::stop_token stop)
{
    const Key key(activity.activity.instance, activity.activity.taskId);
    Call call;
    call.activity = find(activity.activity.name);
    call.call = callOf(activity);
    call.call.stop = std::move(stop);
    call.call.environment.workspace = m_settings.workspace;
    call.call.environment.log = [self = shared_from_this(), activity = std::move(activity)](
                                    const std::string &level, const std::string &text) {
        const std::lock_guard lock(self->m_sinkMutex);
        if (self->m_isConnected)
            self->m_settings.log(activity, level, text);
    };
    call.done = [self = shared_from_this(), key,
                 isCalled = std::make_shared<std::atomic_flag>()](ActivityResult result) {
        const bool isRepeated = isCalled->test_and_set();
        Q_ASSERT_X(!isRepeated, "Activity::run", "an activity gave its result twice");
        if (!isRepeated)
            self->finish(key, std::move(result));
    };
    return call;
}

ActivityCall ActivityRunner::State::callOf(const RecoveredActivity &activity)
{
    const PendingActivity &pending = activity.activity;
    ActivityCall call;
    call.instance = activity.instance;
    call.execution = activity.execution;
    call.taskId = pending.taskId;
    call.attempt = pending.attempt;
    call.origin = pending.origin;
    const std::string_view input(pending.input.constData(), std::size_t(pending.input.size()));
    call.input = parseJson(input, storedJsonLimits).value_or(nullptr);
    call.idempotencyKey =
        activity.instance.value + '/' + activity.execution.value + '/' + std::to_string(pending.taskId);
    return call;
}

void ActivityRunner::State::finish(Key key, ActivityResult result)
{
    bool wasIo = false;
    bool gaveUp = false;
    {
        const std::lock_guard lock(m_mutex);
        const auto running = m_running.find(key);
        wasIo = running->second.isIo;
        gaveUp = running->second.stop.stop_requested() && !result;
        m_runningIo -= wasIo ? 1 : 0;
    }
    if (!gaveUp) {
        const std::lock_guard lock(m_sinkMutex);
        if (m_isConnected)
            m_settings.finished(key.first, key.second, std::move(result));
    }
    {
        const std::lock_guard lock(m_mutex);
        m_running.erase(key);
        if (wasIo && m_ioReady)
            m_ioReady();
    }
    m_callEnded.notify_all();
}

void ActivityRunner::State::stopInstance(InstanceKey instance)
{
    std::vector<std::stop_source> stops;
    {
        const std::lock_guard lock(m_mutex);
        const auto isItsOwn = [instance](const RecoveredActivity &waiting) {
            return waiting.activity.instance == instance;
        };
        std::erase_if(m_blocking, isItsOwn);
        std::erase_if(m_io, isItsOwn);
        for (auto call = m_running.lower_bound({instance, 0});
             call != m_running.end() && call->first.first == instance; ++call)
            stops.push_back(call->second.stop);
    }
    // Stop callbacks run in here and may end their call at once: no lock is held.
    for (std::stop_source &stop : stops)
        stop.request_stop();
}

void ActivityRunner::State::stopAll()
{
    std::vector<std::stop_source> stops;
    {
        const std::lock_guard lock(m_mutex);
        m_isStopping = true;
        m_blocking.clear();
        m_io.clear();
        for (const auto &[key, call] : m_running)
            stops.push_back(call.stop);
    }
    m_workChanged.notify_all();
    for (std::stop_source &stop : stops)
        stop.request_stop();
}

bool ActivityRunner::State::waitForCalls(std::chrono::milliseconds bound)
{
    std::unique_lock lock(m_mutex);
    return m_callEnded.wait_for(lock, bound, [this] { return m_running.empty(); });
}

void ActivityRunner::State::disconnect()
{
    {
        const std::lock_guard lock(m_sinkMutex);
        m_isConnected = false;
    }
    const std::lock_guard lock(m_mutex);
    m_ioReady = nullptr;
}

void ActivityRunner::State::setIoReady(std::function<void()> ioReady)
{
    const std::lock_guard lock(m_mutex);
    m_ioReady = std::move(ioReady);
}

} // namespace perdura
