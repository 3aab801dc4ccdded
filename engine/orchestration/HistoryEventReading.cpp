// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/orchestration/FieldReader.h"
#include "engine/orchestration/HistoryEvent.h"

#include <QCoreApplication>

namespace perdura {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::HistoryEvent", text);
}

template <typename T>
T read(FieldReader &reader);

Tags readTags(FieldReader &reader)
{
    Tags tags;
    const Json members = reader.any("tags");
    for (const auto &[name, value] : members.items()) {
        if (value.is_string())
            tags.emplace(name, value.get<std::string>());
        else
            reader.reject("tags");
    }
    return tags;
}

EntityId entityOf(FieldReader &reader, const char *field, const std::string &text)
{
    auto entity = entityIdFromText(text);
    if (!entity)
        reader.reject(field);
    return entity.value_or(EntityId{});
}

EntityId readEntity(FieldReader &reader)
{
    return entityOf(reader, "entity", reader.text("entity"));
}

std::vector<EntityId> readEntities(FieldReader &reader)
{
    std::vector<EntityId> entities;
    for (const std::string &text : reader.texts("entities"))
        entities.push_back(entityOf(reader, "entities", text));
    return entities;
}

std::vector<SecretReference> readSecrets(FieldReader &reader)
{
    std::vector<SecretReference> secrets;
    const Json list = reader.any("secrets");
    for (const Json &item : list) {
        FieldReader members(item, "secret");
        SecretReference secret{members.text("at"), members.text("name")};
        if (auto read = members.finish(std::move(secret)))
            secrets.push_back(*std::move(read));
        else
            reader.fail(read.error());
    }
    return secrets;
}

template <>
OrchestratorStarted read(FieldReader &)
{
    return {};
}
template <>
OrchestratorCompleted read(FieldReader &)
{
    return {};
}
template <>
ExecutionStarted read(FieldReader &reader)
{
    ExecutionStarted data;
    data.name = reader.text("name");
    data.version = VersionId(reader.textOr("version", {}));
    data.input = reader.any("input");
    data.instance = InstanceId(reader.text("instance"));
    data.execution = ExecutionId(reader.text("execution"));
    if (reader.has("parentInstance")) {
        data.parent = ParentInstance{.instance = InstanceId(reader.text("parentInstance")),
                                     .execution = ExecutionId(reader.text("parentExecution")),
                                     .taskId = reader.number("parentTask")};
    }
    data.tags = readTags(reader);
    return data;
}
template <>
ExecutionCompleted read(FieldReader &reader)
{
    ExecutionCompleted data;
    const auto status = statusFromName(reader.text("status"));
    if (status)
        data.status = *status;
    else
        reader.reject("status");
    data.result = reader.any("result");
    if (reader.has("failure"))
        data.failure = reader.failure("failure");
    return data;
}
template <>
ExecutionTerminated read(FieldReader &reader)
{
    return {.reason = reader.textOr("reason", {})};
}
template <>
TaskScheduled read(FieldReader &reader)
{
    TaskScheduled data{
        .name = reader.text("name"), .input = reader.any("input"), .attempt = reader.numberOr("attempt", 1)};
    if (reader.has("timeoutMicroseconds"))
        data.timeout = Duration(reader.wideNumber("timeoutMicroseconds"));
    data.secrets = readSecrets(reader);
    return data;
}
template <>
TaskCompleted read(FieldReader &reader)
{
    return {.taskId = reader.number("task"), .result = reader.any("result")};
}
template <>
TaskFailed read(FieldReader &reader)
{
    return {.taskId = reader.number("task"), .failure = reader.failure("failure")};
}
template <>
TimerCreated read(FieldReader &reader)
{
    return {.fireAt = reader.time("fireAt"), .purpose = reader.textOr("purpose", {})};
}
template <>
TimerFired read(FieldReader &reader)
{
    return {.timerId = reader.number("timer"), .fireAt = reader.time("fireAt")};
}
template <>
EventRaised read(FieldReader &reader)
{
    return {.name = reader.text("name"), .input = reader.any("input")};
}
template <>
HumanTaskCreated read(FieldReader &reader)
{
    HumanTaskRequest request;
    request.title = reader.text("title");
    request.description = reader.textOr("description", {});
    request.assignee = reader.textOr("assignee", {});
    if (reader.has("due"))
        request.due = reader.time("due");
    request.outcomes = reader.texts("outcomes");
    request.form = reader.any("form");
    request.group = reader.textOr("group", {});
    if (reader.has("commentedOutcomes"))
        request.commentedOutcomes = reader.texts("commentedOutcomes");
    return {.request = std::move(request)};
}
template <>
HumanTaskAnswered read(FieldReader &reader)
{
    return {.taskId = reader.number("task"),
            .outcome = reader.text("outcome"),
            .form = reader.any("form"),
            .comment = reader.textOr("comment", {}),
            .answeredBy = reader.textOr("answeredBy", {})};
}

template <>
ExecutionSuspended read(FieldReader &reader)
{
    return {.reason = reader.textOr("reason", {})};
}
template <>
ExecutionResumed read(FieldReader &reader)
{
    return {.reason = reader.textOr("reason", {})};
}
template <>
ExecutionRewound read(FieldReader &reader)
{
    return {.reason = reader.textOr("reason", {})};
}
template <>
ExecutionMoved read(FieldReader &reader)
{
    return {.version = VersionId(reader.text("version")),
            .before = VersionId(reader.text("before")),
            .reason = reader.textOr("reason", {}),
            .refusal = reader.textOr("refusal", {})};
}
template <>
ContinuedAsNew read(FieldReader &reader)
{
    return {.input = reader.any("input"),
            .version = VersionId(reader.textOr("version", {})),
            .keepsEvents = reader.flagOr("keepsEvents", true)};
}
template <>
SubOrchestrationCreated read(FieldReader &reader)
{
    return {.name = reader.text("name"),
            .version = VersionId(reader.textOr("version", {})),
            .instance = InstanceId(reader.text("instance")),
            .input = reader.any("input"),
            .attempt = reader.numberOr("attempt", 1),
            .isDetached = reader.flagOr("detached", false)};
}
template <>
SubOrchestrationCompleted read(FieldReader &reader)
{
    return {.taskId = reader.number("task"), .result = reader.any("result")};
}
template <>
SubOrchestrationFailed read(FieldReader &reader)
{
    return {.taskId = reader.number("task"), .failure = reader.failure("failure")};
}
template <>
EventSent read(FieldReader &reader)
{
    return {.instance = InstanceId(reader.text("instance")),
            .name = reader.text("name"),
            .input = reader.any("input")};
}
template <>
EntityOperationSignaled read(FieldReader &reader)
{
    EntityOperationSignaled data{
        .entity = readEntity(reader), .operation = reader.text("operation"), .input = reader.any("input")};
    if (reader.has("due"))
        data.due = reader.time("due");
    return data;
}
template <>
EntityOperationCalled read(FieldReader &reader)
{
    return {
        .entity = readEntity(reader), .operation = reader.text("operation"), .input = reader.any("input")};
}
template <>
EntityOperationCompleted read(FieldReader &reader)
{
    return {.taskId = reader.number("task"), .result = reader.any("result")};
}
template <>
EntityOperationFailed read(FieldReader &reader)
{
    return {.taskId = reader.number("task"), .failure = reader.failure("failure")};
}
template <>
EntityLockRequested read(FieldReader &reader)
{
    return {.entities = readEntities(reader)};
}
template <>
EntityLockGranted read(FieldReader &reader)
{
    return {.taskId = reader.number("task")};
}
template <>
EntityUnlockSent read(FieldReader &reader)
{
    return {.lockId = reader.number("lock"), .entities = readEntities(reader)};
}

/// Tries the alternatives of EventData, from the first, until one has that name.
template <std::size_t Index = 0>
std::optional<EventData> readData(const std::string &type, FieldReader &reader)
{
    if constexpr (Index < std::variant_size_v<EventData>) {
        using Alternative = std::variant_alternative_t<Index, EventData>;
        if (eventTypeName(Alternative{}) == type)
            return read<Alternative>(reader);
        return readData<Index + 1>(type, reader);
    } else {
        return std::nullopt;
    }
}

} // namespace

Result<HistoryEvent> historyEventFromJson(const Json &json)
{
    FieldReader envelope(json, "history event");
    const std::string type = envelope.text("type");
    HistoryEvent event;
    event.eventId = envelope.number("id");
    event.timestamp = envelope.time("time");
    event.origin = {.node = envelope.textOr("node", {}), .iteration = envelope.textOr("iteration", {})};
    if (const auto sound = envelope.finish(true); !sound)
        return fail(sound.error());
    FieldReader fields(json, "event " + type);
    auto data = readData(type, fields);
    if (!data) {
        return fail(
            ErrorCode::Unsupported,
            tr("The history has an event of the kind “%1”, which this version of Perdura does not know. "
               "Open it with a newer version.")
                .arg(QString::fromStdString(type)));
    }
    event.data = std::move(*data);
    return fields.finish(std::move(event));
}

} // namespace perdura
