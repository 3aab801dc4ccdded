// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/InstanceArchive.h"
#include "engine/store/PackedBytes.h"

#include <QCoreApplication>
#include <QDir>

namespace perdura {

namespace {

constexpr int currentFormat = 1;
constexpr auto archiveKind = "perdura.instance";

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::InstanceArchive", text);
}

Json instanceJson(const InstanceArchive &archive)
{
    Json json = Json::object();
    json["id"] = archive.id.value;
    json["execution"] = archive.execution.value;
    json["name"] = archive.name;
    json["version"] = archive.version.value;
    json["status"] = std::string(statusName(archive.status));
    json["created"] = toIso(archive.created);
    json["updated"] = toIso(archive.updated);
    if (archive.completed)
        json["completed"] = toIso(*archive.completed);
    json["failureMessage"] = archive.failureMessage;
    json["customStatus"] = archive.customStatus;
    json["startInput"] = archive.startInput;
    json["generation"] = archive.generation;
    if (archive.parent) {
        json["parent"] = Json{{"instance", archive.parent->instance.value},
                              {"execution", archive.parent->execution.value},
                              {"task", archive.parent->taskId}};
    }
    json["tags"] = archive.tags.empty() ? Json::object() : Json(archive.tags);
    return json;
}

Json lineJson(const LogLine &line)
{
    return Json{{"time", toIso(line.time)},
                {"level", line.level},
                {"node", line.origin.node},
                {"iteration", line.origin.iteration},
                {"text", line.text}};
}

/// Reads values at their places in the file; the first fault is kept, later reads give empty values.
class ArchiveReader
{
public:
    explicit ArchiveReader(QString file)
        : m_file(std::move(file))
    {}

    InstanceArchive read(const Json &root);
    [[nodiscard]] const std::optional<Error> &fault() const { return m_fault; }

private:
    using Kind = bool (*)(const Json &);

    void reject(const std::string &path, const QString &what, ErrorCode code = ErrorCode::InvalidArgument)
    {
        if (!m_fault)
            m_fault = Error{code, tr("“%1”, at %2: %3").arg(m_file, QString::fromStdString(path), what)};
    }
    const Json &member(const Json &object, const std::string &path, const char *name, Kind isKind,
                       const QString &kind)
    {
        static const Json null;
        if (const auto found = object.find(name); object.is_object() && found != object.end()) {
            if (isKind(*found))
                return *found;
            reject(path + '/' + name, tr("%1 is expected.").arg(kind));
            return null;
        }
        reject(path + '/' + name, tr("this is missing."));
        return null;
    }
    std::string text(const Json &object, const std::string &path, const char *name)
    {
        const Json &value = member(
            object, path, name, [](const Json &v) { return v.is_string(); }, tr("a text"));
        return value.is_string() ? value.get<std::string>() : std::string();
    }
    int number(const Json &object, const std::string &path, const char *name)
    {
        const auto isNumber = [](const Json &v) {
            return v.is_number_integer() && v >= -1 && v <= std::numeric_limits<int>::max();
        };
        const Json &value = member(object, path, name, isNumber, tr("a number"));
        return value.is_number_integer() ? value.get<int>() : 0;
    }
    Instant instant(const Json &object, const std::string &path, const char *name)
    {
        const auto value = instantFromIso(text(object, path, name));
        if (!value)
            reject(path + '/' + name, tr("a time is expected, as in 2026-11-22T08:30:00Z."));
        return value.value_or(Instant());
    }
    const Json &object(const Json &parent, const std::string &path, const char *name)
    {
        return member(
            parent, path, name, [](const Json &v) { return v.is_object(); }, tr("an object"));
    }
    const Json &list(const Json &parent, const std::string &path, const char *name)
    {
        return member(
            parent, path, name, [](const Json &v) { return v.is_array(); }, tr("a list"));
    }
    void readInstance(const Json &json, InstanceArchive &archive);
    void readHistory(const Json &json, InstanceArchive &archive);
    void readLog(const Json &json, InstanceArchive &archive);

    QString m_file;
    std::optional<Error> m_fault;
};

InstanceArchive ArchiveReader::read(const Json &root)
{
    InstanceArchive archive;
    if (!root.is_object() || root.value("kind", Json()) != archiveKind) {
        reject("/kind", tr("this is not the export of an instance; choose a file that Perdura exported."));
        return archive;
    }
    const int format = number(root, "", "format");
    if (format > currentFormat) {
        reject("/format", tr("a newer version of Perdura wrote this; use that version."),
               ErrorCode::Unsupported);
        return archive;
    }
    readInstance(object(root, "", "instance"), archive);
    readHistory(list(root, "", "history"), archive);
    archive.definition = QByteArray::fromStdString(text(root, "", "definition"));
    readLog(list(root, "", "log"), archive);
    return archive;
}

void ArchiveReader::readInstance(const Json &json, InstanceArchive &archive)
{
    const std::string path = "/instance";
    archive.id = InstanceId(text(json, path, "id"));
    archive.execution = ExecutionId(text(json, path, "execution"));
    archive.name = text(json, path, "name");
    archive.version = VersionId(text(json, path, "version"));
    const auto status = statusFromName(text(json, path, "status"));
    if (!status)
        reject(path + "/status", tr("this is not a status of an instance."));
    archive.status = status.value_or(OrchestrationStatus::Failed);
    archive.created = instant(json, path, "created");
    archive.updated = instant(json, path, "updated");
    if (json.is_object() && json.contains("completed"))
        archive.completed = instant(json, path, "completed");
    archive.failureMessage = text(json, path, "failureMessage");
    const auto any = [](const Json &) { return true; };
    archive.customStatus = member(json, path, "customStatus", any, {});
    archive.startInput = member(json, path, "startInput", any, {});
    archive.generation = number(json, path, "generation");
    if (json.is_object() && json.contains("parent")) {
        const Json &parent = object(json, path, "parent");
        archive.parent = ParentInstance{InstanceId(text(parent, path + "/parent", "instance")),
                                        ExecutionId(text(parent, path + "/parent", "execution")),
                                        SequenceNumber(number(parent, path + "/parent", "task"))};
    }
    const Json &tags = object(json, path, "tags");
    for (const auto &[name, value] : tags.items())
        archive.tags.emplace(name, text(tags, path + "/tags", name.c_str()));
    if (!m_fault && isTerminal(archive.status) != archive.completed.has_value())
        reject(path + "/completed", tr("an instance has an end exactly when it has finished."));
}

void ArchiveReader::readHistory(const Json &json, InstanceArchive &archive)
{
    std::size_t place = 0;
    for (const Json &item : json) {
        auto event = historyEventFromJson(item);
        if (!event) {
            reject("/history/" + std::to_string(place), event.error().message);
            return;
        }
        archive.history.push_back(*std::move(event));
        ++place;
    }
}

void ArchiveReader::readLog(const Json &json, InstanceArchive &archive)
{
    std::size_t place = 0;
    for (const Json &item : json) {
        const std::string path = "/log/" + std::to_string(place++);
        archive.log.push_back({instant(item, path, "time"),
                               Origin{text(item, path, "node"), text(item, path, "iteration")},
                               text(item, path, "level"), text(item, path, "text")});
    }
}

} // namespace

Json toJson(const InstanceArchive &archive)
{
    Json history = Json::array();
    for (const HistoryEvent &event : archive.history)
        history.push_back(toJson(event));
    Json log = Json::array();
    for (const LogLine &line : archive.log)
        log.push_back(lineJson(line));
    Json json = Json::object();
    json["kind"] = archiveKind;
    json["format"] = currentFormat;
    json["instance"] = instanceJson(archive);
    json["history"] = std::move(history);
    json["definition"] = archive.definition.toStdString();
    json["log"] = std::move(log);
    return json;
}

Result<InstanceArchive> readArchive(const QByteArray &text, const QString &file)
{
    const QString shown = QDir::toNativeSeparators(file);
    // Payloads have limits of their own; the sum of them has none.
    JsonLimits limits;
    limits.maxBytes = storedJsonLimits.maxBytes;
    const auto json = parseJson({text.constData(), std::size_t(text.size())}, limits);
    if (!json)
        return fail(json.error().code, tr("“%1” cannot be read. %2").arg(shown, json.error().message));
    ArchiveReader reader(shown);
    InstanceArchive archive = reader.read(*json);
    if (reader.fault())
        return fail(*reader.fault());
    return archive;
}

} // namespace perdura
