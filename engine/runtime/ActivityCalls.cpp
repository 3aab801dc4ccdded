// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/ActivityCalls.h"

#include "engine/runtime/ConfidentialCall.h"

#include <QCoreApplication>

#include <algorithm>
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

FailureDetails timedOut(const TaskScheduled &task)
{
    FailureDetails failure;
    failure.errorType = "ActivityTimedOut";
    failure.errorMessage = QCoreApplication::translate(
                               "perdura::Hub", "The activity “%1” has run longer than %2 and was stopped.")
                               .arg(QString::fromStdString(task.name), describeDuration(*task.timeout))
                               .toStdString();
    return failure;
}

FailureDetails givenUp(const TaskScheduled &task)
{
    FailureDetails failure;
    failure.errorType = "ActivityGivenUp";
    failure.errorMessage =
        QCoreApplication::translate(
            "perdura::Hub", "The activity “%1” was stopped, for nobody waited for its result any more.")
            .arg(QString::fromStdString(task.name))
            .toStdString();
    failure.isNonRetriable = true;
    return failure;
}

FailureDetails resultTooLarge(const std::string &name, std::size_t limit)
{
    FailureDetails failure;
    failure.errorType = "PayloadTooLarge";
    failure.errorMessage =
        QCoreApplication::translate("perdura::Hub", "The result of “%1” has more than %2 bytes; keep large "
                                                    "data in a file and give back its name.")
            .arg(QString::fromStdString(name))
            .arg(limit)
            .toStdString();
    failure.isNonRetriable = true;
    return failure;
}

} // namespace

void ActivityRunner::State::refuse(const ScheduledActivity &activity) const
{
    m_settings.finished(activity, tl::unexpected(unknownActivity(activity.task.name)));
}

void ActivityRunner::State::enqueue(const Activity &kind, ScheduledActivity activity)
{
    const std::lock_guard lock(m_mutex);
    if (m_isStopping)
        return;
    Waiting waiting{std::move(activity), m_settings.clock->now()};
    if (waiting.activity.task.secrets.empty()) {
        makeReady(kind.runs(), std::move(waiting));
    } else {
        m_confidential.push_back(std::move(waiting));
        m_lookupWanted.notify_one();
    }
}

void ActivityRunner::State::makeReady(Activity::Runs runs, Waiting waiting)
{
    if (runs == Activity::Runs::OnIoThread) {
        m_io.push_back(std::move(waiting));
        // Under the lock: whoever it calls is there until disconnect() has had it.
        if (m_ioReady)
            m_ioReady();
    } else {
        m_blocking.push_back(std::move(waiting));
        m_workChanged.notify_one();
    }
}

std::optional<ActivityRunner::State::Call> ActivityRunner::State::takeBlocking()
{
    std::unique_lock lock(m_mutex);
    m_workChanged.wait(lock, [this] { return m_isStopping || !m_blocking.empty(); });
    if (m_isStopping)
        return {};
    Waiting next = std::move(m_blocking.front());
    m_blocking.pop_front();
    Begun begun = begin(next.activity, false);
    lock.unlock();
    return makeCall(std::move(next), std::move(begun));
}

std::optional<ActivityRunner::State::Call> ActivityRunner::State::takeIo()
{
    std::unique_lock lock(m_mutex);
    if (m_isStopping || m_io.empty() || m_runningIo >= maxConcurrentIo)
        return {};
    Waiting next = std::move(m_io.front());
    m_io.pop_front();
    Begun begun = begin(next.activity, true);
    lock.unlock();
    return makeCall(std::move(next), std::move(begun));
}

// Under the lock.
ActivityRunner::State::Begun ActivityRunner::State::begin(ScheduledActivity &activity, bool isIo)
{
    const Key key(activity.instance, m_begun++);
    Running &running = m_running[key];
    running.isIo = isIo;
    running.began = m_settings.clock->now();
    Json input = std::exchange(activity.task.input, nullptr); // the call's own, so no copy is kept here
    running.activity = std::make_shared<const ScheduledActivity>(activity);
    activity.task.input = std::move(input);
    m_runningIo += isIo ? 1 : 0;
    if (activity.task.timeout && m_deadlines) {
        running.deadline = running.began + *activity.task.timeout;
        const PendingTimer end{key.first, key.second, *running.deadline};
        m_deadlines->add({&end, 1});
    }
    return {key, running.stop.get_token(), running.activity};
}

// Not under the lock: a large input takes its time.
ActivityRunner::State::Call ActivityRunner::State::makeCall(Waiting waiting, Begun begun)
{
    m_settings.failPoints.pass(FailPoint::ActivityBegins);
    Call call;
    call.activity = find(waiting.activity.task.name);
    call.call = callOf(waiting.activity);
    call.call.stop = std::move(begun.stop);
    call.call.environment.workspace = m_settings.workspace;
    call.call.environment.log = [self = shared_from_this(),
                                 shared = begun.activity](const std::string &level, const std::string &text) {
        const std::lock_guard lock(self->m_sinkMutex);
        if (self->m_isConnected)
            self->m_settings.log(*shared, level, text);
    };
    call.call.environment.progress = [self = shared_from_this(), key = begun.key](ActivityProgress progress) {
        self->progressed(key, std::move(progress));
    };
    call.done = [self = shared_from_this(), key = begun.key,
                 isCalled = std::make_shared<std::atomic_flag>()](ActivityResult result) {
        const bool isRepeated = isCalled->test_and_set();
        Q_ASSERT_X(!isRepeated, "Activity::run", "an activity gave its result twice");
        if (!isRepeated)
            self->finish(key, std::move(result));
    };
    if (!waiting.secrets.empty())
        confide(waiting.secrets, call.call, call.done);
    return call;
}

ActivityCall ActivityRunner::State::callOf(ScheduledActivity &activity)
{
    ActivityCall call;
    call.instance = activity.instanceId;
    call.execution = activity.execution;
    call.taskId = activity.taskId;
    call.attempt = activity.task.attempt;
    call.origin = activity.origin;
    call.input = std::move(activity.task.input);
    call.idempotencyKey =
        activity.instanceId.value + '/' + activity.execution.value + '/' + std::to_string(activity.taskId);
    return call;
}

void ActivityRunner::State::finish(Key key, ActivityResult result)
{
    Running ended;
    bool isWanted = false;
    {
        const std::lock_guard lock(m_mutex);
        Running &running = m_running.at(key);
        const bool gaveUp = running.stop.stop_requested() && !result;
        isWanted = !gaveUp && !std::exchange(running.isAnswered, true);
        m_runningIo -= running.isIo ? 1 : 0;
        ended = running;
        if (ended.deadline && m_deadlines) {
            const PendingTimer end{key.first, key.second, *ended.deadline};
            m_deadlines->cancel({&end, 1});
        }
    }
    if (isWanted)
        deliver(*ended.activity, std::move(result));
    {
        const std::lock_guard lock(m_mutex);
        m_running.erase(key);
        if (ended.isIo && m_ioReady)
            m_ioReady();
    }
    m_callEnded.notify_all();
}

void ActivityRunner::State::deliver(const ScheduledActivity &activity, ActivityResult result)
{
    // Counting a large value takes a while, so it is done here, on the thread of the call.
    if (result && isLargerThan(*result, m_settings.payloadBytes))
        result = tl::unexpected(resultTooLarge(activity.task.name, m_settings.payloadBytes));
    const std::lock_guard lock(m_sinkMutex);
    if (m_isConnected)
        m_settings.finished(activity, std::move(result));
}

void ActivityRunner::State::timeOut(const PendingTimer &call)
{
    Running late;
    {
        const std::lock_guard lock(m_mutex);
        const auto running = m_running.find({call.instance, call.number});
        if (running == m_running.end() || std::exchange(running->second.isAnswered, true))
            return;
        late = running->second;
    }
    late.stop.request_stop();
    deliver(*late.activity, tl::unexpected(timedOut(late.activity->task)));
}

void ActivityRunner::State::progressed(Key key, ActivityProgress progress)
{
    InstanceId instance;
    {
        const std::lock_guard lock(m_mutex);
        const auto running = m_running.find(key);
        if (running == m_running.end())
            return;
        running->second.progress = std::move(progress);
        instance = running->second.activity->instanceId;
    }
    const std::lock_guard lock(m_sinkMutex);
    if (m_isConnected && m_settings.progressed)
        m_settings.progressed(instance);
}

std::vector<RunningActivity> ActivityRunner::State::activitiesOf(const InstanceId &instance)
{
    const auto described = [](const ScheduledActivity &activity) {
        return RunningActivity{activity.taskId, activity.task.name, activity.task.attempt, activity.origin};
    };
    std::vector<RunningActivity> activities;
    const std::lock_guard lock(m_mutex);
    for (const auto &[key, running] : m_running) {
        if (running.activity->instanceId != instance || running.isAnswered)
            continue;
        RunningActivity activity = described(*running.activity);
        activity.began = running.began;
        activity.fraction = running.progress.fraction;
        activity.progress = running.progress.text;
        activities.push_back(std::move(activity));
    }
    if (m_lookup && m_lookup->activity->instanceId == instance)
        activities.push_back(described(*m_lookup->activity));
    for (const auto *queue : {&m_confidential, &m_blocking, &m_io}) {
        for (std::size_t i = 0; i < queue->size(); ++i) {
            const ScheduledActivity &waiting = (*queue)[i].activity;
            if (waiting.instanceId != instance)
                continue;
            activities.push_back(described(waiting));
            activities.back().queuePosition = int(i) + 1;
        }
    }
    return activities;
}

ActivityRunner::Figures ActivityRunner::State::figures() const
{
    const std::lock_guard lock(m_mutex);
    Figures figures{.waiting = int(m_confidential.size() + m_blocking.size() + m_io.size()),
                    .running = int(m_running.size()) + (m_lookup ? 1 : 0)};
    for (const std::deque<Waiting> *queue : {&m_confidential, &m_blocking, &m_io}) {
        if (!queue->empty())
            figures.oldest = std::min(figures.oldest.value_or(Instant::max()), queue->front().since);
    }
    return figures;
}

void ActivityRunner::State::stopInstance(InstanceKey instance)
{
    std::vector<std::stop_source> stops;
    {
        const std::lock_guard lock(m_mutex);
        const auto isItsOwn = [instance](const Waiting &waiting) {
            return waiting.activity.instance == instance;
        };
        std::erase_if(m_blocking, isItsOwn);
        std::erase_if(m_io, isItsOwn);
        std::erase_if(m_confidential, isItsOwn);
        if (m_lookup && m_lookup->activity->instance == instance)
            stops.push_back(m_lookup->stop);
        for (auto call = m_running.lower_bound({instance, 0});
             call != m_running.end() && call->first.first == instance; ++call)
            stops.push_back(call->second.stop);
    }
    // Stop callbacks run in here and may end their call at once: no lock is held.
    for (std::stop_source &stop : stops)
        stop.request_stop();
}

void ActivityRunner::State::giveUp(InstanceKey instance, SequenceNumber task)
{
    GivenUp call = takeGivenUp(instance, task);
    if (!call.activity)
        return;
    call.stop.request_stop();
    deliver(*call.activity, tl::unexpected(givenUp(call.activity->task)));
}

/// Takes the call out of the queue that it waits in, or makes sure that what it still gives is not wanted.
ActivityRunner::State::GivenUp ActivityRunner::State::takeGivenUp(InstanceKey instance, SequenceNumber task)
{
    const std::lock_guard lock(m_mutex);
    for (auto *queue : {&m_confidential, &m_blocking, &m_io}) {
        const auto waiting = std::ranges::find_if(*queue, [&](const Waiting &each) {
            return each.activity.instance == instance && each.activity.taskId == task;
        });
        if (waiting == queue->end())
            continue;
        auto activity = std::make_shared<const ScheduledActivity>(std::move(waiting->activity));
        queue->erase(waiting);
        return {std::move(activity), {}};
    }
    if (m_lookup && m_lookup->activity->instance == instance && m_lookup->activity->taskId == task &&
        !m_lookup->stop.stop_requested())
        return {m_lookup->activity, m_lookup->stop};
    for (auto call = m_running.lower_bound({instance, 0});
         call != m_running.end() && call->first.first == instance; ++call) {
        Running &running = call->second;
        if (running.activity->taskId == task && !std::exchange(running.isAnswered, true))
            return {running.activity, running.stop};
    }
    return {};
}

void ActivityRunner::State::stopAll()
{
    std::vector<std::stop_source> stops;
    {
        const std::lock_guard lock(m_mutex);
        m_isStopping = true;
        m_blocking.clear();
        m_io.clear();
        m_confidential.clear();
        if (m_lookup)
            stops.push_back(m_lookup->stop);
        for (const auto &[key, call] : m_running)
            stops.push_back(call.stop);
    }
    m_workChanged.notify_all();
    m_lookupWanted.notify_all();
    for (std::stop_source &stop : stops)
        stop.request_stop();
}

bool ActivityRunner::State::waitForCalls(std::chrono::milliseconds bound)
{
    std::unique_lock lock(m_mutex);
    return m_callEnded.wait_for(lock, bound, [this] { return m_running.empty() && !m_lookup; });
}

void ActivityRunner::State::disconnect()
{
    {
        const std::lock_guard lock(m_sinkMutex);
        m_isConnected = false;
    }
    const std::lock_guard lock(m_mutex);
    m_ioReady = nullptr;
    m_deadlines = nullptr;
}

void ActivityRunner::State::setDeadlines(TimerService *deadlines)
{
    const std::lock_guard lock(m_mutex);
    m_deadlines = deadlines;
}

void ActivityRunner::State::setIoReady(std::function<void()> ioReady)
{
    const std::lock_guard lock(m_mutex);
    m_ioReady = std::move(ioReady);
}

} // namespace perdura
