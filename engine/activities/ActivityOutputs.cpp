// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/activities/ActivityOutputs.h"

#include <initializer_list>
#include <map>
#include <utility>

namespace perdura {

namespace {

using Members = std::initializer_list<std::pair<const char *, const char *>>;

/// An empty type: any value.
Json objectWith(Members members)
{
    Json properties = Json::object();
    for (const auto &[name, type] : members) {
        properties[name] = Json::object();
        if (*type)
            properties[name]["type"] = type;
    }
    Json schema = Json::object();
    schema["type"] = "object";
    schema["properties"] = std::move(properties);
    return schema;
}

Json listOf(Json items)
{
    Json schema = Json::object();
    schema["type"] = "array";
    if (!items.is_null())
        schema["items"] = std::move(items);
    return schema;
}

std::map<std::string, Json> allOutputs()
{
    const Json file =
        objectWith({{"path", "string"}, {"name", "string"}, {"size", "integer"}, {"modified", "string"}});
    const Json written = objectWith({{"path", "string"}, {"bytes", "integer"}});
    std::map<std::string, Json> outputs;
    outputs["http.request"] =
        objectWith({{"status", "integer"}, {"headers", "object"}, {"body", ""}, {"bodyIsBase64", "boolean"}});
    outputs["process.run"] =
        objectWith({{"exitCode", "integer"}, {"stdout", "string"}, {"stderr", "string"}});
    outputs["sql.query"] = objectWith({{"rows", "array"}, {"affected", "integer"}, {"lastInsertId", ""}});
    outputs["file.list"] = listOf(file);
    outputs["file.watch"] = file;
    outputs["file.write"] = written;
    outputs["file.copy"] = written;
    outputs["file.move"] = written;
    outputs["csv.read"] = listOf({});
    outputs["csv.write"] = objectWith({{"path", "string"}, {"rows", "integer"}});
    outputs["email.send"] = objectWith({{"messageId", "string"}});
    return outputs;
}

} // namespace

Json activityOutputSchema(const std::string &activity)
{
    static const std::map<std::string, Json> outputs = allOutputs();
    const auto found = outputs.find(activity);
    return found == outputs.end() ? Json() : found->second;
}

} // namespace perdura
