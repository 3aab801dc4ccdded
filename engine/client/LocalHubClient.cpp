// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/client/LocalHubClient.h"

#include "engine/client/RandomIds.h"
#include "engine/client/Reply.h"
#include "engine/core/Text.h"
#include "engine/definition/DefinitionFile.h"
#include "engine/definition/Interpreter.h"
#include "engine/definition/JsonSchema.h"
#include "engine/runtime/Restart.h"
#include "engine/runtime/Rewind.h"

#include <QCoreApplication>

#include <algorithm>

namespace perdura {

namespace {

Result<void> nothing(const WriteReceipt &)
{
    return {};
}

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::Hub", text);
}

template <typename T>
QFuture<Result<T>> refused(ErrorCode code, const QString &message)
{
    Reply<T> reply;
    reply.keep(fail(code, message));
    return reply.future();
}

Result<void> checkAnswer(const HumanTaskRequest &request, const HumanTaskAnswer &answer)
{
    const auto &commented = request.commentedOutcomes;
    if (answer.comment.empty() && std::ranges::find(commented, answer.outcome) != commented.end()) {
        return fail(
            ErrorCode::InvalidArgument,
            tr("“%1” is taken only with a comment; say why.").arg(QString::fromStdString(answer.outcome)));
    }
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

template <typename Event>
EventData eventWithReason(std::string reason)
{
    return Event{std::move(reason)};
}

/// The store looks through so many instances at once; where none of these matches, the search goes on behind
/// the other questions.
void askForPage(ReaderThread &thread, const std::shared_ptr<Reply<InstancePage>> &reply, InstanceQuery query)
{
    thread.ask([&thread, reply, query = std::move(query)](StoreReader &reader) mutable {
        auto page = reader.instances(query);
        if (page && page->instances.empty() && !page->next.isEmpty()) {
            query.after = page->next;
            askForPage(thread, reply, std::move(query));
        } else {
            reply->keep(std::move(page));
        }
    });
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
    // The hub goes as a member, not by reset(): until its last thread has ended, work there asks for it.
}

Result<std::unique_ptr<LocalHubClient>> LocalHubClient::create(HubSettings settings)
{
    std::unique_ptr<LocalHubClient> client(new LocalHubClient);
    settings.changed = [notifier = &client->m_notifier](const InstanceId &id) { notifier->note(id); };
    settings.stateChanged = [notifier = &client->m_notifier](const HubState &state) {
        notifier->noteState(state);
    };
    settings.batchesChanged = [self = client.get()] {
        QMetaObject::invokeMethod(self, &HubClient::batchesChanged, Qt::QueuedConnection);
    };
    auto hub = Hub::open(settings);
    if (!hub)
        return fail(hub.error());
    client->m_hub = std::move(*hub);
    if (auto started = client->m_reader.start(settings.store); !started)
        return fail(started.error());
    return client;
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
        m_hub->submit(
            PublishDefinition{version, publishedName(definition->kind, definition->name), text, now()},
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
    if (auto checked = checkPayload(tr("input"), request.input); !checked)
        return refused<InstanceId>(checked.error().code, checked.error().message);
    const InstanceId id = request.id ? *request.id : InstanceId(randomHexId());
    CreateInstance create{.id = id,
                          .name = {},
                          .version = std::move(request.version),
                          .execution = ExecutionId(randomHexId()),
                          .input = QByteArray::fromStdString(dumpJson(request.input)),
                          .created = now(),
                          .parent = {},
                          .tags = std::move(request.tags),
                          .startAt = request.startAt,
                          .replaceable = std::move(request.replaceable)};
    return submit<InstanceId>(std::move(create), [id](const WriteReceipt &) { return id; });
}

QFuture<Result<InstanceDetail>> LocalHubClient::instance(InstanceId id)
{
    return ask<InstanceDetail>([this, id = std::move(id)](StoreReader &reader) {
        auto detail = reader.instance(id);
        if (detail && !isTerminal(detail->summary.status))
            detail->activities = m_hub->activitiesOf(id);
        // A loop that goes on in a new execution carries the input along.
        if (detail)
            detail->input = originalInput(detail->input);
        return detail;
    });
}

QFuture<Result<InstancePage>> LocalHubClient::instances(InstanceQuery query)
{
    auto reply = std::make_shared<Reply<InstancePage>>();
    askForPage(m_reader, reply, std::move(query));
    return reply->future();
}

QFuture<Result<InstanceCount>> LocalHubClient::count(InstanceQuery query)
{
    return ask<InstanceCount>(
        [query = std::move(query)](StoreReader &reader) { return reader.count(query); });
}

QFuture<Result<HistoryPage>> LocalHubClient::historyPage(InstanceId id, HistoryRange range)
{
    return ask<HistoryPage>(
        [id = std::move(id), range](StoreReader &reader) { return reader.history(id, range); });
}

QFuture<Result<InstanceExplanation>> LocalHubClient::explain(InstanceId id)
{
    return ask<InstanceExplanation>([this, id = std::move(id)](StoreReader &reader) {
        auto explanation = reader.explain(id);
        if (explanation)
            m_hub->complete(*explanation);
        return explanation;
    });
}

QFuture<Result<HubHealth>> LocalHubClient::health()
{
    return ask<HubHealth>([this](StoreReader &reader) -> Result<HubHealth> {
        const auto figures = reader.figures();
        if (!figures)
            return fail(figures.error());
        HubHealth health = m_hub->health();
        health.unindexed = figures->unindexed;
        health.databaseBytes = figures->databaseBytes;
        return health;
    });
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
    for (const auto &checked :
         {checkText(tr("event's name"), eventName), checkPayload(tr("event's input"), input)}) {
        if (!checked)
            return refused<void>(checked.error().code, checked.error().message);
    }
    HistoryEvent event;
    event.timestamp = now();
    event.data = EventRaised{eventName.toStdString(), std::move(input)};
    const OperatorNote noted = note(AuditAction::RaiseEvent, id.value, eventName);
    return submit<void>(AddMessage{std::move(id), std::move(event), false, noted}, nothing);
}

QFuture<Result<void>> LocalHubClient::answerHumanTask(HumanTaskId task, HumanTaskAnswer answer)
{
    const QString comment = QString::fromStdString(answer.comment).trimmed();
    answer.comment = comment.toStdString();
    for (const auto &checked : {checkText(tr("comment"), comment), checkPayload(tr("form"), answer.form)}) {
        if (!checked)
            return refused<void>(checked.error().code, checked.error().message);
    }
    const OperatorNote noted = note(AuditAction::Answer, task.instance.value, comment);
    return submit<void>(AnswerHumanTask{std::move(task), std::move(answer), now(), checkAnswer, noted},
                        nothing);
}

QFuture<Result<void>> LocalHubClient::tell(AuditAction action, InstanceId id, const QString &reason,
                                           EventData (*message)(std::string reason), bool includesChildren)
{
    if (auto checked = checkText(tr("reason"), reason); !checked)
        return refused<void>(checked.error().code, checked.error().message);
    HistoryEvent event;
    event.timestamp = now();
    event.data = message(reason.toStdString());
    const OperatorNote noted = note(action, id.value, reason);
    return submit<void>(AddMessage{std::move(id), std::move(event), includesChildren, noted}, nothing);
}

QFuture<Result<void>> LocalHubClient::terminate(InstanceId id, QString reason)
{
    return tell(AuditAction::Terminate, std::move(id), reason, eventWithReason<ExecutionTerminated>);
}

QFuture<Result<void>> LocalHubClient::terminateWithChildren(InstanceId id, QString reason)
{
    return tell(AuditAction::Terminate, std::move(id), reason, eventWithReason<ExecutionTerminated>, true);
}

QFuture<Result<void>> LocalHubClient::suspend(InstanceId id, QString reason)
{
    return tell(AuditAction::Suspend, std::move(id), reason, eventWithReason<ExecutionSuspended>);
}

QFuture<Result<void>> LocalHubClient::resume(InstanceId id, QString reason)
{
    return tell(AuditAction::Resume, std::move(id), reason, eventWithReason<ExecutionResumed>);
}

QFuture<Result<InstanceId>> LocalHubClient::restart(InstanceId id, std::optional<InstanceId> newId)
{
    auto reply = std::make_shared<Reply<InstanceId>>();
    const OperatorNote noted =
        note(AuditAction::Restart, id.value, newId ? tr("As “%1”").arg(newId->toQString()) : QString());
    m_reader.ask([this, reply, id = std::move(id), newId = std::move(newId), noted](StoreReader &reader) {
        auto request = prepareRestart(reader, id, newId, now());
        if (!request) {
            reply->keep(fail(request.error()));
            return;
        }
        request->note = noted;
        const InstanceId next = request->id;
        m_hub->submit(*std::move(request), [reply, next](const Result<WriteReceipt> &receipt) {
            reply->keep(receipt ? Result<InstanceId>(next) : fail(receipt.error()));
        });
    });
    return reply->future();
}

QFuture<Result<std::vector<InstanceId>>> LocalHubClient::rewind(InstanceId id, QString reason)
{
    if (auto checked = checkText(tr("reason"), reason); !checked)
        return refused<std::vector<InstanceId>>(checked.error().code, checked.error().message);
    const OperatorNote noted = note(AuditAction::Rewind, id.value, reason);
    auto reply = std::make_shared<Reply<std::vector<InstanceId>>>();
    m_reader.ask([this, reply, id = std::move(id), reason = reason.toStdString(),
                  noted](StoreReader &reader) {
        const auto orchestrators = m_hub->settings().orchestrators();
        auto request = prepareRewind(reader, *orchestrators, id, reason, now(), m_hub->settings().limits);
        if (!request) {
            reply->keep(fail(request.error()));
            return;
        }
        request->note = noted;
        m_hub->submit(std::move(*request), [reply](const Result<WriteReceipt> &receipt) {
            reply->keep(receipt ? Result<std::vector<InstanceId>>(receipt->changed) : fail(receipt.error()));
        });
    });
    return reply->future();
}

QFuture<Result<void>> LocalHubClient::signalEntity(EntityId id, QString operation, Json input,
                                                   std::optional<Instant> due)
{
    const auto entity = makeEntityId(id.name, id.key);
    if (!entity)
        return refused<void>(entity.error().code, entity.error().message);
    EntityMessage message{.entity = *entity, .operation = operation.toStdString(), .due = due};
    message.input = std::move(input);
    return submit<void>(SignalEntity{std::move(message)}, nothing);
}

QFuture<Result<EntityInfo>> LocalHubClient::readEntity(EntityId id)
{
    id.name = lowerCase(id.name);
    return ask<EntityInfo>([id = std::move(id)](StoreReader &reader) { return reader.entity(id); });
}

QFuture<Result<EntityPage>> LocalHubClient::listEntities(EntityQuery query)
{
    return ask<EntityPage>(
        [query = std::move(query)](StoreReader &reader) { return reader.entities(query); });
}

QFuture<Result<EntityCleanUp>> LocalHubClient::cleanEntities()
{
    return submit<EntityCleanUp>(CleanEntities{},
                                 [](const WriteReceipt &receipt) { return receipt.cleanUp; });
}

} // namespace perdura
