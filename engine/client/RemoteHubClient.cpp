// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/client/RemoteHubClient.h"

#include "engine/client/HubCodec.h"
#include "engine/client/HubProtocol.h"
#include "engine/client/MessageChannel.h"
#include "engine/client/ObjectReader.h"
#include "engine/client/RemoteHubClientCall.h"

#include <QPointer>

namespace perdura {

namespace {

Json with(const char *key, Json value)
{
    Json params = Json::object();
    params[key] = std::move(value);
    return params;
}

Json withReason(const InstanceId &id, const QString &reason)
{
    Json params = with("instance", encodeHub(id));
    params["reason"] = reason.toStdString();
    return params;
}

} // namespace

RemoteHubClient::RemoteHubClient(QLocalSocket *socket)
    : m_channel(std::make_unique<MessageChannel>(socket))
{
    connect(m_channel.get(), &MessageChannel::received, this, &RemoteHubClient::receive);
    connect(m_channel.get(), &MessageChannel::damaged, this, [this](const Error &error) {
        lose({ErrorCode::Damaged,
              tr("The hub of this workspace sent something unreadable (%1); close the program that "
                 "runs it and open the workspace again.")
                  .arg(error.message)});
    });
    connect(m_channel.get(), &MessageChannel::closed, this, [this] {
        lose({ErrorCode::Cancelled,
              tr("The program that ran the hub of this workspace has ended; open the workspace "
                 "again, its instances then carry on.")});
    });
}

RemoteHubClient::~RemoteHubClient()
{
    m_channel->disconnect(this);
    m_channel->close();
    // We may be within a signal of its socket.
    m_channel.release()->deleteLater();
    for (const auto &[id, reply] : std::exchange(m_pending, {}))
        reply(fail(ErrorCode::Cancelled, tr("The connection to the hub was closed before it answered.")));
}

QFuture<Result<VersionId>> RemoteHubClient::publish(QByteArray definitionText)
{
    return call<VersionId>(hubProtocol::publish, with("text", encodeHub(definitionText)));
}

QFuture<Result<InstanceId>> RemoteHubClient::start(StartRequest request)
{
    return call<InstanceId>(hubProtocol::start, with("request", encodeHub(request)));
}

QFuture<Result<InstanceDetail>> RemoteHubClient::instance(InstanceId id)
{
    return call<InstanceDetail>(hubProtocol::instance, with("instance", encodeHub(id)));
}

QFuture<Result<InstancePage>> RemoteHubClient::instances(InstanceQuery query)
{
    return call<InstancePage>(hubProtocol::instances, with("query", encodeHub(query)));
}

QFuture<Result<InstanceCount>> RemoteHubClient::count(InstanceQuery query)
{
    return call<InstanceCount>(hubProtocol::count, with("query", encodeHub(query)));
}

QFuture<Result<HistoryPage>> RemoteHubClient::historyPage(InstanceId id, HistoryRange range)
{
    Json params = with("instance", encodeHub(id));
    params["range"] = encodeHub(range);
    return call<HistoryPage>(hubProtocol::historyPage, std::move(params));
}

QFuture<Result<InstanceExplanation>> RemoteHubClient::explain(InstanceId id)
{
    return call<InstanceExplanation>(hubProtocol::explain, with("instance", encodeHub(id)));
}

QFuture<Result<HubHealth>> RemoteHubClient::health()
{
    return call<HubHealth>(hubProtocol::health, Json::object());
}

QFuture<Result<StatusCounts>> RemoteHubClient::statusCounts()
{
    return call<StatusCounts>(hubProtocol::statusCounts, Json::object());
}

QFuture<Result<History>> RemoteHubClient::history(InstanceId id)
{
    return call<History>(hubProtocol::history, with("instance", encodeHub(id)));
}

QFuture<Result<QByteArray>> RemoteHubClient::definition(VersionId version)
{
    return call<QByteArray>(hubProtocol::definition, with("version", encodeHub(version)));
}

QFuture<Result<std::vector<HumanTaskInfo>>> RemoteHubClient::humanTasks(std::optional<InstanceId> instance)
{
    return call<std::vector<HumanTaskInfo>>(
        hubProtocol::humanTasks, instance ? with("instance", encodeHub(*instance)) : Json::object());
}

QFuture<Result<std::vector<LogLine>>> RemoteHubClient::log(InstanceId id)
{
    return call<std::vector<LogLine>>(hubProtocol::log, with("instance", encodeHub(id)));
}

QFuture<Result<void>> RemoteHubClient::raiseEvent(InstanceId id, QString eventName, Json input)
{
    Json params = with("instance", encodeHub(id));
    params["event"] = eventName.toStdString();
    params["input"] = std::move(input);
    return call<void>(hubProtocol::raiseEvent, std::move(params));
}

QFuture<Result<void>> RemoteHubClient::answerHumanTask(HumanTaskId task, HumanTaskAnswer answer)
{
    Json params = with("task", encodeHub(task));
    params["answer"] = encodeHub(answer);
    return call<void>(hubProtocol::answerHumanTask, std::move(params));
}

QFuture<Result<void>> RemoteHubClient::terminate(InstanceId id, QString reason)
{
    return call<void>(hubProtocol::terminate, withReason(id, reason));
}

QFuture<Result<void>> RemoteHubClient::terminateWithChildren(InstanceId id, QString reason)
{
    return call<void>(hubProtocol::terminateWithChildren, withReason(id, reason));
}

QFuture<Result<void>> RemoteHubClient::suspend(InstanceId id, QString reason)
{
    return call<void>(hubProtocol::suspend, withReason(id, reason));
}

QFuture<Result<void>> RemoteHubClient::resume(InstanceId id, QString reason)
{
    return call<void>(hubProtocol::resume, withReason(id, reason));
}

QFuture<Result<InstanceId>> RemoteHubClient::restart(InstanceId id, std::optional<InstanceId> newId)
{
    Json params = with("instance", encodeHub(id));
    if (newId)
        params["newId"] = encodeHub(*newId);
    return call<InstanceId>(hubProtocol::restart, std::move(params));
}

QFuture<Result<std::vector<InstanceId>>> RemoteHubClient::rewind(InstanceId id, QString reason)
{
    return call<std::vector<InstanceId>>(hubProtocol::rewind, withReason(id, reason));
}

QFuture<Result<void>> RemoteHubClient::signalEntity(EntityId id, QString operation, Json input,
                                                    std::optional<Instant> due)
{
    Json params = with("entity", encodeHub(id));
    params["operation"] = operation.toStdString();
    params["input"] = std::move(input);
    if (due)
        params["due"] = toIso(*due);
    return call<void>(hubProtocol::signalEntity, std::move(params));
}

QFuture<Result<EntityInfo>> RemoteHubClient::readEntity(EntityId id)
{
    return call<EntityInfo>(hubProtocol::readEntity, with("entity", encodeHub(id)));
}

QFuture<Result<EntityPage>> RemoteHubClient::listEntities(EntityQuery query)
{
    return call<EntityPage>(hubProtocol::listEntities, with("query", encodeHub(query)));
}

QFuture<Result<EntityCleanUp>> RemoteHubClient::cleanEntities()
{
    return call<EntityCleanUp>(hubProtocol::cleanEntities, Json::object());
}

void RemoteHubClient::request(const char *method, Json params, Reply reply)
{
    if (m_lost) {
        reply(fail(*m_lost));
        return;
    }
    Json message = Json::object();
    message[hubProtocol::id] = ++m_lastId;
    message[hubProtocol::method] = method;
    message[hubProtocol::params] = std::move(params);
    // Before sending: a connection that ends over it takes the request along, and us perhaps.
    const auto pending = m_pending.emplace(m_lastId, std::move(reply)).first;
    if (const auto sent = m_channel->send(message); !sent) {
        const Reply refused = std::move(pending->second);
        m_pending.erase(pending);
        refused(fail(sent.error()));
    }
}

void RemoteHubClient::greet(std::function<void(Result<void>)> done)
{
    request(hubProtocol::hello, with("protocol", Json(hubProtocol::version)),
            [this, done = std::move(done)](const Result<Json> &greeting) {
                done(greeting ? acceptGreeting(*greeting) : Result<void>(fail(greeting.error())));
            });
}

Result<void> RemoteHubClient::acceptGreeting(const Json &greeting)
{
    ObjectReader reader(greeting, "a greeting");
    const auto version = reader.integer("protocol", 0, std::numeric_limits<int>::max());
    const auto state = reader.value("state", &decodeHub<HubState>);
    if (const auto ok = reader.finish(); !ok)
        return ok;
    if (version != hubProtocol::version) {
        return fail(ErrorCode::Unsupported,
                    tr("The hub of this workspace runs in another version of Perdura; close "
                       "that program, or use the same version for both."));
    }
    rememberState(state);
    // Queued, so that whoever asked for the client can listen first.
    QMetaObject::invokeMethod(
        this, [this] { emit hubStateChanged(hubState()); }, Qt::QueuedConnection);
    return {};
}

void RemoteHubClient::receive(const Json &message)
{
    if (message.contains(hubProtocol::notice))
        receiveNotice(message);
    else
        receiveReply(message);
}

void RemoteHubClient::receiveReply(const Json &message)
{
    const bool isError = message.contains(hubProtocol::error);
    ObjectReader reader(message, "a reply");
    Result<Json> result;
    if (isError)
        result = fail(reader.value(hubProtocol::error, &decodeHub<Error>));
    else
        result = reader.any(hubProtocol::result);
    const Json idValue = reader.any(hubProtocol::id);
    if (const auto ok = reader.finish(); !ok) {
        lose({ErrorCode::Damaged, ok.error().message});
        return;
    }
    const auto found =
        idValue.is_number_integer() ? m_pending.find(idValue.get<std::int64_t>()) : m_pending.end();
    if (found == m_pending.end()) {
        lose(isError ? result.error()
                     : Error{ErrorCode::Damaged,
                             tr("The hub answered a question that nobody asked; open the workspace again.")});
        return;
    }
    const Reply reply = std::move(found->second);
    m_pending.erase(found);
    reply(std::move(result));
}

void RemoteHubClient::receiveNotice(const Json &message)
{
    ObjectReader reader(message, "a notice");
    const std::string notice = reader.text(hubProtocol::notice);
    if (notice == hubProtocol::instancesChanged) {
        const auto ids = reader.value(hubProtocol::params, &decodeHub<QList<InstanceId>>);
        if (const auto ok = reader.finish(); !ok)
            lose({ErrorCode::Damaged, ok.error().message});
        else
            emit instancesChanged(ids);
    } else if (notice == hubProtocol::batchesChanged) {
        const Json *params = reader.object(hubProtocol::params);
        if (const auto ok = reader.finish(); !ok || !params->empty())
            lose({ErrorCode::Damaged, ok ? tr("The notice of a batch is not empty.") : ok.error().message});
        else
            emit batchesChanged();
    } else if (notice == hubProtocol::hubStateChanged) {
        const auto state = reader.value(hubProtocol::params, &decodeHub<HubState>);
        if (const auto ok = reader.finish(); !ok)
            lose({ErrorCode::Damaged, ok.error().message});
        else
            emit hubStateChanged(state);
    } else {
        lose({ErrorCode::Damaged, tr("The hub sent an unknown notice “%1”; open the workspace again.")
                                      .arg(QString::fromStdString(notice))});
    }
}

void RemoteHubClient::lose(const Error &error)
{
    if (m_lost)
        return;
    const Error why = error;
    m_lost = why;
    rememberState({HubState::Kind::Stopped, why.message});
    const QPointer<RemoteHubClient> self(this);
    m_channel->close();
    for (const auto &[id, reply] : std::exchange(m_pending, {}))
        reply(fail(why));
    if (self)
        emit hubStateChanged({HubState::Kind::Stopped, why.message});
}

} // namespace perdura
