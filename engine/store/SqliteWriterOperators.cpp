// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/InstanceArchiveStore.h"
#include "engine/store/InstanceRules.h"
#include "engine/store/SqliteWriter.h"

#include <QCoreApplication>

namespace perdura {

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

} // namespace

SqliteWriter::Outcome SqliteWriter::write(const PurgeInstance &request)
{
    const auto found = m_instances.find(request.instance);
    if (!found)
        return fail(found.error());
    if (!*found) {
        return refuse(ErrorCode::NotFound,
                      tr("There is no instance “%1”; check the id.").arg(request.instance.toQString()));
    }
    if (!isTerminal((*found)->status)) {
        return refuse(ErrorCode::NotAllowed,
                      tr("The instance “%1” has not finished; terminate it or wait, then purge it.")
                          .arg(request.instance.toQString()));
    }
    auto outcome = m_purge.purge(**found, request);
    if (!outcome)
        return fail(outcome.error());
    m_failPoints.pass(FailPoint::PurgeWritten);
    WriteReceipt receipt{.instance = (*found)->key};
    receipt.changed = outcome->removed;
    receipt.purged = std::move(outcome->removed);
    receipt.isPartial = !outcome->isWhole;
    return receipt;
}

SqliteWriter::Outcome SqliteWriter::write(const ImportInstance &request)
{
    if (auto checked = checkInstanceId(request.id); !checked)
        return Result<WriteReceipt>(fail(checked.error()));
    const auto existing = m_instances.find(request.id);
    if (!existing)
        return fail(existing.error());
    if (*existing) {
        return refuse(ErrorCode::AlreadyExists,
                      tr("The instance “%1” exists; import under another id, or purge that one first.")
                          .arg(request.id.toQString()));
    }
    const InstanceArchive &archive = *request.archive;
    if (!archive.definition.isEmpty()) {
        const PublishDefinition definition{archive.version, archive.name, archive.definition,
                                           archive.created};
        if (auto done = m_definitions.insert(definition); !done)
            return fail(done.error());
    }
    const auto key = m_instances.insert(createOf(request.id, archive));
    if (!key)
        return fail(key.error());
    const CommitTurn last = lastTurnOf(*key, request.id, archive);
    const auto updated = m_instances.update(last);
    if (!updated)
        return fail(updated.error());
    if (auto done = m_work.apply(last); !done)
        return fail(done.error());
    for (const LogLine &line : archive.log) {
        if (auto done = m_log.append({*key, line}); !done)
            return fail(done.error());
    }
    WriteReceipt receipt{.instance = *key};
    receipt.changed.push_back(request.id);
    return receipt;
}

SqliteWriter::Outcome SqliteWriter::write(const StoreSetting &request)
{
    if (auto done = m_settings.store(request); !done)
        return fail(done.error());
    return WriteReceipt{};
}

SqliteWriter::Outcome SqliteWriter::write(const RecordAudit &request)
{
    if (auto done = m_audit.append(request.note, request.refusal); !done)
        return fail(done.error());
    return WriteReceipt{};
}

Result<void> SqliteWriter::record(const WriteRequest &request, const Result<WriteReceipt> &receipt)
{
    const OperatorNote *note = std::visit(
        [](const auto &value) -> const OperatorNote * {
            if constexpr (requires { value.note.has_value(); })
                return value.note ? &*value.note : nullptr;
            else
                return nullptr;
        },
        request);
    // A purge in several steps is written down with the last one.
    if (!note || (receipt && receipt->isPartial))
        return {};
    if (auto done = m_audit.append(*note, receipt ? QString() : receipt.error().message); !done)
        return done;
    m_failPoints.pass(FailPoint::AuditWritten);
    return {};
}

} // namespace perdura
