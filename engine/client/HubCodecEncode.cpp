// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/client/HubCodec.h"
#include "engine/client/HubCodecNames.h"

namespace perdura {

namespace {

template <typename List>
Json encodeList(const List &list)
{
    Json json = Json::array();
    for (const auto &item : list)
        json.push_back(encodeHub(item));
    return json;
}

Json encode(const Origin &origin)
{
    Json json = Json::object();
    json["node"] = origin.node;
    json["iteration"] = origin.iteration;
    return json;
}

} // namespace

Json encodeHub(const Error &error)
{
    Json json = Json::object();
    json["code"] = std::string(hubCodec::name(error.code));
    json["message"] = error.message.toStdString();
    return json;
}

Json encodeHub(const InstanceId &id)
{
    return Json(id.value);
}

Json encodeHub(const VersionId &id)
{
    return Json(id.value);
}

Json encodeHub(const QByteArray &bytes)
{
    return Json(bytes.toBase64().toStdString());
}

Json encodeHub(const StartRequest &request)
{
    Json json = Json::object();
    json["version"] = request.version.value;
    json["input"] = request.input;
    if (request.id)
        json["id"] = request.id->value;
    json["name"] = request.name;
    if (!request.tags.empty())
        json["tags"] = request.tags;
    if (request.startAt)
        json["startAt"] = toIso(*request.startAt);
    json["replaceable"] = Json::array();
    for (const OrchestrationStatus status : request.replaceable)
        json["replaceable"].push_back(std::string(statusName(status)));
    return json;
}

Json encodeHub(const InstanceSummary &summary)
{
    Json json = Json::object();
    json["id"] = summary.id.value;
    json["name"] = summary.name;
    json["version"] = summary.version.value;
    json["status"] = std::string(statusName(summary.status));
    json["created"] = toIso(summary.created);
    json["lastUpdated"] = toIso(summary.lastUpdated);
    if (summary.completed)
        json["completed"] = toIso(*summary.completed);
    json["historyLength"] = summary.historyLength;
    json["openHumanTasks"] = summary.openHumanTasks;
    json["failureMessage"] = summary.failureMessage;
    json["hasWork"] = summary.hasWork;
    if (summary.nextTimer)
        json["nextTimer"] = toIso(*summary.nextTimer);
    return json;
}

Json encodeHub(const RunningActivity &activity)
{
    Json json = Json::object();
    json["task"] = activity.taskId;
    json["name"] = activity.name;
    json["attempt"] = activity.attempt;
    json["origin"] = encode(activity.origin);
    if (activity.began)
        json["began"] = toIso(*activity.began);
    json["queuePosition"] = activity.queuePosition;
    if (activity.fraction)
        json["fraction"] = *activity.fraction;
    json["progress"] = activity.progress;
    return json;
}

Json encodeHub(const InstanceDetail &detail)
{
    Json json = Json::object();
    json["summary"] = encodeHub(detail.summary);
    json["execution"] = detail.execution.value;
    json["generation"] = detail.generation;
    json["input"] = detail.input;
    json["output"] = detail.output;
    json["customStatus"] = detail.customStatus;
    if (detail.failure)
        json["failure"] = toJson(*detail.failure);
    if (detail.parent) {
        json["parent"] = Json::object();
        json["parent"]["instance"] = detail.parent->instance.value;
        json["parent"]["execution"] = detail.parent->execution.value;
        json["parent"]["task"] = detail.parent->taskId;
    }
    if (!detail.tags.empty())
        json["tags"] = detail.tags;
    if (!detail.activities.empty())
        json["activities"] = encodeList(detail.activities);
    return json;
}

Json encodeHub(const InstancePage &page)
{
    Json json = Json::object();
    json["instances"] = encodeList(page.instances);
    json["next"] = encodeHub(page.next);
    return json;
}

Json encodeHub(const StatusCounts &counts)
{
    Json json = Json::object();
    for (auto it = counts.begin(); it != counts.end(); ++it)
        json[std::string(statusName(OrchestrationStatus(it.key())))] = it.value();
    return json;
}

Json encodeHub(const std::vector<InstanceId> &ids)
{
    return encodeList(ids);
}

Json encodeHub(const History &history)
{
    Json json = Json::array();
    for (const HistoryEvent &event : history)
        json.push_back(toJson(event));
    return json;
}

Json encodeHub(const HumanTaskId &id)
{
    Json json = Json::object();
    json["instance"] = id.instance.value;
    json["number"] = id.number;
    return json;
}

Json encodeHub(const HumanTaskRequest &request)
{
    Json json = Json::object();
    json["title"] = request.title;
    json["description"] = request.description;
    json["assignee"] = request.assignee;
    if (request.due)
        json["due"] = toIso(*request.due);
    json["outcomes"] = request.outcomes;
    json["form"] = request.form;
    json["group"] = request.group;
    json["commentedOutcomes"] = request.commentedOutcomes;
    return json;
}

Json encodeHub(const HumanTaskInfo &task)
{
    Json json = Json::object();
    json["id"] = encodeHub(task.id);
    json["workflowName"] = task.workflowName;
    json["origin"] = encode(task.origin);
    json["request"] = encodeHub(task.request);
    json["created"] = toIso(task.created);
    return json;
}

Json encodeHub(const HumanTaskAnswer &answer)
{
    Json json = Json::object();
    json["outcome"] = answer.outcome;
    json["form"] = answer.form;
    json["comment"] = answer.comment;
    json["answeredBy"] = answer.answeredBy;
    return json;
}

Json encodeHub(const LogLine &line)
{
    Json json = Json::object();
    json["time"] = toIso(line.time);
    json["origin"] = encode(line.origin);
    json["level"] = line.level;
    json["text"] = line.text;
    return json;
}

Json encodeHub(const HubState &state)
{
    Json json = Json::object();
    json["kind"] = std::string(hubCodec::name(state.kind));
    json["text"] = state.text.toStdString();
    return json;
}

Json encodeHub(const std::vector<HumanTaskInfo> &tasks)
{
    return encodeList(tasks);
}

Json encodeHub(const std::vector<LogLine> &lines)
{
    return encodeList(lines);
}

Json encodeHub(const QList<InstanceId> &ids)
{
    return encodeList(ids);
}

} // namespace perdura
