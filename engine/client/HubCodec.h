// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/client/HubTypes.h"
#include "engine/core/Error.h"

#include <QList>

namespace perdura {

// The JSON form of all that passes between a hub and its clients in other processes. What encodeHub writes,
// decodeHub reads back to the same value; decodeHub refuses everything else (missing, unknown or wrong
// members) with InvalidArgument. Instants are ISO 8601 text, byte arrays Base64, absent optionals left out.
// Any thread.

[[nodiscard]] Json encodeHub(const Error &error);
[[nodiscard]] Json encodeHub(const InstanceId &id);
[[nodiscard]] Json encodeHub(const VersionId &id);
[[nodiscard]] Json encodeHub(const QByteArray &bytes);
[[nodiscard]] Json encodeHub(const StartRequest &request);
[[nodiscard]] Json encodeHub(const InstanceSummary &summary);
[[nodiscard]] Json encodeHub(const InstanceDetail &detail);
[[nodiscard]] Json encodeHub(const InstanceQuery &query);
[[nodiscard]] Json encodeHub(const InstancePage &page);
[[nodiscard]] Json encodeHub(const StatusCounts &counts);
[[nodiscard]] Json encodeHub(const History &history);
[[nodiscard]] Json encodeHub(const HumanTaskId &id);
[[nodiscard]] Json encodeHub(const HumanTaskRequest &request);
[[nodiscard]] Json encodeHub(const HumanTaskInfo &task);
[[nodiscard]] Json encodeHub(const HumanTaskAnswer &answer);
[[nodiscard]] Json encodeHub(const LogLine &line);
[[nodiscard]] Json encodeHub(const HubState &state);
[[nodiscard]] Json encodeHub(const std::vector<HumanTaskInfo> &tasks);
[[nodiscard]] Json encodeHub(const std::vector<LogLine> &lines);
[[nodiscard]] Json encodeHub(const QList<InstanceId> &ids);

template <typename T>
[[nodiscard]] Result<T> decodeHub(const Json &json) = delete;

template <>
Result<Error> decodeHub<Error>(const Json &json);
template <>
Result<InstanceId> decodeHub<InstanceId>(const Json &json);
template <>
Result<VersionId> decodeHub<VersionId>(const Json &json);
template <>
Result<QByteArray> decodeHub<QByteArray>(const Json &json);
template <>
Result<StartRequest> decodeHub<StartRequest>(const Json &json);
template <>
Result<InstanceSummary> decodeHub<InstanceSummary>(const Json &json);
template <>
Result<InstanceDetail> decodeHub<InstanceDetail>(const Json &json);
template <>
Result<InstanceQuery> decodeHub<InstanceQuery>(const Json &json);
template <>
Result<InstancePage> decodeHub<InstancePage>(const Json &json);
template <>
Result<StatusCounts> decodeHub<StatusCounts>(const Json &json);
template <>
Result<History> decodeHub<History>(const Json &json);
template <>
Result<HumanTaskId> decodeHub<HumanTaskId>(const Json &json);
template <>
Result<HumanTaskRequest> decodeHub<HumanTaskRequest>(const Json &json);
template <>
Result<HumanTaskInfo> decodeHub<HumanTaskInfo>(const Json &json);
template <>
Result<HumanTaskAnswer> decodeHub<HumanTaskAnswer>(const Json &json);
template <>
Result<LogLine> decodeHub<LogLine>(const Json &json);
template <>
Result<HubState> decodeHub<HubState>(const Json &json);
template <>
Result<std::vector<HumanTaskInfo>> decodeHub<std::vector<HumanTaskInfo>>(const Json &json);
template <>
Result<std::vector<LogLine>> decodeHub<std::vector<LogLine>>(const Json &json);
template <>
Result<QList<InstanceId>> decodeHub<QList<InstanceId>>(const Json &json);
/// Null: done, there is nothing to tell.
template <>
Result<void> decodeHub<void>(const Json &json);

} // namespace perdura
