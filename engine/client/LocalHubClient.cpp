// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/client/LocalHubClient.h"

#include "engine/client/RandomIds.h"
#include "engine/definition/DefinitionFile.h"
#include "engine/definition/JsonSchema.h"

#include <QCoreApplication>

namespace perdura {

namespace {

Error stopped()
{
    return {ErrorCode::Cancelled,
            QCoreApplication::translate("perdura::Hub",
                                        "The hub is shutting down; start it again and repeat this.")};
}

/// A promise that may be kept on any thread; one that is dropped unkept tells that the hub has stopped.
template <typename T>
class Reply
{
public:
    Reply() { m_promise.start(); }
    ~Reply()
    {
        if (!m_isKept)
            keep(fail(stopped()));
    }
    Reply(const Reply &) = delete;
    Reply &operator=(const Reply &) = delete;

    [[nodiscard]] QFuture<Result<T>> future() { return m_promise.future(); }
    void keep(Result<T> result)
    {
        m_isKept = true;
        m_promise.addResult(std::move(result));
        m_promise.finish();
    }

private:
    QPromise<Result<T>> m_promise;
    bool m_isKept = false;
};

Result<void> nothing(const WriteReceipt &)
{
    return {};
}

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::Hub", text);
}

constexpr qsizetype maxReasonLength = 4000;

template <typename T>
QFuture<Result<T>> refused(ErrorCode code, const QString &message)
{
    Reply<T> reply;
    reply.keep(fail(code, message));
    return reply.future();
}

Result<void> checkForm(const HumanTaskRequest &request, const HumanTaskAnswer &answer)
{
    const auto violations = schemaViolations(applyDefaults(answer.form, request.form), request.form);
    if (violations.empty())
        return {};
    const SchemaViolation &first = violations.front();
    return fail(ErrorCode::InvalidArgument,
                first.path.empty()
                    ? tr("The form of the task is not filled in as it asks: %1").arg(first.message)
                    : tr("The field “%1” of the task's form is not filled in as it asks: %2")
                          .arg(QString::fromStdString(first.path.substr(1)), first.message));
}

} // namespace

LocalHubClient::LocalHubClient()
    : m_notifier(this)
{
    connect(&m_notifier, &ChangeNotifier::instancesChanged, this, &HubClient::instancesChanged);
    connect(&m_notifier, &ChangeNotifier::stateChanged, this, &HubClient::hubStateChanged);
}

LocalHubClient::~LocalHubClient()
{
    m_attached.reset();
    m_reader.stop();
    m_hub.reset();
}

Result<std::unique_ptr<LocalHubClient>> LocalHubClient::create(HubSettings settings)
{
    std::unique_ptr<LocalHubClient> client(new LocalHubClient);
    settings.changed = [notifier = &client->m_notifier](const InstanceId &id) { notifier->note(id); };
    settings.stateChanged = [notifier = &client->m_notifier](const HubState &state) {
        notifier->noteState(state);
    };
    auto hub = Hub::open(settings);
    if (!hub)
        return fail(hub.error());
    client->m_hub = std::move(*hub);
    if (auto started = client->m_reader.start(settings.store); !started)
        return fail(started.error());
    return client;
}

template <typename T>
QFuture<Result<T>> LocalHubClient::ask(std::function<Result<T>(StoreReader &)> question)
{
    auto reply = std::make_shared<Reply<T>>();
    m_reader.ask(
        [reply, question = std::move(question)](StoreReader &reader) { reply->keep(question(reader)); });
    return reply->future();
}

template <typename T>
QFuture<Result<T>> LocalHubClient::submit(WriteRequest request,
                                          std::function<Result<T>(const WriteReceipt &)> toResult)
{
    auto reply = std::make_shared<Reply<T>>();
    m_hub->submit(std::move(request),
                  [reply, toResult = std::move(toResult)](const Result<WriteReceipt> &receipt) {
                      reply->keep(receipt ? toResult(*receipt) : fail(receipt.error()));
                  });
    return reply->future();
}

QFuture<Result<VersionId>> LocalHubClient::publish(QByteArray definitionText)
{
    auto reply = std::make_shared<Reply<VersionId>>();
    // Parsing is work for another thread than the caller's; the reader's has time for it.
    m_reader.ask([this, reply, text = std::move(definitionText)](StoreReader &) {
        const auto definition =
            parseDefinition(text, QCoreApplication::translate("perdura::Hub", "Published workflow"));
        if (!definition) {
            reply->keep(fail(definition.error()));
            return;
        }
        const VersionId version = contentAddress(*definition);
        m_hub->submit(PublishDefinition{version, definition->name, text, now()},
                      [reply, version](const Result<WriteReceipt> &receipt) {
                          reply->keep(receipt ? Result<VersionId>(version) : fail(receipt.error()));
                      });
    });
    return reply->future();
}

QFuture<Result<InstanceId>> LocalHubClient::start(StartRequest request)
{
    if (request.version.isEmpty()) {
        return refused<InstanceId>(
            ErrorCode::InvalidArgument,
            tr("No version was given; publish the workflow and start what comes back."));
    }
    const InstanceId id = request.id ? *request.id : InstanceId(randomHexId());
    CreateInstance create{.id = id,
                          .name = {},
                          .version = std::move(request.version),
                          .execution = ExecutionId(randomHexId()),
                          .input = QByteArray::fromStdString(dumpJson(request.input)),
                          .created = now()};
    return submit<InstanceId>(std::move(create), [id](const WriteReceipt &) { return id; });
}

QFuture<Result<InstanceDetail>> LocalHubClient::instance(InstanceId id)
{
    return ask<InstanceDetail>([id = std::move(id)](StoreReader &reader) { return reader.instance(id); });
}

QFuture<Result<InstancePage>> LocalHubClient::instances(InstanceQuery query)
{
    return ask<InstancePage>(
        [query = std::move(query)](StoreReader &reader) { return reader.instances(query); });
}

QFuture<Result<StatusCounts>> LocalHubClient::statusCounts()
{
    return ask<StatusCounts>([](StoreReader &reader) { return reader.statusCounts(); });
}

QFuture<Result<History>> LocalHubClient::history(InstanceId id)
{
    return ask<History>([id = std::move(id)](StoreReader &reader) { return reader.history(id); });
}

QFuture<Result<QByteArray>> LocalHubClient::definition(VersionId version)
{
    return ask<QByteArray>(
        [version = std::move(version)](StoreReader &reader) { return reader.definition(version); });
}

QFuture<Result<std::vector<HumanTaskInfo>>> LocalHubClient::humanTasks(std::optional<InstanceId> instance)
{
    return ask<std::vector<HumanTaskInfo>>(
        [instance = std::move(instance)](StoreReader &reader) { return reader.humanTasks(instance); });
}

QFuture<Result<std::vector<LogLine>>> LocalHubClient::log(InstanceId id)
{
    return ask<std::vector<LogLine>>([id = std::move(id)](StoreReader &reader) { return reader.log(id); });
}

QFuture<Result<void>> LocalHubClient::raiseEvent(InstanceId id, QString eventName, Json input)
{
    HistoryEvent event;
    event.timestamp = now();
    event.data = EventRaised{eventName.toStdString(), std::move(input)};
    return submit<void>(AddMessage{std::move(id), std::move(event)}, nothing);
}

QFuture<Result<void>> LocalHubClient::answerHumanTask(HumanTaskId task, HumanTaskAnswer answer)
{
    return submit<void>(AnswerHumanTask{std::move(task), std::move(answer), now(), checkForm}, nothing);
}

QFuture<Result<void>> LocalHubClient::terminate(InstanceId id, QString reason)
{
    if (reason.size() > maxReasonLength) {
        return refused<void>(ErrorCode::InvalidArgument,
                             tr("The reason has %1 characters; at most %2 can be kept, shorten it.")
                                 .arg(reason.size())
                                 .arg(maxReasonLength));
    }
    HistoryEvent event;
    event.timestamp = now();
    event.data = ExecutionTerminated{reason.toStdString()};
    return submit<void>(AddMessage{std::move(id), std::move(event)}, nothing);
}

} // namespace perdura
