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
[[nodiscard]] Json encodeHub(const RunningActivity &activity);
[[nodiscard]] Json encodeHub(const InstanceDetail &detail);
[[nodiscard]] Json encodeHub(const InstanceQuery &query);
[[nodiscard]] Json encodeHub(const InstancePage &page);
[[nodiscard]] Json encodeHub(const InstanceCount &count);
[[nodiscard]] Json encodeHub(const StatusCounts &counts);
[[nodiscard]] Json encodeHub(const HistoryRange &range);
[[nodiscard]] Json encodeHub(const HistoryPage &page);
[[nodiscard]] Json encodeHub(const InstanceExplanation &explanation);
[[nodiscard]] Json encodeHub(const HubHealth &health);
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
[[nodiscard]] Json encodeHub(const std::vector<InstanceId> &ids);
[[nodiscard]] Json encodeHub(const EntityId &id);
[[nodiscard]] Json encodeHub(const EntityInfo &info);
[[nodiscard]] Json encodeHub(const EntityQuery &query);
[[nodiscard]] Json encodeHub(const EntityPage &page);
[[nodiscard]] Json encodeHub(const EntityCleanUp &cleanUp);

// Of operators; HubCodecOperators.cpp.
[[nodiscard]] Json encodeHub(const AuditEntry &value);
[[nodiscard]] Json encodeHub(const AuditQuery &value);
[[nodiscard]] Json encodeHub(const AuditPage &value);
[[nodiscard]] Json encodeHub(const RetentionRules &value);
[[nodiscard]] Json encodeHub(const BatchRequest &value);
[[nodiscard]] Json encodeHub(const BatchControl &value);
[[nodiscard]] Json encodeHub(const BatchStatus &value);
[[nodiscard]] Json encodeHub(const BatchOutcome &value);
[[nodiscard]] Json encodeHub(const std::vector<BatchStatus> &value);
[[nodiscard]] Json encodeHub(const std::vector<BatchOutcome> &value);
[[nodiscard]] Json encodeHub(const PurgeSummary &value);
[[nodiscard]] Json encodeHub(const std::vector<VersionInfo> &value);
[[nodiscard]] Json encodeHub(const CheckReport &value);
[[nodiscard]] Json encodeHub(const qint64 &value);
[[nodiscard]] inline Json encodeHub(int number)
{
    return Json(number);
}

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
Result<InstanceCount> decodeHub<InstanceCount>(const Json &json);
template <>
Result<HistoryRange> decodeHub<HistoryRange>(const Json &json);
template <>
Result<HistoryPage> decodeHub<HistoryPage>(const Json &json);
template <>
Result<InstanceExplanation> decodeHub<InstanceExplanation>(const Json &json);
template <>
Result<HubHealth> decodeHub<HubHealth>(const Json &json);
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
Result<std::vector<InstanceId>> decodeHub<std::vector<InstanceId>>(const Json &json);
template <>
Result<QList<InstanceId>> decodeHub<QList<InstanceId>>(const Json &json);
template <>
Result<std::vector<VersionInfo>> decodeHub<std::vector<VersionInfo>>(const Json &json);
template <>
Result<EntityId> decodeHub<EntityId>(const Json &json);
template <>
Result<EntityInfo> decodeHub<EntityInfo>(const Json &json);
template <>
Result<EntityQuery> decodeHub<EntityQuery>(const Json &json);
template <>
Result<EntityPage> decodeHub<EntityPage>(const Json &json);
template <>
Result<EntityCleanUp> decodeHub<EntityCleanUp>(const Json &json);
template <>
Result<AuditEntry> decodeHub<AuditEntry>(const Json &json);
template <>
Result<AuditQuery> decodeHub<AuditQuery>(const Json &json);
template <>
Result<AuditPage> decodeHub<AuditPage>(const Json &json);
template <>
Result<RetentionRules> decodeHub<RetentionRules>(const Json &json);
template <>
Result<BatchRequest> decodeHub<BatchRequest>(const Json &json);
template <>
Result<BatchControl> decodeHub<BatchControl>(const Json &json);
template <>
Result<BatchStatus> decodeHub<BatchStatus>(const Json &json);
template <>
Result<BatchOutcome> decodeHub<BatchOutcome>(const Json &json);
template <>
Result<std::vector<BatchStatus>> decodeHub<std::vector<BatchStatus>>(const Json &json);
template <>
Result<std::vector<BatchOutcome>> decodeHub<std::vector<BatchOutcome>>(const Json &json);
template <>
Result<PurgeSummary> decodeHub<PurgeSummary>(const Json &json);
template <>
Result<CheckReport> decodeHub<CheckReport>(const Json &json);
template <>
Result<qint64> decodeHub<qint64>(const Json &json);
template <>
inline Result<int> decodeHub<int>(const Json &json)
{
    return decodeHub<qint64>(json).map([](qint64 number) { return int(number); });
}
/// Null: done, there is nothing to tell.
template <>
Result<void> decodeHub<void>(const Json &json);

} // namespace perdura
