// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/client/HubCodec.h"
#include "engine/client/ObjectReader.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace perdura {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::HubCodec", text);
}

template <typename Value>
struct Word
{
    Value value;
    std::string_view word;
};

constexpr std::array actionWords{Word{BatchAction::Terminate, "terminate"},
                                 Word{BatchAction::Suspend, "suspend"}, Word{BatchAction::Resume, "resume"},
                                 Word{BatchAction::Purge, "purge"}, Word{BatchAction::Restart, "restart"}};
constexpr std::array stateWords{
    Word{BatchStatus::State::Running, "running"}, Word{BatchStatus::State::Paused, "paused"},
    Word{BatchStatus::State::Cancelled, "cancelled"}, Word{BatchStatus::State::Finished, "finished"}};
constexpr std::array controlWords{Word{BatchControl::Pause, "pause"}, Word{BatchControl::Resume, "resume"},
                                  Word{BatchControl::Cancel, "cancel"}};
constexpr std::array findingWords{
    Word{CheckFinding::Kind::File, "file"}, Word{CheckFinding::Kind::Row, "row"},
    Word{CheckFinding::Kind::Events, "history"}, Word{CheckFinding::Kind::Work, "work"},
    Word{CheckFinding::Kind::Counters, "counters"}};

template <typename Words, typename Value>
std::string wordOf(const Words &words, Value value)
{
    return std::string(std::ranges::find(words, value, &Words::value_type::value)->word);
}

template <typename Words>
auto fromWord(const Words &words, const Json &json) -> Result<decltype(words[0].value)>
{
    const auto *const found = json.is_string() ? std::ranges::find(words, json.get_ref<const std::string &>(),
                                                                   &Words::value_type::word)
                                               : words.end();
    if (found == words.end()) {
        return fail(ErrorCode::InvalidArgument,
                    tr("“%1” is not a word that is known here.").arg(QString::fromStdString(dumpJson(json))));
    }
    return found->value;
}

Result<AuditAction> auditAction(const Json &json)
{
    const auto action =
        json.is_string() ? auditActionFromName(json.get_ref<const std::string &>()) : std::nullopt;
    if (!action)
        return fail(ErrorCode::InvalidArgument, tr("The message names an unknown action."));
    return *action;
}

template <typename T>
Result<T> finished(ObjectReader &reader, T value)
{
    if (const auto ok = reader.finish(); !ok)
        return fail(ok.error());
    return value;
}

template <typename Item>
Result<std::vector<Item>> decodeList(const Json &json, Result<Item> (*decode)(const Json &))
{
    if (!json.is_array())
        return fail(ErrorCode::InvalidArgument,
                    tr("A list is expected where the message has something else."));
    std::vector<Item> list;
    list.reserve(json.size());
    for (const Json &item : json) {
        auto decoded = decode(item);
        if (!decoded)
            return fail(decoded.error());
        list.push_back(*std::move(decoded));
    }
    return list;
}

template <typename Item>
Json encodeList(const std::vector<Item> &list)
{
    Json json = Json::array();
    for (const Item &item : list)
        json.push_back(encodeHub(item));
    return json;
}

Result<std::vector<AuditAction>> auditActions(const Json &json)
{
    return decodeList<AuditAction>(json, &auditAction);
}

constexpr auto most = std::numeric_limits<std::int64_t>::max();

} // namespace

Json encodeHub(const AuditEntry &entry)
{
    Json json = Json::object();
    json["number"] = entry.number;
    json["time"] = toIso(entry.note.time);
    json["author"] = entry.note.author;
    json["action"] = std::string(auditActionName(entry.note.action));
    json["target"] = entry.note.target;
    json["reason"] = entry.note.reason;
    json["refusal"] = entry.refusal;
    return json;
}

template <>
Result<AuditEntry> decodeHub<AuditEntry>(const Json &json)
{
    ObjectReader reader(json, "an entry of the audit log");
    AuditEntry entry;
    entry.number = reader.integer("number", 0, most);
    entry.note.time = reader.instant("time");
    entry.note.author = reader.text("author");
    entry.note.action = reader.value("action", &auditAction);
    entry.note.target = reader.text("target");
    entry.note.reason = reader.text("reason");
    entry.refusal = reader.text("refusal");
    return finished(reader, std::move(entry));
}

Json encodeHub(const AuditQuery &query)
{
    Json json = Json::object();
    json["actions"] = Json::array();
    for (const AuditAction action : query.actions)
        json["actions"].push_back(std::string(auditActionName(action)));
    json["author"] = query.author;
    json["target"] = query.target;
    if (query.from)
        json["from"] = toIso(*query.from);
    if (query.to)
        json["to"] = toIso(*query.to);
    json["limit"] = query.limit;
    json["after"] = encodeHub(query.after);
    return json;
}

template <>
Result<AuditQuery> decodeHub<AuditQuery>(const Json &json)
{
    ObjectReader reader(json, "a question to the audit log");
    AuditQuery query;
    query.actions = reader.value("actions", &auditActions);
    query.author = reader.text("author");
    query.target = reader.text("target");
    if (reader.has("from"))
        query.from = reader.instant("from");
    if (reader.has("to"))
        query.to = reader.instant("to");
    query.limit = reader.count("limit");
    query.after = reader.bytes("after");
    return finished(reader, std::move(query));
}

Json encodeHub(const AuditPage &page)
{
    Json json = Json::object();
    json["entries"] = encodeList(page.entries);
    json["next"] = encodeHub(page.next);
    return json;
}

template <>
Result<AuditPage> decodeHub<AuditPage>(const Json &json)
{
    ObjectReader reader(json, "a page of the audit log");
    AuditPage page;
    if (const Json *entries = reader.array("entries"))
        page.entries = reader.take(decodeList<AuditEntry>(*entries, &decodeHub<AuditEntry>));
    page.next = reader.bytes("next");
    return finished(reader, std::move(page));
}

Json encodeHub(const RetentionRules &rules)
{
    return toJson(rules);
}

template <>
Result<RetentionRules> decodeHub<RetentionRules>(const Json &json)
{
    return retentionFromJson(json);
}

Json encodeHub(const BatchRequest &request)
{
    Json json = Json::object();
    json["action"] = wordOf(actionWords, request.action);
    json["query"] = encodeHub(request.query);
    json["reason"] = request.reason;
    json["includesChildren"] = request.includesChildren;
    return json;
}

template <>
Result<BatchRequest> decodeHub<BatchRequest>(const Json &json)
{
    ObjectReader reader(json, "a batch");
    BatchRequest request;
    request.action = reader.take(fromWord(actionWords, reader.any("action")));
    request.query = reader.value("query", &decodeHub<InstanceQuery>);
    request.reason = reader.text("reason");
    request.includesChildren = reader.boolean("includesChildren");
    return finished(reader, std::move(request));
}

Json encodeHub(const BatchControl &control)
{
    return Json(wordOf(controlWords, control));
}

template <>
Result<BatchControl> decodeHub<BatchControl>(const Json &json)
{
    return fromWord(controlWords, json);
}

Json encodeHub(const BatchStatus &status)
{
    Json json = Json::object();
    json["id"] = status.id;
    json["action"] = wordOf(actionWords, status.action);
    json["state"] = wordOf(stateWords, status.state);
    json["author"] = status.author;
    json["started"] = toIso(status.started);
    if (status.ended)
        json["ended"] = toIso(*status.ended);
    json["matched"] = status.matched;
    json["done"] = status.done;
    json["refused"] = status.refused;
    json["pausedBecause"] = status.pausedBecause.toStdString();
    return json;
}

template <>
Result<BatchStatus> decodeHub<BatchStatus>(const Json &json)
{
    ObjectReader reader(json, "the state of a batch");
    BatchStatus status;
    status.id = reader.count("id");
    status.action = reader.take(fromWord(actionWords, reader.any("action")));
    status.state = reader.take(fromWord(stateWords, reader.any("state")));
    status.author = reader.text("author");
    status.started = reader.instant("started");
    if (reader.has("ended"))
        status.ended = reader.instant("ended");
    status.matched = reader.integer("matched", 0, most);
    status.done = reader.integer("done", 0, most);
    status.refused = reader.integer("refused", 0, most);
    status.pausedBecause = reader.string("pausedBecause");
    return finished(reader, std::move(status));
}

Json encodeHub(const BatchOutcome &outcome)
{
    Json json = Json::object();
    json["instance"] = outcome.instance.value;
    json["refusal"] = outcome.refusal.toStdString();
    return json;
}

template <>
Result<BatchOutcome> decodeHub<BatchOutcome>(const Json &json)
{
    ObjectReader reader(json, "an outcome");
    BatchOutcome outcome{InstanceId(reader.text("instance")), reader.string("refusal")};
    return finished(reader, std::move(outcome));
}

Json encodeHub(const std::vector<BatchStatus> &batches)
{
    return encodeList(batches);
}

template <>
Result<std::vector<BatchStatus>> decodeHub<std::vector<BatchStatus>>(const Json &json)
{
    return decodeList<BatchStatus>(json, &decodeHub<BatchStatus>);
}

Json encodeHub(const std::vector<BatchOutcome> &outcomes)
{
    return encodeList(outcomes);
}

template <>
Result<std::vector<BatchOutcome>> decodeHub<std::vector<BatchOutcome>>(const Json &json)
{
    return decodeList<BatchOutcome>(json, &decodeHub<BatchOutcome>);
}

Json encodeHub(const PurgeSummary &summary)
{
    Json json = Json::object();
    json["purged"] = summary.purged;
    json["refused"] = encodeList(summary.refused);
    return json;
}

template <>
Result<PurgeSummary> decodeHub<PurgeSummary>(const Json &json)
{
    ObjectReader reader(json, "the outcome of a purge");
    PurgeSummary summary;
    summary.purged = reader.integer("purged", 0, most);
    summary.refused = reader.value("refused", &decodeHub<std::vector<BatchOutcome>>);
    return finished(reader, std::move(summary));
}

Json encodeHub(const std::vector<VersionInfo> &versions)
{
    Json list = Json::array();
    for (const VersionInfo &info : versions) {
        Json json = Json::object();
        json["version"] = info.version.value;
        json["name"] = info.name;
        json["published"] = toIso(info.published);
        json["instances"] = info.instances;
        list.push_back(std::move(json));
    }
    return list;
}

template <>
Result<std::vector<VersionInfo>> decodeHub<std::vector<VersionInfo>>(const Json &json)
{
    return decodeList<VersionInfo>(json, [](const Json &item) -> Result<VersionInfo> {
        ObjectReader reader(item, "a version");
        VersionInfo info;
        info.version = VersionId(reader.text("version"));
        info.name = reader.text("name");
        info.published = reader.instant("published");
        info.instances = reader.integer("instances", 0, most);
        return finished(reader, std::move(info));
    });
}

Json encodeHub(const CheckReport &report)
{
    Json findings = Json::array();
    for (const CheckFinding &finding : report.findings) {
        Json json = Json::object();
        json["kind"] = wordOf(findingWords, finding.kind);
        if (finding.instance)
            json["instance"] = finding.instance->value;
        json["text"] = finding.text.toStdString();
        findings.push_back(std::move(json));
    }
    Json json = Json::object();
    json["instances"] = report.instances;
    json["events"] = report.events;
    json["findings"] = std::move(findings);
    json["isCut"] = report.isCut;
    return json;
}

template <>
Result<CheckReport> decodeHub<CheckReport>(const Json &json)
{
    const auto readFinding = [](const Json &item) -> Result<CheckFinding> {
        ObjectReader reader(item, "a finding");
        CheckFinding finding;
        finding.kind = reader.take(fromWord(findingWords, reader.any("kind")));
        if (reader.has("instance"))
            finding.instance = InstanceId(reader.text("instance"));
        finding.text = reader.string("text");
        return finished(reader, std::move(finding));
    };
    ObjectReader reader(json, "the report of a check");
    CheckReport report;
    report.instances = reader.integer("instances", 0, most);
    report.events = reader.integer("events", 0, most);
    if (const Json *findings = reader.array("findings"))
        report.findings = reader.take(decodeList<CheckFinding>(*findings, readFinding));
    report.isCut = reader.boolean("isCut");
    return finished(reader, std::move(report));
}

Json encodeHub(const qint64 &number)
{
    return Json(number);
}

template <>
Result<qint64> decodeHub<qint64>(const Json &json)
{
    if (!json.is_number_integer())
        return fail(ErrorCode::InvalidArgument,
                    tr("A number is expected where the message has something else."));
    return json.get<qint64>();
}

} // namespace perdura
