// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/client/LocalHubClient.h"
#include "engine/client/Reply.h"
#include "engine/definition/DefinitionFile.h"
#include "engine/runtime/Move.h"
#include "engine/store/DatabaseSalvage.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

namespace perdura {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::Hub", text);
}

template <typename T>
QFuture<Result<T>> told(Result<T> result)
{
    Reply<T> reply;
    reply.keep(std::move(result));
    return reply.future();
}

constexpr std::size_t maxPurged = 100'000;

/// The hub may run in another folder than whoever asks.
Result<void> checkFileName(const QString &file)
{
    if (QDir::isAbsolutePath(file))
        return {};
    return fail(ErrorCode::InvalidArgument,
                tr("The file “%1” is not named in full; give its whole path.").arg(file));
}

Result<QByteArray> readFile(const QString &file)
{
    QFile in(file);
    if (!in.open(QFile::ReadOnly)) {
        return fail(in.exists() ? ErrorCode::AccessDenied : ErrorCode::NotFound,
                    tr("The file “%1” cannot be read (%2); check its name and permissions.")
                        .arg(QDir::toNativeSeparators(file), in.errorString()));
    }
    return in.readAll();
}

/// What may be taken in: one that has ended, with the definition that its version stands for.
Result<InstanceArchive> importable(const QString &file)
{
    const auto text = readFile(file);
    if (!text)
        return fail(text.error());
    auto archive = readArchive(*text, file);
    if (!archive)
        return archive;
    const QString shown = QDir::toNativeSeparators(file);
    if (!isTerminal(archive->status)) {
        return fail(ErrorCode::NotAllowed,
                    tr("The instance in “%1” had not finished when it was exported, so two of it could run; "
                       "export it again after its end.")
                        .arg(shown));
    }
    if (archive->definition.isEmpty())
        return archive;
    const auto definition = parseDefinition(archive->definition, shown);
    if (!definition || contentAddress(*definition) != archive->version) {
        return fail(ErrorCode::InvalidArgument,
                    tr("“%1”, at /definition: this is not the workflow of the instance's version; export it "
                       "again.")
                        .arg(shown));
    }
    return archive;
}

} // namespace

template <typename T>
QFuture<Result<T>> LocalHubClient::maintain(std::function<Result<T>(StoreReader &)> job)
{
    auto reply = std::make_shared<Reply<T>>();
    m_hub->maintenance().post(
        [reply, job = std::move(job)](StoreReader &reader) { reply->keep(job(reader)); });
    return reply->future();
}

QFuture<Result<PurgeSummary>> LocalHubClient::purge(std::vector<InstanceId> ids, bool includesChildren,
                                                    QString reason)
{
    if (ids.size() > maxPurged) {
        return told<PurgeSummary>(
            fail(ErrorCode::InvalidArgument,
                 tr("At most %1 instances can be purged at once; give fewer.").arg(maxPurged)));
    }
    std::vector<PurgeInstance> requests;
    requests.reserve(ids.size());
    for (InstanceId &id : ids) {
        const OperatorNote noted = note(AuditAction::Purge, id.value, reason);
        requests.push_back({.instance = std::move(id), .includesChildren = includesChildren, .note = noted});
    }
    const Submit submit = [this](WriteRequest request, Hub::Done done) {
        m_hub->submit(std::move(request), std::move(done));
    };
    return maintain<PurgeSummary>([hub = m_hub.get(), submit, requests = std::move(requests)](StoreReader &) {
        constexpr std::size_t atOnce = 100;
        PurgeSummary summary;
        for (std::size_t first = 0; first < requests.size(); first += atOnce) {
            if (hub->maintenance().isStopping()) {
                return Result<PurgeSummary>(fail(
                    ErrorCode::Cancelled,
                    tr("The hub is shutting down; %1 instances were purged, start it again for the others.")
                        .arg(summary.purged)));
            }
            const auto begin = requests.begin() + std::ptrdiff_t(first);
            const auto end = begin + std::ptrdiff_t(std::min(atOnce, requests.size() - first));
            const auto results = purgeAndWait(submit, std::vector<PurgeInstance>(begin, end));
            for (std::size_t i = 0; i < results.size(); ++i) {
                if (results[i])
                    summary.purged += qint64(results[i]->purged.size());
                else
                    summary.refused.push_back(
                        {(begin + std::ptrdiff_t(i))->instance, results[i].error().message});
            }
        }
        return Result<PurgeSummary>(summary);
    });
}

QFuture<Result<std::vector<VersionInfo>>> LocalHubClient::versions(std::string name)
{
    return ask<std::vector<VersionInfo>>(
        [name = std::move(name)](StoreReader &reader) { return reader.versions(name); });
}

QFuture<Result<void>> LocalHubClient::moveInstance(InstanceId id, VersionId version, QString reason)
{
    if (auto checked = checkText(tr("reason"), reason); !checked)
        return told<void>(fail(checked.error()));
    auto reply = std::make_shared<Reply<void>>();
    const OperatorNote noted = note(AuditAction::Move, id.value, reason);
    m_hub->maintenance().post([this, reply, id = std::move(id), version = std::move(version),
                               reason = reason.toStdString(), noted](StoreReader &reader) {
        const auto orchestrators = m_hub->settings().orchestrators();
        auto request =
            prepareMove(reader, *orchestrators, id, version, reason, now(), m_hub->settings().limits);
        if (!request) {
            reply->keep(fail(request.error()));
            return;
        }
        request->note = noted;
        m_hub->submit(*std::move(request), [reply](const Result<WriteReceipt> &receipt) {
            reply->keep(receipt ? Result<void>() : fail(receipt.error()));
        });
    });
    return reply->future();
}

QFuture<Result<AuditPage>> LocalHubClient::auditLog(AuditQuery query)
{
    return ask<AuditPage>([query = std::move(query)](StoreReader &reader) { return reader.auditLog(query); });
}

QFuture<Result<RetentionRules>> LocalHubClient::retention()
{
    return ask<RetentionRules>([](StoreReader &reader) -> Result<RetentionRules> {
        const auto text = reader.setting(Retention::setting);
        if (!text)
            return fail(text.error());
        if (text->isEmpty())
            return RetentionRules();
        const auto json = parseJson({text->constData(), std::size_t(text->size())});
        return json ? retentionFromJson(*json) : fail(json.error());
    });
}

QFuture<Result<void>> LocalHubClient::setRetention(RetentionRules rules)
{
    const Json json = toJson(rules);
    // The same checks as for rules that come from elsewhere.
    if (const auto checked = retentionFromJson(json); !checked)
        return told<void>(fail(checked.error()));
    const std::string text = dumpJson(json);
    return submit<void>(
        StoreSetting{Retention::setting, QByteArray::fromStdString(text),
                     note(AuditAction::SetRetention, Retention::setting, QString::fromStdString(text))},
        [](const WriteReceipt &) { return Result<void>(); });
}

QFuture<Result<qint64>> LocalHubClient::countMatches(InstanceQuery query)
{
    return maintain<qint64>(
        [query = std::move(query)](StoreReader &reader) { return perdura::countMatches(reader, query); });
}

QFuture<Result<int>> LocalHubClient::startBatch(BatchRequest request)
{
    if (auto checked = checkText(tr("reason"), QString::fromStdString(request.reason)); !checked)
        return told<int>(fail(checked.error()));
    return told<int>(m_hub->batches().begin(std::move(request), author().toStdString()));
}

QFuture<Result<void>> LocalHubClient::controlBatch(int id, BatchControl control)
{
    return told<void>(m_hub->batches().control(id, control));
}

QFuture<Result<std::vector<BatchStatus>>> LocalHubClient::batches()
{
    return told<std::vector<BatchStatus>>(m_hub->batches().all());
}

QFuture<Result<std::vector<BatchOutcome>>> LocalHubClient::batchOutcomes(int id, int from)
{
    return told<std::vector<BatchOutcome>>(m_hub->batches().outcomes(id, std::size_t(std::max(from, 0))));
}

QFuture<Result<void>> LocalHubClient::backUp(QString file)
{
    if (auto checked = checkFileName(file); !checked)
        return told<void>(checked);
    const OperatorNote noted = note(AuditAction::BackUp, file.toStdString());
    return maintain<void>([this, file = std::move(file), noted](StoreReader &reader) {
        auto done = reader.backUp(file);
        m_hub->submit(RecordAudit{noted, done ? QString() : done.error().message},
                      [](const Result<WriteReceipt> &) {});
        return done;
    });
}

QFuture<Result<CheckReport>> LocalHubClient::check()
{
    return maintain<CheckReport>([](StoreReader &reader) { return reader.check(); });
}

QFuture<Result<void>> LocalHubClient::exportInstance(InstanceId id, QString file)
{
    if (auto checked = checkFileName(file); !checked)
        return told<void>(checked);
    return maintain<void>([id = std::move(id), file = std::move(file)](StoreReader &reader) {
        return reader.archive(id).and_then([&](const InstanceArchive &archive) {
            return writeExport(file, QByteArray::fromStdString(prettyJson(toJson(archive))) + '\n');
        });
    });
}

QFuture<Result<InstanceId>> LocalHubClient::importInstance(QString file, std::optional<InstanceId> newId)
{
    if (auto checked = checkFileName(file); !checked)
        return told<InstanceId>(fail(checked.error()));
    auto reply = std::make_shared<Reply<InstanceId>>();
    const OperatorNote noted = note(AuditAction::Import, {}, file);
    m_hub->maintenance().post(
        [this, reply, file = std::move(file), newId = std::move(newId), noted](StoreReader &) {
            auto archive = importable(file);
            if (!archive) {
                reply->keep(fail(archive.error()));
                return;
            }
            const InstanceId id = newId.value_or(archive->id);
            ImportInstance request{id, std::make_shared<const InstanceArchive>(*std::move(archive)), noted};
            request.note->target = id.value;
            m_hub->submit(std::move(request), [reply, id](const Result<WriteReceipt> &receipt) {
                reply->keep(receipt ? Result<InstanceId>(id) : fail(receipt.error()));
            });
        });
    return reply->future();
}

OperatorNote LocalHubClient::note(AuditAction action, const std::string &target, const QString &reason) const
{
    return {now(), author().toStdString(), action, target, reason.toStdString()};
}

Result<void> LocalHubClient::checkText(const QString &what, const QString &text)
{
    constexpr qsizetype maxLength = 4000;
    if (text.size() <= maxLength)
        return {};
    return fail(ErrorCode::InvalidArgument,
                tr("The %1 has %2 characters; at most %3 can be kept, shorten it.")
                    .arg(what)
                    .arg(text.size())
                    .arg(maxLength));
}

Result<void> LocalHubClient::checkPayload(const QString &what, const Json &payload) const
{
    const std::size_t limit = m_hub->settings().limits.payloadBytes;
    if (!isLargerThan(payload, limit))
        return {};
    return fail(ErrorCode::InvalidArgument,
                tr("The %1 has more than %2 bytes; keep large data in a file and send its name.")
                    .arg(what)
                    .arg(limit));
}

} // namespace perdura
