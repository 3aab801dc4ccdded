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
    }
    void operator()(const HumanTaskAnswered &data)
    {
        always("task", data.taskId);
        always("outcome", data.outcome);
        any("form", data.form);
        text("comment", data.comment);
        text("answeredBy", data.answeredBy);
    }

private:
    Json &m_json;
};

template <typename T>
T read(FieldReader &reader);

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
    return {
        .name = reader.text("name"), .input = reader.any("input"), .attempt = reader.numberOr("attempt", 1)};
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
