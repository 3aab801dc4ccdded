// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Json.h"

namespace perdura::hubProtocol {

// What two processes say to each other about a hub, as messages of a MessageChannel:
//   request  {"id": n, "method": "…", "params": {…}}        client to hub; n counts up from 1
//   reply    {"id": n, "result": …} or {"id": n, "error": {"code", "message"}}; id null: the request had none
//   to tell notice   {"notice": "…", "params": …}                    hub to client, after the hello
// The first request is "hello" {"protocol": version}; its result is {"protocol", "state"}.

inline constexpr int version = 3;

inline constexpr auto id = "id";
inline constexpr auto method = "method";
inline constexpr auto params = "params";
inline constexpr auto result = "result";
inline constexpr auto error = "error";
inline constexpr auto notice = "notice";

inline constexpr auto hello = "hello";
inline constexpr auto publish = "publish";
inline constexpr auto start = "start";
inline constexpr auto instance = "instance";
inline constexpr auto instances = "instances";
inline constexpr auto count = "count";
inline constexpr auto statusCounts = "statusCounts";
inline constexpr auto history = "history";
inline constexpr auto historyPage = "historyPage";
inline constexpr auto explain = "explain";
inline constexpr auto health = "health";
inline constexpr auto definition = "definition";
inline constexpr auto humanTasks = "humanTasks";
inline constexpr auto log = "log";
inline constexpr auto raiseEvent = "raiseEvent";
inline constexpr auto answerHumanTask = "answerHumanTask";
inline constexpr auto terminate = "terminate";
inline constexpr auto terminateWithChildren = "terminateWithChildren";
inline constexpr auto suspend = "suspend";
inline constexpr auto resume = "resume";
inline constexpr auto restart = "restart";
inline constexpr auto rewind = "rewind";
inline constexpr auto versions = "versions";
inline constexpr auto moveInstance = "moveInstance";
inline constexpr auto signalEntity = "signalEntity";
inline constexpr auto readEntity = "readEntity";
inline constexpr auto listEntities = "listEntities";
inline constexpr auto cleanEntities = "cleanEntities";

inline constexpr auto setAuthor = "setAuthor";
inline constexpr auto purge = "purge";
inline constexpr auto auditLog = "auditLog";
inline constexpr auto retention = "retention";
inline constexpr auto setRetention = "setRetention";
inline constexpr auto countMatches = "countMatches";
inline constexpr auto startBatch = "startBatch";
inline constexpr auto controlBatch = "controlBatch";
inline constexpr auto batches = "batches";
inline constexpr auto batchOutcomes = "batchOutcomes";
inline constexpr auto backUp = "backUp";
inline constexpr auto check = "check";
inline constexpr auto exportInstance = "exportInstance";
inline constexpr auto importInstance = "importInstance";

inline constexpr auto batchesChanged = "batchesChanged";
inline constexpr auto instancesChanged = "instancesChanged";
inline constexpr auto hubStateChanged = "hubStateChanged";

/// How many requests of one client may be under way at once.
inline constexpr int maxOpenRequests = 1'000;

} // namespace perdura::hubProtocol
