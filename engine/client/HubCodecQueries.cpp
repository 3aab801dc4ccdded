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

/// A word of an enumeration, read by `fromName`.
template <typename Enum>
Enum word(ObjectReader &reader, const char *key, std::optional<Enum> (*fromName)(std::string_view))
{
    const std::string text = reader.text(key);
    const auto value = fromName(text);
    if (!value)
        reader.reject(
            tr("“%1” is not a value for “%2”.").arg(QString::fromStdString(text), QString::fromUtf8(key)));
    return value.value_or(Enum{});
}

Json encode(const TimeRange &range)
{
    Json json = Json::object();
    if (range.from)
        json["from"] = toIso(*range.from);
    if (range.until)
        json["until"] = toIso(*range.until);
    return json;
}

Result<TimeRange> decodeRange(const Json &json)
{
    ObjectReader reader(json, "a range of times");
    TimeRange range;
    if (reader.has("from"))
        range.from = reader.instant("from");
    if (reader.has("until"))
        range.until = reader.instant("until");
    return finished(reader, range);
}

Result<OrchestrationStatus> decodeStatus(const Json &json)
{
    const auto status = json.is_string() ? statusFromName(json.get<std::string>()) : std::nullopt;
    if (!status)
        return fail(ErrorCode::InvalidArgument, tr("A status of an instance is expected in the query."));
    return *status;
}

Result<std::vector<OrchestrationStatus>> decodeStatuses(const Json &json)
{
    std::vector<OrchestrationStatus> statuses;
    if (!json.is_array())
        return fail(ErrorCode::InvalidArgument, tr("The query needs a list of statuses."));
    for (const Json &item : json) {
        const auto status = decodeStatus(item);
        if (!status)
            return fail(status.error());
        statuses.push_back(*status);
    }
    return statuses;
}

Result<Tags> decodeTags(const Json &json)
{
    Tags tags;
    bool isRight = json.is_object();
    for (const auto &[name, value] : json.items()) {
        isRight = isRight && value.is_string();
        if (isRight)
            tags.emplace(name, value.get<std::string>());
    }
    if (!isRight)
        return fail(ErrorCode::InvalidArgument, tr("The tags of the query are not an object of texts."));
    return tags;
}

Json encode(const InstanceReason &reason)
{
    Json json = Json::object();
    json["kind"] = std::string(hubCodec::name(reason.kind));
    json["name"] = reason.name;
    json["node"] = reason.origin.node;
    json["iteration"] = reason.origin.iteration;
    if (reason.since)
        json["since"] = toIso(*reason.since);
    if (reason.until)
        json["until"] = toIso(*reason.until);
    json["detail"] = reason.detail;
    json["attempt"] = reason.attempt;
    json["count"] = reason.count;
    json["number"] = reason.number;
    return json;
}

Result<InstanceReason> decodeReason(const Json &json)
{
    ObjectReader reader(json, "a reason");
    InstanceReason reason;
    reason.kind = word(reader, "kind", &hubCodec::reasonKind);
    reason.name = reader.text("name");
    reason.origin = {reader.text("node"), reader.text("iteration")};
    if (reader.has("since"))
        reason.since = reader.instant("since");
    if (reader.has("until"))
        reason.until = reader.instant("until");
    reason.detail = reader.text("detail");
    reason.attempt = reader.count("attempt");
    reason.count = reader.count("count");
    reason.number = SequenceNumber(reader.integer("number", -1, std::numeric_limits<SequenceNumber>::max()));
    return finished(reader, std::move(reason));
}

template <typename Item>
Result<std::vector<Item>> decodeItems(const Json &json, Result<Item> (*decode)(const Json &))
{
    if (!json.is_array())
        return fail(ErrorCode::InvalidArgument, tr("A list is expected in the message."));
    std::vector<Item> items;
    for (const Json &entry : json) {
        auto item = decode(entry);
        if (!item)
            return fail(item.error());
        items.push_back(*std::move(item));
    }
    return items;
}

Result<std::vector<InstanceReason>> decodeReasons(const Json &json)
{
    return decodeItems<InstanceReason>(json, &decodeReason);
}

Result<int> decodeCount(const Json &json)
{
    if (!json.is_number_integer() || json.get<std::int64_t>() < 0)
        return fail(ErrorCode::InvalidArgument, tr("A number is expected in the message."));
    return int(json.get<std::int64_t>());
}

Result<std::vector<int>> decodeCounts(const Json &json)
{
    return decodeItems<int>(json, &decodeCount);
}

constexpr auto most = std::numeric_limits<std::int64_t>::max();

} // namespace

Json encodeHub(const InstanceQuery &query)
{
    Json statuses = Json::array();
    for (const OrchestrationStatus status : query.statuses)
        statuses.push_back(std::string(statusName(status)));
    Json tags = Json::object();
    for (const auto &[name, value] : query.tags)
        tags[name] = value;
    Json json = Json::object();
    json["statuses"] = std::move(statuses);
    json["nameContains"] = query.nameContains.toStdString();
    json["name"] = query.name;
    json["idPrefix"] = query.idPrefix;
    json["created"] = encode(query.created);
    json["updated"] = encode(query.updated);
    json["tags"] = std::move(tags);
    if (query.parent)
        json["parent"] = query.parent->value;
    json["text"] = query.text.toStdString();
    json["order"] = std::string(hubCodec::name(query.order));
    json["limit"] = query.limit;
    json["after"] = encodeHub(query.after);
    return json;
}

template <>
Result<InstanceQuery> decodeHub<InstanceQuery>(const Json &json)
{
    ObjectReader reader(json, "a query");
    InstanceQuery query;
    query.statuses = reader.value("statuses", &decodeStatuses);
    query.nameContains = reader.string("nameContains");
    query.name = reader.text("name");
    query.idPrefix = reader.text("idPrefix");
    query.created = reader.value("created", &decodeRange);
    query.updated = reader.value("updated", &decodeRange);
    query.tags = reader.value("tags", &decodeTags);
    if (reader.has("parent"))
        query.parent = InstanceId(reader.text("parent"));
    query.text = reader.string("text");
    query.order = word(reader, "order", &hubCodec::instanceOrder);
    query.limit = reader.count("limit");
    query.after = reader.bytes("after");
    return finished(reader, std::move(query));
}

Json encodeHub(const InstanceCount &count)
{
    Json json = Json::object();
    json["count"] = count.count;
    json["isExact"] = count.isExact;
    return json;
}

template <>
Result<InstanceCount> decodeHub<InstanceCount>(const Json &json)
{
    ObjectReader reader(json, "a number of instances");
    InstanceCount count;
    count.count = reader.integer("count", 0, most);
    count.isExact = reader.boolean("isExact");
    return finished(reader, count);
}

Json encodeHub(const HistoryRange &range)
{
    Json json = Json::object();
    json["anchor"] = std::string(hubCodec::name(range.anchor));
    json["at"] = range.at;
    json["count"] = range.count;
    return json;
}

template <>
Result<HistoryRange> decodeHub<HistoryRange>(const Json &json)
{
    ObjectReader reader(json, "a range of a history");
    HistoryRange range;
    range.anchor = word(reader, "anchor", &hubCodec::historyAnchor);
    range.at = reader.count("at");
    range.count = reader.count("count");
    return finished(reader, range);
}

Json encodeHub(const HistoryPage &page)
{
    Json json = Json::object();
    json["first"] = page.first;
    json["events"] = encodeHub(page.events);
    json["total"] = page.total;
    return json;
}

template <>
Result<HistoryPage> decodeHub<HistoryPage>(const Json &json)
{
    ObjectReader reader(json, "a part of a history");
    HistoryPage page;
    page.first = reader.count("first");
    page.events = reader.value("events", &decodeHub<History>);
    page.total = reader.count("total");
    return finished(reader, std::move(page));
}

Json encodeHub(const InstanceExplanation &explanation)
{
    Json reasons = Json::array();
    for (const InstanceReason &reason : explanation.reasons)
        reasons.push_back(encode(reason));
    Json json = Json::object();
    json["instance"] = explanation.instance.value;
    json["status"] = std::string(statusName(explanation.status));
    json["since"] = toIso(explanation.since);
    json["reasons"] = std::move(reasons);
    json["unnamed"] = explanation.unnamed;
    return json;
}

template <>
Result<InstanceExplanation> decodeHub<InstanceExplanation>(const Json &json)
{
    ObjectReader reader(json, "an explanation");
    InstanceExplanation explanation;
    explanation.instance = InstanceId(reader.text("instance"));
    explanation.status = reader.value("status", &decodeStatus);
    explanation.since = reader.instant("since");
    explanation.reasons = reader.value("reasons", &decodeReasons);
    explanation.unnamed = reader.count("unnamed");
    return finished(reader, std::move(explanation));
}

Json encodeHub(const HubHealth &health)
{
    Json json = Json::object();
    json["turnsPerSecond"] = health.turnsPerSecond;
    json["commitsPerSecond"] = health.commitsPerSecond;
    json["commitP50Microseconds"] = health.commitP50.count();
    json["commitP99Microseconds"] = health.commitP99.count();
    json["queuedWrites"] = health.queuedWrites;
    json["queuedMessages"] = health.queuedMessages;
    json["waitingActivities"] = health.waitingActivities;
    json["runningActivities"] = health.runningActivities;
    json["openTimers"] = health.openTimers;
    if (health.oldestWait)
        json["oldestWaitMicroseconds"] = health.oldestWait->count();
    json["unindexed"] = encodeHub(health.unindexed);
    json["databaseBytes"] = health.databaseBytes;
    return json;
}

template <>
Result<HubHealth> decodeHub<HubHealth>(const Json &json)
{
    ObjectReader reader(json, "a hub's health");
    HubHealth health;
    health.turnsPerSecond = reader.number("turnsPerSecond");
    health.commitsPerSecond = reader.number("commitsPerSecond");
    health.commitP50 = Duration(reader.integer("commitP50Microseconds", 0, most));
    health.commitP99 = Duration(reader.integer("commitP99Microseconds", 0, most));
    health.queuedWrites = reader.count("queuedWrites");
    health.queuedMessages = reader.value("queuedMessages", &decodeCounts);
    health.waitingActivities = reader.count("waitingActivities");
    health.runningActivities = reader.count("runningActivities");
    health.openTimers = reader.count("openTimers");
    if (reader.has("oldestWaitMicroseconds"))
        health.oldestWait = Duration(reader.integer("oldestWaitMicroseconds", 0, most));
    health.unindexed = reader.value("unindexed", &decodeHub<InstanceCount>);
    health.databaseBytes = reader.integer("databaseBytes", 0, most);
    return finished(reader, std::move(health));
}

} // namespace perdura
