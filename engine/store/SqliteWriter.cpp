// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/SqliteWriter.h"

#include "engine/store/InstanceRules.h"
#include "engine/store/SqliteTransaction.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::SqliteStore", text);
}

/// The request is refused; the database is well.
Result<WriteReceipt> refuse(ErrorCode code, const QString &message)
{
    return fail(code, message);
}

QString offered(const HumanTaskRequest &request)
{
    QStringList names;
    for (const std::string &outcome : request.outcomes)
        names << QString::fromStdString(outcome);
    return names.join(u", "_s);
}

} // namespace

SqliteWriter::SqliteWriter(std::unique_ptr<SqliteConnection> connection, const FailPoints &failPoints)
    : m_connection(std::move(connection))
    , m_failPoints(failPoints)
    , m_definitions(*m_connection)
    , m_instances(*m_connection)
    , m_work(*m_connection)
    , m_log(*m_connection)
    , m_entities(*m_connection)
    , m_audit(*m_connection)
    , m_settings(*m_connection)
    , m_purge(*m_connection, m_instances)
    , m_searchIndex(*m_connection, failPoints)
{}

Result<std::vector<Result<WriteReceipt>>> SqliteWriter::apply(std::span<const WriteRequest> requests)
{
    // A request that the database can never take undoes the transaction, which then begins again without it:
    // rare, and cheaper than a savepoint around each of the others.
    Refusals refusals;
    for (;;) {
        const std::size_t known = refusals.size();
        auto receipts = applyOthers(requests, refusals);
        if (receipts || refusals.size() == known)
            return receipts;
    }
}

Result<bool> SqliteWriter::tidy(std::chrono::milliseconds atMost)
{
    constexpr int textsAtOnce = 500;
    return m_searchIndex.update(textsAtOnce, atMost);
}

Result<std::vector<Result<WriteReceipt>>> SqliteWriter::applyOthers(std::span<const WriteRequest> requests,
                                                                    Refusals &refusals)
{
    auto transaction = SqliteTransaction::begin(*m_connection, SqliteTransaction::Kind::Write);
    if (!transaction)
        return fail(transaction.error());
    std::vector<Result<WriteReceipt>> receipts;
    receipts.reserve(requests.size());
    for (std::size_t i = 0; i < requests.size(); ++i) {
        if (const auto refused = refusals.find(i); refused != refusals.end()) {
            receipts.push_back(fail(refused->second));
            continue;
        }
        m_request = i;
        auto outcome = std::visit([this](const auto &value) { return write(value); }, requests[i]);
        if (outcome) {
            if (auto recorded = record(requests[i], *outcome); !recorded)
                outcome = fail(recorded.error());
        }
        if (!outcome) {
            m_instances.forget();
            m_entities.forget();
            if (outcome.error().code == ErrorCode::InvalidArgument)
                refusals.emplace(i, outcome.error());
            return fail(outcome.error());
        }
        receipts.push_back(std::move(*outcome));
    }
    m_failPoints.pass(FailPoint::GroupWritten);
    if (auto committed = commit(*transaction); !committed) {
        m_instances.forget();
        m_entities.forget();
        return fail(committed.error());
    }
    m_failPoints.pass(FailPoint::GroupStored);
    for (auto &[request, delivery] : m_entities.takeDeliveries())
        receipts[request]->entityDeliveries.push_back(std::move(delivery));
    return receipts;
}

Result<void> SqliteWriter::commit(SqliteTransaction &transaction)
{
    if (auto done = m_instances.flushCounts(); !done)
        return done;
    m_failPoints.pass(FailPoint::CountsWritten);
    if (auto done = m_entities.flush(); !done)
        return done;
    m_failPoints.pass(FailPoint::GroupReady);
    return transaction.commit();
}

SqliteWriter::Outcome SqliteWriter::write(const PublishDefinition &request)
{
    if (auto done = m_definitions.insert(request); !done)
        return fail(done.error());
    return WriteReceipt{};
}

SqliteWriter::Outcome SqliteWriter::write(const CreateInstance &request)
{
    if (auto checked = checkInstanceId(request.id); !checked)
        return Result<WriteReceipt>(fail(checked.error()));
    CreateInstance row = request;
    if (!request.version.isEmpty()) {
        auto name = m_definitions.name(request.version);
        if (!name)
            return fail(name.error());
        if (!*name) {
            return refuse(ErrorCode::NotFound,
                          tr("No workflow of version %1 has been published; publish it first.")
                              .arg(request.version.toQString()));
        }
        row.name = **name;
    }
    const auto existing = m_instances.find(request.id);
    if (!existing)
        return fail(existing.error());
    if (*existing &&
        std::ranges::find(request.replaceable, (*existing)->status) == request.replaceable.end()) {
        const QString sentence =
            isTerminal((*existing)->status)
                ? tr("The instance “%1” exists and this start must not replace it; use another id.")
                : tr("The instance “%1” exists and has not finished; use another id or wait until it has.");
        return refuse(ErrorCode::AlreadyExists, sentence.arg(request.id.toQString()));
    }
    if (*existing) {
        if (auto removed = m_instances.remove(**existing); !removed)
            return fail(removed.error());
    }
    const auto key = m_instances.insert(row);
    if (!key)
        return fail(key.error());
    m_failPoints.pass(FailPoint::InstanceRowWritten);
    WriteReceipt receipt{.instance = *key};
    if (request.startAt) {
        receipt.timers.push_back({*key, PendingTimer::startTimer, *request.startAt});
        if (auto done = m_work.insertTimer(receipt.timers.back()); !done)
            return fail(done.error());
    } else {
        receipt.started.push_back({*key, std::make_shared<const CreateInstance>(std::move(row))});
    }
    return receipt;
}

Result<Result<InstanceKey>> SqliteWriter::liveInstance(const InstanceId &id)
{
    const auto found = m_instances.find(id);
    if (!found)
        return fail(found.error());
    if (!*found) {
        return Result<InstanceKey>(
            fail(ErrorCode::NotFound, tr("There is no instance “%1”; check the id.").arg(id.toQString())));
    }
    if (isTerminal((*found)->status)) {
        return Result<InstanceKey>(
            fail(ErrorCode::NotAllowed,
                 tr("The instance “%1” has finished already; nothing can be sent to it any more.")
                     .arg(id.toQString())));
    }
    return Result<InstanceKey>((*found)->key);
}

SqliteWriter::Outcome SqliteWriter::putIntoInbox(InstanceKey instance, HistoryEvent event)
{
    const auto number = m_work.addMessage(instance, event);
    if (!number)
        return fail(number.error());
    m_failPoints.pass(FailPoint::MessageWritten);
    WriteReceipt receipt{.instance = instance};
    receipt.deliveries.push_back({instance, *number, std::move(event)});
    return receipt;
}

SqliteWriter::Outcome SqliteWriter::write(const AddMessage &request)
{
    const auto live = liveInstance(request.instance);
    if (!live)
        return fail(live.error());
    if (!*live)
        return Result<WriteReceipt>(fail(live->error()));
    auto outcome = putIntoInbox(**live, request.event);
    if (!outcome || !*outcome || !request.includesChildren)
        return outcome;
    if (auto done = deliverToChildren(request.instance, request.event, **outcome); !done)
        return fail(done.error());
    return outcome;
}

SqliteWriter::Outcome SqliteWriter::write(const AnswerHumanTask &request)
{
    const auto live = liveInstance(request.task.instance);
    if (!live)
        return fail(live.error());
    if (!*live)
        return Result<WriteReceipt>(fail(live->error()));
    const auto task = m_work.humanTask(**live, request.task.number);
    if (!task)
        return fail(task.error());
    if (!*task) {
        return refuse(
            ErrorCode::NotFound,
            tr("The task of instance “%1” is not open: it was answered already or is no longer wanted.")
                .arg(request.task.instance.toQString()));
    }
    const auto asked = WorkTables::readHumanTask(**task);
    if (!asked)
        return Result<WriteReceipt>(fail(asked.error()));
    const HumanTaskAnswer &answer = request.answer;
    if (std::ranges::find(asked->outcomes, answer.outcome) == asked->outcomes.end()) {
        return refuse(ErrorCode::InvalidArgument,
                      tr("The task offers no outcome “%1”; choose one of: %2.")
                          .arg(QString::fromStdString(answer.outcome), offered(*asked)));
    }
    if (request.check) {
        if (auto checked = request.check(*asked, answer); !checked)
            return Result<WriteReceipt>(fail(checked.error()));
    }
    if (auto closed = m_work.closeHumanTask(**live, request.task.number); !closed)
        return fail(closed.error());
    m_failPoints.pass(FailPoint::HumanTaskClosed);
    HistoryEvent event;
    event.timestamp = request.answered;
    event.data = HumanTaskAnswered{request.task.number, answer.outcome, answer.form, answer.comment,
                                   answer.answeredBy};
    return putIntoInbox(**live, std::move(event));
}

SqliteWriter::Outcome SqliteWriter::write(const CommitTurn &request)
{
    const auto updated = m_instances.update(request);
    if (!updated)
        return fail(updated.error());
    if (!*updated)
        return refuse(ErrorCode::NotFound, tr("The instance is gone; its turn was not recorded."));
    m_failPoints.pass(FailPoint::TurnRowWritten);
    if (auto done = m_work.apply(request); !done)
        return fail(done.error());
    m_failPoints.pass(FailPoint::TurnWorkWritten);
    for (const LogLine &line : request.log) {
        if (auto done = m_log.append({request.instance, line}); !done)
            return fail(done.error());
        m_failPoints.pass(FailPoint::TurnLogWritten);
    }
    WriteReceipt receipt{.instance = request.instance};
    if (auto sent = send(request, receipt); !sent)
        return fail(sent.error());
    return receipt;
}

Result<void> SqliteWriter::send(const CommitTurn &turn, WriteReceipt &receipt)
{
    for (const CreateInstance &child : turn.starts) {
        if (auto done = startChild(turn, child, receipt); !done)
            return done;
        m_failPoints.pass(FailPoint::TurnStartsWritten);
    }
    for (const SentEvent &sent : turn.sentEvents) {
        const auto target = m_instances.find(sent.to);
        if (!target)
            return fail(target.error());
        if (!*target || isTerminal((*target)->status))
            continue;
        receipt.changed.push_back(sent.to);
        if (auto done = deliver((*target)->key, sent.event, receipt); !done)
            return done;
        m_failPoints.pass(FailPoint::TurnEventsWritten);
    }
    for (const EntityMessage &message : turn.entityMessages) {
        if (auto done = send(message, receipt); !done)
            return done;
        m_failPoints.pass(FailPoint::TurnEntityMessagesWritten);
    }
    return turn.parentAnswer ? answerParent(*turn.parentAnswer, receipt) : Result<void>();
}

Result<void> SqliteWriter::startChild(const CommitTurn &turn, const CreateInstance &child,
                                      WriteReceipt &receipt)
{
    const auto started = startOther(child, receipt);
    if (!started)
        return fail(started.error());
    if (*started || !child.parent)
        return {};
    FailureDetails failure{.errorType = "SubOrchestrationNotStarted",
                           .errorMessage = started->error().message.toStdString(),
                           .isNonRetriable = true};
    HistoryEvent answer;
    answer.timestamp = turn.updated;
    answer.data = SubOrchestrationFailed{child.parent->taskId, std::move(failure)};
    return deliver(turn.instance, answer, receipt);
}

Result<Result<void>> SqliteWriter::startOther(const CreateInstance &start, WriteReceipt &receipt)
{
    // By name alone: the drawing of that name that was published last, if there is one.
    CreateInstance child = start;
    if (child.version.isEmpty()) {
        auto latest = m_definitions.latest(child.name);
        if (!latest)
            return fail(latest.error());
        child.version = std::move(*latest).value_or(VersionId());
    }
    auto outcome = write(child);
    if (!outcome)
        return fail(outcome.error());
    if (!*outcome)
        return Result<void>(fail(outcome->error()));
    std::ranges::move((*outcome)->started, std::back_inserter(receipt.started));
    std::ranges::move((*outcome)->timers, std::back_inserter(receipt.timers));
    receipt.changed.push_back(start.id);
    return Result<void>();
}

Result<void> SqliteWriter::answerParent(const ParentAnswer &answer, WriteReceipt &receipt)
{
    const auto parent = m_instances.find(answer.parent.instance);
    if (!parent)
        return fail(parent.error());
    if (!*parent || isTerminal((*parent)->status) || (*parent)->execution != answer.parent.execution)
        return {};
    if (auto done = deliver((*parent)->key, answer.event, receipt); !done)
        return done;
    m_failPoints.pass(FailPoint::ParentAnswerWritten);
    return {};
}

Result<void> SqliteWriter::deliver(InstanceKey to, const HistoryEvent &event, WriteReceipt &receipt)
{
    const auto number = m_work.addMessage(to, event);
    if (!number)
        return fail(number.error());
    receipt.deliveries.push_back({to, *number, event});
    return {};
}

Result<void> SqliteWriter::deliverToChildren(const InstanceId &parent, const HistoryEvent &event,
                                             WriteReceipt &receipt)
{
    const auto children = m_instances.liveChildren(parent);
    if (!children)
        return fail(children.error());
    for (const InstanceTable::Child &child : *children) {
        receipt.changed.push_back(child.id);
        if (auto done = deliver(child.key, event, receipt); !done)
            return done;
        if (auto done = deliverToChildren(child.id, event, receipt); !done)
            return done;
    }
    return {};
}

SqliteWriter::Outcome SqliteWriter::write(const RewindInstances &request)
{
    WriteReceipt receipt;
    for (const RewindInstance &instance : request.instances) {
        const auto found = m_instances.find(instance.id);
        if (!found)
            return fail(found.error());
        if (!*found || (*found)->status != OrchestrationStatus::Failed ||
            (*found)->execution != instance.before) {
            return refuse(ErrorCode::NotAllowed,
                          tr("The instance “%1” has changed meanwhile; look at it and try again.")
                              .arg(instance.id.toQString()));
        }
    }
    for (const RewindInstance &instance : request.instances) {
        if (auto done = m_instances.rewind(instance); !done)
            return fail(done.error());
        m_failPoints.pass(FailPoint::RewindRowWritten);
        if (auto done = m_work.rewind(instance); !done)
            return fail(done.error());
        receipt.started.push_back({instance.instance});
        receipt.timers.insert(receipt.timers.end(), instance.timers.begin(), instance.timers.end());
        receipt.changed.push_back(instance.id);
    }
    return receipt;
}

SqliteWriter::Outcome SqliteWriter::write(const AppendLog &request)
{
    if (auto done = m_log.append(request); !done)
        return fail(done.error());
    return WriteReceipt{.instance = request.instance};
}

} // namespace perdura
