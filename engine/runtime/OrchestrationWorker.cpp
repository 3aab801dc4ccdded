// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/OrchestrationWorker.h"

#include <future>

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
    m_queue.close();
    if (m_thread.joinable())
        m_thread.join();
}

void OrchestrationWorker::run(StoreReader &reader, OrchestratorSource &orchestrators)
{
    for (auto messages = m_queue.takeAll(); !messages.empty(); messages = m_queue.takeAll()) {
        for (InstanceMessage &message : messages)
            receive(std::move(message));
        for (const InstanceKey key : std::exchange(m_ready, {}))
            runTurn(key, reader, orchestrators);
    }
}

void OrchestrationWorker::receive(InstanceMessage message)
{
    const InstanceKey key = message.instance;
    const auto *stored = std::get_if<TurnStored>(&message.data);
    if (stored && stored->instanceIsGone) {
        forget(key);
        return;
    }
    Slot &slot = m_slots[key];
    if (!stored) {
        slot.messages.push_back(std::move(message));
    } else {
        slot.isStoring = false;
        if (m_settings.cachedInstances == 0)
            slot.instance.reset();
    }
    if (slot.isStoring || slot.isReady)
        return;
    if (slot.messages.empty()) {
        becomeIdle(key, slot);
    } else {
        slot.isReady = true;
        m_ready.push_back(key);
    }
}

void OrchestrationWorker::runTurn(InstanceKey key, StoreReader &reader, OrchestratorSource &orchestrators)
{
    Slot &slot = m_slots.at(key);
    slot.isReady = false;
    if (slot.idle) {
        m_idle.erase(*slot.idle);
        slot.idle.reset();
    }
    if (!slot.instance && !load(key, slot, reader, orchestrators)) {
        forget(key);
        return;
    }
    auto turn = slot.instance->turn(std::exchange(slot.messages, {}), m_settings.clock->now());
    if (!turn) {
        becomeIdle(key, slot);
        return;
    }
    slot.isStoring = true;
    m_settings.storeTurn(slot.instance->owner(), std::move(*turn));
}

bool OrchestrationWorker::load(InstanceKey key, Slot &slot, StoreReader &reader,
                               OrchestratorSource &orchestrators)
{
    auto stored = reader.load(key);
    if (!stored) {
        if (stored.error().code != ErrorCode::NotFound)
            m_settings.reportFault(stored.error());
        return false;
    }
    if (isTerminal(stored->status))
        return false;
    const auto orchestrator = orchestrators.resolve(stored->owner.name, stored->owner.version);
    slot.instance = std::make_unique<LiveInstance>(std::move(*stored), orchestrator);
    return true;
}

void OrchestrationWorker::becomeIdle(InstanceKey key, Slot &slot)
{
    if (!slot.instance || slot.instance->hasEnded()) {
        forget(key);
        return;
    }
    slot.idle = m_idle.insert(m_idle.end(), key);
    if (int(m_idle.size()) > m_settings.cachedInstances)
        forget(m_idle.front());
}

void OrchestrationWorker::forget(InstanceKey key)
{
    const auto slot = m_slots.find(key);
    if (slot == m_slots.end())
        return;
    if (slot->second.idle)
        m_idle.erase(*slot->second.idle);
    m_slots.erase(slot);
}

} // namespace perdura
