// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/orchestration/HistoryEvent.h"

namespace perdura {

namespace {

Json entityTexts(const std::vector<EntityId> &entities)
{
    Json texts = Json::array();
    for (const EntityId &entity : entities)
        texts.push_back(toText(entity));
    return texts;
}

/// Writes the fields of one kind of event; empty texts and nulls are left out.
class FieldWriter
{
public:
    explicit FieldWriter(Json &json)
        : m_json(json)
    {}

    void text(const char *field, const std::string &value)
    {
        if (!value.empty())
            m_json[field] = value;
    }
    void any(const char *field, const Json &value)
    {
        if (!value.is_null())
            m_json[field] = value;
    }
    void always(const char *field, Json value) { m_json[field] = std::move(value); }

    void operator()(const OrchestratorStarted &) {}
    void operator()(const OrchestratorCompleted &) {}
    void operator()(const ExecutionStarted &data)
    {
        always("name", data.name);
        text("version", data.version.value);
        any("input", data.input);
        always("instance", data.instance.value);
        always("execution", data.execution.value);
        if (data.parent) {
            always("parentInstance", data.parent->instance.value);
            always("parentExecution", data.parent->execution.value);
            always("parentTask", data.parent->taskId);
        }
        if (!data.tags.empty())
            always("tags", data.tags);
    }
    void operator()(const ExecutionCompleted &data)
    {
        always("status", statusName(data.status));
        any("result", data.result);
        if (data.failure)
            always("failure", toJson(*data.failure));
    }
    void operator()(const ExecutionTerminated &data) { text("reason", data.reason); }
    void operator()(const TaskScheduled &data)
    {
        always("name", data.name);
        any("input", data.input);
        if (data.attempt != 1)
            always("attempt", data.attempt);
        if (data.timeout)
            always("timeoutMicroseconds", data.timeout->count());
        for (const SecretReference &secret : data.secrets)
            m_json["secrets"].push_back({{"at", secret.pointer}, {"name", secret.name}});
    }
    void operator()(const TaskCompleted &data)
    {
        always("task", data.taskId);
        any("result", data.result);
    }
    void operator()(const TaskFailed &data)
    {
        always("task", data.taskId);
        always("failure", toJson(data.failure));
    }
    void operator()(const TimerCreated &data)
    {
        always("fireAt", toIso(data.fireAt));
        text("purpose", data.purpose);
    }
    void operator()(const TimerFired &data)
    {
        always("timer", data.timerId);
        always("fireAt", toIso(data.fireAt));
    }
    void operator()(const EventRaised &data)
    {
        always("name", data.name);
        any("input", data.input);
    }
    void operator()(const HumanTaskCreated &data)
    {
        const HumanTaskRequest &request = data.request;
        always("title", request.title);
        text("description", request.description);
        text("assignee", request.assignee);
        if (request.due)
            always("due", toIso(*request.due));
        always("outcomes", request.outcomes);
        any("form", request.form);
        text("group", request.group);
        if (!request.commentedOutcomes.empty())
            always("commentedOutcomes", request.commentedOutcomes);
    }
    void operator()(const HumanTaskAnswered &data)
    {
        always("task", data.taskId);
        always("outcome", data.outcome);
        any("form", data.form);
        text("comment", data.comment);
        text("answeredBy", data.answeredBy);
    }
    void operator()(const ExecutionSuspended &data) { text("reason", data.reason); }
    void operator()(const ExecutionResumed &data) { text("reason", data.reason); }
    void operator()(const ExecutionRewound &data) { text("reason", data.reason); }
    void operator()(const ExecutionMoved &data)
    {
        always("version", data.version.value);
        always("before", data.before.value);
        text("reason", data.reason);
        text("refusal", data.refusal);
    }
    void operator()(const ContinuedAsNew &data)
    {
        any("input", data.input);
        text("version", data.version.value);
        always("keepsEvents", data.keepsEvents);
    }
    void operator()(const SubOrchestrationCreated &data)
    {
        always("name", data.name);
        text("version", data.version.value);
        always("instance", data.instance.value);
        any("input", data.input);
        if (data.attempt != 1)
            always("attempt", data.attempt);
        if (data.isDetached)
            always("detached", true);
    }
    void operator()(const SubOrchestrationCompleted &data)
    {
        always("task", data.taskId);
        any("result", data.result);
    }
    void operator()(const SubOrchestrationFailed &data)
    {
        always("task", data.taskId);
        always("failure", toJson(data.failure));
    }
    void operator()(const EventSent &data)
    {
        always("instance", data.instance.value);
        always("name", data.name);
        any("input", data.input);
    }
    void operator()(const EntityOperationSignaled &data)
    {
        always("entity", toText(data.entity));
        always("operation", data.operation);
        any("input", data.input);
        if (data.due)
            always("due", toIso(*data.due));
    }
    void operator()(const EntityOperationCalled &data)
    {
        always("entity", toText(data.entity));
        always("operation", data.operation);
        any("input", data.input);
    }
    void operator()(const EntityOperationCompleted &data)
    {
        always("task", data.taskId);
        any("result", data.result);
    }
    void operator()(const EntityOperationFailed &data)
    {
        always("task", data.taskId);
        always("failure", toJson(data.failure));
    }
    void operator()(const EntityLockRequested &data) { always("entities", entityTexts(data.entities)); }
    void operator()(const EntityLockGranted &data) { always("task", data.taskId); }
    void operator()(const EntityUnlockSent &data)
    {
        always("lock", data.lockId);
        always("entities", entityTexts(data.entities));
    }

private:
    Json &m_json;
};

} // namespace

Json toJson(const HistoryEvent &event)
{
    Json json = Json::object();
    json["type"] = eventTypeName(event.data);
    json["id"] = event.eventId;
    json["time"] = toIso(event.timestamp);
    FieldWriter writer(json);
    writer.text("node", event.origin.node);
    writer.text("iteration", event.origin.iteration);
    std::visit(writer, event.data);
    return json;
}

} // namespace perdura
