// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/http/StatusJson.h"

#include <set>

namespace perdura {

namespace {

/// Without the zeros at the end of the fraction, as the field's hosts write times.
std::string timestamp(Instant instant)
{
    std::string text = toIso(instant);
    text.pop_back(); // the Z
    while (text.back() == '0')
        text.pop_back();
    if (text.back() == '.')
        text.pop_back();
    return text + "Z";
}

Json rawText(const Json &value)
{
    return value.is_null() ? Json(nullptr) : Json(dumpJson(value));
}

Json failureJson(const FailureDetails &failure)
{
    Json json = Json::object();
    json["ErrorType"] = failure.errorType;
    json["ErrorMessage"] = failure.errorMessage;
    json["StackTrace"] = "";
    json["InnerFailure"] = failure.inner ? failureJson(*failure.inner) : Json(nullptr);
    json["IsNonRetriable"] = failure.isNonRetriable;
    return json;
}

/// What an event's answer tells of the decision that it answers.
struct Decision
{
    Instant scheduled;
    std::string name;
    Json input;
    std::string child; ///< of sub-orchestrations
};

class HistoryTeller
{
public:
    HistoryTeller(const History &history, const StatusWishes &wishes)
        : m_wishes(wishes)
    {
        for (const HistoryEvent &event : history)
            note(event);
    }

    [[nodiscard]] Json tell(const HistoryEvent &event) const
    {
        Json json = std::visit([&](const auto &data) { return this->members(event, data); }, event.data);
        if (json.is_null())
            return json;
        if (!m_wishes.showsInput)
            json.erase("Input");
        if (!m_wishes.showsHistoryOutput)
            json.erase("Result");
        return json;
    }

private:
    void note(const HistoryEvent &event)
    {
        if (const auto *task = event.as<TaskScheduled>())
            m_decisions[event.eventId] = {event.timestamp, task->name, task->input, {}};
        else if (const auto *child = event.as<SubOrchestrationCreated>())
            m_decisions[event.eventId] = {event.timestamp, child->name, child->input, child->instance.value};
        else if (const auto *answer = event.as<TaskCompleted>())
            m_answered.insert(answer->taskId);
        else if (const auto *failed = event.as<TaskFailed>())
            m_answered.insert(failed->taskId);
        else if (const auto *childDone = event.as<SubOrchestrationCompleted>())
            m_answered.insert(childDone->taskId);
        else if (const auto *childFailed = event.as<SubOrchestrationFailed>())
            m_answered.insert(childFailed->taskId);
    }

    [[nodiscard]] static Json begin(const char *type, const HistoryEvent &event)
    {
        return Json{{"EventType", type}, {"Timestamp", timestamp(event.timestamp)}};
    }

    /// A completion, with what the decision told.
    [[nodiscard]] Json answer(const char *type, const HistoryEvent &event, SequenceNumber task) const
    {
        Json json = begin(type, event);
        if (const auto found = m_decisions.find(task); found != m_decisions.end()) {
            json["ScheduledTime"] = timestamp(found->second.scheduled);
            json["FunctionName"] = found->second.name;
            json["Input"] = rawText(found->second.input);
            if (!found->second.child.empty())
                json["InstanceId"] = found->second.child;
        }
        return json;
    }

    static void addFailure(Json &json, const FailureDetails &failure)
    {
        json["Reason"] = failure.errorMessage;
        json["Details"] = failure.errorType;
        json["FailureDetails"] = failureJson(failure);
    }

    // Turns; and what is never stored.
    template <typename T>
    [[nodiscard]] Json members(const HistoryEvent &, const T &) const
    {
        return nullptr;
    }
    [[nodiscard]] Json members(const HistoryEvent &event, const ExecutionStarted &data) const
    {
        Json json = begin("ExecutionStarted", event);
        json["FunctionName"] = data.name;
        json["Input"] = rawText(data.input);
        return json;
    }
    [[nodiscard]] Json members(const HistoryEvent &event, const ExecutionCompleted &data) const
    {
        Json json = begin("ExecutionCompleted", event);
        json["OrchestrationStatus"] = std::string(statusName(data.status));
        json["Result"] = data.result;
        if (data.failure)
            json["FailureDetails"] = failureJson(*data.failure);
        return json;
    }
    [[nodiscard]] Json members(const HistoryEvent &event, const ExecutionTerminated &data) const
    {
        Json json = begin("ExecutionTerminated", event);
        json["Input"] = data.reason;
        return json;
    }
    [[nodiscard]] Json members(const HistoryEvent &event, const ExecutionSuspended &data) const
    {
        return withReason("ExecutionSuspended", event, data.reason);
    }
    [[nodiscard]] Json members(const HistoryEvent &event, const ExecutionResumed &data) const
    {
        return withReason("ExecutionResumed", event, data.reason);
    }
    [[nodiscard]] Json members(const HistoryEvent &event, const ExecutionRewound &data) const
    {
        return withReason("ExecutionRewound", event, data.reason);
    }
    [[nodiscard]] Json members(const HistoryEvent &event, const ExecutionMoved &data) const
    {
        Json json = withReason("ExecutionMoved", event, data.reason);
        json["Version"] = data.version.value;
        if (!data.refusal.empty())
            json["Refusal"] = data.refusal;
        return json;
    }
    [[nodiscard]] static Json withReason(const char *type, const HistoryEvent &event,
                                         const std::string &reason)
    {
        Json json = begin(type, event);
        json["Reason"] = reason;
        return json;
    }
    [[nodiscard]] Json members(const HistoryEvent &event, const TaskScheduled &data) const
    {
        if (m_answered.contains(event.eventId))
            return nullptr;
        Json json = begin("TaskScheduled", event);
        json["Name"] = data.name;
        json["Input"] = rawText(data.input);
        return json;
    }
    [[nodiscard]] Json members(const HistoryEvent &event, const TaskCompleted &data) const
    {
        Json json = answer("TaskCompleted", event, data.taskId);
        json["Result"] = data.result;
        return json;
    }
    [[nodiscard]] Json members(const HistoryEvent &event, const TaskFailed &data) const
    {
        Json json = answer("TaskFailed", event, data.taskId);
        addFailure(json, data.failure);
        return json;
    }
    [[nodiscard]] Json members(const HistoryEvent &event, const SubOrchestrationCreated &data) const
    {
        if (m_answered.contains(event.eventId))
            return nullptr;
        Json json = begin("SubOrchestrationInstanceCreated", event);
        json["Name"] = data.name;
        json["InstanceId"] = data.instance.value;
        json["Input"] = rawText(data.input);
        return json;
    }
    [[nodiscard]] Json members(const HistoryEvent &event, const SubOrchestrationCompleted &data) const
    {
        Json json = answer("SubOrchestrationInstanceCompleted", event, data.taskId);
        json["Result"] = data.result;
        return json;
    }
    [[nodiscard]] Json members(const HistoryEvent &event, const SubOrchestrationFailed &data) const
    {
        Json json = answer("SubOrchestrationInstanceFailed", event, data.taskId);
        addFailure(json, data.failure);
        return json;
    }
    [[nodiscard]] Json members(const HistoryEvent &event, const TimerCreated &data) const
    {
        Json json = begin("TimerCreated", event);
        json["FireAt"] = timestamp(data.fireAt);
        return json;
    }
    [[nodiscard]] Json members(const HistoryEvent &event, const TimerFired &data) const
    {
        Json json = begin("TimerFired", event);
        json["FireAt"] = timestamp(data.fireAt);
        return json;
    }
    [[nodiscard]] Json members(const HistoryEvent &event, const EventRaised &data) const
    {
        return raised(event, data.name, data.input);
    }
    [[nodiscard]] Json members(const HistoryEvent &event, const EventSent &data) const
    {
        return sent(event, data.instance.value, data.name, data.input);
    }
    [[nodiscard]] Json members(const HistoryEvent &event, const EntityOperationSignaled &data) const
    {
        return sent(event, toText(data.entity), "op", data.input);
    }
    [[nodiscard]] Json members(const HistoryEvent &event, const EntityOperationCalled &data) const
    {
        return sent(event, toText(data.entity), "op", data.input);
    }
    [[nodiscard]] Json members(const HistoryEvent &event, const EntityOperationCompleted &data) const
    {
        return raised(event, std::to_string(data.taskId), data.result);
    }
    [[nodiscard]] Json members(const HistoryEvent &event, const EntityOperationFailed &data) const
    {
        return raised(event, std::to_string(data.taskId), failureJson(data.failure));
    }
    [[nodiscard]] Json members(const HistoryEvent &event, const EntityLockGranted &data) const
    {
        return raised(event, std::to_string(data.taskId), nullptr);
    }
    [[nodiscard]] Json members(const HistoryEvent &event, const HumanTaskCreated &data) const
    {
        Json json = begin("GenericEvent", event);
        json["Data"] = data.request.title;
        return json;
    }
    [[nodiscard]] Json members(const HistoryEvent &event, const HumanTaskAnswered &data) const
    {
        return raised(event, data.outcome, data.form);
    }
    [[nodiscard]] static Json raised(const HistoryEvent &event, const std::string &name, const Json &input)
    {
        Json json = begin("EventRaised", event);
        json["Name"] = name;
        json["Input"] = rawText(input);
        return json;
    }
    [[nodiscard]] static Json sent(const HistoryEvent &event, const std::string &instance,
                                   const std::string &name, const Json &input)
    {
        Json json = begin("EventSent", event);
        json["InstanceId"] = instance;
        json["Name"] = name;
        json["Input"] = rawText(input);
        return json;
    }

    const StatusWishes &m_wishes;
    std::map<SequenceNumber, Decision> m_decisions;
    std::set<SequenceNumber> m_answered;
};

} // namespace

Json historyEventsJson(const History &history, const StatusWishes &wishes)
{
    const HistoryTeller teller(history, wishes);
    Json events = Json::array();
    for (const HistoryEvent &event : history) {
        if (Json json = teller.tell(event); !json.is_null())
            events.push_back(std::move(json));
    }
    return events;
}

} // namespace perdura
