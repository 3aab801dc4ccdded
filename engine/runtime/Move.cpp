// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/Move.h"

#include <QCoreApplication>

#include <ranges>

namespace perdura {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::Hub", text);
}

/// As it will be read once it is stored.
StoredInstance withVersion(StoredInstance stored, const VersionId &version)
{
    stored.owner.version = version;
    for (HistoryEvent &event : stored.history) {
        if (auto *started = std::get_if<ExecutionStarted>(&event.data))
            started->version = version;
    }
    return stored;
}

} // namespace

Result<AddMessage> prepareMove(StoreReader &reader, OrchestratorSource &orchestrators, const InstanceId &id,
                               const VersionId &version, std::string reason, Instant now,
                               const OrchestrationLimits &limits)
{
    const auto stored = reader.load(id);
    if (!stored)
        return fail(stored.error());
    if (isTerminal(stored->status)) {
        return fail(ErrorCode::NotAllowed,
                    tr("The instance “%1” has finished; start it anew with the version that you want.")
                        .arg(id.toQString()));
    }
    if (stored->owner.version == version) {
        return fail(ErrorCode::InvalidArgument,
                    tr("The instance “%1” runs on that version already.").arg(id.toQString()));
    }
    const auto versions = reader.versions(stored->owner.name);
    if (!versions)
        return fail(versions.error());
    if (std::ranges::find(*versions, version, &VersionInfo::version) == versions->end()) {
        return fail(ErrorCode::NotFound,
                    tr("“%1” has no published version %2; publish it first.")
                        .arg(QString::fromStdString(stored->owner.name), version.toQString()));
    }
    ExecutionMoved move{version, stored->owner.version, std::move(reason), {}};
    if (!movedInstance(*stored, move, orchestrators, limits)) {
        return fail(ErrorCode::NotAllowed, tr("The instance “%1” cannot go on with that version: %2")
                                               .arg(id.toQString(), QString::fromStdString(move.refusal)));
    }
    AddMessage request{.instance = id, .event = {}};
    request.event.timestamp = now;
    request.event.data = std::move(move);
    return request;
}

ExecutionMoved *lastMove(std::vector<InstanceMessage> &messages)
{
    for (InstanceMessage &message : std::views::reverse(messages)) {
        auto *received = std::get_if<FromInbox>(&message.data);
        if (auto *move = received ? std::get_if<ExecutionMoved>(&received->event.data) : nullptr)
            return move;
    }
    return nullptr;
}

std::unique_ptr<LiveInstance> movedInstance(const StoredInstance &stored, ExecutionMoved &move,
                                            OrchestratorSource &orchestrators,
                                            const OrchestrationLimits &limits)
{
    move.before = stored.owner.version;
    const auto orchestrator = orchestrators.resolve(stored.owner.name, move.version);
    if (!orchestrator) {
        move.refusal = orchestrator.error().message.toStdString();
        return nullptr;
    }
    auto moved = std::make_unique<LiveInstance>(withVersion(stored, move.version), orchestrator, limits);
    if (const auto mismatch = moved->mismatch()) {
        move.refusal = mismatch->errorMessage;
        return nullptr;
    }
    return moved;
}

} // namespace perdura
