// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/client/HubServerConnection.h"

#include "engine/client/HubCodec.h"
#include "engine/client/HubProtocol.h"
#include "engine/client/ObjectReader.h"
#include "engine/client/WhenFinished.h"

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
    } else if (!dispatchQuery(id, method, params) && !dispatchCommand(id, method, params)) {
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

template <typename Ask>
void HubServerConnection::answer(const Json &id, ObjectReader &params, Ask ask)
{
    if (const auto ok = params.finish(); !ok) {
        refuse(id, ok.error());
        return;
    }
    ++m_openRequests;
    whenFinished(ask(), this, [this, id](const auto &result) {
        --m_openRequests;
        using Value = typename std::decay_t<decltype(result)>::value_type;
        if (!result) {
            refuse(id, result.error());
            return;
        }
        if constexpr (std::is_void_v<Value>)
            reply(id, Json());
        else
            reply(id, encodeHub(*result));
    });
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
    } else if (method == hubProtocol::terminate) {
        const InstanceId instance(params.text("instance"));
        const QString reason = params.string("reason");
        answer(id, params, [&] { return m_client.terminate(instance, reason); });
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
