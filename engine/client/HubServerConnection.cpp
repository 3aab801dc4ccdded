// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/client/HubServerConnection.h"

#include "engine/client/HubCodec.h"
#include "engine/client/HubProtocol.h"
#include "engine/client/HubServerAnswer.h"
#include "engine/client/ObjectReader.h"

#include <map>

namespace perdura {

HubServerConnection::HubServerConnection(HubClient &client, const HubState &state, QLocalSocket *socket,
                                         QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_state(state)
    , m_channel(socket)
{
    connect(&m_channel, &MessageChannel::received, this, &HubServerConnection::receive);
    connect(&m_channel, &MessageChannel::closed, this, &QObject::deleteLater);
    connect(&m_channel, &MessageChannel::damaged, this, [this](const Error &error) {
        refuse(Json(), error);
        m_channel.close();
    });
    connect(&client, &HubClient::instancesChanged, this,
            [this](const QList<InstanceId> &ids) { tell(hubProtocol::instancesChanged, encodeHub(ids)); });
    connect(&client, &HubClient::batchesChanged, this,
            [this] { tell(hubProtocol::batchesChanged, Json::object()); });
    connect(&client, &HubClient::hubStateChanged, this, [this](const HubState &changed) {
        m_state = changed;
        tell(hubProtocol::hubStateChanged, encodeHub(changed));
    });
}

void HubServerConnection::receive(const Json &message)
{
    ObjectReader request(message, "a request");
    const Json id = Json(request.integer(hubProtocol::id, 1, std::numeric_limits<std::int64_t>::max()));
    const std::string method = request.text(hubProtocol::method);
    const Json *arguments = request.object(hubProtocol::params);
    if (const auto ok = request.finish(); !ok) {
        refuse(Json(), ok.error());
        return;
    }
    ObjectReader params(*arguments, method.c_str());
    if (method == hubProtocol::hello) {
        greet(id, params);
    } else if (!m_isGreeted) {
        refuse(id, {ErrorCode::NotAllowed, tr("The first request must be “hello”.")});
        m_channel.close();
    } else if (m_openRequests >= hubProtocol::maxOpenRequests) {
        refuse(id, {ErrorCode::Busy,
                    tr("More than %1 requests are under way; wait for answers before asking for more.")
                        .arg(hubProtocol::maxOpenRequests)});
    } else if (!dispatch(id, method, params)) {
        refuse(id, {ErrorCode::Unsupported,
                    tr("The hub does not know the request “%1”.").arg(QString::fromStdString(method))});
    }
}

void HubServerConnection::greet(const Json &id, ObjectReader &params)
{
    const auto version = params.integer("protocol", 0, std::numeric_limits<int>::max());
    if (const auto ok = params.finish(); !ok) {
        refuse(id, ok.error());
        m_channel.close();
        return;
    }
    if (version != hubProtocol::version) {
        refuse(id, {ErrorCode::Unsupported, tr("The hub of this workspace runs in another version of Perdura "
                                               "(its protocol is %1, yours %2); "
                                               "close that program, or use the same version for both.")
                                                .arg(hubProtocol::version)
                                                .arg(version)});
        m_channel.close();
        return;
    }
    Json result = Json::object();
    result["protocol"] = hubProtocol::version;
    result["state"] = encodeHub(m_state);
    reply(id, result);
    m_isGreeted = true;
}

bool HubServerConnection::dispatch(const Json &id, const std::string &method, ObjectReader &params)
{
    // What the client asks for is done in its name.
    const QString owner = m_client.author();
    const bool isForeign = m_author != owner;
    if (isForeign)
        m_client.setAuthor(m_author);
    const bool isKnown = dispatchQuery(id, method, params) || dispatchCommand(id, method, params) ||
                         dispatchEntities(id, method, params) || dispatchOperators(id, method, params);
    if (isForeign)
        m_client.setAuthor(owner);
    return isKnown;
}

bool HubServerConnection::dispatchQuery(const Json &id, const std::string &method, ObjectReader &params)
{
    if (method == hubProtocol::instance) {
        const InstanceId instance(params.text("instance"));
        answer(id, params, [&] { return m_client.instance(instance); });
    } else if (method == hubProtocol::instances) {
        const auto query = params.value("query", &decodeHub<InstanceQuery>);
        answer(id, params, [&] { return m_client.instances(query); });
    } else if (method == hubProtocol::statusCounts) {
        answer(id, params, [&] { return m_client.statusCounts(); });
    } else if (method == hubProtocol::history) {
        const InstanceId instance(params.text("instance"));
        answer(id, params, [&] { return m_client.history(instance); });
    } else if (method == hubProtocol::definition) {
        const VersionId version(params.text("version"));
        answer(id, params, [&] { return m_client.definition(version); });
    } else if (method == hubProtocol::humanTasks) {
        std::optional<InstanceId> instance;
        if (params.has("instance"))
            instance = InstanceId(params.text("instance"));
        answer(id, params, [&] { return m_client.humanTasks(instance); });
    } else if (method == hubProtocol::log) {
        const InstanceId instance(params.text("instance"));
        answer(id, params, [&] { return m_client.log(instance); });
    } else {
        return dispatchInsight(id, method, params);
    }
    return true;
}

bool HubServerConnection::dispatchInsight(const Json &id, const std::string &method, ObjectReader &params)
{
    if (method == hubProtocol::count) {
        const auto query = params.value("query", &decodeHub<InstanceQuery>);
        answer(id, params, [&] { return m_client.count(query); });
    } else if (method == hubProtocol::historyPage) {
        const InstanceId instance(params.text("instance"));
        const auto range = params.value("range", &decodeHub<HistoryRange>);
        answer(id, params, [&] { return m_client.historyPage(instance, range); });
    } else if (method == hubProtocol::explain) {
        const InstanceId instance(params.text("instance"));
        answer(id, params, [&] { return m_client.explain(instance); });
    } else if (method == hubProtocol::health) {
        answer(id, params, [&] { return m_client.health(); });
    } else {
        return false;
    }
    return true;
}

bool HubServerConnection::dispatchCommand(const Json &id, const std::string &method, ObjectReader &params)
{
    if (method == hubProtocol::publish) {
        const QByteArray text = params.bytes("text");
        answer(id, params, [&] { return m_client.publish(text); });
    } else if (method == hubProtocol::start) {
        const auto request = params.value("request", &decodeHub<StartRequest>);
        answer(id, params, [&] { return m_client.start(request); });
    } else if (method == hubProtocol::raiseEvent) {
        const InstanceId instance(params.text("instance"));
        const QString event = params.string("event");
        const Json input = params.any("input");
        answer(id, params, [&] { return m_client.raiseEvent(instance, event, input); });
    } else if (method == hubProtocol::answerHumanTask) {
        const auto task = params.value("task", &decodeHub<HumanTaskId>);
        const auto given = params.value("answer", &decodeHub<HumanTaskAnswer>);
        answer(id, params, [&] { return m_client.answerHumanTask(task, given); });
    } else {
        return dispatchControl(id, method, params);
    }
    return true;
}

/// What operators do to running and finished instances.
bool HubServerConnection::dispatchControl(const Json &id, const std::string &method, ObjectReader &params)
{
    using Control = QFuture<Result<void>> (HubClient::*)(InstanceId, QString);
    static const std::map<std::string, Control> controls{
        {hubProtocol::terminate, &HubClient::terminate},
        {hubProtocol::terminateWithChildren, &HubClient::terminateWithChildren},
        {hubProtocol::suspend, &HubClient::suspend},
        {hubProtocol::resume, &HubClient::resume}};
    if (const auto control = controls.find(method); control != controls.end()) {
        const InstanceId instance(params.text("instance"));
        const QString reason = params.string("reason");
        answer(id, params, [&] { return (m_client.*control->second)(instance, reason); });
    } else if (method == hubProtocol::rewind) {
        const InstanceId instance(params.text("instance"));
        const QString reason = params.string("reason");
        answer(id, params, [&] { return m_client.rewind(instance, reason); });
    } else if (method == hubProtocol::restart) {
        const InstanceId instance(params.text("instance"));
        std::optional<InstanceId> newId;
        if (params.has("newId"))
            newId = InstanceId(params.text("newId"));
        answer(id, params, [&] { return m_client.restart(instance, newId); });
    } else {
        return false;
    }
    return true;
}

bool HubServerConnection::dispatchEntities(const Json &id, const std::string &method, ObjectReader &params)
{
    if (method == hubProtocol::signalEntity) {
        const auto entity = params.value("entity", &decodeHub<EntityId>);
        const QString operation = params.string("operation");
        const Json input = params.any("input");
        std::optional<Instant> due;
        if (params.has("due"))
            due = params.instant("due");
        answer(id, params, [&] { return m_client.signalEntity(entity, operation, input, due); });
    } else if (method == hubProtocol::readEntity) {
        const auto entity = params.value("entity", &decodeHub<EntityId>);
        answer(id, params, [&] { return m_client.readEntity(entity); });
    } else if (method == hubProtocol::listEntities) {
        const auto query = params.value("query", &decodeHub<EntityQuery>);
        answer(id, params, [&] { return m_client.listEntities(query); });
    } else if (method == hubProtocol::cleanEntities) {
        answer(id, params, [&] { return m_client.cleanEntities(); });
    } else {
        return false;
    }
    return true;
}

void HubServerConnection::reply(const Json &id, const Json &result)
{
    Json message = Json::object();
    message[hubProtocol::id] = id;
    message[hubProtocol::result] = result;
    send(message, id);
}

void HubServerConnection::refuse(const Json &id, const Error &error)
{
    Json message = Json::object();
    message[hubProtocol::id] = id;
    message[hubProtocol::error] = encodeHub(error);
    send(message, id);
}

void HubServerConnection::tell(const char *notice, const Json &params)
{
    if (!m_isGreeted)
        return;
    Json message = Json::object();
    message[hubProtocol::notice] = notice;
    message[hubProtocol::params] = params;
    send(message, Json());
}

void HubServerConnection::send(const Json &message, const Json &id)
{
    const auto sent = m_channel.send(message);
    if (!sent && !message.contains(hubProtocol::error))
        refuse(id, sent.error());
}

} // namespace perdura
