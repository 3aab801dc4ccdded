// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/http/HttpMessages.h"
#include "engine/triggers/WorkspaceTriggers.h"

namespace perdura {

/// A request that starts a workflow.
struct RouteMatch
{
    std::string workflow;
    std::string route;
    Json input; ///< the trigger's own, with expressions
    Json params = Json::object();
};

/// The first route, by workflow, that a request to /api/… fits; literal segments fit in any case.
[[nodiscard]] std::optional<RouteMatch> matchRoute(const TriggerMap &triggers, const HttpQuestion &question);

/// What the route tells of the request: {method, path, params, query, body}. A JSON body is parsed, and so is
/// an object or list without a type or with that of forms, which is what `curl -d` sends; another one is
/// text, none is null. Error InvalidJson.
[[nodiscard]] Result<Json> toldByRoute(const HttpQuestion &question, const RouteMatch &match);

} // namespace perdura
