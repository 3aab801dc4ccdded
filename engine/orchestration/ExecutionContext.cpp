// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/orchestration/ExecutionContext.h"

#include "engine/orchestration/RewoundExecution.h"

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
    if (id < m_limits.decisions) {
        m_pending.push_back({.id = id, .origin = std::move(origin), .data = std::move(data)});
    } else if (!m_limitFailure) {
        m_limitFailure = FailureDetails{
            .errorType = "ActionLimitExceeded",
            .errorMessage = "The orchestrator asked for more than " + std::to_string(m_limits.decisions) +
                            " activities, timers and other things in one execution. Split the work over "
                            "several runs, or let a long loop continue as new.",
            .isNonRetriable = true};
    }
    return id;
}

void ExecutionContext::checkPayload(const Json &payload, const std::string &what) const
{
    if (!isLargerThan(payload, m_limits.payloadBytes))
        return;
    throw TaskFailedException(
        {.errorType = "PayloadTooLarge",
         .errorMessage =
             what + " has more than " + std::to_string(m_limits.payloadBytes) +
             " bytes as JSON, the limit of this hub. Write large data to a file and pass its path.",
         .isNonRetriable = true});
}

Task<Json> ExecutionContext::callActivity(std::string activity, Json input, ActivityOptions options)
{
    checkPayload(input, "The input of the activity “" + activity + "”");
    ScheduleTask request{.name = std::move(activity),
                         .input = std::move(input),
                         .timeout = options.timeout,
                         .secrets = std::move(options.secrets)};
    if (!options.retry)
        return scheduleActivity(request, options.origin, options.stop);
    auto attempt = [this, request = std::move(request), origin = options.origin,
                    stop = options.stop](int number) mutable {
        request.attempt = number;
        return scheduleActivity(request, origin, stop);
    };
    return callWithRetry(std::move(attempt), *options.retry, std::move(options.retryWhen),
                         std::move(options.origin), std::move(options.stop));
}

Task<Json> ExecutionContext::scheduleActivity(const ScheduleTask &request, const Origin &origin,
                                              const Stop &stop)
{
    const SequenceNumber id = decide(origin, request);
    if (stop) {
        stop->set([weak = weak_from_this(), id] {
            if (const auto self = weak.lock())
                self->giveUpCall(id);
        });
    }
    return m_calls[id].task();
}

/// The call stays open until its end is in the history, as that of every other.
void ExecutionContext::giveUpCall(SequenceNumber id)
{
    if (!m_isDropped && m_calls.contains(id))
        m_givenUpCalls.push_back(id);
}

Task<Json> ExecutionContext::callSubOrchestration(std::string orchestrator, Json input,
                                                  SubOrchestrationOptions options)
{
    checkPayload(input, "The input of the sub-orchestration “" + orchestrator + "”");
    if (!m_locked.empty())
        throw lockingRulesViolation("no sub-orchestration can be called within a critical section");
    if (options.id == instanceId() || (parent() && options.id == parent()->instance)) {
        throw TaskFailedException({.errorType = "OrchestratorError",
                                   .errorMessage = "A sub-orchestration needs an id of its own; “" +
                                                   options.id.value +
                                                   "” is that of the caller or its parent.",
                                   .isNonRetriable = true});
    }
    SubOrchestrationCreated request{.name = std::move(orchestrator),
                                    .version = std::move(options.version),
                                    .instance = std::move(options.id),
                                    .input = std::move(input)};
    if (!options.retry)
        return createChild(request, options.origin);
    auto attempt = [this, request = std::move(request), origin = options.origin](int number) mutable {
        request.attempt = number;
        return createChild(request, origin);
    };
    return callWithRetry(std::move(attempt), *options.retry, std::move(options.retryWhen),
                         std::move(options.origin), nullptr);
}

Task<Json> ExecutionContext::createChild(const SubOrchestrationCreated &request, const Origin &origin)
{
    SubOrchestrationCreated child = request;
    if (child.instance.isEmpty())
        child.instance = childId(m_started.execution);
    return m_calls[decide(origin, std::move(child))].task();
}

/// The id of the child that the next decision starts.
InstanceId ExecutionContext::childId(const ExecutionId &execution) const
{
    return InstanceId(execution.value + ':' + std::to_string(m_nextNumber));
}

InstanceId ExecutionContext::startOrchestration(std::string orchestrator, Json input,
                                                SubOrchestrationOptions options)
{
    checkPayload(input, "The input of the orchestration “" + orchestrator + "”");
    // The code is given the id: after a rewind it must be the one of the instance that was started. A child
    // that is called is started anew then, under another id.
    if (options.id.isEmpty())
        options.id = childId(beforeRewinds(m_started.execution));
    SubOrchestrationCreated request{.name = std::move(orchestrator),
                                    .version = std::move(options.version),
                                    .instance = std::move(options.id),
                                    .input = std::move(input),
                                    .isDetached = true};
    InstanceId id = request.instance;
    decide(std::move(options.origin), std::move(request));
    return id;
}

void ExecutionContext::sendEvent(InstanceId instance, std::string eventName, Json input, Origin origin)
{
    Q_ASSERT(!eventName.empty());
    checkPayload(input, "The event “" + eventName + "”");
    EventSent request{
        .instance = std::move(instance), .name = std::move(eventName), .input = std::move(input)};
    decide(std::move(origin), std::move(request));
}

void ExecutionContext::terminateInstance(InstanceId instance, std::string reason, Origin origin)
{
    EventSent request{.instance = std::move(instance), .name = {}, .input = std::move(reason)};
    decide(std::move(origin), std::move(request));
}

void ExecutionContext::continueAsNew(Json input, bool keepEvents, VersionId version)
{
    checkPayload(input, "The input of the next execution");
    m_continuation =
        ContinuedAsNew{.input = std::move(input), .version = std::move(version), .keepsEvents = keepEvents};
}

Task<Json> ExecutionContext::callWithRetry(Attempt makeCall, RetryPolicy retry, RetryWhen retryWhen,
                                           Origin origin, Stop stop)
{
    const Instant firstAttempt = m_now;
    for (int attempt = 1;; ++attempt) {
        const Task<Json> call = makeCall(attempt);
        const std::vector<TaskBase> one{call};
        co_await whenAllSettled(one);
        if (!call.isFailed())
            co_return call.value();
        const auto wait = nextRetryDelay(retry, attempt, firstAttempt, m_now, call.failure());
        if (!wait || (retryWhen && !retryWhen(call.failure())))
            throw TaskFailedException(call.failure());
        std::string purpose =
            "Retry " + std::to_string(attempt + 1) + " of " + std::to_string(retry.maxAttempts);
        const TimerTask pause = createTimer(plus(m_now, *wait), std::move(purpose), origin);
        if (stop)
            stop->set([pause] { pause.cancel(); });
        co_await pause.task;
        // Whoever wanted it may have given up meanwhile.
        if (retryWhen && !retryWhen(call.failure()))
            throw TaskFailedException(call.failure());
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

Task<Json> ExecutionContext::waitForEvent(std::string eventName, Origin origin)
{
    return m_events.wait(eventName, origin, m_now);
}

WaitState ExecutionContext::waits() const
{
    const bool isOpen = blockingTasks() > 0 && !m_isDropped;
    return {m_events.openWaits(), isOpen ? m_returned : std::nullopt};
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
    if (bytes > m_limits.customStatusBytes) {
        throw TaskFailedException(
            {.errorType = "CustomStatusTooLarge",
             .errorMessage = "The custom status has " + std::to_string(bytes) +
                             " bytes as UTF-16 text; the limit is " +
                             std::to_string(m_limits.customStatusBytes) +
                             ". Keep only what people need to see and put the rest into the output."});
    }
    m_customStatus = std::move(status);
}

void ExecutionContext::log(std::string level, std::string text, Origin origin)
{
    if (!m_isDropped)
        m_log.push_back({std::move(origin), std::move(level), std::move(text)});
}

std::optional<Json> ExecutionContext::takeChangedStatus()
{
    if (m_customStatus == m_reportedStatus)
        return std::nullopt;
    m_reportedStatus = m_customStatus;
    return m_customStatus;
}

void ExecutionContext::completeCall(SequenceNumber id, Json result)
{
    m_lockedCalls.erase(id);
    if (auto source = take(m_calls, id))
        source->complete(std::move(result));
}

void ExecutionContext::failCall(SequenceNumber id, FailureDetails failure)
{
    m_lockedCalls.erase(id);
    if (auto source = take(m_calls, id))
        source->fail(std::move(failure));
}

void ExecutionContext::codeReturned()
{
    m_returned = m_now;
    m_events.abandonAll();
    if (m_lock)
        releaseLock(*m_lock);
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
    m_givenUpCalls.clear(); // the end of an execution stops all of them
    appendNumbersBelow(committed, m_timers, m_cancelledTimers);
    appendNumbersBelow(committed, m_humanTasks, m_closedHumanTasks);
    // Destructors of the orchestrator's objects may call back: everything is out of the members before they
    // run.
    const auto calls = std::move(m_calls);
    const auto lockRequests = std::move(m_lockRequests);
    const auto timers = std::move(m_timers);
    const auto silentTimers = std::move(m_silentTimers);
    const auto humanTasks = std::move(m_humanTasks);
    const auto silentHumanTasks = std::move(m_silentHumanTasks);
    const ExternalEvents events = std::move(m_events);
    m_calls.clear();
    m_lockRequests.clear();
    m_timers.clear();
    m_humanTasks.clear();
}

} // namespace perdura
