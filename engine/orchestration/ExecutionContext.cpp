// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/orchestration/ExecutionContext.h"

#include <QUuid>

#include <algorithm>

namespace perdura {

using namespace std::chrono;

namespace {

/// Instants outside of four-digit years cannot be written down; fire times are held within them.
Instant withinCalendar(Instant time)
{
    constexpr Instant first = sys_days{year{1} / January / 1};
    constexpr Instant last = sys_days{year{10000} / January / 1} - microseconds(1);
    return std::clamp(time, first, last);
}

Instant plus(Instant time, Duration wait)
{
    return wait > Instant::max() - time ? Instant::max() : time + wait;
}

/// Takes the source with that number out of the map; nothing when there is none.
template <typename Map>
auto take(Map &sources, SequenceNumber id) -> std::optional<typename Map::mapped_type>
{
    const auto found = sources.find(id);
    if (found == sources.end())
        return std::nullopt;
    std::optional<typename Map::mapped_type> source(std::move(found->second));
    sources.erase(found);
    return source;
}

template <typename Map>
void appendNumbersBelow(SequenceNumber limit, const Map &sources, std::vector<SequenceNumber> &numbers)
{
    const auto before = std::ptrdiff_t(numbers.size());
    for (const auto &[id, source] : sources) {
        if (id < limit)
            numbers.push_back(id);
    }
    std::sort(numbers.begin() + before, numbers.end());
}

} // namespace

std::string ExecutionContext::newGuid()
{
    static constexpr QUuid space(0x9e952958, 0x5e33, 0x4daf, 0x82, 0x7f, 0x2f, 0xa1, 0x29, 0x37, 0xb8, 0x75);
    std::string time = toIso(m_now);
    time.insert(time.size() - 1, "0"); // seven fraction digits, as the field's engines write it
    const std::string name = m_started.instance.value + '_' + time + '_' + std::to_string(m_guidCounter++);
    return QUuid::createUuidV5(space, QByteArray::fromStdString(name))
        .toString(QUuid::WithoutBraces)
        .toStdString();
}

SequenceNumber ExecutionContext::decide(Origin origin, decltype(Action::data) data)
{
    const SequenceNumber id = takeNumber();
    if (id < maxDecisions) {
        m_pending.push_back({.id = id, .origin = std::move(origin), .data = std::move(data)});
    } else if (!m_limitFailure) {
        m_limitFailure =
            FailureDetails{.errorType = "ActionLimitExceeded",
                           .errorMessage = "The orchestrator asked for more than 100,000 activities, "
                                           "timers and human tasks. Split the work over several runs.",
                           .isNonRetriable = true};
    }
    return id;
}

Task<Json> ExecutionContext::callActivity(std::string activity, Json input, ActivityOptions options)
{
    if (options.retry)
        return callWithRetry(std::move(activity), std::move(input), *options.retry,
                             std::move(options.origin));
    return scheduleActivity(std::move(activity), std::move(input), 1, std::move(options.origin));
}

Task<Json> ExecutionContext::scheduleActivity(std::string activity, Json input, int attempt, Origin origin)
{
    ScheduleTask request{.name = std::move(activity), .input = std::move(input), .attempt = attempt};
    return m_activities[decide(std::move(origin), std::move(request))].task();
}

Task<Json> ExecutionContext::callWithRetry(std::string activity, Json input, RetryPolicy retry, Origin origin)
{
    const Instant firstAttempt = m_now;
    for (int attempt = 1;; ++attempt) {
        const Task<Json> call = scheduleActivity(activity, input, attempt, origin);
        const std::vector<TaskBase> one{call};
        co_await whenAllSettled(one);
        if (!call.isFailed())
            co_return call.value();
        const auto wait = nextRetryDelay(retry, attempt, firstAttempt, m_now, call.failure());
        if (!wait)
            throw TaskFailedException(call.failure());
        std::string purpose =
            "Retry " + std::to_string(attempt + 1) + " of " + std::to_string(retry.maxAttempts);
        const TimerTask pause = createTimer(plus(m_now, *wait), std::move(purpose), origin);
        co_await pause.task;
    }
}

TimerTask ExecutionContext::createTimer(Instant fireAt, std::string purpose, Origin origin)
{
    CreateTimer request{.fireAt = withinCalendar(fireAt), .purpose = std::move(purpose)};
    const SequenceNumber id = decide(std::move(origin), std::move(request));
    return {.task = m_timers[id].task(), .drop = [weak = weak_from_this(), id] {
                if (const auto self = weak.lock())
                    self->cancelTimer(id);
            }};
}

Task<Json> ExecutionContext::waitForEvent(std::string eventName, Origin)
{
    return m_events.wait(eventName);
}

HumanTask ExecutionContext::createHumanTask(HumanTaskRequest request, Origin origin)
{
    const SequenceNumber id = decide(std::move(origin), CreateHumanTask{std::move(request)});
    return {.task = m_humanTasks[id].task(), .drop = [weak = weak_from_this(), id] {
                if (const auto self = weak.lock())
                    self->closeHumanTask(id);
            }};
}

void ExecutionContext::setCustomStatus(Json status)
{
    const auto bytes = std::size_t(QString::fromStdString(dumpJson(status)).size()) * sizeof(char16_t);
    if (bytes > maxCustomStatusBytes) {
        throw TaskFailedException(
            {.errorType = "CustomStatusTooLarge",
             .errorMessage = "The custom status has " + std::to_string(bytes) +
                             " bytes as UTF-16 text; the limit is 16384. Keep only what "
                             "people need to see and put the rest into the output."});
    }
    m_customStatus = std::move(status);
}

std::optional<Json> ExecutionContext::takeChangedStatus()
{
    if (m_customStatus == m_reportedStatus)
        return std::nullopt;
    m_reportedStatus = m_customStatus;
    return m_customStatus;
}

void ExecutionContext::completeActivity(SequenceNumber id, Json result)
{
    if (auto source = take(m_activities, id))
        source->complete(std::move(result));
}

void ExecutionContext::failActivity(SequenceNumber id, FailureDetails failure)
{
    if (auto source = take(m_activities, id))
        source->fail(std::move(failure));
}

void ExecutionContext::fireTimer(SequenceNumber id)
{
    if (auto source = take(m_timers, id))
        source->complete();
}

void ExecutionContext::raiseEvent(const std::string &name, Json input)
{
    m_events.raise(name, std::move(input));
}

void ExecutionContext::answerHumanTask(const HumanTaskAnswered &answer)
{
    if (auto source = take(m_humanTasks, answer.taskId))
        source->complete({answer.outcome, answer.form, answer.comment, answer.answeredBy});
}

void ExecutionContext::cancelTimer(SequenceNumber id)
{
    auto source = m_isDropped ? std::nullopt : take(m_timers, id);
    if (!source)
        return;
    m_silentTimers.emplace(id, std::move(*source));
    m_cancelledTimers.push_back(id);
}

void ExecutionContext::closeHumanTask(SequenceNumber id)
{
    auto source = m_isDropped ? std::nullopt : take(m_humanTasks, id);
    if (!source)
        return;
    m_silentHumanTasks.emplace(id, std::move(*source));
    m_closedHumanTasks.push_back(id);
}

void ExecutionContext::drop(SequenceNumber committed)
{
    if (std::exchange(m_isDropped, true))
        return;
    m_pending.clear();
    const auto isForgotten = [committed](SequenceNumber id) { return id >= committed; };
    std::erase_if(m_cancelledTimers, isForgotten);
    std::erase_if(m_closedHumanTasks, isForgotten);
    appendNumbersBelow(committed, m_timers, m_cancelledTimers);
    appendNumbersBelow(committed, m_humanTasks, m_closedHumanTasks);
    // Destructors of the orchestrator's objects may call back: everything is out of the members before they
    // run.
    const auto activities = std::move(m_activities);
    const auto timers = std::move(m_timers);
    const auto silentTimers = std::move(m_silentTimers);
    const auto humanTasks = std::move(m_humanTasks);
    const auto silentHumanTasks = std::move(m_silentHumanTasks);
    const ExternalEvents events = std::move(m_events);
    m_activities.clear();
    m_timers.clear();
    m_humanTasks.clear();
}

} // namespace perdura
