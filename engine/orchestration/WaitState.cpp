// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/orchestration/WaitState.h"

namespace perdura {

namespace {

std::string textOf(const Json &json, const char *key)
{
    const auto member = json.find(key);
    return member != json.end() && member->is_string() ? member->get<std::string>() : std::string();
}

std::optional<Instant> instantOf(const Json &json, const char *key)
{
    const auto member = json.find(key);
    if (member == json.end() || !member->is_number_integer())
        return {};
    return Instant(Duration(member->get<std::int64_t>()));
}

} // namespace

Json toJson(const WaitState &state)
{
    Json json = Json::object();
    Json events = Json::array();
    for (const WaitState::Event &event : state.events) {
        Json entry = Json::object();
        entry["name"] = event.name;
        if (!event.origin.node.empty())
            entry["node"] = event.origin.node;
        if (!event.origin.iteration.empty())
            entry["iteration"] = event.origin.iteration;
        entry["since"] = event.since.time_since_epoch().count();
        events.push_back(std::move(entry));
    }
    if (!events.empty())
        json["events"] = std::move(events);
    if (state.returned)
        json["returned"] = state.returned->time_since_epoch().count();
    return json;
}

WaitState waitStateFromJson(const Json &json)
{
    WaitState state;
    if (!json.is_object())
        return state;
    state.returned = instantOf(json, "returned");
    const auto events = json.find("events");
    if (events == json.end() || !events->is_array())
        return state;
    for (const Json &entry : *events) {
        if (!entry.is_object())
            continue;
        state.events.push_back({textOf(entry, "name"),
                                {textOf(entry, "node"), textOf(entry, "iteration")},
                                instantOf(entry, "since").value_or(Instant())});
    }
    return state;
}

} // namespace perdura
