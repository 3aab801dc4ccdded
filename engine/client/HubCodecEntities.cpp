// SPDX-License-Identifier: GPL-3.0-or-later
// The entities' part of the codec, both ways.
#include "engine/client/HubCodec.h"
#include "engine/client/ObjectReader.h"

#include <QCoreApplication>

namespace perdura {

namespace {

constexpr auto anyCount = std::numeric_limits<std::int64_t>::max();

template <typename T>
Result<T> finished(ObjectReader &reader, T value)
{
    if (const auto ok = reader.finish(); !ok)
        return fail(ok.error());
    return value;
}

std::optional<Instant> optionalInstant(ObjectReader &reader, const char *key)
{
    return reader.has(key) ? std::optional(reader.instant(key)) : std::nullopt;
}

} // namespace

Json encodeHub(const EntityId &id)
{
    Json json = Json::object();
    json["name"] = id.name;
    json["key"] = id.key;
    return json;
}

Json encodeHub(const EntityInfo &info)
{
    Json json = Json::object();
    json["id"] = encodeHub(info.id);
    json["exists"] = info.exists;
    json["state"] = info.state;
    json["stateBytes"] = info.stateBytes;
    json["queueLength"] = info.queueLength;
    if (info.lastOperation)
        json["lastOperation"] = toIso(*info.lastOperation);
    json["lockedBy"] = info.lockedBy.value;
    if (info.lockedSince)
        json["lockedSince"] = toIso(*info.lockedSince);
    return json;
}

Json encodeHub(const EntityQuery &query)
{
    Json json = Json::object();
    json["name"] = query.name;
    if (query.lastOperationFrom)
        json["lastOperationFrom"] = toIso(*query.lastOperationFrom);
    if (query.lastOperationTo)
        json["lastOperationTo"] = toIso(*query.lastOperationTo);
    json["includesState"] = query.includesState;
    json["includesTransient"] = query.includesTransient;
    json["limit"] = query.limit;
    json["after"] = encodeHub(query.after);
    return json;
}

Json encodeHub(const EntityPage &page)
{
    Json entities = Json::array();
    for (const EntityInfo &info : page.entities)
        entities.push_back(encodeHub(info));
    Json json = Json::object();
    json["entities"] = std::move(entities);
    json["next"] = encodeHub(page.next);
    return json;
}

Json encodeHub(const EntityCleanUp &cleanUp)
{
    Json json = Json::object();
    json["removed"] = cleanUp.removed;
    json["released"] = cleanUp.released;
    return json;
}

template <>
Result<EntityId> decodeHub<EntityId>(const Json &json)
{
    ObjectReader reader(json, "an entity's id");
    EntityId id;
    id.name = reader.text("name");
    id.key = reader.text("key");
    return finished(reader, std::move(id));
}

template <>
Result<EntityInfo> decodeHub<EntityInfo>(const Json &json)
{
    ObjectReader reader(json, "an entity");
    EntityInfo info;
    info.id = reader.value("id", &decodeHub<EntityId>);
    info.exists = reader.boolean("exists");
    info.state = reader.any("state");
    info.stateBytes = reader.integer("stateBytes", 0, anyCount);
    info.queueLength = reader.integer("queueLength", 0, anyCount);
    info.lastOperation = optionalInstant(reader, "lastOperation");
    info.lockedBy = InstanceId(reader.text("lockedBy"));
    info.lockedSince = optionalInstant(reader, "lockedSince");
    return finished(reader, std::move(info));
}

template <>
Result<EntityQuery> decodeHub<EntityQuery>(const Json &json)
{
    ObjectReader reader(json, "a query for entities");
    EntityQuery query;
    query.name = reader.text("name");
    query.lastOperationFrom = optionalInstant(reader, "lastOperationFrom");
    query.lastOperationTo = optionalInstant(reader, "lastOperationTo");
    query.includesState = reader.boolean("includesState");
    query.includesTransient = reader.boolean("includesTransient");
    query.limit = reader.count("limit");
    query.after = reader.value("after", &decodeHub<QByteArray>);
    return finished(reader, std::move(query));
}

template <>
Result<EntityPage> decodeHub<EntityPage>(const Json &json)
{
    ObjectReader reader(json, "a page of entities");
    EntityPage page;
    if (const Json *entities = reader.array("entities")) {
        for (const Json &entity : *entities)
            page.entities.push_back(reader.take(decodeHub<EntityInfo>(entity)));
    }
    page.next = reader.value("next", &decodeHub<QByteArray>);
    return finished(reader, std::move(page));
}

template <>
Result<EntityCleanUp> decodeHub<EntityCleanUp>(const Json &json)
{
    ObjectReader reader(json, "a cleaning of entities");
    EntityCleanUp cleanUp;
    cleanUp.removed = reader.integer("removed", 0, anyCount);
    cleanUp.released = reader.integer("released", 0, anyCount);
    return finished(reader, cleanUp);
}

} // namespace perdura
