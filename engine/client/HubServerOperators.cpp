// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/client/HubCodec.h"
#include "engine/client/HubProtocol.h"
#include "engine/client/HubServerAnswer.h"
#include "engine/client/HubServerConnection.h"
#include "engine/client/ObjectReader.h"

namespace perdura {

namespace {

constexpr qsizetype maxAuthorLength = 200;

} // namespace

bool HubServerConnection::dispatchOperators(const Json &id, const std::string &method, ObjectReader &params)
{
    if (method == hubProtocol::setAuthor) {
        const QString author = params.string("author").left(maxAuthorLength);
        if (const auto ok = params.finish(); !ok) {
            refuse(id, ok.error());
            return true;
        }
        m_author = author;
        reply(id, Json());
    } else if (method == hubProtocol::versions) {
        const std::string name = params.text("name");
        answer(id, params, [&] { return m_client.versions(name); });
    } else if (method == hubProtocol::moveInstance) {
        const InstanceId instance(params.text("instance"));
        const VersionId version(params.text("version"));
        const QString reason = params.string("reason");
        answer(id, params, [&] { return m_client.moveInstance(instance, version, reason); });
    } else if (method == hubProtocol::purge) {
        const auto instances = params.value("instances", &decodeHub<std::vector<InstanceId>>);
        const bool includesChildren = params.boolean("includesChildren");
        const QString reason = params.string("reason");
        answer(id, params, [&] { return m_client.purge(instances, includesChildren, reason); });
    } else if (method == hubProtocol::auditLog) {
        const auto query = params.value("query", &decodeHub<AuditQuery>);
        answer(id, params, [&] { return m_client.auditLog(query); });
    } else if (method == hubProtocol::retention) {
        answer(id, params, [&] { return m_client.retention(); });
    } else if (method == hubProtocol::setRetention) {
        const auto rules = params.value("rules", &decodeHub<RetentionRules>);
        answer(id, params, [&] { return m_client.setRetention(rules); });
    } else {
        return dispatchBatches(id, method, params) || dispatchFiles(id, method, params);
    }
    return true;
}

bool HubServerConnection::dispatchBatches(const Json &id, const std::string &method, ObjectReader &params)
{
    if (method == hubProtocol::countMatches) {
        const auto query = params.value("query", &decodeHub<InstanceQuery>);
        answer(id, params, [&] { return m_client.countMatches(query); });
    } else if (method == hubProtocol::startBatch) {
        const auto request = params.value("request", &decodeHub<BatchRequest>);
        answer(id, params, [&] { return m_client.startBatch(request); });
    } else if (method == hubProtocol::controlBatch) {
        const int batch = params.count("batch");
        const auto control = params.value("control", &decodeHub<BatchControl>);
        answer(id, params, [&] { return m_client.controlBatch(batch, control); });
    } else if (method == hubProtocol::batches) {
        answer(id, params, [&] { return m_client.batches(); });
    } else if (method == hubProtocol::batchOutcomes) {
        const int batch = params.count("batch");
        const int from = params.count("from");
        answer(id, params, [&] { return m_client.batchOutcomes(batch, from); });
    } else {
        return false;
    }
    return true;
}

bool HubServerConnection::dispatchFiles(const Json &id, const std::string &method, ObjectReader &params)
{
    if (method == hubProtocol::backUp) {
        const QString file = params.string("file");
        answer(id, params, [&] { return m_client.backUp(file); });
    } else if (method == hubProtocol::check) {
        answer(id, params, [&] { return m_client.check(); });
    } else if (method == hubProtocol::exportInstance) {
        const InstanceId instance(params.text("instance"));
        const QString file = params.string("file");
        answer(id, params, [&] { return m_client.exportInstance(instance, file); });
    } else if (method == hubProtocol::importInstance) {
        const QString file = params.string("file");
        std::optional<InstanceId> newId;
        if (params.has("newId"))
            newId = InstanceId(params.text("newId"));
        answer(id, params, [&] { return m_client.importInstance(file, newId); });
    } else {
        return false;
    }
    return true;
}

} // namespace perdura
