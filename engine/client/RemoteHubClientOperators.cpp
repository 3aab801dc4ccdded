// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/client/HubCodec.h"
#include "engine/client/HubProtocol.h"
#include "engine/client/RemoteHubClient.h"
#include "engine/client/RemoteHubClientCall.h"

namespace perdura {

namespace {

Json with(const char *key, Json value)
{
    Json params = Json::object();
    params[key] = std::move(value);
    return params;
}

} // namespace

void RemoteHubClient::setAuthor(const QString &author)
{
    HubClient::setAuthor(author);
    request(hubProtocol::setAuthor, with("author", author.toStdString()), [](const Result<Json> &) {});
}

QFuture<Result<std::vector<VersionInfo>>> RemoteHubClient::versions(std::string name)
{
    return call<std::vector<VersionInfo>>(hubProtocol::versions, with("name", std::move(name)));
}

QFuture<Result<void>> RemoteHubClient::moveInstance(InstanceId id, VersionId version, QString reason)
{
    Json params = with("instance", encodeHub(id));
    params["version"] = encodeHub(version);
    params["reason"] = reason.toStdString();
    return call<void>(hubProtocol::moveInstance, std::move(params));
}

QFuture<Result<PurgeSummary>> RemoteHubClient::purge(std::vector<InstanceId> ids, bool includesChildren,
                                                     QString reason)
{
    Json params = with("instances", encodeHub(ids));
    params["includesChildren"] = includesChildren;
    params["reason"] = reason.toStdString();
    return call<PurgeSummary>(hubProtocol::purge, std::move(params));
}

QFuture<Result<AuditPage>> RemoteHubClient::auditLog(AuditQuery query)
{
    return call<AuditPage>(hubProtocol::auditLog, with("query", encodeHub(query)));
}

QFuture<Result<RetentionRules>> RemoteHubClient::retention()
{
    return call<RetentionRules>(hubProtocol::retention, Json::object());
}

QFuture<Result<void>> RemoteHubClient::setRetention(RetentionRules rules)
{
    return call<void>(hubProtocol::setRetention, with("rules", encodeHub(rules)));
}

QFuture<Result<qint64>> RemoteHubClient::countMatches(InstanceQuery query)
{
    return call<qint64>(hubProtocol::countMatches, with("query", encodeHub(query)));
}

QFuture<Result<int>> RemoteHubClient::startBatch(BatchRequest batch)
{
    return call<int>(hubProtocol::startBatch, with("request", encodeHub(batch)));
}

QFuture<Result<void>> RemoteHubClient::controlBatch(int id, BatchControl control)
{
    Json params = with("batch", Json(id));
    params["control"] = encodeHub(control);
    return call<void>(hubProtocol::controlBatch, std::move(params));
}

QFuture<Result<std::vector<BatchStatus>>> RemoteHubClient::batches()
{
    return call<std::vector<BatchStatus>>(hubProtocol::batches, Json::object());
}

QFuture<Result<std::vector<BatchOutcome>>> RemoteHubClient::batchOutcomes(int id, int from)
{
    Json params = with("batch", Json(id));
    params["from"] = from;
    return call<std::vector<BatchOutcome>>(hubProtocol::batchOutcomes, std::move(params));
}

QFuture<Result<void>> RemoteHubClient::backUp(QString file)
{
    return call<void>(hubProtocol::backUp, with("file", file.toStdString()));
}

QFuture<Result<CheckReport>> RemoteHubClient::check()
{
    return call<CheckReport>(hubProtocol::check, Json::object());
}

QFuture<Result<void>> RemoteHubClient::exportInstance(InstanceId id, QString file)
{
    Json params = with("instance", encodeHub(id));
    params["file"] = file.toStdString();
    return call<void>(hubProtocol::exportInstance, std::move(params));
}

QFuture<Result<InstanceId>> RemoteHubClient::importInstance(QString file, std::optional<InstanceId> newId)
{
    Json params = with("file", file.toStdString());
    if (newId)
        params["newId"] = encodeHub(*newId);
    return call<InstanceId>(hubProtocol::importInstance, std::move(params));
}

} // namespace perdura
