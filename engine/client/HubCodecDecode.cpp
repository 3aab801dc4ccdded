// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/client/HubCodec.h"
#include "engine/client/HubCodecNames.h"
#include "engine/client/ObjectReader.h"

#include <QCoreApplication>

namespace perdura {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::HubCodec", text);
}

template <typename T>
Result<T> finished(ObjectReader &reader, T value)
{
    if (const auto ok = reader.finish(); !ok)
        return fail(ok.error());
    return value;
}

Result<std::string> decodeText(const Json &json)
{
    if (!json.is_string())
        return fail(
            ErrorCode::InvalidArgument,
            tr("A text is expected where the message has %1.").arg(QString::fromUtf8(json.type_name())));
    return json.get<std::string>();
}

Result<OrchestrationStatus> decodeStatus(const Json &json)
{
    const auto text = decodeText(json);
    if (!text)
        return fail(text.error());
    const auto status = statusFromName(*text);
    if (!status)
        return fail(ErrorCode::InvalidArgument,
                    tr("“%1” is not a status of an instance.").arg(QString::fromStdString(*text)));
    return *status;
}

Result<Origin> decodeOrigin(const Json &json)
{
    ObjectReader reader(json, "an origin");
    Origin origin;
    origin.node = reader.text("node");
    origin.iteration = reader.text("iteration");
    return finished(reader, std::move(origin));
}

template <typename List, typename Item>
Result<List> decodeList(const Json &json, Result<Item> (*decode)(const Json &))
{
    if (!json.is_array())
        return fail(
            ErrorCode::InvalidArgument,
            tr("A list is expected where the message has %1.").arg(QString::fromUtf8(json.type_name())));
    List list;
    list.reserve(typename List::size_type(json.size()));
    for (const Json &item : json) {
        auto decoded = decode(item);
        if (!decoded)
            return fail(decoded.error());
        list.push_back(*std::move(decoded));
    }
    return list;
}

Result<std::vector<std::string>> decodeTexts(const Json &json)
{
    return decodeList<std::vector<std::string>>(json, &decodeText);
}

Result<std::vector<OrchestrationStatus>> decodeStatuses(const Json &json)
{
    return decodeList<std::vector<OrchestrationStatus>>(json, &decodeStatus);
}

Result<std::vector<InstanceSummary>> decodeSummaries(const Json &json)
{
    return decodeList<std::vector<InstanceSummary>>(json, &decodeHub<InstanceSummary>);
}

Result<Tags> decodeTags(const Json &json)
{
    if (!json.is_object())
        return fail(ErrorCode::InvalidArgument, tr("The tags are not a JSON object."));
    Tags tags;
    for (const auto &[name, value] : json.items()) {
        auto text = decodeText(value);
        if (!text)
            return fail(text.error());
        tags.emplace(name, *std::move(text));
    }
    return tags;
}

Result<ParentInstance> decodeParent(const Json &json)
{
    ObjectReader reader(json, "a parent");
    ParentInstance parent;
    parent.instance = InstanceId(reader.text("instance"));
    parent.execution = ExecutionId(reader.text("execution"));
    parent.taskId = reader.count("task");
    return finished(reader, std::move(parent));
}

Result<RunningActivity> decodeRunningActivity(const Json &json)
{
    ObjectReader reader(json, "an activity");
    RunningActivity activity;
    activity.taskId = reader.count("task");
    activity.name = reader.text("name");
    activity.attempt = reader.count("attempt");
    activity.origin = reader.value("origin", &decodeOrigin);
    if (reader.has("began"))
        activity.began = reader.instant("began");
    activity.queuePosition = reader.count("queuePosition");
    if (reader.has("fraction"))
        activity.fraction = reader.number("fraction");
    activity.progress = reader.text("progress");
    return finished(reader, std::move(activity));
}

Result<std::vector<RunningActivity>> decodeRunningActivities(const Json &json)
{
    return decodeList<std::vector<RunningActivity>>(json, &decodeRunningActivity);
}

} // namespace

template <>
Result<Error> decodeHub<Error>(const Json &json)
{
    ObjectReader reader(json, "an error");
    const std::string code = reader.text("code");
    Error error{hubCodec::errorCode(code).value_or(ErrorCode::Io), reader.string("message")};
    if (!hubCodec::errorCode(code))
        reader.reject(tr("“%1” is not a kind of error.").arg(QString::fromStdString(code)));
    return finished(reader, std::move(error));
}

template <>
Result<InstanceId> decodeHub<InstanceId>(const Json &json)
{
    return decodeText(json).map([](std::string text) { return InstanceId(std::move(text)); });
}

template <>
Result<VersionId> decodeHub<VersionId>(const Json &json)
{
    return decodeText(json).map([](std::string text) { return VersionId(std::move(text)); });
}

template <>
Result<QByteArray> decodeHub<QByteArray>(const Json &json)
{
    const auto text = decodeText(json);
    if (!text)
        return fail(text.error());
    auto bytes = QByteArray::fromBase64Encoding(QByteArray::fromStdString(*text),
                                                QByteArray::AbortOnBase64DecodingErrors);
    if (!bytes)
        return fail(ErrorCode::InvalidArgument,
                    tr("The message has text that is not Base64 where bytes are expected."));
    return bytes.decoded;
}

template <>
Result<StartRequest> decodeHub<StartRequest>(const Json &json)
{
    ObjectReader reader(json, "a start request");
    StartRequest request;
    request.version = VersionId(reader.text("version"));
    request.input = reader.any("input");
    if (reader.has("id"))
        request.id = InstanceId(reader.text("id"));
    request.name = reader.text("name");
    if (reader.has("tags"))
        request.tags = reader.value("tags", &decodeTags);
    if (reader.has("startAt"))
        request.startAt = reader.instant("startAt");
    request.replaceable = reader.value("replaceable", &decodeStatuses);
    return finished(reader, std::move(request));
}

template <>
Result<InstanceSummary> decodeHub<InstanceSummary>(const Json &json)
{
    ObjectReader reader(json, "an instance");
    InstanceSummary summary;
    summary.id = InstanceId(reader.text("id"));
    summary.name = reader.text("name");
    summary.version = VersionId(reader.text("version"));
    summary.status = reader.value("status", &decodeStatus);
    summary.created = reader.instant("created");
    summary.lastUpdated = reader.instant("lastUpdated");
    if (reader.has("completed"))
        summary.completed = reader.instant("completed");
    summary.historyLength = reader.count("historyLength");
    summary.openHumanTasks = reader.count("openHumanTasks");
    summary.failureMessage = reader.text("failureMessage");
    summary.hasWork = reader.boolean("hasWork");
    if (reader.has("nextTimer"))
        summary.nextTimer = reader.instant("nextTimer");
    return finished(reader, std::move(summary));
}

template <>
Result<InstanceDetail> decodeHub<InstanceDetail>(const Json &json)
{
    ObjectReader reader(json, "an instance's details");
    InstanceDetail detail;
    detail.summary = reader.value("summary", &decodeHub<InstanceSummary>);
    detail.execution = ExecutionId(reader.text("execution"));
    if (reader.has("generation"))
        detail.generation = reader.count("generation");
    detail.input = reader.any("input");
    detail.output = reader.any("output");
    detail.customStatus = reader.any("customStatus");
    if (reader.has("failure"))
        detail.failure = reader.value("failure", &failureFromJson);
    if (reader.has("parent"))
        detail.parent = reader.value("parent", &decodeParent);
    if (reader.has("tags"))
        detail.tags = reader.value("tags", &decodeTags);
    if (reader.has("activities"))
        detail.activities = reader.value("activities", &decodeRunningActivities);
    return finished(reader, std::move(detail));
}

template <>
Result<InstancePage> decodeHub<InstancePage>(const Json &json)
{
    ObjectReader reader(json, "a page of instances");
    InstancePage page;
    page.instances = reader.value("instances", &decodeSummaries);
    page.next = reader.bytes("next");
    return finished(reader, std::move(page));
}

template <>
Result<StatusCounts> decodeHub<StatusCounts>(const Json &json)
{
    if (!json.is_object())
        return fail(ErrorCode::InvalidArgument, tr("The numbers of instances are not a JSON object."));
    StatusCounts counts;
    ObjectReader reader(json, "the numbers of instances");
    for (const auto &[key, value] : json.items()) {
        const auto status = statusFromName(key);
        if (status)
            counts.insert(int(*status),
                          reader.integer(key.c_str(), 0, std::numeric_limits<std::int64_t>::max()));
    }
    return finished(reader, std::move(counts));
}

template <>
Result<std::vector<InstanceId>> decodeHub<std::vector<InstanceId>>(const Json &json)
{
    return decodeList<std::vector<InstanceId>>(json, &decodeHub<InstanceId>);
}

template <>
Result<History> decodeHub<History>(const Json &json)
{
    return decodeList<History>(json, &historyEventFromJson);
}

template <>
Result<HumanTaskId> decodeHub<HumanTaskId>(const Json &json)
{
    ObjectReader reader(json, "a task's id");
    HumanTaskId id;
    id.instance = InstanceId(reader.text("instance"));
    id.number = SequenceNumber(reader.integer("number", -1, std::numeric_limits<SequenceNumber>::max()));
    return finished(reader, std::move(id));
}

template <>
Result<HumanTaskRequest> decodeHub<HumanTaskRequest>(const Json &json)
{
    ObjectReader reader(json, "a task");
    HumanTaskRequest request;
    request.title = reader.text("title");
    request.description = reader.text("description");
    request.assignee = reader.text("assignee");
    if (reader.has("due"))
        request.due = reader.instant("due");
    request.outcomes = reader.value("outcomes", &decodeTexts);
    request.form = reader.any("form");
    if (reader.has("group"))
        request.group = reader.text("group");
    if (reader.has("commentedOutcomes"))
        request.commentedOutcomes = reader.value("commentedOutcomes", &decodeTexts);
    return finished(reader, std::move(request));
}

template <>
Result<HumanTaskInfo> decodeHub<HumanTaskInfo>(const Json &json)
{
    ObjectReader reader(json, "an open task");
    HumanTaskInfo task;
    task.id = reader.value("id", &decodeHub<HumanTaskId>);
    task.workflowName = reader.text("workflowName");
    task.origin = reader.value("origin", &decodeOrigin);
    task.request = reader.value("request", &decodeHub<HumanTaskRequest>);
    task.created = reader.instant("created");
    return finished(reader, std::move(task));
}

template <>
Result<HumanTaskAnswer> decodeHub<HumanTaskAnswer>(const Json &json)
{
    ObjectReader reader(json, "an answer");
    HumanTaskAnswer answer;
    answer.outcome = reader.text("outcome");
    answer.form = reader.any("form");
    answer.comment = reader.text("comment");
    answer.answeredBy = reader.text("answeredBy");
    return finished(reader, std::move(answer));
}

template <>
Result<LogLine> decodeHub<LogLine>(const Json &json)
{
    ObjectReader reader(json, "a log line");
    LogLine line;
    line.time = reader.instant("time");
    line.origin = reader.value("origin", &decodeOrigin);
    line.level = reader.text("level");
    line.text = reader.text("text");
    return finished(reader, std::move(line));
}

template <>
Result<HubState> decodeHub<HubState>(const Json &json)
{
    ObjectReader reader(json, "the hub's state");
    const std::string kind = reader.text("kind");
    HubState state{hubCodec::hubStateKind(kind).value_or(HubState::Kind::Stopped), reader.string("text")};
    if (!hubCodec::hubStateKind(kind))
        reader.reject(tr("“%1” is not a state of a hub.").arg(QString::fromStdString(kind)));
    return finished(reader, std::move(state));
}

template <>
Result<std::vector<HumanTaskInfo>> decodeHub<std::vector<HumanTaskInfo>>(const Json &json)
{
    return decodeList<std::vector<HumanTaskInfo>>(json, &decodeHub<HumanTaskInfo>);
}

template <>
Result<std::vector<LogLine>> decodeHub<std::vector<LogLine>>(const Json &json)
{
    return decodeList<std::vector<LogLine>>(json, &decodeHub<LogLine>);
}

template <>
Result<QList<InstanceId>> decodeHub<QList<InstanceId>>(const Json &json)
{
    return decodeList<QList<InstanceId>>(json, &decodeHub<InstanceId>);
}

template <>
Result<void> decodeHub<void>(const Json &json)
{
    if (!json.is_null())
        return fail(ErrorCode::InvalidArgument, tr("The answer holds a value where none is expected."));
    return {};
}

} // namespace perdura
