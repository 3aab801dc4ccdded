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

SqliteWriter::SqliteWriter(std::unique_ptr<SqliteConnection> connection)
    : m_connection(std::move(connection))
    , m_definitions(*m_connection)
    , m_instances(*m_connection)
    , m_work(*m_connection)
    , m_log(*m_connection)
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
        auto outcome = std::visit([this](const auto &value) { return write(value); }, requests[i]);
        if (!outcome) {
            m_instances.forget();
            if (outcome.error().code == ErrorCode::InvalidArgument)
                refusals.emplace(i, outcome.error());
            return fail(outcome.error());
        }
        receipts.push_back(std::move(*outcome));
    }
    if (auto committed = transaction->commit(); !committed) {
        m_instances.forget();
        return fail(committed.error());
    }
    return receipts;
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
    if (*existing && !isTerminal((*existing)->status)) {
        return refuse(
            ErrorCode::AlreadyExists,
            tr("The instance “%1” exists and has not finished; use another id or wait until it has.")
                .arg(request.id.toQString()));
    }
    if (*existing) {
        if (auto removed = m_instances.remove((*existing)->key); !removed)
            return fail(removed.error());
    }
    const auto key = m_instances.insert(row);
    if (!key)
        return fail(key.error());
    return WriteReceipt{.instance = *key, .message = {}, .inboxEvent = {}};
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
    return WriteReceipt{instance, *number, std::move(event)};
}

SqliteWriter::Outcome SqliteWriter::write(const AddMessage &request)
{
    const auto live = liveInstance(request.instance);
    if (!live)
        return fail(live.error());
    if (!*live)
        return Result<WriteReceipt>(fail(live->error()));
    return putIntoInbox(**live, request.event);
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
    if (auto done = m_work.apply(request); !done)
        return fail(done.error());
    return WriteReceipt{.instance = request.instance, .message = {}, .inboxEvent = {}};
}

SqliteWriter::Outcome SqliteWriter::write(const AppendLog &request)
{
    if (auto done = m_log.append(request); !done)
        return fail(done.error());
    return WriteReceipt{.instance = request.instance, .message = {}, .inboxEvent = {}};
}

} // namespace perdura
