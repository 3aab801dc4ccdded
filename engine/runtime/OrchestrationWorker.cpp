// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/OrchestrationWorker.h"

#include "engine/runtime/Move.h"

#include <algorithm>
#include <future>
#include <iterator>

namespace perdura {

OrchestrationWorker::OrchestrationWorker(WorkerSettings settings)
    : m_settings(std::move(settings))
{}

OrchestrationWorker::~OrchestrationWorker()
{
    stop();
}

Result<void> OrchestrationWorker::start()
{
    std::promise<Result<void>> opened;
    auto result = opened.get_future();
    m_thread = std::thread([this, promise = std::move(opened)]() mutable {
        auto reader = m_settings.store->openReader();
        if (!reader) {
            promise.set_value(fail(reader.error()));
            return;
        }
        const auto orchestrators = m_settings.orchestrators();
        promise.set_value({});
        run(**reader, *orchestrators);
        // The orchestrators' code goes on the thread that it ran on.
        m_slots.clear();
    });
    return result.get();
}

void OrchestrationWorker::post(InstanceMessage message)
{
    m_queue.push(std::move(message));
}

void OrchestrationWorker::stop()
{
    m_queue.push({{}, EndWork{}});
    if (m_thread.joinable())
        m_thread.join();
}

void OrchestrationWorker::run(StoreReader &reader, OrchestratorSource &orchestrators)
{
    // A message that came in while its instance's turn was stored makes another turn, so the end is reached
    // only when none is under way. What cannot be read stays on disk for the next start.
    while (!m_isEnding || m_storing > 0) {
        for (InstanceMessage &message : m_queue.takeAll(m_retryAt))
            receive(std::move(message));
        retryUnread();
        m_waiting = int(m_ready.size());
        for (const InstanceKey key : std::exchange(m_ready, {})) {
            runTurn(key, reader, orchestrators);
            --m_waiting;
        }
        reportRecovery();
    }
}

void OrchestrationWorker::receive(InstanceMessage message)
{
    if (const auto *stored = std::get_if<TurnStored>(&message.data)) {
        turnStored(message.instance, *stored);
    } else if (std::holds_alternative<EndWork>(message.data)) {
        m_isEnding = true;
    } else if (!m_isEnding) {
        const InstanceKey key = message.instance;
        Slot &slot = m_slots[key];
        slot.messages.push_back(std::move(message));
        schedule(key, slot);
    }
}

void OrchestrationWorker::turnStored(InstanceKey key, const TurnStored &stored)
{
    --m_storing;
    Slot &slot = m_slots.at(key);
    slot.isStoring = false;
    switch (stored.outcome) {
    case TurnStored::Outcome::Stored:
        if (slot.instance->continuesAsNew()) {
            slot.instance.reset();
            slot.messages.insert(slot.messages.begin(), {key, Begin{}});
        } else if (m_settings.cachedInstances == 0) {
            slot.instance.reset();
        }
        break;
    case TurnStored::Outcome::Dropped:
        forget(key);
        return;
    case TurnStored::Outcome::Refused:
        // What is in memory is ahead of the disk. The turn would come out the same again: a turn that fails
        // the instance takes its place, once.
        if (slot.refusal) {
            m_settings.reportUnreadable(key, stored.refusal);
            forget(key);
            return;
        }
        slot.instance.reset();
        slot.messages.clear();
        slot.refusal = stored.refusal;
        break;
    }
    schedule(key, slot);
}

void OrchestrationWorker::schedule(InstanceKey key, Slot &slot)
{
    if (slot.isStoring || slot.isReady)
        return;
    if (slot.messages.empty() && !slot.refusal) {
        becomeIdle(key, slot);
        return;
    }
    leaveIdle(slot);
    slot.isReady = true;
    m_ready.push_back(key);
}

void OrchestrationWorker::retryUnread()
{
    if (!m_retryAt || std::chrono::steady_clock::now() < *m_retryAt)
        return;
    m_retryAt.reset();
    std::ranges::move(std::exchange(m_unread, {}), std::back_inserter(m_ready));
}

void OrchestrationWorker::reportRecovery()
{
    if (m_unread.empty() && std::exchange(m_hasFault, false))
        m_settings.setFault(this, {});
}

void OrchestrationWorker::runTurn(InstanceKey key, StoreReader &reader, OrchestratorSource &orchestrators)
{
    Slot &slot = m_slots.at(key);
    beginMove(slot);
    const Loaded loaded = slot.instance ? Loaded::Yes : load(key, slot, reader, orchestrators);
    if (loaded == Loaded::Later) {
        m_unread.push_back(key);
        return;
    }
    slot.isReady = false;
    if (loaded == Loaded::Never) {
        forget(key);
        return;
    }
    m_settings.failPoints.pass(FailPoint::TurnBegins);
    auto turn = slot.instance->turn(std::exchange(slot.messages, {}), m_settings.clock->now());
    if (!turn) {
        becomeIdle(key, slot);
        return;
    }
    slot.isStoring = true;
    ++m_storing;
    m_settings.storeTurn(slot.instance->owner(), std::move(*turn));
}

/// A new instance comes with its row.
Result<StoredInstance> OrchestrationWorker::read(InstanceKey key, const Slot &slot, StoreReader &reader)
{
    if (!slot.messages.empty()) {
        const auto *begin = std::get_if<Begin>(&slot.messages.front().data);
        if (begin && begin->row)
            return storedInstance(key, *begin->row);
    }
    return reader.load(key);
}

OrchestrationWorker::Loaded OrchestrationWorker::load(InstanceKey key, Slot &slot, StoreReader &reader,
                                                      OrchestratorSource &orchestrators)
{
    auto stored = read(key, slot, reader);
    if (!stored)
        return stored.error().code == ErrorCode::NotFound ? Loaded::Never : fault(key, stored.error());
    m_settings.failPoints.pass(FailPoint::InstanceLoaded);
    if (isTerminal(stored->status))
        return Loaded::Never;
    if (slot.refusal) {
        slot.instance = LiveInstance::failing(std::move(*stored), *slot.refusal);
        return Loaded::Yes;
    }
    for (ExecutionMoved *move : movesLastFirst(slot.messages)) {
        auto moved = movedInstance(*stored, *move, orchestrators, m_settings.clock->now(), m_settings.limits);
        if (!moved)
            return fault(key, moved.error());
        slot.instance = *std::move(moved);
        if (slot.instance)
            return Loaded::Yes;
    }
    const auto orchestrator = orchestrators.resolve(stored->owner.name, stored->owner.version);
    if (!orchestrator) {
        const ErrorCode code = orchestrator.error().code;
        // Only what will be so for ever may fail the instance.
        if (code != ErrorCode::NotFound && code != ErrorCode::InvalidDefinition &&
            code != ErrorCode::InvalidJson)
            return fault(key, orchestrator.error());
    }
    slot.instance = std::make_unique<LiveInstance>(std::move(*stored), orchestrator, m_settings.limits);
    return Loaded::Yes;
}

/// What is in memory runs the old version; it is played again with the new one.
void OrchestrationWorker::beginMove(Slot &slot)
{
    if (!slot.instance || movesLastFirst(slot.messages).empty())
        return;
    std::vector<InstanceMessage> messages = slot.instance->takeHeld();
    std::ranges::move(std::exchange(slot.messages, {}), std::back_inserter(messages));
    slot.messages = std::move(messages);
    slot.instance.reset();
}

OrchestrationWorker::Loaded OrchestrationWorker::fault(InstanceKey key, const Error &error)
{
    if (error.code == ErrorCode::Damaged || error.code == ErrorCode::Unsupported) {
        m_settings.reportUnreadable(key, error);
        return Loaded::Never;
    }
    m_hasFault = true;
    m_settings.setFault(this, error);
    if (!m_retryAt)
        m_retryAt = std::chrono::steady_clock::now() + retryInterval;
    return Loaded::Later;
}

void OrchestrationWorker::becomeIdle(InstanceKey key, Slot &slot)
{
    if (!slot.instance || slot.instance->hasEnded()) {
        forget(key);
        return;
    }
    if (slot.instance->holdsMessages())
        return;
    slot.idle = m_idle.insert(m_idle.end(), key);
    if (int(m_idle.size()) > m_settings.cachedInstances)
        forget(m_idle.front());
}

void OrchestrationWorker::leaveIdle(Slot &slot)
{
    if (!slot.idle)
        return;
    m_idle.erase(*slot.idle);
    slot.idle.reset();
}

void OrchestrationWorker::forget(InstanceKey key)
{
    const auto slot = m_slots.find(key);
    if (slot == m_slots.end())
        return;
    leaveIdle(slot->second);
    m_slots.erase(slot);
}

} // namespace perdura
