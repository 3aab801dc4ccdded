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

/// What only a new version could be waiting for again: the row went when it was given up.
std::optional<std::string> reopened(const History &history, const OpenWork &before, const OpenWork &after)
{
    for (const HistoryEvent &event : history) {
        const SequenceNumber number = event.eventId;
        if (const auto *task = event.as<HumanTaskCreated>();
            task && after.hasHumanTask(number) && !before.hasHumanTask(number))
            return "It would wait again for the task “" + task->request.title + "”, which was given up.";
        if (const auto *timer = event.as<TimerCreated>();
            timer && after.hasTimer(number) && !before.hasTimer(number)) {
            return "It would wait again for a timer that was cancelled" +
                   (timer->purpose.empty() ? "." : " (" + timer->purpose + ").");
        }
    }
    return {};
}

/// Why the first turn of an execution, which has no history to compare, fails; nothing when it goes well.
std::optional<std::string> failureOfFirstTurn(StoredInstance stored, const Orchestrator &orchestrator,
                                              Instant now, const OrchestrationLimits &limits)
{
    stored.startAt.reset();
    const InstanceKey key = stored.key;
    LiveInstance trial(std::move(stored), orchestrator, limits);
    const auto turn = trial.turn({{key, Begin{}}}, now);
    if (turn && turn->commit.status == OrchestrationStatus::Failed)
        return turn->commit.failureMessage;
    return {};
}

/// Null, and the refusal is set, when the new version does not fit what was done under the old one.
std::unique_ptr<LiveInstance> fitted(const StoredInstance &stored, ExecutionMoved &move,
                                     const Orchestrator &orchestrator, const Result<Orchestrator> &old,
                                     Instant now, const OrchestrationLimits &limits)
{
    const StoredInstance target = withVersion(stored, move.version);
    if (stored.history.empty()) {
        if (auto failure = failureOfFirstTurn(target, orchestrator, now, limits)) {
            move.refusal = *std::move(failure);
            return nullptr;
        }
    }
    auto moved = std::make_unique<LiveInstance>(target, orchestrator, limits);
    if (const auto mismatch = moved->mismatch()) {
        move.refusal = mismatch->errorMessage;
        return nullptr;
    }
    if (!old)
        return moved;
    const LiveInstance before(stored, old, limits);
    if (auto again = reopened(stored.history, before.openWork(), moved->openWork())) {
        move.refusal = *std::move(again);
        return nullptr;
    }
    moved->giveUpWaitsOf(before.openWork());
    return moved;
}

/// Only what will be so for ever may refuse a move.
bool isLasting(ErrorCode code)
{
    return code == ErrorCode::NotFound || code == ErrorCode::InvalidDefinition ||
           code == ErrorCode::InvalidJson;
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
    const auto moved = movedInstance(*stored, move, orchestrators, now, limits);
    if (!moved)
        return fail(moved.error());
    if (!*moved) {
        return fail(ErrorCode::NotAllowed, tr("The instance “%1” cannot go on with that version: %2")
                                               .arg(id.toQString(), QString::fromStdString(move.refusal)));
    }
    AddMessage request{.instance = id, .event = {}};
    request.event.timestamp = now;
    request.event.data = std::move(move);
    return request;
}

std::vector<ExecutionMoved *> movesLastFirst(std::vector<InstanceMessage> &messages)
{
    std::vector<ExecutionMoved *> moves;
    for (InstanceMessage &message : std::views::reverse(messages)) {
        auto *received = std::get_if<FromInbox>(&message.data);
        if (auto *move = received ? std::get_if<ExecutionMoved>(&received->event.data) : nullptr)
            moves.push_back(move);
    }
    return moves;
}

Result<std::unique_ptr<LiveInstance>> movedInstance(const StoredInstance &stored, ExecutionMoved &move,
                                                    OrchestratorSource &orchestrators, Instant now,
                                                    const OrchestrationLimits &limits)
{
    move.before = stored.owner.version;
    move.refusal.clear();
    const auto orchestrator = orchestrators.resolve(stored.owner.name, move.version);
    if (!orchestrator && !isLasting(orchestrator.error().code))
        return fail(orchestrator.error());
    if (!orchestrator) {
        move.refusal = orchestrator.error().message.toStdString();
        return nullptr;
    }
    const auto old = orchestrators.resolve(stored.owner.name, stored.owner.version);
    if (!old && !isLasting(old.error().code))
        return fail(old.error());
    return fitted(stored, move, *orchestrator, old, now, limits);
}

} // namespace perdura
